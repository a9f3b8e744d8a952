// Polls one source: asks what it lists now, takes the document that comes, and saves what it said of itself and of where it is.
import { findConfigured } from "../../config/find-feed.ts";
import { showUrl } from "../../text/show-url.ts";
import { failpoint } from "../../failpoint.ts";
import { fleeFault, followMove } from "../../feeds/poll/feed-move.ts";
import { afterHold, nextPoll, POLL_MS_MIN } from "../../feeds/poll/next-poll.ts";
import { SOURCES } from "../../sources/sources.ts";
import { followHub, hubOf } from "./websub/follow-hub.ts";
import { everyOf, takeDocument } from "./take-document.ts";
import { isFeedAsked } from "../../feeds/poll/is-asked.ts";
import { gather } from "../../store/engine/gather.ts";
import { PermanentError, RetryLaterError } from "../../errors.ts";
import {
  findFeed,
  findFeeds,
  findTwin,
  holdFeed,
  marksOf,
  placeOf,
  postponeFeed,
  saveFailedPoll,
  saveGoodPolls,
  saveTwin,
} from "../../store/feeds.ts";
import type { PollState } from "../../feeds/poll/next-poll.ts";
import type { Polled, Source } from "../../sources/source.ts";
import type { Ended, StageHandler } from "../process-job.ts";
import type { Payload } from "../pipeline.ts";
import type { FeedRow, GoodPoll } from "../../store/feeds.ts";
import type { StageDeps } from "../stage-deps.ts";

/** How often to check that a feed is still asked at the same address as another. */
const TWIN_MS = 86_400_000;
/** So long a poll waits for others to share a statement with. */
const PAUSE_MS = 20;
/** By then every process has read a changed configuration. */
const RELOAD_MS = 10_000;

export function pollFeeds(deps: StageDeps, sources: readonly Source[] = SOURCES): StageHandler<"poll-feeds"> {
  const { database } = deps;
  // The embedded database answers before another poll can ask.
  const pauseMs = database.kind === "pglite" ? PAUSE_MS : 0;
  const find = gather({ doAll: (ids: readonly number[]) => findFeeds(database, ids), pauseMs });
  const save = gather({ doAll: (polls: readonly GoodPoll[]) => saveGoodPolls(database, polls), pauseMs });
  const run = async ({ feed: id }: Payload<"poll-feeds">): Promise<Ended<"poll-feeds">> => {
    const feed = await find(id);
    if (feed === null || !isDue(feed, deps.now())) return { outcome: "already-done" };
    const configured = findConfigured(deps.config().feeds, feed.url);
    // Another process has read a newer feeds.yaml, and only that says which entries may alert at a first poll.
    if (feed.first_polled_at === null && configured === undefined) {
      throw new RetryLaterError(
        "this feed is not in this process's configuration yet",
        new Date(deps.now().getTime() + RELOAD_MS),
      );
    }
    if (await isTwin(deps, feed)) return { outcome: "same-as-another", counts: { polled: 1 } };
    const source = sources.find(({ kind }) => kind === feed.kind);
    if (source === undefined) throw new PermanentError(`this version of Wirewatch has no sources of the kind "${feed.kind}"`);
    const polled = await source.poll(deps, {
      row: feed,
      setting: configured?.setting ?? null,
      options: configured?.options ?? {},
      browser: configured?.browser ?? false,
      backlog: configured?.backlog ?? { kind: "none" },
    });
    failpoint("feed asked");
    return takePolled(deps, feed, polled, save);
  };
  return {
    run,
    postpone: ({ feed }, until) => postponeFeed(database, feed, until, deps.now()),
    async giveUp({ feed: id }, error) {
      const feed = await findFeed(database, id);
      if (feed !== null && isDue(feed, deps.now())) await fail(deps, feed, { fault: error.message });
    },
  };
}

/** False if another worker was first. */
const isDue = (feed: FeedRow, now: Date): boolean => isFeedAsked(feed) && feed.next_due_at <= now;

/** If a feed has moved to the address of another one, that one is asked for both. */
async function isTwin({ database, now }: StageDeps, feed: FeedRow): Promise<boolean> {
  const twin = feed.asked_url === null ? null : await findTwin(database, feed.id, feed.asked_url);
  if (twin === null) return false;
  await saveTwin(database, feed.id, twin.id, new Date(now().getTime() + TWIN_MS), now());
  return true;
}

async function takePolled(
  deps: StageDeps,
  feed: FeedRow,
  polled: Polled,
  save: (poll: GoodPoll) => Promise<unknown>,
): Promise<Ended<"poll-feeds">> {
  const now = deps.now();
  switch (polled.kind) {
    case "later":
      throw new RetryLaterError(polled.reason, polled.until);
    case "rate-limited": {
      const nextDueAt = afterHold(polled.until, deps.random());
      // A host that redirected was asked, and is not asked again at once.
      const soonest = polled.wasAsked ? now.getTime() + POLL_MS_MIN : 0;
      await holdFeed(deps.database, feed.id, polled.until, new Date(Math.max(nextDueAt.getTime(), soonest)));
      return { outcome: "held" };
    }
    case "failed":
      return fail(deps, feed, polled);
    case "unchanged": {
      const { web, cursor } = polled;
      const hints = {
        maxAgeS: web?.maxAgeS ?? null,
        ttlMinutes: feed.ttl_minutes,
        retryAfter: null,
        everyMs: everyOf(deps, feed),
      };
      const nextDueAt = nextPoll(stateOf(feed), hints, now, deps.random());
      const place = web === null ? placeOf(feed) : followMove(placeOf(feed), web.movedTo, now);
      const validators = web?.validators ?? marksOf(feed);
      await save({ feed: feed.id, poll: { ...validators, nextDueAt, place, cursor }, now });
      await followHub(deps, deps.database, feed.id, { fresh: 0 });
      return { outcome: "not-modified", counts: { polled: 1 } };
    }
    case "fresh": {
      const declared = polled.web === null ? null : hubOf(deps, polled.web);
      const { fresh, handOn } = await takeDocument(deps, feed, polled, declared);
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

type Failure = Partial<Extract<Polled, { kind: "failed" }>> & { fault: string };

async function fail(
  deps: StageDeps,
  feed: FeedRow,
  { fault, status = 0, redirected = false, isGone = false, heldUntil = null }: Failure,
): Promise<Ended<"poll-feeds">> {
  const now = deps.now();
  const failures = feed.failures + 1;
  const place = fleeFault(placeOf(feed), { status, redirected, failures });
  const nextDueAt =
    place === null || heldUntil !== null
      ? nextPoll({ ...stateOf(feed), failures }, { maxAgeS: null, ttlMinutes: null, retryAfter: heldUntil }, now, deps.random())
      : new Date(now.getTime() + POLL_MS_MIN);
  const isMuted = isGone && place === null;
  await saveFailedPoll(deps.database, feed.id, { fault, nextDueAt, heldUntil, muted: isMuted, place }, now);
  deps.log.warn({ feed: showUrl(feed.url), failures }, `a feed could not be read: ${fault}`);
  return { outcome: isMuted ? "gone" : "failed", counts: { polled: 1, feedsFailed: 1 } };
}
