// `wirewatch feedback list`: what readers said of alerts.
import { REASON_WORDS } from "../../../feedback/saying.ts";
import { counted } from "../../../text/counted.ts";
import { readConfig } from "../../../app/read-config.ts";
import { readOrAsk } from "../../read-or-ask.ts";
import { withDesk } from "../../../app/desk-client.ts";
import { minuteOf } from "../../../text/dates/minute-of.ts";
import type { ListedFeedback } from "../../../desk/feedback/list-feedback.ts";
import type { Command } from "../../command.ts";

export const command: Command = {
  help: `Usage: wirewatch feedback list [--all]

Lists what readers said of alerts, the newest first: of which story, by which watchlist, how many of them, and their words.

  --all   also what is settled: applied or dismissed

With --json: {"feedback":[{"id","reason","watchlist","isConfigured","story","address","article","title","readers","isDisputed","state",
"sayings":[{"sender","issue","words","at"}]}]}. It may be called while Wirewatch runs.`,
  options: { all: { type: "boolean" } },
  async run(context) {
    const found = await withDesk(context, await readOrAsk(context, readConfig), (desk) => desk.feedback());
    const wanted = (found?.feedback ?? []).filter(({ state }) => context.values["all"] === true || state === "open");
    if (context.json) return (context.print(JSON.stringify({ feedback: wanted })), 0);
    for (const one of wanted) context.print(formatFeedback(one));
    if (wanted.length === 0) context.print("nobody has said anything that is open");
    return 0;
  },
};

/** A few lines for a terminal. */
export function formatFeedback(one: ListedFeedback): string {
  const { id, reason, watchlist, title, address, readers, state, isDisputed, isConfigured, story, sayings } = one;
  const subject = story === 0 ? address : `${title ?? "(no title)"} (story ${story})`;
  const notes = [
    counted(readers, "reader"),
    isConfigured ? watchlist : `${watchlist}, which is gone`,
    ...(isDisputed ? ["others say the opposite"] : []),
    ...(state === "open" ? [] : [state]),
  ];
  const lines = sayings.map(({ sender, words, at }) => {
    const by = sender === null ? "on a page" : `by the link in the mail to ${sender}`;
    return `    ${minuteOf(at)} ${by}${words === "" ? "" : `: ${words}`}`;
  });
  return [`${id}  ${subject}`, `    ${REASON_WORDS[reason]}; ${notes.join("; ")}`, ...lines].join("\n");
}
