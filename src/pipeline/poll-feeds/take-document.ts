// Takes a feed's document, polled or pushed: loads what is stored of it, decides what is new, and saves both with what the poll learnt.
import { findConfigured } from "../../config/find-feed.ts";
import { showUrl } from "../../text/show-url.ts";
import { setImmediate } from "node:timers/promises";
import { failpoint } from "../../failpoint.ts";
import { meter } from "../../meter.ts";
import { countHidden, judgeNotModified } from "../../feeds/poll/conditional-get.ts";
import { decideEntries, identify } from "../../feeds/poll/decide-entries.ts";
import { followMove } from "../../feeds/poll/feed-move.ts";
import { learnFromDocument } from "../../feeds/poll/learn-from-document.ts";
import { ration, type SourceLimits } from "../../feeds/poll/quota.ts";
import { limitsOf } from "../limits-of.ts";
import { turnOf } from "../../feeds/poll/turn-of.ts";
import { nameOutlet } from "../../feeds/poll/name-outlet.ts";
import { nextPoll } from "../../feeds/poll/next-poll.ts";
import { findKnown, newestDate, saveEntries, saveSeen } from "../../store/entries.ts";
import { listAgain } from "../../store/listings.ts";
import { marksOf, placeOf, saveGoodPoll, saveWithheld } from "../../store/feeds.ts";
import { addBrought, broughtToday } from "../../store/limits.ts";
import { saveGap } from "../../store/gaps.ts";
import type { ParsedFeed } from "../../feeds/feed.ts";
import type { DecidedEntries, InPieces, NewEntry } from "../../feeds/poll/decide-entries.ts";
import type { FeedPast } from "../../feeds/poll/recognise-entries.ts";
import { followHub } from "./websub/follow-hub.ts";
import type { Sql } from "../../store/engine/database.ts";
import type { SentBack } from "../../store/edits.ts";
import type { FeedRow } from "../../store/feeds.ts";
import { articleJob } from "../pipeline.ts";
import type { HandOn } from "../pipeline.ts";
import type { StageDeps } from "../stage-deps.ts";
import type { Polled } from "../../sources/source.ts";
import type { Hub } from "./websub/websub.ts";

/** A publisher that changes every guid often reverts within this time. */
const CHANGED_MS = 7 * 86_400_000;

/** `fresh`: how many of its entries were new. */
export interface TakenDocument {
  fresh: number;
  handOn: HandOn<"poll-feeds">;
}

/**
 * Takes a document that a poll brought. Its marks and its cursor are saved with its entries: they are worth something only if it was taken.
 * `declared` is the hub that it names.
 */
export async function takeDocument(
  deps: StageDeps,
  feed: FeedRow,
  { document, web, cursor, missed, quietly = false }: Extract<Polled, { kind: "fresh" }>,
  declared: Hub | null,
): Promise<TakenDocument> {
  const now = deps.now();
  const kept = marksOf(feed);
  const decided = await decideDocument(deps, feed, document, { now, quietly });
  const conditional = web !== null && (web.sent.etag ?? web.sent.lastModified) !== null;
  const hidden = countHidden(decided.dates, { documentAt: feed.document_at, lastOkAt: feed.last_ok_at });
  // A "not modified" shows that nothing went by, unless this very document proves its server wrong.
  const lookedAt = web === null || (conditional && !feed.hides_news && hidden === 0) ? feed.last_ok_at : feed.document_at;
  const gap = (missed ?? decided.gap) ? lookedAt : null;
  const taken = await deps.database.transaction(async (sql) => {
    // At the time of the poll: so it can be told later which entries the first one brought.
    const saved = await saveDocument({ ...deps, now: () => now }, sql, feed, decided);
    if (gap !== null) await saveGap(sql, { feed_id: feed.id, since: gap, until: now });
    const said = learnFromDocument(soFar(feed), document, { fresh: saved.fresh, gap: gap !== null }, now);
    const hints = { maxAgeS: web?.maxAgeS ?? null, ttlMinutes: said.ttlMinutes, retryAfter: null, everyMs: everyOf(deps, feed) };
    const verdict = saved.fresh === 0 || web === null ? null : judgeNotModified(web.validators, kept, { conditional, hidden });
    const poll = {
      ...(web?.validators ?? kept),
      nextDueAt: nextPoll({ ...said, failures: 0 }, hints, now, deps.random()),
      place: web === null ? placeOf(feed) : followMove(placeOf(feed), web.movedTo, now),
      cursor,
      document: { ...said, hidesNews: verdict === null ? feed.hides_news : verdict === "hides-news" },
    };
    await saveGoodPoll(sql, feed.id, poll, now);
    await followHub(deps, sql, feed.id, { declared, fresh: saved.fresh });
    if (saved.fresh > 0) failpoint("entries to save");
    return saved;
  });
  if (taken.fresh > 0) failpoint("entries saved");
  measureAge(decided.fresh, now);
  if (gap !== null)
    deps.log.warn({ feed: showUrl(feed.url), since: gap }, "no known entries are left in this feed: some may have been missed");
  return taken;
}

/** Loads what is stored of a document's entries, and decides what each of them is. */
export async function decideDocument(
  { database, config, log }: StageDeps,
  feed: FeedRow,
  document: ParsedFeed,
  { now, quietly = false }: { now: Date; quietly?: boolean },
): Promise<DecidedEntries> {
  const { feeds, retentionMs } = config();
  const entries = document.entries.map((entry) => nameOutlet(entry, document.feed, feed.url));
  const identities = await inTurns(identify(entries));
  const known = await findKnown(database, feed.id, identities);
  const newest = feed.first_polled_at === null ? null : await newestDate(database, feed.id);
  const asBefore = pastOf(feed, { archiveBegin: new Date(now.getTime() - retentionMs), newest }, now);
  const past = { ...asBefore, onlyNews: document.onlyNews !== undefined };
  const backlog = findConfigured(feeds, feed.url)?.backlog ?? { kind: "none" };
  const context = { feed: feed.id, identities, known, past, backlog, quietly, now };
  const decided = await inTurns(decideEntries(entries, context));
  if (decided.withheld > 0) {
    const about = { feed: showUrl(feed.url), entries: decided.withheld };
    log.warn(about, "a feed changed all its guids and links at once: its entries count as seen");
  }
  return decided;
}

/** Stores what was decided, in the caller's transaction. */
export async function saveDocument(
  { config, now: clock }: Pick<StageDeps, "config" | "now">,
  sql: Sql,
  feed: Pick<FeedRow, "id" | "url">,
  decided: DecidedEntries,
): Promise<TakenDocument> {
  const now = clock();
  const ignoresRobots = config().feeds.some(({ url, robots }) => url === feed.url && robots === "ignore");
  const edited = await saveSeen(sql, feed.id, decided.seen, now);
  const { fresh, articles, known } = await saveEntries(
    sql,
    feed.id,
    await withinQuota(sql, feed.id, decided.fresh, { limits: limitsOf(config(), feed.url), now }),
    now,
  );
  const again = await listAgain(sql, { entries: known, ignoresRobots, now });
  if (decided.withheld > 0) await saveWithheld(sql, feed.id, decided.withheld, now);
  const back = [...edited, ...again];
  const handOn = {
    "fetch-articles": [
      ...articles.map((article, index) => articleJob(article, turnOf(index))),
      ...idsAt("fetch-articles", back).map((article, index) => articleJob(article, turnOf(articles.length + index))),
    ],
    "match-watchlists": idsAt("match-watchlists", back).map((article, index) => articleJob(article, turnOf(index))),
  };
  return { fresh, handOn };
}

/** The entries as their source's quota of the day admits them. */
async function withinQuota(
  sql: Sql,
  feed: number,
  entries: readonly NewEntry[],
  { limits, now }: { limits: SourceLimits; now: Date },
): Promise<readonly NewEntry[]> {
  if (entries.every(({ skipped }) => skipped !== null)) return entries;
  const rationed = ration(entries, await broughtToday(sql, feed, now), limits);
  await addBrought(sql, feed, rationed, now);
  return rationed.entries;
}

/** What a first poll finds is no news, and a date ahead of now is wrong. */
function measureAge(fresh: readonly NewEntry[], now: Date): void {
  for (const { skipped, publishedAt } of fresh) {
    if (skipped !== null || publishedAt === null) continue;
    meter.aged("published_to_seen", now.getTime() - Date.parse(publishedAt));
  }
}

/** A document of thousands of entries takes a while: other jobs have their turn between its pieces. */
async function inTurns<T>(pieces: InPieces<T>): Promise<T> {
  for (;;) {
    const piece = pieces.next();
    if (piece.done) return piece.value;
    await setImmediate();
  }
}

const idsAt = (stage: SentBack["stage"], articles: readonly SentBack[]): number[] => [
  ...new Set(articles.filter((article) => article.stage === stage).map(({ id }) => id)),
];

const pastOf = (feed: FeedRow, { archiveBegin, newest }: { archiveBegin: Date; newest: Date | null }, now: Date): FeedPast => ({
  firstPoll: feed.first_polled_at === null,
  changedIds: feed.withheld_at !== null && now.getTime() - feed.withheld_at.getTime() < CHANGED_MS,
  hadEntries: feed.last_entries > 0,
  wasIncomplete: feed.incomplete,
  horizon: feed.first_polled_at !== null && feed.first_polled_at > archiveBegin ? feed.first_polled_at : archiveBegin,
  newestDate: newest,
});

const soFar = (feed: FeedRow) => ({
  firstPolledAt: feed.first_polled_at,
  lastNewAt: feed.last_new_at,
  resumedAt: feed.resumed_at,
  longestSilenceMs: feed.longest_silence_ms,
  hurry: feed.hurry,
});

/** The longest pause that feeds.yaml wants between two polls. */
export const everyOf = ({ config }: Pick<StageDeps, "config">, feed: Pick<FeedRow, "url">): number | null =>
  findConfigured(config().feeds, feed.url)?.everyMs ?? null;
