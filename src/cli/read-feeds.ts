// Loads the feeds for a command that needs nothing else of the configuration; faults are shown, and an error among them ends it.
import { readEnvironment } from "../config/load/environment.ts";
import { formatFault } from "../config/format-fault.ts";
import { loadFeeds } from "../config/load/load-feeds.ts";
import { CommandError } from "../errors.ts";
import { tell } from "../log.ts";
import type { FeedConfig } from "../config/config.ts";
import type { CommandContext } from "./command.ts";

export async function readFeeds({ configDir }: Pick<CommandContext, "configDir">): Promise<FeedConfig[]> {
  const { feeds, faults } = await loadFeeds({ dir: configDir, lookup: readEnvironment() });
  for (const fault of faults) tell(formatFault(fault));
  if (faults.some(({ severity }) => severity === "error")) throw new CommandError("feeds.yaml has faults. See: wirewatch check");
  return feeds;
}
