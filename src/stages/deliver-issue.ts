// Delivers one issue to one recipient, and keeps in the ledger what became of it.
import { beginBody, claimDelivery, endDelivery } from "../store/deliveries.ts";
import type { Delivery } from "../mail/mailer.ts";
import type { Outcome } from "../queues/run-stage.ts";
import type { ClaimedDelivery, DeliveryEnd } from "../store/deliveries.ts";
import type { StageDeps } from "./stage-deps.ts";

const LEASE_MS = 2 * 60_000;
const MINUTE_MS = 60_000;
/** Greylisting usually wants 5 to 15 minutes; after the last pause, hourly. */
const RETRY_MINUTES = [1, 5, 15, 60];
const GIVE_UP_MS = 24 * 60 * MINUTE_MS;
/** A mail whose end is not known is sent once more after this long: lost is worse than double. */
const RESEND_MS = 10 * MINUTE_MS;

export async function deliverIssue(deps: StageDeps, id: number): Promise<Outcome> {
  const { database } = deps;
  const claim = await claimDelivery(database, id, deps.now(), LEASE_MS);
  if (claim === null) return { outcome: "already-done" };
  const delivery = await deps.mailer().deliver({
    from: deps.config().mail.from,
    to: claim.recipient,
    bytes: Buffer.from(claim.message),
    fileName: `${claim.created_at.toISOString().slice(0, 16).replace(/[:]/g, "")}-${claim.digest_id}-${claim.issue_id}-${claim.id}`,
    onBodyStart: () => beginBody(database, claim, deps.now()),
  });
  const end = endOf(delivery, claim, deps.now());
  await endDelivery(database, claim, end, deps.now());
  if (end.state !== "sent")
    deps.log.warn({ delivery: id, to: claim.recipient, state: end.state, reply: end.reply }, "a digest did not go out");
  return { outcome: end.state, counts: end.state === "sent" ? { sent: 1 } : { failed: 1 } };
}

function endOf(delivery: Delivery, claim: ClaimedDelivery, now: Date): DeliveryEnd {
  const at = (ms: number) => new Date(now.getTime() + ms);
  switch (delivery.kind) {
    case "sent":
      return { state: "sent", reply: delivery.reply, notBefore: now };
    case "failed":
      return { state: "failed", reply: delivery.reply, notBefore: now };
    case "retry":
      if (now.getTime() - claim.created_at.getTime() > GIVE_UP_MS)
        return { state: "failed", reply: `${delivery.reply} (given up after a day)`, notBefore: now };
      return { state: "retry", reply: delivery.reply, notBefore: at((RETRY_MINUTES[claim.attempts - 1] ?? 60) * MINUTE_MS) };
    case "uncertain":
      if (claim.uncertain) return { state: "failed", reply: `${delivery.reply} (twice; it may have arrived)`, notBefore: now };
      return { state: "uncertain", reply: delivery.reply, notBefore: at(RESEND_MS) };
  }
}
