// Loads wirewatch.yaml for a command that needs nothing else of the configuration; faults are shown, and an error among them ends it.
import { readEnvironment } from "../config/load/environment.ts";
import { formatFault } from "../config/format-fault.ts";
import { loadSettings, type Settings } from "../config/load/load-settings.ts";
import { CommandError } from "../errors.ts";
import { tell } from "../log.ts";
import type { CommandContext } from "./command.ts";

export async function readSettings({ configDir, dataDir }: Pick<CommandContext, "configDir" | "dataDir">): Promise<Settings> {
  const { settings, faults } = await loadSettings({ dir: configDir, lookup: readEnvironment() }, dataDir);
  for (const fault of faults) tell(formatFault(fault));
  if (settings === null) throw new CommandError("wirewatch.yaml has faults. See: wirewatch check");
  return settings;
}
