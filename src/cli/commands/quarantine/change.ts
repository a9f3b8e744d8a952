// The common part of `quarantine retry` and `quarantine drop`: the change, and its result for people.
import { CommandError } from "../../../errors.ts";
import { withDesk } from "../../../app/desk-client.ts";
import { readConfig } from "../../../app/read-config.ts";
import { readOrAsk } from "../../read-or-ask.ts";
import type { QuarantineChange } from "../../../desk/quarantine.ts";
import type { CommandContext } from "../../command.ts";

export async function changeQuarantine(context: CommandContext, change: QuarantineChange): Promise<number> {
  const done = await withDesk(context, await readOrAsk(context, readConfig), (desk) => desk.changeQuarantine(change));
  if (done === null)
    throw new CommandError("nothing is known yet: no Wirewatch has run on this data. See: wirewatch once --help");
  if (done.kind === "refused") throw new CommandError(done.reason);
  const { articles } = done;
  const which = articles.length === 1 ? `article ${articles[0]}` : `${articles.length} articles`;
  const next = done.kind === "retried" ? `${which} will be tried again` : `${which} will not be tried again`;
  context.report(done, next);
  return 0;
}
