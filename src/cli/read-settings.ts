// Loads only wirewatch.yaml, for a command that needs nothing else of the configuration; reports faults, and ends at an error.
import { formatFault } from "../config/format-fault.ts";
import { loadSettings, type Settings } from "../config/load/load-settings.ts";
import { CommandError } from "../errors.ts";
import type { CommandContext } from "./command.ts";

export async function readSettings(context: CommandContext): Promise<Settings> {
  const { settings, faults } = await loadSettings({ dir: context.configDir, lookup: context.lookup }, context.dataDir);
  for (const fault of faults) context.tell(formatFault(fault));
  if (settings === null) throw new CommandError("wirewatch.yaml has faults. See: wirewatch check");
  return settings;
}
