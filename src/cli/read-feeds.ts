// Loads only the feeds, for a command that needs nothing else of the configuration; reports faults, and ends at an error.
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { formatFault } from "../config/format-fault.ts";
import { loadFeeds } from "../config/load/load-feeds.ts";
import { CommandError } from "../errors.ts";
import type { FeedConfig } from "../config/config.ts";
import type { CommandContext } from "./command.ts";

export async function readFeeds(context: CommandContext): Promise<FeedConfig[]> {
  const { feeds, faults } = await loadFeeds({ dir: context.configDir, lookup: context.lookup });
  for (const fault of faults) context.tell(formatFault(fault));
  if (faults.some(({ severity }) => severity === "error")) throw new CommandError("feeds.yaml has faults. See: wirewatch check");
  return feeds;
}

/** The same for a command that adds to them: a folder without a feeds.yaml has none. A broken file ends the command. */
export async function readKnownFeeds(context: CommandContext): Promise<FeedConfig[]> {
  const isThere = await stat(join(context.configDir, "feeds.yaml")).then(
    () => true,
    () => false,
  );
  return isThere ? readFeeds(context) : [];
}
