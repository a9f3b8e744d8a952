// Feeds in the database: what is configured, what the last polls said, and what is due.
import type { FeedConfig } from "../config/config.ts";
import { toJson } from "./engine/database.ts";
import type { Validators } from "../feeds/poll/conditional-get.ts";
import type { FeedPlace } from "../feeds/poll/feed-move.ts";
import type { DocumentSaid } from "../feeds/poll/learn-from-document.ts";
import { listOf, listsOf, rowsOf } from "./engine/gather.ts";
import type { Sql } from "./engine/database.ts";

export interface FeedRow {
  id: number;
  /** As src/sources/sources.ts names it. */
  kind: string;
  /** Its address, by which feeds.yaml names it. */
  url: string;
  /** What the last poll of its kind returned for the next one. */
  cursor: unknown;
  configured: boolean;
  name: string | null;
  language: string | null;
  tags: string[];
  title: string | null;
  etag: string | null;
  last_modified: string | null;
  first_polled_at: Date | null;
  last_polled_at: Date | null;
  last_ok_at: Date | null;
  last_new_at: Date | null;
  last_entries: number;
  incomplete: boolean;
  failures: number;
  failing_since: Date | null;
  fault: string | null;
  muted: boolean;
  /** Since when it is paused by hand, and when it was last resumed; null if not. */
  paused_at: Date | null;
  resumed_at: Date | null;
  /** Where it is asked in place of `url`: where it has moved to for good. */
  asked_url: string | null;
  moved_to: string | null;
  moved_since: Date | null;
  /** The feed that is asked at the same address in its place. */
  twin_of: number | null;
  /** When it last sent a whole document. */
  document_at: Date | null;
  /** Its server was caught saying "not modified" when there was news. */
  hides_news: boolean;
  ttl_minutes: number | null;
  longest_silence_ms: number | null;
  hurry: number;
  /** How many entries were last not told again, since only their guids and addresses were new; and when. */
  withheld: number;
  withheld_at: Date | null;
  next_due_at: Date;
  held_until: Date | null;
  /** Milliseconds between the latest entries, latest first. */
  intervals_ms: number[];
}

/** `showUrl` of src/text in SQL. */
export const shownUrl = (url: string): string =>
  `regexp_replace(regexp_replace(regexp_replace(${url}, '#.*$', ''), '[?].+$', '?…'), '//[^/?]*@', '//')`;

/** A feed's name as people see it, in SQL; an address without its query, which may hold a key. */
export const feedName = (f: string): string => `coalesce(${f}.name, ${f}.title, ${shownUrl(`${f}.url`)})`;

/** Whether a feed is asked at all, in SQL: `f.` is before its columns, or nothing. For a row: `isFeedAsked`. */
export const isAsked = (f = ""): string => `${f}configured and not ${f}muted and ${f}paused_at is null`;

export const placeOf = ({ url, asked_url, moved_to, moved_since }: FeedRow): FeedPlace => ({
  url,
  askedUrl: asked_url,
  movedTo: moved_to,
  movedSince: moved_since,
});

/** The marks of its last document. */
export const marksOf = ({ etag, last_modified }: FeedRow): Validators => ({ etag, lastModified: last_modified });

/** Makes the table say what feeds.yaml says; a feed that left it keeps its history. Locks as `saveGoodPolls` does: a start must not fail since another process polls. */
export async function syncFeeds(sql: Sql, feeds: readonly FeedConfig[], now: Date): Promise<void> {
  await sql.run("select 1 from feeds order by url for update");
  await renameFeeds(sql, feeds);
  await sql.run(
    `insert into feeds (kind, url, name, language, tags, next_due_at, appeared_at)
     select kind, url, name, language, array(select jsonb_array_elements_text(tags)), $2, $2
     from jsonb_to_recordset($1::jsonb) as f(kind text, url text, name text, language text, tags jsonb) order by url
     on conflict (url) do update set configured = true, name = excluded.name, language = excluded.language, tags = excluded.tags,
       muted = feeds.muted and feeds.configured, kind = excluded.kind,
       cursor = case when feeds.kind = excluded.kind then feeds.cursor end, etag = case when feeds.kind = excluded.kind then feeds.etag end,
       last_modified = case when feeds.kind = excluded.kind then feeds.last_modified end`,
    [JSON.stringify(feeds.map(({ kind, url, name, language, tags }) => ({ kind, url, name, language, tags }))), now],
  );
  await sql.run("update feeds set configured = false where configured and not (url = any($1))", [feeds.map(({ url }) => url)]);
}

const spelling = (column: string): string => `regexp_replace(${column}, '^https?://(www[.])?|/$', '', 'g')`;

/** A feed whose new address was put into the file, or another spelling of its old one, is the same feed: what it showed is known. */
async function renameFeeds(sql: Sql, feeds: readonly FeedConfig[]): Promise<void> {
  await sql.run(
    `with gone as (select * from feeds where not (url = any($1))),
       come as (select url, kind from unnest($1::text[], $2::text[]) as c(url, kind) where not exists (select 1 from feeds f where f.url = c.url)),
       pairs as (select distinct on (come.url) gone.id, come.url from gone join come
         on come.kind = gone.kind and (come.url in (gone.moved_to, gone.asked_url) or ${spelling("come.url")} = ${spelling("gone.url")}) order by come.url, gone.configured desc, gone.id)
     update feeds set url = pairs.url, asked_url = null, moved_to = null, moved_since = null, twin_of = null
     from (select distinct on (id) id, url from pairs order by id, url) pairs where feeds.id = pairs.id`,
    [feeds.map(({ url }) => url), feeds.map(({ kind }) => kind)],
  );
}

export const findFeeds = async (sql: Sql, ids: readonly number[]): Promise<(FeedRow | null)[]> =>
  rowsOf(ids, await sql.many<FeedRow>(`select * from feeds where id = any(${listOf(1, "bigint[]")})`, [ids]));

export const findFeed = (sql: Sql, id: number): Promise<FeedRow | null> =>
  sql.maybeOne("select * from feeds where id = $1", [id]);
export const listFeeds = (sql: Sql): Promise<FeedRow[]> =>
  sql.many("select * from feeds where configured order by coalesce(name, url)");

/** Makes every feed due at once, but for those whose server asked us to stay away for longer. */
export async function makeFeedsDue(sql: Sql, now: Date): Promise<void> {
  await sql.run(
    `update feeds set next_due_at = $1, enqueued_at = null where ${isAsked()} and (held_until is null or held_until <= $1)`,
    [now],
  );
}

/** Makes one feed due for the caller, who polls it now: no sweep takes it meanwhile. */
export const takeFeed = (sql: Sql, feed: number, now: Date): Promise<unknown> =>
  sql.run("update feeds set next_due_at = $2, enqueued_at = $2 where id = $1", [feed, now]);

/** Makes a source due that says that it has something new. False if it is due already, or asked to be left alone. */
export const wakeFeed = async (sql: Sql, feed: number, now: Date): Promise<boolean> =>
  (await sql.run(
    `update feeds set next_due_at = $2, enqueued_at = null where id = $1 and ${isAsked()} and next_due_at > $2
       and (held_until is null or held_until <= $2)`,
    [feed, now],
  )) > 0;

export interface PollResult {
  etag: string | null;
  lastModified: string | null;
  nextDueAt: Date;
  place: FeedPlace;
  /** For the next poll; undefined leaves what is stored. */
  cursor?: unknown;
  /** What a good document said; null if nothing changed. */
  document: (DocumentSaid & { hidesNews: boolean }) | null;
}

/** A good poll, whatever document it brought. */
export interface GoodPoll {
  feed: number;
  poll: Omit<PollResult, "document">;
  now: Date;
}

export async function saveGoodPolls(sql: Sql, polls: readonly GoodPoll[]): Promise<null[]> {
  const texts = (of: (poll: GoodPoll) => string | null): (string | null)[] => polls.map(of);
  await sql.run(
    `with mine as (select f.id from feeds f where f.id = any(${listOf(1, "bigint[]")}) order by f.url for no key update of f)
     update feeds f set etag = g.etag, last_modified = g.last_modified, next_due_at = g.next_due_at::timestamptz, asked_url = g.asked_url,
       moved_to = g.moved_to, moved_since = g.moved_since::timestamptz, held_until = null, enqueued_at = null,
       first_polled_at = coalesce(f.first_polled_at, g.now::timestamptz), last_polled_at = g.now::timestamptz, last_ok_at = g.now::timestamptz,
       failures = 0, failing_since = null, fault = null, muted = false, twin_of = null, cursor = coalesce(g.cursor::jsonb, f.cursor)
     from unnest(${listsOf("bigint[]", ...Array<string>(8).fill("text[]"))})
       as g(id, etag, last_modified, next_due_at, asked_url, moved_to, moved_since, now, cursor) join mine using (id)
     where f.id = g.id`,
    [
      polls.map(({ feed }) => feed),
      texts(({ poll }) => poll.etag),
      texts(({ poll }) => poll.lastModified),
      texts(({ poll }) => poll.nextDueAt.toISOString()),
      texts(({ poll }) => poll.place.askedUrl),
      texts(({ poll }) => poll.place.movedTo),
      texts(({ poll }) => poll.place.movedSince?.toISOString() ?? null),
      texts(({ now }) => now.toISOString()),
      texts(({ poll }) => (poll.cursor === undefined ? null : toJson(poll.cursor))),
    ],
  );
  return polls.map(() => null);
}

export async function saveGoodPoll(sql: Sql, feed: number, poll: PollResult, now: Date): Promise<void> {
  const { document } = poll;
  await saveGoodPolls(sql, [{ feed, poll, now }]);
  if (document === null) return;
  await sql.run(
    `update feeds set intervals_ms = $2::jsonb, title = coalesce($3, title), site_url = coalesce($4, site_url), last_entries = $5,
       incomplete = $6, last_new_at = $7, ttl_minutes = $8, longest_silence_ms = $9, hurry = $10, hides_news = $11, document_at = $12
     where id = $1`,
    [
      feed,
      JSON.stringify(document.intervalsMs),
      document.title,
      document.siteUrl,
      document.entries,
      document.incomplete,
      document.lastNewAt,
      document.ttlMinutes,
      document.longestSilenceMs,
      document.hurry,
      document.hidesNews,
      now,
    ],
  );
}

export const saveWithheld = (sql: Sql, feed: number, withheld: number, now: Date): Promise<number> =>
  sql.run("update feeds set withheld = $2, withheld_at = $3 where id = $1", [feed, withheld, now]);

/** Another feed at this address, also a paused one, since its address is left alone. Where both have moved there, the one that was configured first. */
export const findTwin = (sql: Sql, feed: number, askedUrl: string): Promise<{ id: number } | null> =>
  sql.maybeOne(
    `select id from feeds where configured and not muted and id <> $1 and (url = $2 and asked_url is null or asked_url = $2 and id < $1)
     order by id limit 1`,
    [feed, askedUrl],
  );

/** It is not asked, since another feed is asked for the same. */
export async function saveTwin(sql: Sql, feed: number, twin: number, nextDueAt: Date, now: Date): Promise<void> {
  await sql.run(
    `update feeds set twin_of = $2, next_due_at = $3, last_polled_at = $4, enqueued_at = null, fault = null, failures = 0, failing_since = null
     where id = $1`,
    [feed, twin, nextDueAt, now],
  );
}

export interface FailedPoll {
  fault: string;
  nextDueAt: Date;
  heldUntil: Date | null;
  /** True where the publisher said that the feed is gone for good. */
  muted: boolean;
  /** Where to ask from now on; null: as before. */
  place: FeedPlace | null;
}

export async function saveFailedPoll(sql: Sql, feed: number, poll: FailedPoll, now: Date): Promise<void> {
  // Before its failures are counted, since only the first of them begins a row.
  await sql.run(
    `with same as (update feed_faults set until = $3, polls = polls + 1 where feed_id = $1 and fault = $2
       and since = (select max(since) from feed_faults where feed_id = $1) and (select failures from feeds where id = $1) > 0 returning 1)
     insert into feed_faults (feed_id, since, until, fault) select $1, $3, $3, $2 where not exists (select 1 from same)
     on conflict (feed_id, since) do update set until = excluded.until, fault = excluded.fault, polls = feed_faults.polls + 1`,
    [feed, poll.fault, now],
  );
  await sql.run(
    `update feeds set fault = $2, next_due_at = $3, held_until = $4, muted = $5, enqueued_at = null, last_polled_at = $6,
       failures = failures + 1, failing_since = coalesce(failing_since, $6)
     where id = $1`,
    [feed, poll.fault, poll.nextDueAt, poll.heldUntil, poll.muted, now],
  );
  if (poll.place === null) return;
  const { askedUrl, movedTo, movedSince } = poll.place;
  await sql.run("update feeds set asked_url = $2, moved_to = $3, moved_since = $4 where id = $1", [
    feed,
    askedUrl,
    movedTo,
    movedSince,
  ]);
}

/** Polls in a row that failed alike. */
export interface FeedFault {
  since: Date;
  /** When the last of them failed. */
  until: Date;
  fault: string;
  polls: number;
}

/** The latest first. */
export const listFaults = (sql: Sql, feed: number, limit: number): Promise<FeedFault[]> =>
  sql.many("select since, until, fault, polls from feed_faults where feed_id = $1 order by since desc limit $2", [feed, limit]);

/**
 * Pauses a feed by hand, or resumes it: then it is due at once, unless its host asked for patience. Does nothing if it is so already. Feeds that
 * were read through one that is paused are asked themselves from then on.
 */
export async function pauseFeed(sql: Sql, feed: number, paused: boolean, now: Date): Promise<void> {
  await sql.run(
    paused
      ? `with paused as (update feeds set paused_at = $2, enqueued_at = null where id = $1 and paused_at is null returning id)
         update feeds set twin_of = null, next_due_at = greatest($2, held_until), enqueued_at = null from paused where twin_of = paused.id`
      : `update feeds set paused_at = null, resumed_at = $2, enqueued_at = null, next_due_at = greatest($2, held_until)
         where id = $1 and paused_at is not null`,
    [feed, now],
  );
}

/** Puts off a feed that is still due; one that another worker has polled meanwhile keeps its time. */
export async function postponeFeed(sql: Sql, feed: number, until: Date, now: Date): Promise<void> {
  await sql.run("update feeds set next_due_at = $2, enqueued_at = null where id = $1 and next_due_at <= $3", [feed, until, now]);
}

/** Another feed or page of the same host was told to stay away: so is this one. */
export async function holdFeed(sql: Sql, feed: number, until: Date, nextDueAt: Date): Promise<void> {
  await sql.run("update feeds set next_due_at = $3, held_until = $2, enqueued_at = null where id = $1", [feed, until, nextDueAt]);
}
