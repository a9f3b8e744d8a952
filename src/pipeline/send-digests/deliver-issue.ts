// Delivers one issue to one recipient, and records the result in the ledger.
import { failpoint } from "../../failpoint.ts";
import { meter } from "../../meter.ts";
import { toError } from "../../errors.ts";
import { beginBody, claimDelivery, endDelivery, putOffDelivery } from "../../store/deliveries/deliveries.ts";
import { laneOf, PUSHED } from "../../channels/channels.ts";
import { delayParts, nextPart } from "../../store/deliveries/delivery-parts.ts";
import { timesOfIssue } from "../../store/views/figures.ts";
import { isOvertaken } from "../../store/views/live-messages.ts";
import type { PushedChannel } from "../../channels/channel.ts";
import type { Delivery, Sender } from "../../channels/delivery.ts";
import type { Sql } from "../../store/engine/database.ts";
import type { Ended } from "../process-job.ts";
import type { ClaimedDelivery, DeliveryEnd } from "../../store/deliveries/deliveries.ts";
import type { StageDeps } from "../stage-deps.ts";

const MINUTE_MS = 60_000;

/** A delivery that a working server defers for so long will not be accepted; one without a reachable server waits without limit. */
const GIVE_UP_MS = 24 * 60 * MINUTE_MS;
const RESENDS_MAX = 1;
const SENT = { state: "sent", refusedSince: null, uncertain: 0 } as const;
/** How often a server's own pause is respected before it is asked less often. */
const PROMPT_RETRIES_MAX = 10;
const WRITE_AGAIN_MS = [200, 1_000, 5_000];

export async function deliverIssue(deps: StageDeps, id: number): Promise<Ended<"send-digests">> {
  const { database } = deps;
  const claim = await claimDelivery(database, id, deps.now(), deps.deliveryPauses.leaseMs);
  if (claim === null) return { outcome: "already-done" };
  failpoint("delivery claimed");
  const channel = PUSHED.find(({ kind }) => kind === claim.channel) ?? null;
  const sender = channel?.open(deps, settingOf(deps, claim)) ?? null;
  const giveUp = (state: "failed" | "uncertain", reply: string) => {
    const notBefore = state === "failed" ? deps.now() : null;
    return end(deps, channel, claim, { state, reply, notBefore, refusedSince: null, uncertain: claim.uncertain });
  };
  if (sender === null) return giveUp("failed", "digests.yaml no longer lists this channel");
  if (claim.edits !== null && (await isOvertaken(database, claim.id)))
    return end(deps, channel, claim, {
      ...SENT,
      reply: "a later edit of the same message takes its place",
      notBefore: deps.now(),
    });
  const repeatable = sender.repeatable || claim.edits !== null;
  const hold = deps.config().mail.uncertain === "hold" && !repeatable;
  if (hold && claim.uncertain > 0 && !claim.released) {
    return giveUp(
      "uncertain",
      "an attempt ended before the server's answer; it may have arrived, and is held: wirewatch digest release",
    );
  }
  if (claim.uncertain > RESENDS_MAX && !repeatable && !claim.released) {
    return giveUp(
      "failed",
      `${claim.uncertain} attempts ended before the server's answer; it may have arrived, and is not sent again`,
    );
  }
  const delivery = await attempt(deps, sender, claim);
  failpoint("server answered");
  if (delivery.kind === "rate-limited") return putOff(deps, claim, delivery);
  const ended = endOf(deps, delivery, claim, hold);
  // If each attempt replaces the one before, nothing is delivered twice.
  const uncertain = repeatable && ended.state === "sent" ? 0 : claim.uncertain;
  return end(deps, channel, claim, { ...ended, uncertain });
}

/** The recipient's settings in digests.yaml; null if it is no longer listed. */
function settingOf(deps: StageDeps, { channel, digest_id, recipient }: ClaimedDelivery): unknown {
  const digest = deps.config().digests.find(({ id }) => id === digest_id);
  const known = digest?.channels.find((one) => one.kind === channel && one.recipient === recipient);
  return known?.setting ?? null;
}

/** Makes one attempt. An error ends it too: a claim left open would keep the delivery back, and its round from ending. */
async function attempt(deps: StageDeps, sender: Sender, claim: ClaimedDelivery): Promise<Delivery> {
  let bodyBegan = false;
  try {
    return await sender.deliver({
      recipient: claim.recipient,
      messageId: claim.message_id,
      bytes: Buffer.from(claim.message),
      edits: claim.edits,
      delivery: { id: claim.id, issue: claim.issue_id, digest: claim.digest_id, createdAt: claim.created_at },
      async onBodyStart() {
        await beginBody(deps.database, claim, deps.now());
        bodyBegan = true;
        failpoint("body begun");
      },
    });
  } catch (thrown) {
    const reply = toError(thrown).message;
    return bodyBegan && !sender.repeatable && claim.edits === null
      ? { kind: "uncertain", reply }
      : { kind: "retry", about: "server", reply };
  }
}

/** Nothing was sent, so it counts as no attempt and no fault. */
async function putOff(
  { database }: StageDeps,
  claim: ClaimedDelivery,
  { until, reply }: Extract<Delivery, { kind: "rate-limited" }>,
): Promise<Ended<"send-digests">> {
  const isOurs = await insist(() => putOffDelivery(database, claim, until, reply));
  if (isOurs) await insist(() => delayParts(database, claim, until));
  return { outcome: isOurs ? "later" : "already-done" };
}

async function end(
  deps: StageDeps,
  channel: PushedChannel | null,
  claim: ClaimedDelivery,
  ended: DeliveryEnd,
): Promise<Ended<"send-digests">> {
  const { state, reply } = ended;
  const isOurs = await insist(() => endDelivery(deps.database, claim, ended, deps.now()));
  if (!isOurs) return { outcome: "already-done" };
  failpoint("delivery ended");
  meter.delivered(claim.channel, state);
  if (state === "sent") await measureAge(deps, claim);
  if (state === "failed") await tellChannel(deps, channel, claim, reply);
  if (state !== "sent") deps.log.warn({ delivery: claim.id, to: claim.recipient, state, reply }, "a digest did not go out");
  return { outcome: state, counts: state === "sent" ? { sent: 1 } : { failed: 1 }, ...(await afterwards(deps, claim, ended)) };
}

const MEASURED_MAX = 1_000;
/** The issues of which a delivery was measured here: all readers of one get it at about the same time. */
const measured = new WeakMap<Sql, Set<number>>();

/** Only of digests without a schedule, by which news would be old. A figure that cannot be read is left out. */
async function measureAge({ database, config, now }: StageDeps, { issue_id: issue, digest_id }: ClaimedDelivery): Promise<void> {
  if (config().digests.find(({ id }) => id === digest_id)?.schedule.kind !== "immediately") return;
  const known = measured.get(database) ?? new Set();
  if (known.has(issue)) return;
  if (known.size >= MEASURED_MAX) known.clear();
  measured.set(database, known.add(issue));
  const sentMs = now().getTime();
  for (const { published_at, first_seen_at, added_at, written_at } of await timesOfIssue(database, issue).catch(() => [])) {
    // A digest waits by design: `settle`, quiet hours and `mails_per_hour` would hide what is slow, or look like it.
    const waitedMs = Math.max(0, written_at.getTime() - added_at.getTime());
    meter.aged("seen_to_sent", sentMs - first_seen_at.getTime() - waitedMs);
    if (published_at !== null) meter.aged("published_to_sent", sentMs - published_at.getTime());
  }
}

/** What is left of the issue goes out when this is done, or waits as this does. If the database fails now, the sweeper finds it. */
async function afterwards(
  { database }: StageDeps,
  claim: ClaimedDelivery,
  { state, notBefore }: DeliveryEnd,
): Promise<Pick<Ended<"send-digests">, "handOn">> {
  if (state !== "sent" && state !== "failed" && notBefore !== null) {
    await insist(() => delayParts(database, claim, notBefore));
    return {};
  }
  const next = await insist(() => nextPart(database, claim));
  return next === null ? {} : { handOn: { "send-digests": [{ delivery: next, lane: laneOf(claim.channel) }] } };
}

/** The end is in the ledger: a fault here must not end the job, which would be counted as done already. The next failure tells the channel again. */
async function tellChannel(
  deps: StageDeps,
  channel: PushedChannel | null,
  { id, recipient }: ClaimedDelivery,
  reply: string,
): Promise<void> {
  try {
    await insist(async () => channel?.failed?.(deps, deps.database, recipient, reply));
  } catch (thrown) {
    deps.log.warn({ delivery: id, to: recipient, err: thrown }, "the channel could not note that a delivery failed");
  }
}

/** Only this process knows what the server said: a database that is away for a moment must not lose it. */
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
  delivery: Exclude<Delivery, { kind: "rate-limited" }>,
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
      return {
        state: "sent",
        reply,
        notBefore: now,
        refusedSince: null,
        filed: delivery.filed ?? false,
        ...(delivery.sentAs !== undefined && { sentAs: delivery.sentAs }),
      };
    case "failed":
      return failed(reply);
    case "retry": {
      const refusedSince = delivery.about === "delivery" ? (claim.refused_since ?? now) : null;
      if (refusedSince !== null && now.getTime() - refusedSince.getTime() > GIVE_UP_MS)
        return failed(`${reply} (given up after a day)`);
      const pauseEnd = at(retryMs[claim.attempts - 1] ?? retryMs.at(-1) ?? MINUTE_MS);
      const { until = pauseEnd } = delivery;
      const notBefore = claim.attempts <= PROMPT_RETRIES_MAX || until > pauseEnd ? until : pauseEnd;
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
