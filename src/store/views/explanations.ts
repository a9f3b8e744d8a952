// All that the database knows of one article, and of addresses that never became one.
import { feedName } from "../feeds.ts";
import { LISTED_WORDS } from "../listings.ts";
import type { ListedWords } from "../../digests/words-shown.ts";
import type { Span } from "../../watchlists/watchlist.ts";
import type { Sql } from "../engine/database.ts";

/** An article by its number, or by any address that a feed gave for it. */
export type Asked = { article: number } | { urls: string[] };

export interface ExplainedArticle {
  id: number;
  url: string;
  stage: string;
  not_before: Date;
  set_aside_at: Date | null;
  fault: string | null;
  first_seen_at: Date;
  title: string | null;
  byline: string | null;
  published_at: Date | null;
  language: string | null;
  site: string | null;
  text: string | null;
  method: string | null;
  reason: string | null;
  detail: string | null;
  story_id: number | null;
  relation: string | null;
  score: number | null;
  reasons: string[];
  follows_id: number | null;
  follows_title: string | null;
}

const explainedBy = (condition: string): string =>
  `select a.id, a.url, a.stage, a.not_before, a.set_aside_at, a.fault, a.first_seen_at, a.title, a.byline, a.published_at, a.language, a.site,
     a.text, a.method, a.reason, a.detail, a.story_id, a.relation, a.score, a.reasons, s.follows_story_id as follows_id, p.title as follows_title
   from articles a left join stories s on s.id = a.story_id
     left join stories fs on fs.id = s.follows_story_id left join articles p on p.id = fs.article_id
   where ${condition} order by a.id limit 1`;

// A statement for each way to ask: one with `or` would go through both tables, and an article's page is public.
const BY_NUMBER = explainedBy("a.id = $1");
const BY_ADDRESS = explainedBy(
  "a.id in (select id from articles where url = any($1::text[]) union select article_id from entries where url = any($1::text[]))",
);

export const findExplained = (sql: Sql, asked: Asked): Promise<ExplainedArticle | null> =>
  "article" in asked ? sql.maybeOne(BY_NUMBER, [asked.article]) : sql.maybeOne(BY_ADDRESS, [asked.urls]);

export interface ExplainedEntry {
  feed: string;
  /** That it names for the article, if it is another than the feed. */
  outlet: string | null;
  url: string | null;
  title: string | null;
  published_at: Date | null;
  first_seen_at: Date;
  skipped: string | null;
  media: string | null;
}

const entriesBy = (condition: string): string =>
  `select ${feedName("f")} as feed, e.outlet, e.url, e.title, e.published_at, e.first_seen_at, e.skipped, e.media
   from entries e join feeds f on f.id = e.feed_id where ${condition} order by e.first_seen_at, e.id`;

/** Lists what feeds said of an article, or of an address that became none. */
export const listExplainedEntries = (sql: Sql, of: Asked): Promise<ExplainedEntry[]> =>
  "article" in of
    ? sql.many(entriesBy("e.article_id = $1"), [of.article])
    : sql.many(entriesBy("e.url = any($1::text[])"), [of.urls]);

export interface ExplainedVersion {
  /** Null if it is the article's own words: its page's, as a rule. */
  feed: string | null;
  title: string | null;
  text: string;
  since: Date;
  until: Date;
}

/** What was said of an article and has changed since, the oldest first. */
export const listVersions = (sql: Sql, article: number): Promise<ExplainedVersion[]> =>
  sql.many(
    `select ${feedName("f")} as feed, v.title, v.text, v.since, v.until
     from versions v left join entries e on e.id = v.entry_id left join feeds f on f.id = e.feed_id where v.article_id = $1 order by v.since, v.id`,
    [article],
  );

/** What each source says of an article, the first one first, each cut to `characters`. */
export const listVoices = (
  sql: Sql,
  article: number,
  limit: number,
  characters: number,
): Promise<{ feed: string; title: string | null; text: string; first_seen_at: Date }[]> =>
  sql.many(
    `select ${feedName("f")} as feed, e.title, left(e.text, $3) as text, e.first_seen_at
     from entries e join feeds f on f.id = e.feed_id where e.article_id = $1 order by e.first_seen_at, e.id limit $2`,
    [article, limit, characters],
  );

/** The other articles at an article's address, up to a useful number. */
export const listAtAddress = (
  sql: Sql,
  { id, url }: Pick<ExplainedArticle, "id" | "url">,
  limit: number,
): Promise<{ article: number; title: string | null }[]> =>
  sql.many("select id as article, title from articles where url = $1 and id <> $2 order by id limit $3", [url, id, limit]);

export interface ExplainedMatch {
  watchlist_id: string;
  matched_at: Date;
  spans: Span[];
  /** The words of the feed in which the spans' first voice is. */
  listed: ListedWords | null;
}

export const listMatches = (sql: Sql, article: number): Promise<ExplainedMatch[]> =>
  sql.many(
    `select m.watchlist_id, m.matched_at, m.spans,
       ${LISTED_WORDS} as listed
     from matches m where m.article_id = $1 order by m.watchlist_id`,
    [article],
  );

/** The other articles of a story, up to a useful number. */
export const listCopies = (
  sql: Sql,
  story: number,
  article: number,
  limit: number,
): Promise<{ id: number; url: string; title: string | null; site: string | null; relation: string | null }[]> =>
  sql.many("select id, url, title, site, relation from articles where story_id = $1 and id <> $2 order by id limit $3", [
    story,
    article,
    limit,
  ]);

export interface ExplainedDigest {
  digest_id: string;
  watchlist_id: string;
  added_at: Date;
  next_due_at: Date | null;
  told_at: Date | null;
  held_until: Date | null;
  /** Null: it waits for the next issue. */
  issue_id: number | null;
  issued_at: Date | null;
  /** Its mails had no room to name the story. */
  on_page_only: boolean;
  deliveries: { recipient: string; state: string; reply: string | null; sent_at: string | null }[];
}

/** A story in the digests that have it on their list: every issue with it, and where it waits. */
export const listDigestsOf = (sql: Sql, story: number): Promise<ExplainedDigest[]> =>
  sql.many(
    `select d.digest_id, d.watchlist_id, d.added_at, g.next_due_at, d.told_at, d.held_until, i.id as issue_id, i.created_at as issued_at,
       coalesce(i.content -> 'onPageOnly' ? d.story_id::text, false) as on_page_only,
       (select coalesce(jsonb_agg(jsonb_build_object('recipient', v.recipient, 'state', v.state, 'reply', v.reply, 'sent_at', v.sent_at) order by v.id), '[]')
        from deliveries v where v.issue_id = i.id) as deliveries
     from digest_stories d join digests g on g.id = d.digest_id
       cross join lateral (select issue_id from tellings where story_id = d.story_id union all select null where d.issue_id is null) t
       left join issues i on i.id = t.issue_id
     where d.story_id = $1 and (i.id is null or i.digest_id = d.digest_id) order by d.digest_id, i.id nulls last`,
    [story],
  );
