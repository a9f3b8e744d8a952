// The hub callback (WebSub, section 5): hubs verify a subscription here with a GET, and push documents with a POST.
import { isFeedAsked } from "../../../feeds/poll/is-asked.ts";
import { showUrl } from "../../../text/show-url.ts";
import { handOn } from "../../hand-on.ts";
import { failpoint } from "../../../failpoint.ts";
import { decideDocument, saveDocument } from "../take-document.ts";
import { readInThread } from "../../../threads/read-in-thread.ts";
import { findFeed } from "../../../store/feeds.ts";
import { isActive } from "./follow-hub.ts";
import { openKnownTokens } from "./known-tokens.ts";
import { countUnsigned, findSubscription, listTokens, saveDenial, saveEnd, saveLease, savePush } from "./subscriptions.ts";
import { isSigned, leaseOf, readHubWord } from "./websub.ts";
import type { PipelineDeps } from "../../stage-deps.ts";
import type { Tally } from "../../tally.ts";
import type { SubscriptionRow } from "./subscriptions.ts";

const BODY_BYTES_MAX = 16 * 1024 * 1024;
const BODY_MS_MAX = 20_000;
/** Pushes read at the same time; each body is held in memory whole. */
const PUSHES_MAX = 4;
/** A hub that denied a subscription may change its mind after this time. */
const DENIED_MS = 7 * 86_400_000;

export interface CallbackAnswer {
  status: number;
  body: string;
}

/** Answers a hub's request. `token` is the last part of the callback's path; an unknown one gets 404 and costs nothing. */
export type HubCallback = (request: Request, token: string) => Promise<CallbackAnswer>;

/** `count` receives the outcome of each push. */
export function openHubCallback(deps: PipelineDeps, count: Tally["count"]): HubCallback {
  const tokens = openKnownTokens(() => listTokens(deps.database));
  let pushes = 0;
  return async (request, token) => {
    const subscription = (await tokens.has(token)) ? await findSubscription(deps.database, token) : null;
    if (subscription === null) return notFound;
    if (request.method === "GET") return answerGet(deps, subscription, new URL(request.url).searchParams);
    if (request.method !== "POST") return { status: 405, body: "only GET and POST\n" };
    if (pushes >= PUSHES_MAX) return { status: 503, body: "busy; send it again\n" };
    pushes++;
    try {
      const body = await readBody(request);
      if (typeof body === "string")
        return body === "slow" ? { status: 408, body: "too slow\n" } : { status: 413, body: "too large\n" };
      const pushed = await takePush(deps, subscription, {
        body,
        signature: request.headers.get("x-hub-signature"),
        contentType: request.headers.get("content-type"),
      });
      count("poll-feeds", {
        outcome: pushed.outcome,
        counts: pushed.outcome === "pushed" ? { entries: pushed.fresh } : {},
      });
      // Section 7.1: "gone" ends the subscription at the hub. A wrong signature is answered like a right one, so guessing teaches nothing.
      return pushed.outcome === "unwanted" ? { status: 410, body: "no longer wanted\n" } : { status: 202, body: "" };
    } finally {
      pushes--;
    }
  };
}

const notFound: CallbackAnswer = { status: 404, body: "there is no such page\n" };

/** Confirms only what we asked the hub for. */
async function answerGet(
  { database, now, log }: PipelineDeps,
  { id, hub, topic }: SubscriptionRow,
  query: URLSearchParams,
): Promise<CallbackAnswer> {
  const word = readHubWord(query);
  if (word === null || word.topic !== topic) return notFound;
  if (word.kind === "denied") {
    const fault = `denied${word.reason === "" ? "" : `: ${word.reason}`}`;
    log.warn({ hub: showUrl(hub), topic: showUrl(topic) }, `a hub refuses a subscription: ${fault}`);
    await saveDenial(database, id, { fault, nextDueAt: new Date(now().getTime() + DENIED_MS) });
    return { status: 200, body: "" };
  }
  const confirmed =
    word.mode === "subscribe" ? await saveLease(database, id, leaseOf(word.leaseS, now())) : await saveEnd(database, id);
  return confirmed ? { status: 200, body: word.challenge } : notFound;
}

/** `fresh`: how many of its entries were new. */
type Push = { outcome: "pushed"; fresh: number } | { outcome: "unsigned" | "unread" | "unwanted" };

/** Takes a pushed document as if a poll had brought it. */
async function takePush(
  deps: PipelineDeps,
  subscription: SubscriptionRow,
  { body, signature, contentType }: { body: Uint8Array; signature: string | null; contentType: string | null },
): Promise<Push> {
  const { database, log } = deps;
  const { id, hub, topic, secret } = subscription;
  const feed = isActive(subscription, deps.now()) ? await findFeed(database, subscription.feed_id) : null;
  if (feed === null || !isFeedAsked(feed)) return { outcome: "unwanted" };
  if (!isSigned(signature, secret, body)) {
    await countUnsigned(database, id, "a push without our signature was ignored");
    log.warn({ hub: showUrl(hub), topic: showUrl(topic) }, "a push without our signature was ignored");
    return { outcome: "unsigned" };
  }
  const document = await readInThread(deps.threads, "parse-feed", { bytes: body, url: topic, contentType });
  if (typeof document === "string") {
    log.warn({ hub: showUrl(hub), topic: showUrl(topic) }, `a push could not be read: ${document}`);
    return { outcome: "unread" };
  }
  const now = deps.now();
  const decided = await decideDocument(deps, feed, document, { now });
  // A push says nothing of what it leaves out, so it proves no gap and nothing of the feed's rhythm.
  const taken = await database.transaction(async (sql) => {
    const saved = await saveDocument(deps, sql, feed, decided);
    await savePush(sql, subscription, saved.fresh, now);
    if (saved.fresh > 0) failpoint("entries to save");
    return saved;
  });
  if (taken.fresh > 0) failpoint("entries saved");
  await handOn(deps, taken.handOn);
  return { outcome: "pushed", fresh: taken.fresh };
}

/**
 * The body, or why it is not read. Compressed bodies count as too large, since we ask no hub for compression and one can unpack to
 * anything. What is left of a body is not read to its end: the caller closes the connection.
 */
async function readBody(request: Request): Promise<Uint8Array | "large" | "slow"> {
  const isPlain = (request.headers.get("content-encoding") ?? "identity") === "identity";
  if (!isPlain || Number(request.headers.get("content-length") ?? 0) > BODY_BYTES_MAX) return "large";
  const reader = request.body?.getReader();
  if (reader === undefined) return new Uint8Array();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<"slow">((resolve) => {
    timer = setTimeout(resolve, BODY_MS_MAX, "slow");
  });
  const pieces: Uint8Array[] = [];
  let size = 0;
  try {
    for (;;) {
      const piece = await Promise.race([reader.read(), late]);
      if (piece === "slow") return "slow";
      if (piece.done) return new Uint8Array(Buffer.concat(pieces));
      size += piece.value.length;
      if (size > BODY_BYTES_MAX) return "large";
      pieces.push(piece.value);
    }
  } finally {
    clearTimeout(timer);
  }
}
