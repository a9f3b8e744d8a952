// A person's decisions about mails: to send one once more, or to send digests to a recipient again.
import { releaseDelivery } from "../store/views/ledger.ts";
import { liftSuppressions } from "../store/deliveries/suppressions.ts";
import type { StageDeps } from "../pipeline/stage-deps.ts";

export type LedgerChange = { kind: "release"; delivery: number } | { kind: "resume"; recipient: string; digest: string | null };

export type LedgerChanged =
  | { kind: "released"; delivery: number; recipient: string }
  | { kind: "resumed"; recipient: string; count: number }
  | { kind: "refused"; reason: string };

export async function changeLedger(deps: Pick<StageDeps, "database" | "now">, change: LedgerChange): Promise<LedgerChanged> {
  const { database, now } = deps;
  if (change.kind === "release") {
    const released = await releaseDelivery(database, change.delivery, now());
    return released === null
      ? {
          kind: "refused",
          reason: `mail ${change.delivery} is not held, failed or suppressed, or there is none of this number. See: wirewatch digest log`,
        }
      : { kind: "released", delivery: change.delivery, recipient: released.recipient };
  }
  const { recipient, digest } = change;
  const count = await liftSuppressions(database, recipient, digest);
  return count === 0
    ? { kind: "refused", reason: `nothing keeps mail from ${recipient}. See: wirewatch digest log --state suppressed` }
    : { kind: "resumed", recipient, count };
}
