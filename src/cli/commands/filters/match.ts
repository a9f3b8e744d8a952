// `wirewatch match`: articles in, watchlist matches out.
import { formatFault } from "../../../config/format-fault.ts";
import { loadWatchlists } from "../../../config/load/load-watchlists.ts";
import { CommandError } from "../../../errors.ts";
import { compileOnce } from "../../../watchlists/compile-once.ts";
import { matchWatchlists } from "../../../watchlists/match-watchlists.ts";
import { optionalText, runFilter } from "./ndjson-filter.ts";
import type { Command } from "../../command.ts";

export const command: Command = {
  help: `Usage: wirewatch match [--config DIR]

Matches articles against the watchlists of --config. A filter: one JSON object a line in,
  {"id","title","text","language"?,"source"?,"url"?}
one a line out, in the same order,
  {"id","matches":[{"watchlist","spans":[{"field","start","end","term"}]}]}
start and end are UTF-16 offsets into the field as given. A line that fails gives {"id","error":{"code","message"}}.`,
  async run(context) {
    // Only the watchlists: matching needs no feeds and no digests.
    const { watchlists, faults } = await loadWatchlists({ dir: context.configDir, lookup: context.lookup });
    for (const fault of faults) context.tell(formatFault(fault));
    if (faults.some(({ severity }) => severity === "error"))
      throw new CommandError(`the watchlists in ${context.configDir} have faults; see: wirewatch check`);
    const { compiled } = compileOnce(watchlists);
    await runFilter(
      context.io,
      (document) => {
        const text = (key: string) => optionalText(document, key);
        const matches = matchWatchlists(compiled, {
          title: text("title") ?? "",
          text: text("text") ?? "",
          language: text("language"),
          source: text("source"),
          url: text("url"),
        });
        for (const message of compiled.troubles.take()) context.tell(message);
        return { matches };
      },
      1,
    );
    return 0;
  },
};
