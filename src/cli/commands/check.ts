// `wirewatch check`: validates every config file, and runs every watchlist's own tests.
import { existsSync } from "node:fs";
import { formatFault } from "../../config/format-fault.ts";
import { loadConfig } from "../../config/load/load-config.ts";
import { localStamp } from "../../digests/local-time.ts";
import { nextDue } from "../../digests/schedule.ts";
import { describeWatchlists } from "../../watchlists/describe-watchlist.ts";
import { whyRefused, whyRisky } from "../../web/access.ts";
import { UsageError } from "../command.ts";
import { CommandError } from "../../errors.ts";
import { formatWatchlist } from "../format/format-watchlist.ts";
import { didYouMean } from "../../text/nearest.ts";
import { withDesk } from "../../app/desk-client.ts";
import { counted } from "../../text/counted.ts";
import type { OddWatchlist } from "../../desk/odd-watchlists.ts";
import type { Config, ConfigFault } from "../../config/config.ts";
import type { DescribedWatchlist } from "../../watchlists/describe-watchlist.ts";
import type { Command } from "../command.ts";

export const command: Command = {
  help: `Usage: wirewatch check [--config DIR] [--explain [WATCHLIST]]

Validates every file of the configuration and runs each watchlist's own tests. Reports all faults at once, as
  file:line:col: what, and what to do
It warns of watchlists that can never match or equal another and, if --data holds an archive, of those that matched
nothing for 30 days, or more than a third of everything. It says if run would not open the pages, or others could open them. It
advises on terms of one letter or a common word, and prints the next three times of each digest.
With --explain also what each watchlist, or the one named, was understood to look for: every set with its words, what keeps
its case, what stands for other endings, and each query in its one canonical form.
Exit code 1 if there is an error. With --json: {"ok", "faults": [{file,line,column,message,severity}], ...counts}, and with
--explain "understood": [{"id","name","file","looksFor":[{"text","parts"}]}].`,
  options: { explain: { type: "boolean" } },
  positionals: { min: 0, max: 1 },
  async run(context) {
    if (context.positionals.length > 0 && context.values["explain"] !== true)
      throw new UsageError(`check takes a watchlist only with --explain: wirewatch check --explain ${context.positionals[0]}`);
    const { config, faults, examine, placeOf, placeOfWeb } = await loadConfig({
      dir: context.configDir,
      dataDir: context.dataDir,
      ...(context.env && { env: context.env }),
    });
    const odd = config === null ? [] : await oddInArchive(config);
    const all = [
      ...faults,
      ...(config === null ? [] : aboutThePages(config, placeOfWeb)),
      ...examine(),
      ...odd.flatMap(({ id, note }) => warningAt(placeOf(id), `"${id}" ${note}`)),
    ];
    const ok = config !== null && !all.some(({ severity }) => severity === "error");
    const watchlists = config?.watchlists.flatMap(({ content }) => content.watchlists ?? []) ?? [];
    const tests = watchlists.reduce((sum, { tests }) => sum + (tests?.match?.length ?? 0) + (tests?.no_match?.length ?? 0), 0);
    const described = context.values["explain"] === true ? describeChosen(config?.watchlists ?? [], context.positionals[0]) : [];
    const counts = {
      feeds: config?.feeds.length ?? 0,
      watchlists: watchlists.length,
      digests: config?.digests.length ?? 0,
      tests,
    };
    const next = nextTimes(config?.digests ?? [], new Date());
    if (context.json) {
      context.print(
        JSON.stringify({
          ok,
          faults: all,
          ...counts,
          next,
          ...(context.values["explain"] === true && { understood: described }),
        }),
      );
      return ok ? 0 : 1;
    }
    for (const watchlist of described) context.print(`${formatWatchlist(watchlist)}\n`);
    for (const fault of all) context.print(formatFault(fault));
    for (const { id, times, timezone } of next)
      if (!context.quiet) context.print(`"${id}" goes out next at ${times.join(", ")} (${timezone}).`);
    if (ok && !context.quiet)
      context.print(
        `Good: ${counted(counts.feeds, "feed")}, ${counted(counts.watchlists, "watchlist")}, ${counted(counts.digests, "digest")}; ${counted(tests, "test")} of watchlists ${tests === 1 ? "passes" : "pass"}.`,
      );
    if (!ok) context.print(`${all.filter(({ severity }) => severity === "error").length} to fix in ${context.configDir}.`);
    return ok ? 0 : 1;
  },
};

/** The next three local times of each digest that has times. */
function nextTimes(digests: Config["digests"], from: Date): { id: string; timezone: string; times: string[] }[] {
  return digests.flatMap(({ id, schedule, timezone }) => {
    const times: string[] = [];
    for (let at = nextDue(schedule, timezone, from); at !== null && times.length < 3; at = nextDue(schedule, timezone, at))
      times.push(localStamp(timezone, at));
    return times.length > 0 ? [{ id, timezone, times }] : [];
  });
}

/** The archive's findings, if there is an archive; if it cannot be read, doctor reports that. */
async function oddInArchive(config: Config): Promise<OddWatchlist[]> {
  if (config.store.kind === "pglite" && !existsSync(config.store.dir)) return [];
  const odd = withDesk(config, config, (desk) => desk.oddWatchlists());
  return (await odd.catch(() => null)) ?? [];
}

/** Why `run` would not open the pages, or what it would warn of. What only the environment lacks may be there where it runs. */
function aboutThePages({ web }: Config, placeOfWeb: Awaited<ReturnType<typeof loadConfig>>["placeOfWeb"]): ConfigFault[] {
  const refused = whyRefused(web);
  const found = refused ?? whyRisky(web);
  if (found === null) return [];
  if (found.isOfEnvironment)
    return warningAt(placeOfWeb(found.key), `${found.text} here: set one where \`wirewatch run\` is started`);
  return [{ ...placeOfWeb(found.key), message: found.text, severity: refused === null ? "warning" : "error" }];
}

const warningAt = (place: ReturnType<Awaited<ReturnType<typeof loadConfig>>["placeOf"]>, message: string): ConfigFault[] =>
  place === null ? [] : [{ ...place, message, severity: "warning" }];

/** A file with faults has no descriptions. */
function describeChosen(files: Config["watchlists"], id: string | undefined): DescribedWatchlist[] {
  const all = describeWatchlists(files);
  const chosen = id === undefined ? all : all.filter((watchlist) => watchlist.id === id);
  if (id !== undefined && chosen.length === 0 && all.length > 0) {
    const ids = all.map((watchlist) => watchlist.id);
    throw new CommandError(
      `no watchlist has the id "${id}"${didYouMean(id, ids) || `: there are ${ids.slice(0, 20).join(", ")}`}`,
    );
  }
  return chosen;
}
