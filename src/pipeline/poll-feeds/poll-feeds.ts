// Polls one feed: asks whether it changed, takes the document that comes, and saves what its server said of itself and of where it is.
import { failpoint } from "../../failpoint.ts";
import { conditionalHeaders, readAnswer, validatorsToSend } from "../../feeds/poll/conditional-get.ts";
import { fleeFault, followMove } from "../../feeds/poll/feed-move.ts";
import { afterHold, nextPoll, POLL_MS_MIN } from "../../feeds/poll/next-poll.ts";
import { explainStatus } from "../../http/explain-status.ts";
import { retryAfter } from "../../http/retry-after.ts";
import { followHub, hubOf } from "./websub/follow-hub.ts";
import { takeDocument } from "./take-document.ts";
import { RetryLaterError } from "../../errors.ts";
import {
  findFeed,
  findTwin,
  holdFeed,
  placeOf,
  postponeFeed,
  saveFailedPoll,
  saveGoodPoll,
  saveTwin,
} from "../../store/feeds.ts";
import type { Validators } from "../../feeds/poll/conditional-get.ts";
import type { PollState } from "../../feeds/poll/next-poll.ts";
import type { Answered } from "../../http/answer.ts";
import type { Ended, StageHandler } from "../process-job.ts";
import type { FeedRow } from "../../store/feeds.ts";
import type { StageDeps } from "../stage-deps.ts";
import type { Asked } from "./take-document.ts";

const FEED_BYTES_MAX = 16 * 1024 * 1024;
const FEED_DEADLINE_MS = 30_000;
/** The pause after a 429 without a Retry-After. */
const TOO_MANY_REQUESTS_MS = 3_600_000;
/** How often to check that a feed is still asked at the same address as another. */
const TWIN_MS = 86_400_000;
/** By then every process has read a changed configuration. */
const RELOAD_MS = 10_000;
const ACCEPT =
  "application/rss+xml, application/atom+xml, application/feed+json, application/rdf+xml, application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, */*;q=0.5";

export function pollFeeds(deps: StageDeps): StageHandler<"poll-feeds"> {
  const { database } = deps;
  return {
    async run({ feed: id }) {
      const feed = await findFeed(database, id);
      if (feed === null || !isDue(feed, deps.now())) return { outcome: "already-done" };
      // Another process has read a newer feeds.yaml, and only that says which entries may alert at a first poll.
      if (feed.first_polled_at === null && !deps.config().feeds.some(({ url }) => url === feed.url)) {
        throw new RetryLaterError(
          "this feed is not in this process's configuration yet",
          new Date(deps.now().getTime() + RELOAD_MS),
        );
      }
      if (await isTwin(deps, feed)) return { outcome: "same-as-another", counts: { polled: 1 } };
      const kept: Validators = { etag: feed.etag, lastModified: feed.last_modified };
      const sent = validatorsToSend(kept, { documentAt: feed.document_at, hidesNews: feed.hides_news }, deps.now());
      const answer = await deps.client().get(feed.asked_url ?? feed.url, {
        headers: conditionalHeaders(sent),
        accept: ACCEPT,
        bodyBytesMax: FEED_BYTES_MAX,
        deadlineMs: FEED_DEADLINE_MS,
      });
      failpoint("feed asked");
      if (answer.kind === "in-line") throw new RetryLaterError(answer.message, answer.until);
      if (answer.kind === "held") {
        const nextDueAt = afterHold(answer.until, deps.random());
        // A host that redirected was asked, and is not asked again at once.
        const soonest = answer.elsewhere === true ? deps.now().getTime() + POLL_MS_MIN : 0;
        await holdFeed(database, id, answer.until, new Date(Math.max(nextDueAt.getTime(), soonest)));
        return { outcome: "held" };
      }
      if (answer.kind === "failed") return fail(deps, feed, answer.message);
      return takeAnswer(deps, { feed, kept, sent }, answer);
    },
    postpone: ({ feed }, until) => postponeFeed(database, feed, until, deps.now()),
    async giveUp({ feed: id }, error) {
      const feed = await findFeed(database, id);
      if (feed !== null && isDue(feed, deps.now())) await fail(deps, feed, error.message);
    },
  };
}

/** False if another worker was first. */
const isDue = (feed: FeedRow, now: Date): boolean => feed.configured && !feed.muted && feed.next_due_at <= now;

/** If a feed has moved to the address of another one, that one is asked for both. */
async function isTwin({ database, now }: StageDeps, feed: FeedRow): Promise<boolean> {
  const twin = feed.asked_url === null ? null : await findTwin(database, feed.id, feed.asked_url);
  if (twin === null) return false;
  await saveTwin(database, feed.id, twin.id, new Date(now().getTime() + TWIN_MS), now());
  return true;
}

async function takeAnswer(deps: StageDeps, asked: Asked, answer: Answered): Promise<Ended<"poll-feeds">> {
  const { feed } = asked;
  const read = readAnswer(answer, asked.sent);
  const met = { status: answer.status, redirected: answer.redirects.length > 0 };
  switch (read.kind) {
    case "gone":
      return fail(deps, feed, "gone for good, says its publisher (410); take it out of feeds.yaml", { ...met, muted: true });
    case "refused": {
      const held =
        retryAfter(answer.headers, deps.now()) ??
        (answer.status === 429 ? new Date(deps.now().getTime() + TOO_MANY_REQUESTS_MS) : null);
      if (held !== null) await deps.client().hold(answer.url, held);
      return fail(deps, feed, read.message ?? explainStatus(answer), { ...met, heldUntil: held });
    }
    case "not-modified": {
      const { maxAgeS, validators, movedTo } = read;
      const hints = { maxAgeS, ttlMinutes: feed.ttl_minutes, retryAfter: null };
      const nextDueAt = nextPoll(stateOf(feed), hints, deps.now(), deps.random());
      const place = followMove(placeOf(feed), movedTo, deps.now());
      await saveGoodPoll(deps.database, feed.id, { ...validators, nextDueAt, place, document: null }, deps.now());
      await followHub(deps, deps.database, feed.id, { fresh: 0 });
      return { outcome: "not-modified", counts: { polled: 1 } };
    }
    case "fresh": {
      const declared = hubOf(deps, answer);
      const parsed = await deps.threads.run("parse-feed", {
        bytes: answer.body,
        url: answer.url,
        contentType: answer.headers["content-type"] ?? null,
      });
      if (parsed.kind !== "done")
        return fail(deps, feed, parsed.kind === "timeout" ? "reading this feed takes too long" : parsed.message);
      const { fresh, handOn } = await takeDocument(deps, asked, parsed.value, { ...read, declared });
      return { outcome: fresh > 0 ? "new-entries" : "nothing-new", counts: { polled: 1, entries: fresh }, handOn };
    }
  }
}

const stateOf = (feed: FeedRow): PollState => ({
  failures: 0,
  lastNewAt: feed.last_new_at,
  intervalsMs: feed.intervals_ms,
  entries: feed.last_entries,
  hurry: feed.hurry,
});

/** `status` is 0 if no server answered. */
async function fail(
  deps: StageDeps,
  feed: FeedRow,
  fault: string,
  { status = 0, redirected = false, muted = false, heldUntil = null as Date | null } = {},
): Promise<Ended<"poll-feeds">> {
  const now = deps.now();
  const failures = feed.failures + 1;
  const place = fleeFault(placeOf(feed), { status, redirected, failures });
  const nextDueAt =
    place === null || heldUntil !== null
      ? nextPoll({ ...stateOf(feed), failures }, { maxAgeS: null, ttlMinutes: null, retryAfter: heldUntil }, now, deps.random())
      : new Date(now.getTime() + POLL_MS_MIN);
  const isMuted = muted && place === null;
  await saveFailedPoll(deps.database, feed.id, { fault, nextDueAt, heldUntil, muted: isMuted, place }, now);
  deps.log.warn({ feed: feed.url, failures }, `a feed could not be read: ${fault}`);
  return { outcome: isMuted ? "gone" : "failed", counts: { polled: 1, feedsFailed: 1 } };
}
