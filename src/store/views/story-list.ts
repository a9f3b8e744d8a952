// The list of stories, the newest first: found by their time, then read with all that a line about each needs.
import { isAsked } from "../feeds.ts";
import { NOTICE_TEXT_MAX } from "../../stories/read-version.ts";
import { LISTED_WORDS } from "../listings.ts";
import { FIRST_SOURCE } from "./first-source.ts";
import { HABIT } from "./outlet-habits.ts";
import type { OutletHabit } from "./outlet-habits.ts";
import type { ListedWords } from "../../digests/words-shown.ts";
import type { Span } from "../../watchlists/watchlist.ts";
import type { Carrying } from "../waiting-stories.ts";
import type { Sql } from "../engine/database.ts";

/** Where a list goes on: after the story that began then and has this number. */
export interface Place {
  at: Date;
  story: number;
}

export interface StoryFilter {
  watchlist: string | null;
  language: string | null;
  /** A site, the name of a source, or an outlet that a source names. */
  outlet: string | null;
  /** Only those with a star. */
  starred: boolean;
}

export interface StoriesWanted extends StoryFilter {
  /** Stories that began after `since` and not after `until`. */
  since: Date;
  until: Date;
  /** Null from the beginning. */
  after: Place | null;
}

/** Of a story `s`. Each article of a story was matched, so that the filters go through its articles alone. */
const FITS = `($4::text is null or exists (select 1 from articles a join matches m on m.article_id = a.id where a.story_id = s.id and m.watchlist_id = $4))
  and ($5::text is null or exists (select 1 from articles a where a.story_id = s.id and (a.language = $5 or a.language like $5 || '-%')))
  and ($6::text is null or exists (select 1 from articles a where a.story_id = s.id and (a.site = $6 or exists (
    select 1 from entries e join feeds f on f.id = e.feed_id where e.article_id = a.id and $6 in (f.name, f.title, e.outlet)))))`;

/** The stories of a time, at most `$7` of them. Rows of one time are told apart by their numbers. */
const looked = ({ starred }: StoryFilter): string => `select s.id, s.created_at from stories s
  ${starred ? "join story_marks k on k.story_id = s.id and k.starred_at is not null" : ""}
  where s.created_at > $1 and s.created_at <= $2 and ($3::timestamptz is null or (s.created_at, s.id) < ($3, $8))
  order by s.created_at desc, s.id desc limit $7`;

export interface FoundStories {
  ids: number[];
  /** How many stories were looked at, and the last of them; null if none. */
  looked: number;
  last: { at: string; story: number } | null;
}

/** PGlite works in the thread that also answers pages, so each statement looks at so many stories. */
const AT_ONCE = 500;
const LOOKED_TO = `(select count(*)::int from looked) as looked,
  (select jsonb_build_object('at', created_at, 'story', id) from looked order by created_at, id limit 1) as last`;

type Step = Omit<FoundStories, "ids">;

/** Looks at `look` stories at most, part by part, until `take` has enough. */
async function lookThrough<T extends Step>(
  wanted: StoriesWanted,
  look: number,
  ask: (wanted: StoriesWanted, look: number) => Promise<T>,
  take: (found: T) => "enough" | "more",
): Promise<Step> {
  let [sum, last, after] = [0, null as Step["last"], wanted.after];
  while (sum < look) {
    const step = Math.min(AT_ONCE, look - sum);
    const found = await ask({ ...wanted, after }, step);
    sum += found.looked;
    last = found.last ?? last;
    if (take(found) === "enough" || found.looked < step || last === null) break;
    after = { at: new Date(last.at), story: last.story };
  }
  return { looked: sum, last };
}

/** Looks at `look` stories at most, and returns the first `limit` that fit. */
export async function findStories(sql: Sql, wanted: StoriesWanted, look: number, limit: number): Promise<FoundStories> {
  const ids: number[] = [];
  const ask = (part: StoriesWanted, step: number): Promise<FoundStories> =>
    sql.one(
      `with looked as materialized (${looked(part)}),
         fitting as (select id, created_at from looked s where ${FITS} order by created_at desc, id desc limit $9)
       select (select coalesce(jsonb_agg(id order by created_at desc, id desc), '[]') from fitting) as ids, ${LOOKED_TO}`,
      [...valuesOf(part, step), limit - ids.length],
    );
  return { ...(await lookThrough(wanted, look, ask, ({ ids: more }) => (ids.push(...more) >= limit ? "enough" : "more"))), ids };
}

/** All stories of the time that fit, and their copies; null if there are `look` stories in it or more. */
export async function countStories(
  sql: Sql,
  wanted: StoriesWanted,
  look: number,
): Promise<{ stories: number; copies: number } | null> {
  const total = { stories: 0, copies: 0 };
  const ask = (part: StoriesWanted, step: number): Promise<Step & typeof total> =>
    sql.one(
      `with looked as materialized (${looked(part)}),
         fitting as (select (select count(*) - 1 from articles where story_id = s.id) as copies from looked s where ${FITS})
       select count(*)::int as stories, coalesce(sum(copies), 0)::int as copies, ${LOOKED_TO} from fitting`,
      valuesOf(part, step),
    );
  const through = await lookThrough(wanted, look, ask, ({ stories, copies }) => {
    total.stories += stories;
    total.copies += copies;
    return "more";
  });
  return through.looked < look ? total : null;
}

const valuesOf = ({ since, until, after, watchlist, language, outlet }: StoriesWanted, look: number) =>
  [since, until, after?.at ?? null, watchlist, language, outlet, look, after?.story ?? 0] as const;

export interface ListedArticle extends Carrying {
  id: number;
  title: string | null;
  page_url: string;
}

export interface ListedStory extends ListedArticle {
  story_id: number;
  created_at: Date;
  text: string | null;
  byline: string | null;
  credits: string[];
  language: string | null;
  published_at: Date | null;
  first_seen_at: Date;
  spans: Span[] | null;
  listed: ListedWords | null;
  /** How many articles it had at the time. */
  articles: number;
  newest_at: Date;
  carriers: (ListedArticle & { published_at: string | null; first_seen_at: string })[];
  watchlists: string[];
  follows_id: number | null;
  follows_title: string | null;
  starred: boolean;
  note: string | null;
  /** The issues that contained it, the first one first. */
  issues: { issue: number; digest: string }[];
}

export interface ListedMember {
  story_id: number;
  id: number;
  title: string | null;
  published_at: Date | null;
  first_seen_at: Date;
  /** The watchlist by which the story is shown; null for any. */
  watchlist: string | null;
  /** Whether that watchlist found it. */
  matched: boolean;
  habit: OutletHabit | null;
}

/** Lists of stories as they were at that time, for readers of that watchlist; null: of that by which each was first offered to a digest. */
export interface ListedFor {
  at: Date;
  watchlist: string | null;
}

/** The articles of stories, the first `limit` of each, without their texts. */
export const listMembersOf = (
  sql: Sql,
  ids: readonly number[],
  { at, watchlist }: ListedFor,
  limit: number,
): Promise<ListedMember[]> =>
  sql.many(
    `select s.id as story_id, w.watchlist, a.* from unnest($1::bigint[]) s (id) left join lateral (
         select d.watchlist from (
           select $4::text as watchlist, null as added_at, null as digest_id
           union all select watchlist_id, added_at, digest_id from digest_stories where story_id = s.id) d
         where exists (select 1 from articles o join matches m on m.article_id = o.id where o.story_id = s.id and m.watchlist_id = d.watchlist)
         order by d.added_at nulls first, d.digest_id limit 1) w on true
       cross join lateral (
       select a.id, a.title, a.published_at, a.first_seen_at,
         exists (select 1 from matches m where m.article_id = a.id and m.watchlist_id = coalesce(w.watchlist, m.watchlist_id)) as matched, ${HABIT}
       from articles a where a.story_id = s.id and a.first_seen_at <= $2 order by a.first_seen_at, a.id limit $3) a`,
    [ids, at, limit, watchlist],
  );

/** As much of the texts of articles as tells their versions. */
export const readBeginnings = (sql: Sql, ids: readonly number[]): Promise<{ id: number; text: string | null }[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : sql.many(`select id, left(text, ${NOTICE_TEXT_MAX + 1}) as text from articles where id = any($1::bigint[])`, [ids]);

/** A story with the article by which it is shown, and the watchlist by whose words; null is its first one, and any. */
interface Chosen {
  story: number;
  shown: number | null;
  watchlist: string | null;
  carriers: number[];
}

/** In the order of `chosen`, as they were at that time. */
export const readListedStories = (sql: Sql, chosen: readonly Chosen[], at: Date): Promise<ListedStory[]> =>
  sql.many(
    `select s.id as story_id, s.created_at, a.id, a.title, e.url, a.url as page_url, a.site, e.feed, e.feed_url, e.outlet, a.reason, a.text, a.byline, a.credits, a.language,
       a.published_at, a.first_seen_at, m.spans, ${LISTED_WORDS} as listed, n.articles, n.newest_at,
       (select coalesce(jsonb_agg(c order by c.place), '[]') from (
          select c.place, a.id, a.title, e.url, a.url as page_url, a.site, e.feed, e.feed_url, e.outlet, a.reason, a.published_at, a.first_seen_at
          from unnest(w.carriers) with ordinality c (id, place) join articles a on a.id = c.id cross join lateral (${FIRST_SOURCE}) e) c) as carriers,
       (select coalesce(jsonb_agg(distinct m.watchlist_id), '[]') from articles a join matches m on m.article_id = a.id where a.story_id = s.id) as watchlists,
       s.follows_story_id as follows_id, p.title as follows_title, k.starred_at is not null as starred, k.note,
       (select coalesce(jsonb_agg(jsonb_build_object('issue', t.issue_id, 'digest', (select i.digest_id from issues i where i.id = t.issue_id)) order by t.issue_id), '[]')
        from tellings t where t.story_id = s.id) as issues
     from jsonb_to_recordset($1) w (story bigint, shown bigint, watchlist text, carriers bigint[], place int) join stories s on s.id = w.story
       join articles a on a.id = coalesce(w.shown, s.article_id) cross join lateral (${FIRST_SOURCE}) e
       left join lateral (select m.spans from matches m where m.article_id = a.id and m.watchlist_id = coalesce(w.watchlist, m.watchlist_id) order by m.watchlist_id limit 1) m on true
       cross join lateral (select count(*)::int as articles, max(c.first_seen_at) as newest_at from articles c where c.story_id = s.id and c.first_seen_at <= $2) n
       left join story_marks k on k.story_id = s.id left join stories fs on fs.id = s.follows_story_id left join articles p on p.id = fs.article_id
     order by w.place`,
    [JSON.stringify(chosen.map((one, place) => ({ ...one, place }))), at],
  );

/** How many stories began, or articles matched a watchlist, between each time in `starts` and the next; the last ends at `until`. */
export async function countByDay(sql: Sql, starts: readonly Date[], until: Date, watchlist: string | null): Promise<number[]> {
  const [first = until] = starts;
  const table = watchlist === null ? "stories where created_at" : "matches where watchlist_id = $4 and matched_at";
  const column = watchlist === null ? "created_at" : "matched_at";
  const rows = await sql.many<{ day: number; count: number }>(
    `select width_bucket(${column}, $1::timestamptz[]) as day, count(*)::int as count from ${table} >= $2 and ${column} <= $3 group by 1`,
    [starts.map((start) => start.toISOString()), first, until, ...(watchlist === null ? [] : [watchlist])],
  );
  return starts.map((_, index) => rows.find(({ day }) => day === index + 1)?.count ?? 0);
}

/** What there is to read from, and the newest story up to `since`. */
export const readIntake = (
  sql: Sql,
  since: Date,
): Promise<{ sources: number; failing: number; polled: number; nextDueAt: Date | null; newest: number | null }> =>
  sql.one(
    `select count(*)::int as sources, count(*) filter (where failures > 0 and paused_at is null)::int as failing, count(*) filter (where last_ok_at is not null)::int as polled,
       min(next_due_at) filter (where ${isAsked()}) as "nextDueAt",
       (select id from stories where created_at <= $1 order by created_at desc, id desc limit 1) as newest
     from feeds where configured`,
    [since],
  );

/** How many articles came in the time, 10,000 at most: for a list without stories, since it takes long. */
export const countArticles = async (sql: Sql, since: Date, until: Date): Promise<number> =>
  (
    await sql.one<{ articles: number }>(
      "select count(*)::int as articles from (select 1 from articles where first_seen_at > $1 and first_seen_at <= $2 limit 10000) a",
      [since, until],
    )
  ).articles;
