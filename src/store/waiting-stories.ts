// The stories that wait for a digest's next issue, and their articles.
import { LISTED_WORDS } from "./listings.ts";
import type { ListedWords } from "../digests/words-shown.ts";
import type { Span } from "../watchlists/watchlist.ts";
import { FIRST_SOURCE } from "./views/first-source.ts";
import { HABIT } from "./views/outlet-habits.ts";
import type { OutletHabit } from "./views/outlet-habits.ts";
import type { Sql } from "./engine/database.ts";

export interface WaitingStory {
  story_id: number;
  watchlist_id: string;
  added_at: Date;
  /** If it is of the first round of sources, of its watchlist or of the digest: when the last of these appeared. */
  backlog_of: Date | null;
  /** When an issue last contained it; null for most. */
  told_at: Date | null;
  /** Later articles that say something new. */
  news: number[];
}

/** A longer text is not a news report. */
const VERSION_CHARACTERS_MAX = 20_000;

/** A person asks for all that waits, held or not. */
export const HELD_OR_NOT = new Date("9999-01-01T00:00:00Z");

/** Until when a row `d` that was sent before is held; rows of earlier versions have no time of their own. */
export const HELD_UNTIL = "coalesce(d.held_until, d.told_at + interval '4 hours')";

/** Which rows `d` of digest_stories wait; of stories sent before, those held until the time in the parameter `at` at most. */
export const isWaiting = (at: string): string => `d.issue_id is null and (d.told_at is null or ${HELD_UNTIL} <= ${at})`;

/** A story with news that waits, since it was sent a short while ago. */
export interface HeldStory {
  story_id: number;
  title: string | null;
  told_at: Date;
  until: Date;
}

/** The stories of a digest that are held back after `now`, the first to be free first, without those that go out all the same. */
export const heldStories = (sql: Sql, digest: string, now: Date, going: readonly number[] = []): Promise<HeldStory[]> =>
  sql.many(
    `select d.story_id, a.title, d.told_at, ${HELD_UNTIL} as until from digest_stories d join stories s on s.id = d.story_id
       left join articles a on a.id = s.article_id
     where d.digest_id = $1 and d.issue_id is null and d.told_at is not null and ${HELD_UNTIL} > $2
       and d.story_id <> all($3) order by until, d.story_id`,
    [digest, now, going],
  );

/** The stories that no issue contains yet, or that wait again and are held until `at` at most; those with the most articles first. */
export const waitingStories = (sql: Sql, digest: string, at: Date): Promise<WaitingStory[]> =>
  sql.many(
    `select d.story_id, d.watchlist_id, d.added_at, d.backlog_of, d.told_at, to_jsonb(d.news) as news from digest_stories d join articles a on a.story_id = d.story_id
     where d.digest_id = $1 and ${isWaiting("$2")} group by d.digest_id, d.story_id order by count(*) desc, d.story_id desc`,
    [digest, at],
  );

/** A text that is another one after any article of these stories was added, taken away or changed. */
export const stateOfArticles = async (sql: Sql, stories: readonly number[]): Promise<string> =>
  (
    await sql.one<{ state: string | null }>(
      "select md5(string_agg(a.story_id || ' ' || a.id || ' ' || a.xmin, ',' order by a.id)) as state from articles a where a.story_id = any($1)",
      [stories],
    )
  ).state ?? "";

/** The watchlists that found an article of these stories. */
export const watchlistsOf = (sql: Sql, stories: readonly number[]): Promise<{ story_id: number; watchlists: string[] }[]> =>
  sql.many(
    `select a.story_id, array_agg(distinct m.watchlist_id order by m.watchlist_id) as watchlists from articles a join matches m on m.article_id = a.id
     where a.story_id = any($1) group by a.story_id`,
    [stories],
  );

/** What names an article's outlet. */
export type Carrying = Pick<ArticleNames, "url" | "page_url" | "site" | "feed" | "feed_url" | "outlet" | "reason">;

/** What an article is called, and by whom. */
export interface ArticleNames {
  story_id: number;
  /** As its feed gives it. */
  url: string;
  /** The article's one address, at which its page is read; a name of our own if there is none. */
  page_url: string;
  title: string | null;
  site: string | null;
  feed: string | null;
  /** The address of the feed whose entry is linked to. */
  feed_url: string | null;
  /** The outlet that this feed names for it. */
  outlet: string | null;
  language: string | null;
  published_at: Date | null;
  first_seen_at: Date;
  reason: string | null;
}

/** One article of a story, with its matches; `spans` is null if this copy did not match. */
export interface IssueArticle extends ArticleNames {
  id: number;
  text: string | null;
  /** Its audio or video file, if it is not what `url` leads to. */
  media: string | null;
  byline: string | null;
  credits: string[];
  sketch: Uint8Array | null;
  habit: OutletHabit | null;
  detail: string | null;
  spans: Span[] | null;
  /** What was said of it when the story was last sent, and has changed since. */
  before: { title: string; text: string }[];
  /** The words of the feed in which the spans' first voice is. */
  listed: ListedWords | null;
  follows_id: number | null;
  follows_title: string | null;
  follows_url: string | null;
  /** Its story tells the one that it follows in another language. */
  is_translation: boolean;
}

/** The first article of each of these stories, without its text. */
export const firstArticles = (sql: Sql, stories: readonly number[]): Promise<ArticleNames[]> =>
  sql.many(
    `select s.id as story_id, e.url, a.url as page_url, a.title, a.site, e.feed, e.feed_url, e.outlet, a.language,
       a.published_at, a.first_seen_at, a.reason
     from stories s join articles a on a.id = s.article_id cross join lateral (${FIRST_SOURCE}) e where s.id = any($1)`,
    [stories],
  );

export const issueArticles = (sql: Sql, digest: string, stories: readonly number[]): Promise<IssueArticle[]> =>
  sql.many(
    `select a.story_id, a.id, e.url, a.url as page_url, a.title, a.text, a.site, e.feed, a.byline, a.credits, a.language, a.published_at,
       a.first_seen_at, a.sketch, ${HABIT}, a.reason, a.detail, m.spans, e.feed_url, e.outlet, e.media,
       (select coalesce(jsonb_agg(jsonb_build_object('title', coalesce(v.title, ''), 'text', left(v.text, ${VERSION_CHARACTERS_MAX}))), '[]') from versions v where v.article_id = a.id and v.since <= d.told_at) as before,
       ${LISTED_WORDS} as listed, fs.id as follows_id, p.title as follows_title, p.url as follows_url,
       coalesce(sa.relation = 'translation', false) as is_translation
     from digest_stories d join articles a on a.story_id = d.story_id join stories s on s.id = d.story_id left join articles sa on sa.id = s.article_id
       left join stories fs on fs.id = s.follows_story_id left join articles p on p.id = fs.article_id
       left join matches m on m.article_id = a.id and m.watchlist_id = d.watchlist_id
       cross join lateral (${FIRST_SOURCE}) e
     where d.digest_id = $1 and d.story_id = any($2) and a.story_id = any($2) and s.id = any($2) order by a.story_id, a.id`,
    [digest, stories],
  );
