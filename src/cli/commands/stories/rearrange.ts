// The common part of `stories split` and `stories merge`: the person who decides, the change, and its result for people.
import { userInfo } from "node:os";
import { CommandError } from "../../../errors.ts";
import { withDesk } from "../../../app/desk-client.ts";
import { readConfig } from "../../../app/read-config.ts";
import { readOrAsk } from "../../read-or-ask.ts";
import { counted } from "../../../text/counted.ts";
import { askYes, canAsk } from "../../ask-person.ts";
import { UsageError } from "../../command.ts";
import type { CommandContext } from "../../command.ts";
import type { Desk } from "../../../desk/desk.ts";
import type { Rearranged, Rearrangement, RearrangementPlan } from "../../../desk/rearrange-stories.ts";

type Refused = Extract<Rearranged, { kind: "refused" }>;
type Plan = Exclude<RearrangementPlan, { kind: "refused" }>;
type Done = Exclude<Rearranged, { kind: "refused" }>;

/** The person who decides: `--by`, or whose session this is. */
export function whoDecides({ values }: CommandContext): string {
  const by = values["by"];
  return typeof by === "string" && by.trim() !== "" ? by.trim().slice(0, 100) : userInfo().username;
}

export const REARRANGE_OPTIONS = { by: { type: "string" }, yes: { type: "boolean" } } as const;

export const REARRANGE_HELP = `On a terminal it shows what would happen and asks. Elsewhere it shows that, changes nothing, and ends with exit code 2.

  --yes       do it without a question
  --by NAME   who decides, shown by explain (default: the user who calls)`;

/** Shows what would happen, and does it if the person agrees or has agreed with `--yes`. */
export async function rearrange(context: CommandContext, change: Rearrangement): Promise<number> {
  const config = await readOrAsk(context, readConfig);
  const atDesk = async <T extends Plan | Done>(work: (desk: Desk) => Promise<T | Refused>): Promise<T> => {
    const done = await withDesk(context, config, work);
    if (done === null)
      throw new CommandError("nothing is known yet: no Wirewatch has run on this data. See: wirewatch once --help");
    if (done.kind === "refused") throw new CommandError(done.reason);
    return done;
  };
  if (context.values["yes"] !== true) {
    const plan = await atDesk<Plan>((desk) => desk.planRearrangement(change));
    context.print(context.json ? JSON.stringify(plan) : formatPlan(plan));
    if (!canAsk(context)) throw new UsageError("nothing was changed; add --yes to do it");
    if (!(await askYes(context, "Do it?"))) return (context.tell("Nothing was changed."), 1);
  }
  const done = await atDesk<Done>((desk) => desk.rearrangeStories(change));
  context.report(done, formatDone(done));
  return 0;
}

function formatPlan({ change, stories, moves }: Plan): string {
  const into = stories[1]?.story;
  return [
    ...stories.map(
      ({ story, title, articles, sentBy }) =>
        `Story ${story}: ${title ?? "(no title)"}\n    ${counted(articles, "article")}, ${sentBy.length === 0 ? "sent by no digest yet" : `sent by ${sentBy.join(", ")}`}`,
    ),
    change === "split" ? "These would become a story of their own:" : `These would become part of story ${into}:`,
    ...moves.map(
      ({ article, title, outlet, url }) => `    ${title ?? "(no title)"}\n        ${outlet ?? url}, article ${article}`,
    ),
    "A digest that sent them does not send them again.",
  ].join("\n");
}

function formatDone({ kind, story, into, articles }: Done): string {
  const moved = counted(articles.length, "article");
  return kind === "split"
    ? `${moved} of story ${story} ${articles.length === 1 ? "is" : "are"} now story ${into}. Later copies follow.`
    : `Story ${story}, ${moved}, is now part of story ${into}. Later copies of either come to it.`;
}
