// Delivers one issue to one recipient, and keeps in the ledger what became of it.
import { failpoint } from "../../failpoint.ts";
import { toError } from "../../errors.ts";
import { beginBody, claimDelivery, endDelivery } from "../../store/deliveries.ts";
import { addSuppression, isRefusedAlways } from "../../store/suppressions.ts";
import { parseMailAddress } from "../../text/parse-mail-address.ts";
import { openWayOut, waysOut } from "../../channels/ways-out.ts";
import type { Delivery, Mailer } from "../../channels/mail/mailer.ts";
import type { Outcome } from "../process-job.ts";
import type { ClaimedDelivery, DeliveryEnd } from "../../store/deliveries.ts";
import type { StageDeps } from "../stage-deps.ts";

const MINUTE_MS = 60_000;

/** A mail that a working server puts off for so long will not be taken; one that finds no server waits for as long as there is none. */
const GIVE_UP_MS = 24 * 60 * MINUTE_MS;
const RESENDS_MAX = 1;
/** Three refusals for good within this time, and none taken between, end the mails to a recipient. */
const REFUSED_WITHIN_MS = 14 * 24 * 60 * MINUTE_MS;
const WRITE_AGAIN_MS = [200, 1_000, 5_000];
/** So many letters of a digest's id begin a file's name: a file system takes 255 bytes, and a letter has up to four. */
const NAME_LETTERS_MAX = 40;

export async function deliverIssue(deps: StageDeps, id: number): Promise<Outcome> {
  const { database } = deps;
  const claim = await claimDelivery(database, id, deps.now(), deps.deliveryPauses.leaseMs);
  if (claim === null) return { outcome: "already-done" };
  failpoint("delivery claimed");
  const mailer = mailerOf(deps, claim);
  if (mailer === null) {
    const reply = "digests.yaml names this way out no more";
    return end(deps, claim, { state: "failed", reply, notBefore: deps.now(), refusedSince: null, uncertain: claim.uncertain });
  }
  const hold = deps.config().mail.uncertain === "hold" && !mailer.repeatable;
  if (hold && claim.uncertain > 0 && !claim.released) {
    const reply = "an attempt ended before the server's answer; it may have arrived, and is held: wirewatch digest release";
    return end(deps, claim, { state: "uncertain", reply, notBefore: null, refusedSince: null, uncertain: claim.uncertain });
  }
  if (claim.uncertain > RESENDS_MAX && !mailer.repeatable && !claim.released) {
    const reply = `${claim.uncertain} attempts ended before the server's answer; it may have arrived, and is not sent again`;
    return end(deps, claim, { state: "failed", reply, notBefore: deps.now(), refusedSince: null, uncertain: claim.uncertain });
  }
  const delivery = await attempt(deps, mailer, claim);
  failpoint("server answered");
  const ended = endOf(deps, delivery, claim, hold);
  // Where each attempt replaces the one before, nothing is there twice.
  const uncertain = mailer.repeatable && ended.state === "sent" ? 0 : claim.uncertain;
  return end(deps, claim, { ...ended, uncertain });
}

/** What takes it: the mail server, or the webhook that the ledger names. Null where that is configured no more. */
function mailerOf(deps: StageDeps, { channel, digest_id, recipient, message_id }: ClaimedDelivery): Mailer | null {
  if (channel === "mail") return deps.mailer();
  const digest = deps.config().digests.find(({ id }) => id === digest_id);
  const way = digest && waysOut(digest).find((one) => one.recipient === recipient);
  return way ? openWayOut(deps, way, message_id) : null;
}

/** One attempt. Whatever is thrown is an end too: a claim left open would keep the mail back, and its round from ending. */
async function attempt(deps: StageDeps, mailer: Mailer, claim: ClaimedDelivery): Promise<Delivery> {
  let bodyBegan = false;
  try {
    return await mailer.deliver({
      from: deps.config().mail.from,
      to: claim.recipient,
      bytes: Buffer.from(claim.message),
      fileName: fileNameOf(claim),
      async onBodyStart() {
        await beginBody(deps.database, claim, deps.now());
        bodyBegan = true;
        failpoint("body begun");
      },
    });
  } catch (thrown) {
    const reply = toError(thrown).message;
    return bodyBegan && !mailer.repeatable ? { kind: "uncertain", reply } : { kind: "retry", about: "server", reply };
  }
}

/** The issue and the delivery make it the only one; the time and the digest are for whoever looks into the folder. */
function fileNameOf({ created_at, digest_id, issue_id, id }: ClaimedDelivery): string {
  const time = created_at.toISOString().slice(0, 16).replace(":", "");
  return `${time}-${Array.from(digest_id).slice(0, NAME_LETTERS_MAX).join("")}-${issue_id}-${id}`;
}

async function end(deps: StageDeps, claim: ClaimedDelivery, ended: DeliveryEnd): Promise<Outcome> {
  const { state, reply } = ended;
  const isOurs = await insist(() => endDelivery(deps.database, claim, ended, deps.now()));
  if (!isOurs) return { outcome: "already-done" };
  failpoint("delivery ended");
  if (state === "failed") await suppressIfRefusedAlways(deps, claim, reply);
  if (state !== "sent") deps.log.warn({ delivery: claim.id, to: claim.recipient, state, reply }, "a digest did not go out");
  return { outcome: state, counts: state === "sent" ? { sent: 1 } : { failed: 1 } };
}

/** A server that refuses every mail for somebody is not asked for ever: it counts against whoever asks. */
async function suppressIfRefusedAlways(deps: StageDeps, { recipient }: ClaimedDelivery, reply: string): Promise<void> {
  const now = deps.now();
  const address = parseMailAddress(recipient)?.address;
  if (address === undefined || !(await isRefusedAlways(deps.database, recipient, new Date(now.getTime() - REFUSED_WITHIN_MS))))
    return;
  await addSuppression(deps.database, { recipient: address, digest: null, kind: "refused", reply, since: now });
  deps.log.warn(
    { to: recipient, reply },
    "three mails were refused for good: no more are sent to this recipient until wirewatch digest resume",
  );
}

/** What the server said is known only here: a database that is away for a moment must not make it unknown. */
async function insist<T>(write: () => Promise<T>): Promise<T> {
  for (const pauseMs of WRITE_AGAIN_MS) {
    try {
      return await write();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }
  return write();
}

function endOf(
  deps: Pick<StageDeps, "deliveryPauses" | "now">,
  delivery: Delivery,
  claim: ClaimedDelivery,
  hold: boolean,
): Omit<DeliveryEnd, "uncertain"> {
  const now = deps.now();
  const { retryMs, resendMs } = deps.deliveryPauses;
  const at = (ms: number) => new Date(now.getTime() + ms);
  const { reply } = delivery;
  const failed = (why: string) => ({ state: "failed" as const, reply: why, notBefore: now, refusedSince: null });
  switch (delivery.kind) {
    case "sent":
      return { state: "sent", reply, notBefore: now, refusedSince: null, filed: delivery.filed ?? false };
    case "failed":
      return failed(reply);
    case "retry": {
      const refusedSince = delivery.about === "mail" ? (claim.refused_since ?? now) : null;
      if (refusedSince !== null && now.getTime() - refusedSince.getTime() > GIVE_UP_MS)
        return failed(`${reply} (given up after a day)`);
      const notBefore = at(retryMs[claim.attempts - 1] ?? retryMs.at(-1) ?? MINUTE_MS);
      return { state: "retry", reply, notBefore, refusedSince };
    }
    case "uncertain":
      if (hold)
        return {
          state: "uncertain",
          reply: `${reply} (it may have arrived, and is held: wirewatch digest release)`,
          notBefore: null,
          refusedSince: null,
        };
      if (claim.uncertain >= RESENDS_MAX) return failed(`${reply} (twice; it may have arrived)`);
      return { state: "uncertain", reply, notBefore: at(resendMs), refusedSince: null };
  }
}
