// `wirewatch quarantine list`: which articles are quarantined, and why.
import { withDesk } from "../../../app/desk-client.ts";
import { readSettings } from "../../read-settings.ts";
import { readOrAsk } from "../../read-or-ask.ts";
import { minuteOf } from "../../../text/dates/minute-of.ts";
import type { Command } from "../../command.ts";

const LISTED_MAX = 1_000;

export const command: Command = {
  help: `Usage: wirewatch quarantine list

Lists the quarantined articles, the newest first, with their number, the stage that failed and the reason.

With --json: {"count","articles":[{"article","stage","url","title","reason","at"}]}. It may be called while Wirewatch runs.`,
  async run(context) {
    const found = await withDesk(context, await readOrAsk(context, readSettings), (desk) =>
      desk.quarantine({ limit: LISTED_MAX }),
    );
    const { count, articles } = found ?? { count: 0, articles: [] };
    if (context.json) return (context.print(JSON.stringify({ count, articles })), 0);
    for (const { article, stage, url, title, reason, at } of articles)
      context.print(`${article}  ${minuteOf(at)}  ${title ?? url}\n    ${url}\n    failed at ${stage}: ${reason}`);
    context.print(
      count === 0
        ? "no article is quarantined"
        : `quarantined articles: ${count}. Try them again: wirewatch quarantine retry --all`,
    );
    return 0;
  },
};
