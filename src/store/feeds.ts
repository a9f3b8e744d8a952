// Feeds in the database: what is configured, what the last polls said, and what is due.
import type { FeedConfig } from "../config/config.ts";
import type { Sql } from "./database.ts";

export interface FeedRow {
  id: number;
  url: string;
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
  moved_to: string | null;
  next_due_at: Date;
  held_until: Date | null;
  /** Milliseconds between the latest entries, latest first. */
  intervals_ms: number[];
}

/** Makes the table say what feeds.yaml says. A feed that left the file keeps its history and is no longer polled. */
export async function syncFeeds(sql: Sql, feeds: readonly FeedConfig[], now: Date): Promise<void> {
  await sql.run(
    `insert into feeds (url, name, language, tags, next_due_at)
     select url, name, language, array(select jsonb_array_elements_text(tags)), $2
     from jsonb_to_recordset($1::jsonb) as f(url text, name text, language text, tags jsonb)
     on conflict (url) do update set configured = true, name = excluded.name, language = excluded.language, tags = excluded.tags,
       muted = feeds.muted and feeds.configured`,
    [JSON.stringify(feeds.map(({ url, name, language, tags }) => ({ url, name, language, tags }))), now],
  );
  await sql.run("update feeds set configured = false where configured and not (url = any($1))", [feeds.map(({ url }) => url)]);
}

export const findFeed = (sql: Sql, id: number): Promise<FeedRow | null> =>
  sql.maybeOne("select * from feeds where id = $1", [id]);

export const listFeeds = (sql: Sql): Promise<FeedRow[]> =>
  sql.many("select * from feeds where configured order by coalesce(name, url)");

/** Makes every feed due at once, but for those whose server asked us to stay away for longer. */
export async function makeFeedsDue(sql: Sql, now: Date): Promise<void> {
  await sql.run(
    `update feeds set next_due_at = $1, enqueued_at = null where configured and not muted and (held_until is null or held_until <= $1)`,
    [now],
  );
}

export interface PollResult {
  etag: string | null;
  lastModified: string | null;
  nextDueAt: Date;
  movedTo: string | null;
  /** What a good document said; null on 304. */
  document: DocumentSaid | null;
}

export interface DocumentSaid {
  title: string | null;
  siteUrl: string | null;
  entries: number;
  incomplete: boolean;
  /** Entries that were new. */
  fresh: number;
  intervalsMs: number[];
}

export async function saveGoodPoll(sql: Sql, feed: number, poll: PollResult, now: Date): Promise<void> {
  const { document } = poll;
  await sql.run(
    `update feeds set etag = $2, last_modified = $3, next_due_at = $4, held_until = null, moved_to = $5, enqueued_at = null, intervals_ms = coalesce($6::jsonb, intervals_ms),
       title = coalesce($7, title), site_url = coalesce($8, site_url), last_entries = coalesce($9, last_entries),
       incomplete = coalesce($10, incomplete), last_new_at = case when $11 > 0 then $12 else last_new_at end,
       first_polled_at = coalesce(first_polled_at, $12), last_polled_at = $12, last_ok_at = $12,
       failures = 0, failing_since = null, fault = null, muted = false
     where id = $1`,
    [
      feed,
      poll.etag,
      poll.lastModified,
      poll.nextDueAt,
      poll.movedTo,
      document === null ? null : JSON.stringify(document.intervalsMs),
      document?.title ?? null,
      document?.siteUrl ?? null,
      document?.entries ?? null,
      document?.incomplete ?? null,
      document?.fresh ?? 0,
      now,
    ],
  );
}

export interface FailedPoll {
  fault: string;
  nextDueAt: Date;
  heldUntil: Date | null;
  /** True where the publisher said that the feed is gone for good. */
  muted: boolean;
}

export async function saveFailedPoll(sql: Sql, feed: number, poll: FailedPoll, now: Date): Promise<void> {
  await sql.run(
    `update feeds set fault = $2, next_due_at = $3, held_until = $4, muted = $5, enqueued_at = null, last_polled_at = $6,
       failures = failures + 1, failing_since = coalesce(failing_since, $6)
     where id = $1`,
    [feed, poll.fault, poll.nextDueAt, poll.heldUntil, poll.muted, now],
  );
}

/** Puts off a feed that is still due; one that another worker has polled meanwhile keeps its time. */
export async function postponeFeed(sql: Sql, feed: number, until: Date, now: Date): Promise<void> {
  await sql.run("update feeds set next_due_at = $2, enqueued_at = null where id = $1 and next_due_at <= $3", [feed, until, now]);
}

/** Another feed or page of the same host was told to stay away: so is this one. */
export async function holdFeed(sql: Sql, feed: number, until: Date): Promise<void> {
  await sql.run("update feeds set next_due_at = $2, held_until = $2, enqueued_at = null where id = $1", [feed, until]);
}
