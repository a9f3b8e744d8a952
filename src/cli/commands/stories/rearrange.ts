// The common part of `stories split` and `stories merge`: the person who decides, the change, and its result for people.
import { userInfo } from "node:os";
import { CommandError } from "../../../errors.ts";
import { withDesk } from "../../../app/desk-client.ts";
import { readConfig } from "../../../app/read-config.ts";
import { counted } from "../../../text/counted.ts";
import type { CommandContext } from "../../command.ts";
import type { Rearranged, Rearrangement } from "../../../desk/rearrange-stories.ts";

/** The person who decides: `--by`, or whose session this is. */
export function whoDecides({ values }: CommandContext): string {
  const by = values["by"];
  return typeof by === "string" && by.trim() !== "" ? by.trim().slice(0, 100) : userInfo().username;
}

export async function rearrange(context: CommandContext, change: Rearrangement): Promise<number> {
  const config = await readConfig(context);
  const done = await withDesk(context, config, (desk) => desk.rearrangeStories(change));
  if (done === null)
    throw new CommandError("nothing is known yet: no Wirewatch has run on this data. See: wirewatch once --help");
  if (done.kind === "refused") throw new CommandError(done.reason);
  context.print(context.json ? JSON.stringify(done) : formatRearranged(done));
  return 0;
}

function formatRearranged({ kind, story, into, articles }: Exclude<Rearranged, { kind: "refused" }>): string {
  const moved = counted(articles.length, "article");
  return kind === "split"
    ? `${moved} of story ${story} are now story ${into}. Later copies follow.`
    : `Story ${story}, ${moved}, is now part of story ${into}. Later copies of either come to it.`;
}
