// `wirewatch once`: one round, then exit.
import { readConfig } from "../../app/read-config.ts";
import { openProgress } from "../progress.ts";
import { startApp, waitForLock } from "../../app/start-app.ts";
import type { Command } from "../command.ts";
import type { RoundSummary } from "../../desk/run-round.ts";

export const command: Command = {
  help: `Usage: wirewatch once [--now]

One round, then exit: polls every feed, works until the queues are empty, sends the digests that are due, prints a summary.
Made for cron: every run goes on where the last one ended. If another process has the data folder, it waits 10 seconds for it.

Options:
  --now    send every digest that holds something, due or not

With --json it ends with one object:
  {"feeds":{"polled","failed"},"entries":{"new"},"articles":{"extracted","summaryOnly"},"matches",
   "stories":{"new","copies"},"digests":{"sent","failed"},"errors":[{"stage","subject","message"}]}
Exit code 1 if a digest could not be delivered, or if no source could be read.`,
  options: { now: { type: "boolean" } },
  async run(context) {
    const config = await readConfig(context);
    const log = context.openLog("warn");
    const app = await waitForLock(
      () => startApp({ config, log }),
      ({ wait }) => context.tell(wait),
    );
    const progress = openProgress(context);
    try {
      // Loaded only now, since a refused round does not need it.
      const { runRound } = await import("../../desk/run-round.ts");
      const summary = await runRound(app, { sendAll: context.values["now"] === true, onProgress: progress.show });
      progress.end();
      const { polled, failed } = summary.feeds;
      const readNothing = polled > 0 && failed === polled;
      const words = readable(summary, config.mail.smtp.kind === "outbox" ? config.mail.smtp.dir : null);
      if (context.json || summary.digests.failed === 0) context.report(summary, words);
      else context.print(words);
      if (readNothing) context.tell("no source could be read: check the network, and see wirewatch feeds status");
      return summary.digests.failed > 0 || readNothing ? 1 : 0;
    } finally {
      progress.end();
      await app.close();
    }
  },
};

const ERRORS_SHOWN = 20;

export function readable(summary: RoundSummary, outbox: string | null): string {
  const { feeds, entries, articles, matches, stories, digests, errors } = summary;
  const lines = [
    `Feeds      ${feeds.polled} polled, ${feeds.failed} failed; ${entries.new} new entries`,
    `Articles   ${articles.extracted} read, ${articles.summaryOnly} by their feed's summary only`,
    `Matches    ${matches}, in ${stories.new} new stories; ${stories.copies} copies folded`,
    `Digests    ${digests.sent} sent, ${digests.failed} not delivered${outbox !== null && digests.sent > 0 ? `; the mails are in ${outbox}` : ""}`,
    ...errors.slice(0, ERRORS_SHOWN).map(({ stage, subject, message }) => `  ! ${stage}  ${subject}\n      ${message}`),
  ];
  if (errors.length > ERRORS_SHOWN) lines.push(`  … and ${errors.length - ERRORS_SHOWN} more; --json lists all`);
  return lines.join("\n");
}
