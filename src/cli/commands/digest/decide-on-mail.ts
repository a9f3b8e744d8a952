// What `digest release` and `digest resume` have in common: doing it or asking the process that runs, and saying what became of it.
import { CommandError } from "../../../errors.ts";
import { changeStore } from "../../look-at-store.ts";
import { readConfig } from "../../../app/read-config.ts";
import type { LedgerChange, LedgerChanged } from "../../../desk/change-ledger.ts";
import type { CommandContext } from "../../command.ts";

export async function decideOnMail(context: CommandContext, change: LedgerChange): Promise<number> {
  const config = await readConfig(context);
  const { changeLedger } = await import("../../../desk/change-ledger.ts");
  const done = await changeStore(config, "/ledger.json", change, (database) =>
    changeLedger({ database, now: () => new Date() }, change),
  );
  if (done === null)
    throw new CommandError("nothing was sent yet: no Wirewatch has run on this data. See: wirewatch once --help");
  if (done.kind === "refused") throw new CommandError(done.reason);
  context.print(context.json ? JSON.stringify(done) : inWords(done));
  return 0;
}

const inWords = (done: Exclude<LedgerChanged, { kind: "refused" }>): string =>
  done.kind === "released"
    ? `Mail ${done.delivery} to ${done.recipient} is sent once more.`
    : `${done.recipient} gets digests again, from the next issue on.`;
