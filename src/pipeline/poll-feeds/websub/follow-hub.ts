// Our requests to hubs (WebSub): subscribes if a feed names a hub, renews in time, and polls as before if the hub does not push.
import { showUrl } from "../../../text/show-url.ts";
import { randomBytes } from "node:crypto";
import { backupPoll, findHub, hubForm, judgeHub, nextAsk } from "./websub.ts";
import { checkAddress, isLocalhost, parseAllowed, plainHost } from "../../../http/address-guard.ts";
import { explainStatus } from "../../../http/explain-status.ts";
import { decodeBytes } from "../../../text/decode-bytes.ts";
import {
  countPolled,
  delayPoll,
  dropSubscription,
  findFeedSubscription,
  postponeSubscription,
  saveAsked,
  takeDueSubscriptions,
  unwantSubscription,
  wantSubscription,
} from "./subscriptions.ts";
import { findFeed } from "../../../store/feeds.ts";
import type { Hub } from "./websub.ts";
import type { Sql } from "../../../store/engine/database.ts";
import type { SubscriptionRow } from "./subscriptions.ts";
import type { WebAnswer } from "../../../sources/source.ts";
import type { StageDeps } from "../../stage-deps.ts";

const ASK_DEADLINE_MS = 10_000;
const ANSWER_BYTES_MAX = 64 * 1024;
/** Longer than asking can take: until then no other process asks the hub. */
const CLAIM_MS = 120_000;
/** After so many requests to end a subscription, it ends without the hub's word. */
const END_TRIES_MAX = 3;

/** The address at which hubs reach us, or null if they can't: `web.url` has to be https and public. */
export function callbackUrl(webUrl: string, token: string): string | null {
  const { protocol, hostname, port } = new URL(webUrl);
  const host = plainHost(hostname);
  if (protocol !== "https:" || isLocalhost(host) || (!host.includes(".") && !host.includes(":"))) return null;
  const isName = !/^[\d.]+$/.test(host) && !host.includes(":");
  const verdict = isName ? null : checkAddress(host, { host, port: Number(port) || 443 }, parseAllowed([]));
  return verdict?.kind === "refused" ? null : `${webUrl}/websub/${token}`;
}

const isReachable = ({ config }: Pick<StageDeps, "config">): boolean => callbackUrl(config().web.url, "") !== null;

/** The hub that an answer names, or null if hubs cannot reach us. */
export function hubOf(deps: StageDeps, { url, headers, head: bytes }: Pick<WebAnswer, "url" | "headers" | "head">): Hub | null {
  if (!isReachable(deps)) return null;
  const head = decodeBytes(bytes, { contentType: headers["content-type"] ?? null, kind: "xml" }).text;
  return findHub({ url, link: headers["link"], head });
}

/**
 * Call after a good poll. `declared` is the hub that the document names: null if it names none, undefined if there was no document.
 * `fresh` of its entries were new.
 */
export async function followHub(
  deps: Pick<StageDeps, "config" | "now">,
  sql: Sql,
  feed: number,
  { declared, fresh }: { declared?: Hub | null; fresh: number },
): Promise<void> {
  if (!isReachable(deps)) return;
  const now = deps.now();
  if (declared === null) await unwantSubscription(sql, feed, now);
  else if (declared !== undefined) {
    const [token, secret] = [randomBytes(32).toString("base64url"), randomBytes(32).toString("base64url")];
    await wantSubscription(sql, { feed, ...declared, token, secret }, now);
  }
  const subscription = await findFeedSubscription(sql, feed);
  if (subscription === null || !isActive(subscription, now)) return;
  if (fresh > 0) await countPolled(sql, subscription.id, fresh);
  if (judgeHub({ pushed: subscription.pushed, polled: subscription.polled + fresh }) !== "pushes") return;
  const row = await findFeed(sql, feed);
  if (row !== null) await delayPoll(sql, feed, backupPoll(row.next_due_at, now));
}

export const isActive = ({ wanted, lease_until }: SubscriptionRow, now: Date): boolean =>
  wanted && lease_until !== null && lease_until > now;

/** A chore: asks the hubs that are due, to subscribe, to renew or to end. Safe to run in every process at once. */
export function askHubs(deps: StageDeps): () => Promise<void> {
  return async () => {
    if (!isReachable(deps)) return;
    const now = deps.now();
    const until = new Date(now.getTime() + CLAIM_MS);
    const due = await deps.database.transaction((sql) => takeDueSubscriptions(sql, deps.config().web.url, now, until));
    await Promise.all(due.map((subscription) => askHub(deps, subscription)));
  };
}

async function askHub(deps: StageDeps, subscription: SubscriptionRow): Promise<void> {
  const { id, hub, topic, token, secret, wanted, failures, lease_until } = subscription;
  const { database } = deps;
  const now = deps.now();
  const callback = callbackUrl(deps.config().web.url, token) ?? "";
  const isOver = lease_until === null || lease_until <= now;
  if (!wanted && (isOver || failures >= END_TRIES_MAX)) return void (await dropSubscription(database, id));
  const mode = wanted ? "subscribe" : "unsubscribe";
  const answer = await deps.client().post(hub, hubForm({ mode, topic, callback, secret }), {
    bodyBytesMax: ANSWER_BYTES_MAX,
    deadlineMs: ASK_DEADLINE_MS,
    from: [],
  });
  const nextDueAt = nextAsk(failures + 1, deps.now());
  // Feeds may share a hub, and its host gets one request at a time.
  if (answer.kind === "held" || answer.kind === "in-line") return void (await postponeSubscription(database, id, answer.until));
  const fault = answer.kind === "failed" ? answer.message : isTaken(answer.status) ? unverified(failures) : explainStatus(answer);
  if (fault !== null)
    deps.log.warn(
      { hub: showUrl(hub), topic: showUrl(topic), failures: failures + 1 },
      `a hub did not take a subscription: ${fault}`,
    );
  await saveAsked(database, id, { fault, nextDueAt });
}

const isTaken = (status: number): boolean => status >= 200 && status < 300;

const unverified = (failures: number): string | null =>
  failures === 0 ? null : "took the request and did not verify it; can it reach web.url?";
