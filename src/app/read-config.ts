// Loads the configuration for a command; faults are shown as file:line:col, and an error among them starts nothing.
import { formatFault } from "../config/format-fault.ts";
import { loadConfig } from "../config/load/load-config.ts";
import { CommandError } from "../errors.ts";
import type { Environment } from "../config/load/environment.ts";
import type { Config } from "../config/config.ts";

interface ConfigReading {
  configDir: string;
  dataDir: string;
  /** Absent: the environment of this process. */
  env?: Environment | undefined;
  /** Gets each fault as a line. */
  tell(line: string): void;
}

export async function readConfig({ configDir, dataDir, env, tell }: ConfigReading): Promise<Config> {
  const { config, faults } = await loadConfig({ dir: configDir, dataDir, ...(env && { env }) });
  for (const fault of faults) tell(formatFault(fault));
  const errors = faults.filter(({ severity }) => severity === "error").length;
  if (config === null)
    throw new CommandError(
      `the configuration has ${errors === 1 ? "a fault" : `${errors} faults`}; nothing was started. See: wirewatch check`,
    );
  return config;
}
