// `wirewatch backtest [WATCHLIST]`: what a watchlist, or an edit of one, would have matched in the archive.
import { formatFault } from "../../config/format-fault.ts";
import { caretUnder } from "../../config/yaml/excerpt-at.ts";
import { didYouMean } from "../../text/nearest.ts";
import { formatBacktest } from "../format/format-backtest.ts";
import { openLine } from "../progress.ts";
import { parseSince } from "../parse-since.ts";
import { readConfig } from "../../app/read-config.ts";
import { withDesk } from "../../app/desk-client.ts";
import { UsageError } from "../command.ts";
import { CommandError } from "../../errors.ts";
import type { Config } from "../../config/config.ts";
import type { BacktestOptions } from "../../desk/backtest.ts";
import type { Command, CommandContext } from "../command.ts";

export const command: Command = {
  help: `Usage: wirewatch backtest [WATCHLIST] [--file FILE | --query QUERY]

Runs a watchlist over the archive, every article that was read and is still kept, with the engine that alerts: how many it matches a
day, samples with what matched, and what is new or gone against what it matched when each article came. Without WATCHLIST: all of them.
It mails nothing and changes nothing, and may be called while Wirewatch runs.

  wirewatch backtest myanmar-junta                       as it stands in the configuration
  wirewatch backtest --file edited.yaml                  an edited file: what it adds and drops against the one in force
  wirewatch backtest --query '$junta NEAR/10 $myanmar'   an expression that stands in no file yet

Options:
  --file FILE     watchlists as they would be; in place of those of the same file name or ids
  --query QUERY   an expression as under query:
  --since WHEN    only what was first seen since: 30d, 24h, or a date as 2026-11-01
  --samples N     at most so many of each kind (default 5)

With --json: {"articles","from","watchlists": [{"watchlist","count","stories","days": [{"day","matches"}],"samples","added":
{"count","samples"},"dropped": {"count","samples"}}]}. Days are in UTC.`,
  options: { file: { type: "string" }, query: { type: "string" }, since: { type: "string" }, samples: { type: "string" } },
  positionals: { min: 0, max: 1 },
  async run(context) {
    const since = parseSince(context.values["since"], new Date())?.toISOString() ?? null;
    const samplesMax = Number(context.values["samples"] ?? 5);
    if (!Number.isInteger(samplesMax) || samplesMax < 0 || samplesMax > 1_000)
      throw new UsageError("--samples takes a number from 0 to 1000");
    const config = await readConfig(context);
    const asked = await whatIsAsked(context, config);
    const { backtest } = await import("../../desk/backtest.ts");
    const line = openLine(context);
    const result = await withDesk(context, config, (desk) =>
      backtest(desk, { ...asked, since, samplesMax }, (read, of) => line.show(`${read} of ${of} articles`)),
    ).finally(() => line.end());
    if (result === null)
      throw new CommandError("the archive is empty: no Wirewatch has run on this data. See: wirewatch once --help");
    context.print(context.json ? JSON.stringify(result) : formatBacktest(result, asked.baseline));
    return 0;
  },
};

type Asked = Omit<BacktestOptions, "since" | "samplesMax">;

async function whatIsAsked(context: CommandContext, config: Config): Promise<Asked> {
  const {
    values,
    positionals: [id],
  } = context;
  const { file, query } = values;
  if (file !== undefined && query !== undefined) throw new UsageError("--file and --query cannot stand together");
  if (query !== undefined && id !== undefined)
    throw new UsageError("--query takes the place of a watchlist's name: leave one out");
  if (typeof query === "string") return askedByQuery(query, config);
  return typeof file === "string" ? askedByEdit(file, id, config, context) : askedById(id, config);
}

async function askedByQuery(query: string, { watchlists }: Config): Promise<Asked> {
  const [{ compileQuery }, { judgeBy }] = await Promise.all([
    import("../../watchlists/query/compile-query.ts"),
    import("../../desk/search-archive.ts"),
  ]);
  const compiled = compileQuery(query, watchlists);
  if (compiled.kind === "fault") throw new CommandError(`${compiled.fault.message}\n${caretUnder(query, compiled.fault.offset)}`);
  return { judge: judgeBy(compiled.compiled), words: compiled.words, ids: ["query"], baseline: { kind: "nothing" } };
}

async function askedById(id: string | undefined, { watchlists }: Config): Promise<Asked> {
  const { askById, engineHere } = await import("../../desk/search/ask-backtest.ts");
  return askById(
    engineHere,
    watchlists,
    chosen(
      id,
      watchlists.flatMap(({ content }) => (content.watchlists ?? []).map((one) => one.id)),
    ),
  );
}

async function askedByEdit(path: string, id: string | undefined, config: Config, context: CommandContext): Promise<Asked> {
  const [{ askByEdit, engineHere }, { loadEdit }] = await Promise.all([
    import("../../desk/search/ask-backtest.ts"),
    import("../../config/load/load-edit.ts"),
  ]);
  const edit = await loadEdit(path, config.watchlists, { dir: config.dir, lookup: context.lookup });
  for (const fault of edit.faults) context.tell(formatFault(fault));
  if (edit.watchlists === null) throw new CommandError(`${path} has faults; nothing was tried`);
  return askByEdit(engineHere, { edited: edit.watchlists, inForce: config.watchlists }, chosen(id, edit.ids));
}

function chosen(id: string | undefined, ids: readonly string[]): readonly string[] {
  if (id === undefined) return ids;
  if (ids.includes(id)) return [id];
  throw new CommandError(`no watchlist has the id "${id}"${didYouMean(id, ids) || `: there are ${ids.slice(0, 20).join(", ")}`}`);
}
