// What `digest release` and `digest resume` have in common: the change, and its result for people.
import { CommandError } from "../../../errors.ts";
import { withDesk } from "../../../app/desk-client.ts";
import { readConfig } from "../../../app/read-config.ts";
import { readOrAsk } from "../../read-or-ask.ts";
import type { LedgerChange, LedgerChanged } from "../../../desk/change-ledger.ts";
import type { CommandContext } from "../../command.ts";

export async function decideOnMail(context: CommandContext, change: LedgerChange): Promise<number> {
  const config = await readOrAsk(context, readConfig);
  const done = await withDesk(context, config, (desk) => desk.changeLedger(change));
  if (done === null)
    throw new CommandError("nothing was sent yet: no Wirewatch has run on this data. See: wirewatch once --help");
  if (done.kind === "refused") throw new CommandError(done.reason);
  context.report(done, formatChanged(done));
  return 0;
}

const formatChanged = (done: Exclude<LedgerChanged, { kind: "refused" }>): string =>
  done.kind === "released"
    ? `Mail ${done.delivery} to ${done.recipient} is sent once more.`
    : `${done.recipient} gets digests again, from the next issue on.`;
