// Polls one feed: asks whether it changed, reads what came, stores the entries that are new, and hands their articles on.
import { conditionalHeaders, readAnswer } from "../feeds/conditional-get.ts";
import { nextPoll, publishingIntervals } from "../feeds/next-poll.ts";
import { explainStatus } from "../http/explain-status.ts";
import { retryAfter } from "../http/retry-after.ts";
import { followHub, hubOf } from "./follow-hub.ts";
import { newEntries } from "./new-entries.ts";
import { RetryLaterError } from "../errors.ts";
import { handOn } from "./stage-deps.ts";
import { saveEntries } from "../store/entries.ts";
import { findFeed, holdFeed, postponeFeed, saveFailedPoll, saveGoodPoll } from "../store/feeds.ts";
import type { FeedAnswer, Validators } from "../feeds/conditional-get.ts";
import type { ParsedFeed } from "../feeds/feed.ts";
import type { Hub } from "../feeds/websub.ts";
import type { Answered } from "../http/answer.ts";
import type { Outcome, StageHandler } from "../queues/process-job.ts";
import type { Sql } from "../store/database.ts";
import type { DocumentSaid, FeedRow } from "../store/feeds.ts";
import type { StageDeps } from "./stage-deps.ts";

const FEED_BYTES_MAX = 16 * 1024 * 1024;
const FEED_DEADLINE_MS = 30_000;
/** A 429 without a Retry-After. */
const TOO_MANY_REQUESTS_MS = 3_600_000;
const ACCEPT =
  "application/rss+xml, application/atom+xml, application/feed+json, application/rdf+xml, application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, */*;q=0.5";

export function pollFeeds(deps: StageDeps): StageHandler<"poll-feeds"> {
  const { database } = deps;
  return {
    async run({ feed: id }) {
      const feed = await findFeed(database, id);
      if (feed === null || !isDue(feed, deps.now())) return { outcome: "already-done" };
      const kept: Validators = { etag: feed.etag, lastModified: feed.last_modified };
      const answer = await deps.client().get(feed.url, {
        headers: conditionalHeaders(kept),
        accept: ACCEPT,
        bodyBytesMax: FEED_BYTES_MAX,
        deadlineMs: FEED_DEADLINE_MS,
      });
      if (answer.kind === "in-line") throw new RetryLaterError(answer.message, answer.until);
      if (answer.kind === "held") {
        await holdFeed(database, id, answer.until);
        return { outcome: "held" };
      }
      if (answer.kind === "failed") return fail(deps, feed, answer.message);
      return takeAnswer(deps, feed, answer, kept);
    },
    postpone: ({ feed }, until) => postponeFeed(database, feed, until, deps.now()),
    async setAside({ feed: id }, error) {
      const feed = await findFeed(database, id);
      if (feed !== null && isDue(feed, deps.now())) await fail(deps, feed, error.message);
    },
  };
}

/** Another worker may have been first. */
const isDue = (feed: FeedRow, now: Date): boolean => feed.configured && !feed.muted && feed.next_due_at <= now;

async function takeAnswer(deps: StageDeps, feed: FeedRow, answer: Answered, kept: Validators): Promise<Outcome> {
  const read = readAnswer(answer, kept);
  switch (read.kind) {
    case "gone":
      return fail(deps, feed, "gone for good, says its publisher (410); take it out of feeds.yaml", { muted: true });
    case "refused": {
      const held =
        retryAfter(answer.headers, deps.now()) ??
        (answer.status === 429 ? new Date(deps.now().getTime() + TOO_MANY_REQUESTS_MS) : null);
      if (held !== null) await deps.client().hold(feed.url, held);
      return fail(deps, feed, read.message ?? explainStatus(answer), { retryAfter: held });
    }
    case "not-modified": {
      const state = { failures: 0, lastNewAt: feed.last_new_at, intervalsMs: feed.intervals_ms };
      const nextDueAt = nextPoll(state, { maxAgeS: read.maxAgeS, ttlMinutes: null, retryAfter: null }, deps.now(), deps.random());
      await saveGoodPoll(
        deps.database,
        feed.id,
        { ...read.validators, nextDueAt, movedTo: read.movedTo, document: null },
        deps.now(),
      );
      await followHub(deps, feed.id, { fresh: 0 });
      return { outcome: "not-modified", counts: { polled: 1 } };
    }
    case "fresh": {
      const declared = hubOf(deps, answer);
      const parsed = await deps.threads.run("parse-feed", {
        bytes: answer.body,
        url: answer.url,
        contentType: answer.headers["content-type"] ?? null,
      });
      if (parsed.kind === "done") return takeDocument(deps, feed, parsed.value, { ...read, declared });
      return fail(deps, feed, parsed.kind === "timeout" ? "reading this feed takes too long" : parsed.message);
    }
  }
}

async function takeDocument(
  deps: StageDeps,
  feed: FeedRow,
  document: ParsedFeed,
  taken: Extract<FeedAnswer, { kind: "fresh" }> & { declared: Hub | null },
): Promise<Outcome> {
  const { fresh } = await takeEntries(deps, feed, document, async (sql, said, now) => {
    const state = { failures: 0, lastNewAt: said.fresh > 0 ? now : feed.last_new_at, intervalsMs: said.intervalsMs };
    const hints = { maxAgeS: taken.maxAgeS, ttlMinutes: document.ttlMinutes, retryAfter: null };
    const nextDueAt = nextPoll(state, hints, now, deps.random());
    await saveGoodPoll(sql, feed.id, { ...taken.validators, nextDueAt, movedTo: taken.movedTo, document: said }, now);
  });
  await followHub(deps, feed.id, { declared: taken.declared, fresh });
  return { outcome: fresh > 0 ? "new-entries" : "nothing-new", counts: { polled: 1, entries: fresh } };
}

/**
 * Takes a feed's document, whether a poll or a hub brought it: stores the entries that are new and hands their articles on. `save` writes
 * in the same transaction what the bringer keeps, for validators are worth something only if their document was taken.
 */
export async function takeEntries(
  deps: StageDeps,
  feed: FeedRow,
  document: ParsedFeed,
  save: (sql: Sql, said: DocumentSaid, now: Date) => Promise<void>,
): Promise<{ fresh: number }> {
  const now = deps.now();
  const backlog = deps.config().feeds.find(({ url }) => url === feed.url)?.backlog ?? { kind: "none" };
  const entries = await newEntries(document, { feed: feed.id, backlog, firstPoll: feed.first_polled_at === null, now });
  const intervalsMs = publishingIntervals(
    document.entries.map(({ publishedAt, updatedAt }) => publishedAt ?? updatedAt),
    now,
  );
  const { title, url: siteUrl } = document.feed;
  const saved = await deps.database.transaction(async (sql) => {
    const { fresh, articles } = await saveEntries(sql, feed.id, entries, now);
    const said = { title, siteUrl, entries: document.entries.length, incomplete: document.incomplete, fresh, intervalsMs };
    await save(sql, said, now);
    return { fresh, articles };
  });
  await handOn(
    deps,
    "fetch-articles",
    saved.articles.map((article) => ({ article })),
  );
  return { fresh: saved.fresh };
}

async function fail(
  deps: StageDeps,
  feed: FeedRow,
  fault: string,
  { muted = false, retryAfter: held = null as Date | null } = {},
): Promise<Outcome> {
  const now = deps.now();
  const state = { failures: feed.failures + 1, lastNewAt: feed.last_new_at, intervalsMs: feed.intervals_ms };
  const nextDueAt = nextPoll(state, { maxAgeS: null, ttlMinutes: null, retryAfter: held }, now, deps.random());
  await saveFailedPoll(deps.database, feed.id, { fault, nextDueAt, heldUntil: held, muted }, now);
  deps.log.warn({ feed: feed.url, failures: feed.failures + 1 }, `a feed could not be read: ${fault}`);
  return { outcome: muted ? "gone" : "failed", counts: { polled: 1, feedsFailed: 1 } };
}
