// `wirewatch check`: every config file validated, every watchlist's own tests run.
import { formatFault } from "../config/format-fault.ts";
import { loadConfig } from "../config/load-config.ts";
import { print } from "./command.ts";
import type { Command } from "./command.ts";

export const command: Command = {
  help: `Usage: wirewatch check [--config DIR]

Validates every file of the configuration and runs each watchlist's own tests. Every fault is told at once, as
  file:line:col: what, and what to do
Exit code 1 where there is an error. With --json: {"ok", "faults": [{file,line,column,message,severity}], ...counts}.`,
  async run(context) {
    const { config, faults, failedTests } = await loadConfig({ dir: context.configDir, dataDir: context.dataDir });
    const all = [...faults, ...failedTests()];
    const ok = config !== null && !all.some(({ severity }) => severity === "error");
    const watchlists = config?.watchlists.flatMap(({ content }) => content.watchlists ?? []) ?? [];
    const tests = watchlists.reduce((sum, { tests }) => sum + (tests?.match?.length ?? 0) + (tests?.no_match?.length ?? 0), 0);
    const counts = {
      feeds: config?.feeds.length ?? 0,
      watchlists: watchlists.length,
      digests: config?.digests.length ?? 0,
      tests,
    };
    if (context.json) {
      print(JSON.stringify({ ok, faults: all, ...counts }));
      return ok ? 0 : 1;
    }
    for (const fault of all) print(formatFault(fault));
    if (ok)
      print(
        `Good: ${counts.feeds} feeds, ${counts.watchlists} watchlists, ${counts.digests} digests; ${tests} tests of watchlists pass.`,
      );
    else print(`${all.filter(({ severity }) => severity === "error").length} to mend in ${context.configDir}.`);
    return ok ? 0 : 1;
  },
};
