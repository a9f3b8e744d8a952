// The list of stories: the newest first, in a time with an end, each with all that a line about it says.
import { excerptAround } from "../../digests/excerpt.ts";
import { lastDays, localStamp } from "../../digests/local-time.ts";
import { wordsShown } from "../../digests/words-shown.ts";
import { linkTo, originOf, outletOf } from "../../pipeline/send-digests/article-names.ts";
import { countArticles, countByDay, countStories, findStories, readIntake } from "../../store/views/story-list.ts";
import { readCards } from "./read-cards.ts";
import type { Excerpt } from "../../digests/excerpt.ts";
import type { Sql } from "../../store/engine/database.ts";
import type { FoundStories, ListedFor, ListedStory, Place, StoriesWanted } from "../../store/views/story-list.ts";

export interface StoriesAsked {
  watchlist: string | null;
  language: string | null;
  outlet: string | null;
  /** The agency or outlet that wrote the first article, by its own evidence. */
  origin: string | null;
  /** Only those with a star. */
  starred: boolean;
  /** Stories that began after `since` and not after `until`, which is now if it is null (ISO 8601). */
  since: string;
  until: string | null;
  /** Where the list goes on, as an answer's `next`. */
  before: string | null;
  /** The zone of the days that are counted. */
  zone: string;
  limit: number;
}

/** Dates are ISO 8601. */
export interface StoryCard extends Pick<Excerpt, "excerpt" | "titleMarks" | "terms"> {
  story: number;
  title: string | null;
  language: string | null;
  createdAt: string;
  /** When the last of its articles was seen. */
  newestAt: string;
  first: { article: number; outlet: string; url: string; publishedAt: string | null; firstSeenAt: string };
  origin: { name: string; evidence: string } | null;
  articles: number;
  /** Further articles, the first ones first; not all of a long story. */
  carriers: { article: number; outlet: string; title: string | null; url: string; at: string }[];
  watchlists: string[];
  follows: { story: number; title: string | null } | null;
  issues: { issue: number; digest: string }[];
  starred: boolean;
  note: string | null;
}

export interface StoryList {
  since: string;
  until: string;
  stories: StoryCard[];
  /** Where the list goes on; null at its end. */
  next: string | null;
  /** If not all stories of the time were looked at: how many were. */
  looked: number | null;
  /** At the end of the list: what the whole time brought. Null before it, and of a filter by origin. */
  total: { stories: number; copies: number } | null;
  /** The last days up to `until`: stories that began, or articles that the watchlist matched. Empty under other filters, and on later pages. */
  days: { day: string; count: number }[];
  /** `articles`: how many came in the time, 10,000 at most; null unless the list is empty, since counting them takes long. */
  intake: {
    sources: number;
    polled: number;
    failing: number;
    nextDueAt: string | null;
    articles: number | null;
    newest: number | null;
  };
}

const DAYS = 14;
/** With a filter, so many stories are looked at for one answer; by origin fewer, since that reads their texts, part by part and for no longer. */
const LOOKED_MAX = 4_000;
const READ_MAX = 300;
const READ_AT_ONCE = 25;
const READ_MS_MAX = 250;

/** Returns null if `before` is no place of a list. */
export async function listStories(
  { database, now }: { database: Sql; now(): Date },
  asked: StoriesAsked,
): Promise<StoryList | null> {
  const { watchlist, language, outlet, origin, starred, limit, zone } = asked;
  const after = asked.before === null ? null : parsePlace(asked.before);
  if (asked.before !== null && after === null) return null;
  const [since, until] = [new Date(asked.since), asked.until === null ? now() : new Date(asked.until)];
  const wanted = { watchlist, language, outlet, starred, since, until, after };
  const isFiltered = watchlist !== null || language !== null || outlet !== null || origin !== null || starred;
  const isDaily = language === null && outlet === null && origin === null && !starred && after === null;
  // A server of its own answers these at the same time.
  const [found, days, { nextDueAt, ...intake }] = await Promise.all([
    origin === null
      ? findCards(database, wanted, { look: isFiltered ? LOOKED_MAX : limit + 1, limit })
      : findByOrigin(database, wanted, { origin, limit }),
    isDaily ? countDays(database, zone, until, watchlist) : [],
    readIntake(database, since),
  ]);
  const { stories, isMore } = found;
  const isCut = !isMore && found.isCut && isFiltered;
  const last = stories.at(-1);
  const next =
    isMore && last !== undefined
      ? writePlace({ at: new Date(last.createdAt), story: last.story })
      : isCut && found.last !== null
        ? writePlace({ at: new Date(found.last.at), story: found.last.story })
        : null;
  const articles = stories.length > 0 ? null : await countArticles(database, since, until);
  return {
    since: since.toISOString(),
    until: until.toISOString(),
    stories,
    next,
    looked: isCut ? found.looked : null,
    total: next === null && origin === null ? await countStories(database, { ...wanted, after: null }, LOOKED_MAX) : null,
    days,
    intake: { ...intake, articles, nextDueAt: nextDueAt?.toISOString() ?? null },
  };
}

interface Found {
  stories: StoryCard[];
  isMore: boolean;
  /** More stories of the time are there, and were not looked at. */
  isCut: boolean;
  looked: number;
  last: FoundStories["last"];
}

async function findCards(sql: Sql, wanted: StoriesWanted, { look, limit }: { look: number; limit: number }): Promise<Found> {
  const { ids, looked, last } = await findStories(sql, wanted, look, limit + 1);
  const stories = await cardsOf(sql, ids.slice(0, limit), { at: wanted.until, watchlist: wanted.watchlist });
  return { stories, isMore: ids.length > limit, isCut: looked === look, looked, last };
}

/** Only its texts say who wrote a story first: those of a few are read at once, until there are enough. */
async function findByOrigin(
  sql: Sql,
  wanted: StoriesWanted,
  { origin, limit }: { origin: string; limit: number },
): Promise<Found> {
  const begun = performance.now();
  const fitting: StoryCard[] = [];
  let [looked, last, after] = [0, null as Found["last"], wanted.after];
  for (;;) {
    const part = await findStories(sql, { ...wanted, after }, READ_AT_ONCE, READ_AT_ONCE);
    const cards = await cardsOf(sql, part.ids, { at: wanted.until, watchlist: wanted.watchlist });
    fitting.push(...cards.filter((card) => card.origin?.name.toLowerCase() === origin.toLowerCase()));
    looked += part.looked;
    last = part.last ?? last;
    const [isMore, isEnd] = [fitting.length > limit, part.looked < READ_AT_ONCE];
    const isCut = looked >= READ_MAX || performance.now() - begun > READ_MS_MAX;
    if (isMore || isCut || isEnd || last === null)
      return { stories: fitting.slice(0, limit), isMore, isCut: isCut && !isEnd, looked, last };
    after = { at: new Date(last.at), story: last.story };
  }
}

async function countDays(sql: Sql, zone: string, until: Date, watchlist: string | null): Promise<StoryList["days"]> {
  const starts = lastDays(zone, until, DAYS);
  const counts = await countByDay(sql, starts, until, watchlist);
  return starts.map((start, index) => ({ day: localStamp(zone, start).slice(0, 10), count: counts[index] ?? 0 }));
}

const cardsOf = async (sql: Sql, ids: readonly number[], listedFor: ListedFor): Promise<StoryCard[]> =>
  (await readCards(sql, ids, listedFor)).map(cardOf);

export function cardOf(row: ListedStory): StoryCard {
  const words = wordsShown(row, row.spans ?? [], row.listed);
  const origin = originOf([row]);
  return {
    story: row.story_id,
    title: words.title === "" ? null : words.title,
    language: row.language,
    createdAt: row.created_at.toISOString(),
    newestAt: row.newest_at.toISOString(),
    ...excerptAround(words),
    first: {
      article: row.id,
      outlet: words.outlet ?? words.listedBy ?? outletOf(row),
      url: linkTo(row) ?? row.url,
      publishedAt: row.published_at?.toISOString() ?? null,
      firstSeenAt: row.first_seen_at.toISOString(),
    },
    origin: origin && { name: origin.name, evidence: origin.evidence },
    articles: row.articles,
    carriers: row.carriers.map((carrier) => ({
      article: carrier.id,
      outlet: outletOf(carrier),
      title: carrier.title,
      url: linkTo(carrier) ?? carrier.url,
      at: new Date(carrier.published_at ?? carrier.first_seen_at).toISOString(),
    })),
    watchlists: row.watchlists,
    follows: row.follows_id === null ? null : { story: row.follows_id, title: row.follows_title },
    issues: row.issues,
    starred: row.starred,
    note: row.note,
  };
}

/** As `lqz3k2v1.5`: milliseconds in base 36, and the story's number. */
const writePlace = ({ at, story }: Place): string => `${at.getTime().toString(36)}.${story}`;

function parsePlace(text: string): Place | null {
  const [, at = "", story = ""] = /^([0-9a-z]{1,9})\.([1-9]\d{0,14})$/.exec(text) ?? [];
  const date = new Date(Number.parseInt(at, 36));
  return Number.isNaN(date.getTime()) || date.getFullYear() > 9999 ? null : { at: date, story: Number(story) };
}
