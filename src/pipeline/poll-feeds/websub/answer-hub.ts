// What a hub gets for an answer at our callback: its challenge, where we asked for it, and our thanks for a document that it signed.
import { isSigned, leaseOf, readHubWord } from "./websub.ts";
import { countUnsigned, saveDenial, saveEnd, saveLease, savePush } from "./subscriptions.ts";
import { findFeed } from "../../../store/feeds.ts";
import { takeEntries } from "../take-entries.ts";
import { isActive } from "./follow-hub.ts";
import type { SubscriptionRow } from "./subscriptions.ts";
import type { StageDeps } from "../../stage-deps.ts";

/** A hub that denied us may change its mind. */
const DENIED_MS = 7 * 86_400_000;

/** The text to answer a hub's GET with, or null for "not found": only what we asked for is confirmed. */
export async function answerHub(
  { database, now, log }: Pick<StageDeps, "database" | "now" | "log">,
  subscription: SubscriptionRow,
  query: URLSearchParams,
): Promise<string | null> {
  const word = readHubWord(query);
  if (word === null || word.topic !== subscription.topic) return null;
  const { id, hub, topic } = subscription;
  if (word.kind === "denied") {
    const fault = `denied${word.reason === "" ? "" : `: ${word.reason}`}`;
    log.warn({ hub, topic }, `a hub refuses a subscription: ${fault}`);
    await saveDenial(database, id, { fault, nextDueAt: new Date(now().getTime() + DENIED_MS) });
    return "";
  }
  const confirmed =
    word.mode === "subscribe" ? await saveLease(database, id, leaseOf(word.leaseS, now())) : await saveEnd(database, id);
  return confirmed ? word.challenge : null;
}

/** `fresh`: how many of its entries were new. */
export type Push = { outcome: "pushed"; fresh: number } | { outcome: "unsigned" | "unread" | "unwanted" };

/** Takes a document that was pushed, as if a poll had brought it. */
export async function takePush(
  deps: StageDeps,
  subscription: SubscriptionRow,
  { body, signature, contentType }: { body: Uint8Array; signature: string | undefined; contentType: string | null },
): Promise<Push> {
  const { database, log } = deps;
  const { id, hub, topic, secret } = subscription;
  const feed = isActive(subscription, deps.now()) ? await findFeed(database, subscription.feed_id) : null;
  if (feed === null || !feed.configured || feed.muted) return { outcome: "unwanted" };
  if (!isSigned(signature, secret, body)) {
    await countUnsigned(database, id, "a push without our signature was ignored");
    log.warn({ hub, topic }, "a push without our signature was ignored");
    return { outcome: "unsigned" };
  }
  const parsed = await deps.threads.run("parse-feed", { bytes: body, url: topic, contentType });
  if (parsed.kind !== "done") {
    log.warn({ hub, topic }, `a push could not be read: ${parsed.kind === "timeout" ? "it takes too long" : parsed.message}`);
    return { outcome: "unread" };
  }
  const { fresh } = await takeEntries(deps, feed, parsed.value, {
    lookedAt: () => null,
    save: (sql, said, now) => savePush(sql, subscription, said.fresh, now),
  });
  return { outcome: "pushed", fresh };
}
