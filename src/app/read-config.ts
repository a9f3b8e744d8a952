// Loads the configuration for a command; faults are shown as file:line:col, and an error among them starts nothing.
import { formatFault } from "../config/format-fault.ts";
import { loadConfig } from "../config/load/load-config.ts";
import { CommandError } from "../errors.ts";
import { tell } from "../log.ts";
import type { Config } from "../config/config.ts";

export async function readConfig(context: { configDir: string; dataDir: string }): Promise<Config> {
  const { config, faults } = await loadConfig({ dir: context.configDir, dataDir: context.dataDir });
  for (const fault of faults) tell(formatFault(fault));
  const errors = faults.filter(({ severity }) => severity === "error").length;
  if (config === null)
    throw new CommandError(
      `the configuration has ${errors === 1 ? "a fault" : `${errors} faults`}; nothing was started. See: wirewatch check`,
    );
  return config;
}
