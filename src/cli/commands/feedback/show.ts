// `wirewatch feedback show ID`: what readers said of one story, and the edits that would answer it.
import { CommandError } from "../../../errors.ts";
import { lostWords } from "../../../feedback/lost-words.ts";
import { counted } from "../../../text/counted.ts";
import { withDesk } from "../../../app/desk-client.ts";
import { readConfig } from "../../../app/read-config.ts";
import { readOrAsk } from "../../read-or-ask.ts";
import { UsageError } from "../../command.ts";
import { formatFeedback } from "./list.ts";
import type { Config } from "../../../config/config.ts";
import type { FeedbackDetails } from "../../../desk/feedback/read-feedback.ts";
import type { Command, CommandContext } from "../../command.ts";

/** For each proposal. */
const LOOK_MS = 120_000;

export const command: Command = {
  help: `Usage: wirewatch feedback show ID

Shows what readers said, and up to three edits of the watchlist's file that would answer it, the best first: each as a diff, with what it
would have lost and gained in the archive of 90 days, and a line in the watchlist's tests. It writes nothing.

With --json: what list shows, and "proposed": {"file","sha256","isStale","none","proposals":[{"what","test","edits","diff","before","after",
"read","lost":{"count","looked","stories","complained","praised","samples"},"gained":{"count","samples"}}]}. It may be called while Wirewatch runs.`,
  positionals: { min: 1, max: 1 },
  async run(context) {
    const found = await askFor(context, await readOrAsk(context, readConfig), "anew");
    context.print(context.json ? JSON.stringify(found) : formatDetails(found));
    return 0;
  },
};

/** Throws CommandError if there is no such complaint. */
export async function askFor(context: CommandContext, config: Config | null, make: "anew" | "if-none"): Promise<FeedbackDetails> {
  const [asked = ""] = context.positionals;
  if (!/^[1-9]\d{0,14}$/.test(asked)) throw new UsageError("give the number of the feedback. See: wirewatch feedback list");
  const complaint = Number(asked);
  const found = await withDesk(context, config, (desk) => desk.feedbackDetails({ complaint, make, lookMs: LOOK_MS }));
  if (found === null) throw new CommandError(`there is no feedback ${asked}. See: wirewatch feedback list --all`);
  return found;
}

export function formatDetails(details: FeedbackDetails): string {
  const { proposed, id } = details;
  const head = formatFeedback(details);
  if (proposed === null) return `${head}\n\nThe watchlist or its file is gone, so nothing can be proposed.`;
  if (proposed.none !== null) return `${head}\n\nNothing is proposed: ${proposed.none}.`;
  const proposals = proposed.proposals.map(({ what, test, diff, before, after, read, lost, gained }, index) =>
    [
      `${index + 1}. ${what}`,
      `   90 days: ${before} to ${counted(after, "match", "matches")}, ${gained.count} gained, ${lost.count} lost${read === null ? "" : ` (the newest ${read} articles)`}`,
      `   of ${lostWords(lost)} readers did not want ${lost.complained} and praised ${lost.praised}`,
      ...(test === null ? ["   no test can hold it: tests ignore filters"] : []),
      ...lost.samples.map((hit) => `   lost: ${hit.title ?? hit.url}`),
      "",
      diff,
    ].join("\n"),
  );
  return [head, ...proposals, `Write the first to disk: wirewatch feedback apply ${id}`].join("\n\n");
}
