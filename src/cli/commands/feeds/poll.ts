// `wirewatch feeds poll NAME`: asks one source now.
import { withDesk } from "../../../app/desk-client.ts";
import { readConfig } from "../../../app/read-config.ts";
import { readOrAsk } from "../../read-or-ask.ts";
import { startApp } from "../../../app/start-app.ts";
import { counted } from "../../../text/counted.ts";
import { minuteOf } from "../../../text/dates/minute-of.ts";
import type { PolledNow } from "../../../desk/poll-source.ts";
import type { Command } from "../../command.ts";

export const command: Command = {
  help: `Usage: wirewatch feeds poll NAME

Asks one source now, due or not, and says what came of it. NAME is its name in feeds.yaml, its own title, or its address. A source whose
host asked to be left alone is not asked. It may be called while Wirewatch runs, which then reads what is new at once; else that waits
for the next run. Exit code 1 if the source could not be read or was not asked.

With --json: {"name","outcome","entries","reason","nextPollAt"}; "outcome" is new-entries, nothing-new, not-modified, same-as-another,
already-done, failed, gone, held, later or paused.`,
  positionals: { min: 1, max: 1 },
  async run(context) {
    const [source = ""] = context.positionals;
    const config = await readOrAsk(context, readConfig);
    const open = config && (() => startApp({ config, log: context.openLog("error") }));
    const polled = await withDesk(context, config, (desk) => desk.pollSource({ source }), open);
    if (polled === null) throw new Error("an app was not opened");
    if (context.json) context.print(JSON.stringify(polled));
    else context.print(format(polled));
    return UNREAD.has(polled.outcome) ? 1 : 0;
  },
};

const UNREAD = new Set(["failed", "gone", "held", "later", "paused"]);

const WORDS: Partial<Record<string, string>> = {
  "nothing-new": "nothing new",
  "not-modified": "nothing changed since the last poll",
  "same-as-another": "it is asked at the address of another source, and with that",
  "already-done": "another process asks it just now",
  failed: "it could not be read",
  gone: "it is gone for good",
  held: "it was not asked",
  later: "it was not asked",
  paused: "it was not asked",
};

function format({ name, outcome, entries, reason, nextPollAt }: PolledNow): string {
  const came = counted(entries, "new entry", "new entries");
  const next = outcome === "paused" ? "" : ` Next poll: ${minuteOf(nextPollAt)} UTC.`;
  return `${name}: ${WORDS[outcome] ?? came}${reason === null ? "" : `: ${reason}`}.${next}`;
}
