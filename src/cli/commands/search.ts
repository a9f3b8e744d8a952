// `wirewatch search QUERY`: the archive, in the watchlists' query language.
import { loadWatchlists } from "../../config/load/load-watchlists.ts";
import { caretUnder } from "../../config/yaml/excerpt-at.ts";
import { formatHit } from "../format/format-hit.ts";
import { openLine } from "../progress.ts";
import { parseSince } from "../parse-since.ts";
import { readConfig } from "../../app/read-config.ts";
import { readOrAsk } from "../read-or-ask.ts";
import { withDesk } from "../../app/desk-client.ts";
import { UsageError } from "../command.ts";
import { asOneQuery } from "../../watchlists/query/as-one-query.ts";
import { CommandError } from "../../errors.ts";
import type { Command } from "../command.ts";

const limitMax = 10_000;

export const command: Command = {
  help: `Usage: wirewatch search QUERY [--limit N] [--since WHEN]

Searches the archive, every article that was read and is still kept, for what a watchlist with this query: would match. Newest first,
with the sentence that says why. QUERY takes AND OR NOT NEAR/8 ( ) "a phrase" sanction* /regex/ title: site: lang: tag: and $sets of your
watchlists and of the shipped packs:

  wirewatch search 'Myanmar'
  wirewatch search '"Min Aung Hlaing" AND NOT title:obituary' --since 30d
  wirewatch search '$junta NEAR/10 $myanmar' --json

Options:
  --limit N       at most so many (default 20)
  --since WHEN    only what was first seen since: 7d, 24h, or a date as 2026-11-01

Exit code 1 if nothing is found. With --json: {"hits": [{"id","url","title","outlet","byline","language","publishedAt",
"firstSeenAt","story","excerpt","titleMarks","terms"}], "more", "archived", "read"}. It may be called while Wirewatch runs.`,
  options: { limit: { type: "string" }, since: { type: "string" } },
  positionals: { min: 1, max: 1, oneText: (words) => asOneQuery(words.join(" ")) },
  async run(context) {
    const [query = ""] = context.positionals;
    const limit = Number(context.values["limit"] ?? 20);
    if (!Number.isInteger(limit) || limit < 1 || limit > limitMax)
      throw new UsageError(`--limit takes a number from 1 to ${limitMax}`);
    const since = parseSince(context.values["since"], new Date())?.toISOString() ?? null;
    const config = await readOrAsk(context, readConfig);
    const [{ compileQuery }, { searchArchive }] = await Promise.all([
      import("../../watchlists/query/compile-query.ts"),
      import("../../desk/search-archive.ts"),
    ]);
    // Its sets may be used, whatever is wrong in other files.
    const { watchlists } = config ?? (await loadWatchlists({ dir: context.configDir, lookup: context.lookup }));
    const compiled = compileQuery(query, watchlists);
    if (compiled.kind === "fault")
      throw new CommandError(`${compiled.fault.message}\n${caretUnder(query, compiled.fault.offset)}`);
    const line = openLine(context);
    const result = await withDesk(context, config, (desk) =>
      searchArchive(desk, compiled.compiled, { words: compiled.words, since, limit }, (read, of) =>
        line.show(`${read} of ${of} articles that may match`),
      ),
    ).finally(() => line.end());
    if (result === null)
      throw new CommandError("the archive is empty: no Wirewatch has run on this data. See: wirewatch once --help");
    const { hits, more, archived } = result;
    if (context.json) return (context.print(JSON.stringify(result)), hits.length > 0 ? 0 : 1);
    for (const hit of hits) context.print(`${formatHit(hit)}\n`);
    if (hits.length === 0)
      context.tell(`Nothing in ${archived} articles${since === null ? "" : ` since ${since.slice(0, 10)}`}.`);
    else
      context.tell(
        more ? `The newest ${hits.length}; there are more: --limit ${limit * 5}` : `${hits.length} of ${archived} articles.`,
      );
    return hits.length > 0 ? 0 : 1;
  },
};
