// An archive of invented stories over 90 days, written straight into the tables: what pages and large stores are measured on.
import { encodeSketch } from "../../../src/stories/encode-sketch.ts";
import { sketchArticle } from "../../../src/stories/sketch-article.ts";
import { addLogDay } from "../../../src/store/story-log.ts";
import { openDice } from "../../../test/support/open-dice.ts";
import { STORY_WINDOW_MS } from "../../../src/stories/decide-story.ts";
import type { Database } from "../../../src/store/engine/database.ts";

/** One article in so many has the word. */
export const WORDS = [
  { word: "reported", every: 1, name: "in all" },
  { word: "minister", every: 10 / 3, name: "in 30 %" },
  { word: "tidewater", every: 20, name: "in 5 %" },
  { word: "harbourage", every: 200, name: "in 0.5 %" },
  { word: "quillfeather", every: 4_000, name: "rare" },
] as const;
/** "minister tidewater" stands together in one article of so many. */
const PHRASE_EVERY = 500;

export const DAYS = 90;
const DAY_MS = 86_400_000;
export const FEEDS = 100;
export const WATCHLISTS = 7;
const VOCABULARY = 30_000;
const PARAGRAPHS = 6;
const PARAGRAPH_WORDS = 60;
/** A story for three articles. */
const STORY_EVERY = 3;
const COPIES = 50;
const BATCH = 500;
/** The newest stories, which digests show. */
const SKETCHED = 400;
const SYLLABLES = ["ba", "ket", "mor", "li", "sun", "ta", "vel", "dri", "po", "nak", "es", "ul", "gan", "fi", "rom", "che"];

export interface Archive {
  articles: number;
  stories: number;
  /** The story with 50 copies. */
  large: number;
  /** When the last article came. */
  endsAt: Date;
}

interface InventedArticle {
  title: string;
  text: string;
  words: string;
  story: number | null;
  isFirst: boolean;
}

/** A word of its own for each number. */
const wordOf = (rank: number): string =>
  Array.from({ length: 4 }, (_, place) => SYLLABLES[(rank >> (4 * place)) & 15] ?? "").join("");

/** Few words make up most of a text, as in any language. */
const draw = (dice: () => number): string => wordOf(Math.floor(VOCABULARY * dice() ** 4));

function inventText(index: number): string[][] {
  const dice = openDice(index + 1);
  const paragraphs = Array.from({ length: PARAGRAPHS }, () => Array.from({ length: PARAGRAPH_WORDS }, () => draw(dice)));
  for (const { word, every } of WORDS) {
    const paragraph = paragraphs[Math.floor(dice() * PARAGRAPHS)] ?? [];
    if (dice() < 1 / every) paragraph[Math.floor(dice() * PARAGRAPH_WORDS)] = word;
  }
  if (index % PHRASE_EVERY === 0) paragraphs[1]?.splice(7, 2, "minister", "tidewater");
  return paragraphs;
}

/** Which story each article belongs to: each third begins one, some of the next are its copies, and one story has fifty. */
function storyOf(index: number, largeAt: number): number | null {
  const isOfLarge = index > largeAt && index <= largeAt + STORY_EVERY * COPIES && index % STORY_EVERY === 2;
  if (isOfLarge) return largeAt / STORY_EVERY + 1;
  const isCopy = index % STORY_EVERY === 1 && index % 2 === 0;
  return index % STORY_EVERY === 0 || isCopy ? Math.floor(index / STORY_EVERY) + 1 : null;
}

function inventArticle(index: number, largeAt: number): InventedArticle {
  const story = storyOf(index, largeAt);
  const isFirst = index % STORY_EVERY === 0;
  const paragraphs = inventText(isFirst || story === null ? index : (story - 1) * STORY_EVERY);
  // A copy leaves a paragraph out, and adds one.
  if (!isFirst && story !== null) paragraphs.splice(1 + (index % (PARAGRAPHS - 1)), 1, ...inventText(index).slice(0, 1));
  const sentences = paragraphs.map((words) => `${words.join(" ")}.`);
  const title = (paragraphs[0] ?? []).slice(0, 8).join(" ");
  return { title, text: sentences.join("\n\n"), words: [...new Set(paragraphs.flat())].join(" "), story, isFirst };
}

/** Fills an empty store. `say` hears how far it is. */
export async function fillArchive(
  database: Database,
  { articles, endsAt }: { articles: number; endsAt: Date },
  say: (line: string) => void,
): Promise<Archive> {
  const largeAt = Math.max(0, Math.floor((articles - STORY_EVERY * COPIES - 30) / STORY_EVERY)) * STORY_EVERY;
  const at = (index: number) => new Date(endsAt.getTime() - ((articles - 1 - index) / articles) * DAYS * DAY_MS).toISOString();
  await database.run(
    `insert into feeds (url, name, next_due_at, first_polled_at, last_polled_at, last_ok_at)
     select 'https://outlet-' || g || '.example/feed', 'Outlet ' || g, $1, $1, $1, $1 from generate_series(1, $2::int) g`,
    [endsAt, FEEDS],
  );
  // Much faster than row by row.
  await database.run("drop index article_words_found");
  for (let from = 0; from < articles; from += BATCH) {
    const batch = Array.from({ length: Math.min(BATCH, articles - from) }, (_, i) => inventArticle(from + i, largeAt));
    await saveBatch(database, batch, { from, at });
    if (from % 10_000 === 0 && from > 0) say(`${from} of ${articles} articles`);
  }
  await database.run(`create index article_words_found on article_words using gin (words) with (gin_pending_list_limit = 512)`);
  await database.run(
    "select setval(pg_get_serial_sequence('articles', 'id'), $1), setval(pg_get_serial_sequence('stories', 'id'), $1)",
    [articles],
  );
  await saveIssues(database);
  const large = largeAt / STORY_EVERY + 1;
  const newest = await database.many<{ id: number }>("select id from stories order by id desc limit $1", [SKETCHED]);
  for (const story of new Set([large, ...newest.map(({ id }) => id)])) await sketchStory(database, story);
  await logDecisions(database, endsAt);
  await database.run("vacuum analyze");
  const { stories } = await database.one<{ stories: number }>("select count(*)::int as stories from stories");
  return { articles, stories, large, endsAt };
}

async function saveBatch(
  database: Database,
  batch: readonly InventedArticle[],
  { from, at }: { from: number; at: (index: number) => string },
): Promise<void> {
  const ids = batch.map((_, i) => from + i + 1);
  const times = batch.map((_, i) => at(from + i));
  await database.run(
    `insert into articles (id, url, stage, not_before, first_seen_at, published_at, title, text, site, byline, language, method, story_id, relation, sketch, indexed)
       overriding system value
     select id, 'https://outlet-' || id % $6 || '.example/news/' || id, 'done', at, at, at, title, text, 'outlet-' || id % $6 || '.example', 'A. Writer', 'en',
       'readability', story, relation, case when story is not null then decode(repeat(md5(id::text), 75), 'hex') end, true
     from unnest($1::bigint[], $2::timestamptz[], $3::text[], $4::text[], $5::bigint[], $7::text[]) as t (id, at, title, text, story, relation)`,
    [
      ids,
      times,
      batch.map(({ title }) => title),
      batch.map(({ text }) => text),
      batch.map(({ story }) => story),
      FEEDS,
      batch.map(({ story, isFirst }) => (story === null ? null : isFirst ? "original" : "copy")),
    ],
  );
  await database.run(
    `insert into entries (feed_id, key, article_id, url, title, published_at, text, first_seen_at, last_seen_at)
     select id % $1 + 1, id::text, id, url, title, first_seen_at, left(text, 300), first_seen_at, first_seen_at from articles a where id = any($2::bigint[]) order by a.id`,
    [FEEDS, ids],
  );
  await database.run(
    `insert into article_words (article_id, words)
     select id, array_to_tsvector(string_to_array(words, ' ')) from unnest($1::bigint[], $2::text[]) as t (id, words)`,
    [ids, batch.map(({ words }) => words)],
  );
  await database.run(
    `insert into stories (id, article_id, created_at, last_copy_at) overriding system value
     select story_id, id, first_seen_at, first_seen_at from articles where id = any($1::bigint[]) and relation = 'original'`,
    [ids],
  );
  await database.run(
    `insert into matches (article_id, watchlist_id, spans, matched_at)
     select id, 'watch-' || id % $1, jsonb_build_array(jsonb_build_object('field', 'text', 'start', position('reported' in text) - 1,
       'end', position('reported' in text) + 7, 'term', 'reported')), first_seen_at
     from articles where id = any($2::bigint[]) and story_id is not null`,
    [WATCHLISTS, ids],
  );
}

/** A mail a day, with the stories of that day. */
async function saveIssues(database: Database): Promise<void> {
  await database.run("insert into digests (id, schedule) values ('daily', 'daily')");
  await database.run(
    `insert into issues (digest_id, created_at, content, subject, html, plain)
     select 'daily', day + interval '1 day', '{}', '', '', '' from (select distinct date_trunc('day', created_at) as day from stories) d order by day`,
  );
  await database.run(
    `insert into tellings (story_id, issue_id)
     select s.id, i.id from stories s join issues i on i.created_at = date_trunc('day', s.created_at) + interval '1 day'`,
  );
}

/** As grouping would have sketched its articles. */
async function sketchStory(database: Database, story: number): Promise<void> {
  const members = await database.many<{ id: number; title: string; text: string }>(
    "select id, title, text from articles where story_id = $1",
    [story],
  );
  for (const { id, title, text } of members)
    await database.run("update articles set sketch = $2 where id = $1", [id, encodeSketch(sketchArticle({ title, text }))]);
}

/** What grouping remembers of the stories within its window, as large as it is for pages of 400 words, with invented hashes. */
async function logDecisions(database: Database, endsAt: Date): Promise<void> {
  const days = STORY_WINDOW_MS / DAY_MS;
  for (let day = 0; day <= days; day++) await addLogDay(database, new Date(endsAt.getTime() - day * DAY_MS));
  const hashes = Array.from({ length: 9 }, (_, part) => `md5('${part} ' || id)`).join(" || ");
  await database.run(
    `insert into story_log (day, at, story_id, article_id, words, site, keys, lines)
     select (first_seen_at at time zone 'UTC')::date, first_seen_at, story_id, id, 400, id % $2, decode(${hashes}, 'hex'), decode(${hashes}, 'hex')
     from articles where story_id is not null and first_seen_at > $1 order by id`,
    [new Date(endsAt.getTime() - STORY_WINDOW_MS), FEEDS],
  );
}
