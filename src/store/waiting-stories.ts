// The stories that wait for a digest's next issue, and their articles.
import { LISTED_WORDS } from "./listings.ts";
import type { ListedWords } from "../digests/words-shown.ts";
import type { Span } from "../watchlists/watchlist.ts";
import type { Sql } from "./engine/database.ts";

export interface WaitingStory {
  story_id: number;
  watchlist_id: string;
  /** When an issue last contained it; null for most. */
  told_at: Date | null;
  /** Later articles that say something new. */
  news: number[];
}

/** A longer text is not a news report. */
const VERSION_CHARACTERS_MAX = 20_000;

/** A story sent so recently is not sent again yet, whatever is new in it: nobody wants forty mails about one story. */
const RETURNS_AFTER_MS = 4 * 3_600_000;

/** Without a person's request: a story sent later than this still waits. */
export const toldBefore = (now: Date): Date => new Date(now.getTime() - RETURNS_AFTER_MS);

/** Which rows `d` of digest_stories wait; of stories sent before, those sent until the time in the parameter `told`. */
export const isWaiting = (told: string): string => `d.issue_id is null and (d.told_at is null or d.told_at <= ${told})`;

/** The stories that no issue contains yet, or that wait again and were sent until `told`; those with the most articles first. */
export const waitingStories = (sql: Sql, digest: string, told: Date): Promise<WaitingStory[]> =>
  sql.many(
    `select d.story_id, d.watchlist_id, d.told_at, to_jsonb(d.news) as news from digest_stories d join articles a on a.story_id = d.story_id
     where d.digest_id = $1 and ${isWaiting("$2")} group by d.digest_id, d.story_id order by count(*) desc, d.story_id desc`,
    [digest, told],
  );

/** One article of a story, with its matches; `spans` is null if this copy did not match. */
export interface IssueArticle {
  story_id: number;
  id: number;
  /** As its feed gives it. */
  url: string;
  /** The article's one address, at which its page is read; a name of our own if there is none. */
  page_url: string;
  title: string | null;
  text: string | null;
  site: string | null;
  feed: string | null;
  byline: string | null;
  credits: string[];
  language: string | null;
  published_at: Date | null;
  first_seen_at: Date;
  reason: string | null;
  sketch: Uint8Array | null;
  detail: string | null;
  spans: Span[] | null;
  /** What was said of it when the story was last sent, and has changed since. */
  before: string[];
  /** The words of the feed in which the spans' first voice is. */
  listed: ListedWords | null;
  /** The address of the feed whose entry is linked to. */
  feed_url: string | null;
  /** The outlet that this feed names for it. */
  outlet: string | null;
  follows_id: number | null;
  follows_title: string | null;
  follows_url: string | null;
}

export const issueArticles = (sql: Sql, digest: string, stories: readonly number[]): Promise<IssueArticle[]> =>
  sql.many(
    `select a.story_id, a.id, coalesce(e.url, a.url) as url, a.url as page_url, a.title, a.text, a.site, e.feed, a.byline, a.credits, a.language, a.published_at,
       a.first_seen_at, a.sketch, a.reason, a.detail, m.spans, e.feed_url, e.outlet,
       array(select left(v.text, ${VERSION_CHARACTERS_MAX}) from versions v where v.article_id = a.id and v.since <= d.told_at) as before,
       ${LISTED_WORDS} as listed, fs.id as follows_id, p.title as follows_title, p.url as follows_url
     from digest_stories d join articles a on a.story_id = d.story_id join stories s on s.id = d.story_id
       left join stories fs on fs.id = s.follows_story_id left join articles p on p.id = fs.article_id
       left join matches m on m.article_id = a.id and m.watchlist_id = d.watchlist_id
       left join lateral (select e.url, e.outlet, coalesce(f.name, f.title) as feed, f.url as feed_url from entries e join feeds f on f.id = e.feed_id
         where e.article_id = a.id order by e.id limit 1) e on true
     where d.digest_id = $1 and d.story_id = any($2) order by a.story_id, a.id`,
    [digest, stories],
  );
