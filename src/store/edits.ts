// Entries whose words or dates changed: the words that stood there are kept as a version, and the article goes back to have its page read
// again and to be matched.
import { inParts } from "./engine/parts.ts";
import { toJson } from "./engine/database.ts";
import { readValues } from "./articles.ts";
import { keepVersions } from "./versions.ts";
import type { SeenEntry } from "../feeds/poll/decide-entries.ts";
import type { OldWords } from "./versions.ts";
import type { ReadArticle, WaitingArticle } from "./articles.ts";
import type { Sql } from "./engine/database.ts";

/** An article that goes back, and to which stage. */
export interface SentBack {
  id: number;
  stage: "fetch-articles" | "match-watchlists";
}

/** How often a day a page is read again because its feed says that it changed. */
const REREADS_MAX = 4;
const REREADS_MS = 86_400_000;
/** A page whose entry has another date, and the same words, is read again no later than this after the article came. */
const REDATED_MS_MAX = 7 * 86_400_000;

interface StoredEntry {
  id: number;
  key: string;
  article: number | null;
  stage: string | null;
  title: string | null;
  text: string;
  author: string | null;
  published_at: Date | null;
  since: Date;
}

/** In the transaction that stores the document. Returns the articles that go back. */
export async function saveEdits(sql: Sql, feed: number, entries: readonly SeenEntry[], now: Date): Promise<SentBack[]> {
  const sent: SentBack[] = [];
  for await (const part of inParts(entries, ({ edit }) => edit?.text.length ?? 0))
    sent.push(...(await savePart(sql, feed, part, now)));
  return sent;
}

async function savePart(sql: Sql, feed: number, entries: readonly SeenEntry[], now: Date): Promise<SentBack[]> {
  const edits = new Map(entries.flatMap(({ key, edit }) => (edit === null ? [] : [[key, edit] as const])));
  const stored = await sql.many<StoredEntry>(
    `select k.id, k.key, k.article_id as article, a.stage, k.title, k.text, k.author, k.published_at, coalesce(k.changed_at, k.first_seen_at) as since
     from entries k left join articles a on a.id = k.article_id where k.feed_id = $1 and k.key = any($2::text[]) order by k.article_id, k.id for no key update of k`,
    [feed, [...edits.keys()]],
  );
  const [old, given, reworded, redated]: [OldWords[], object[], number[], number[]] = [[], [], [], []];
  for (const entry of stored) {
    const edit = edits.get(entry.key);
    if (edit === undefined) continue;
    const title = edit.title ?? entry.title;
    const hasNewWords = title !== entry.title || edit.text !== entry.text;
    given.push({ id: entry.id, title, text: edit.text, author: edit.author, publishedAt: edit.publishedAt, hasNewWords });
    if (entry.article === null) continue;
    (hasNewWords ? reworded : redated).push(entry.article);
    if (hasNewWords) old.push(oldWords(entry, entry.article));
  }
  await keepVersions(sql, old, now);
  await sql.run(
    `update entries k set title = e.title, text = e.text, author = e.author, published_at = coalesce(e."publishedAt", k.published_at),
       changed_at = case when e."hasNewWords" then $2 else k.changed_at end
     from jsonb_to_recordset($1::jsonb) as e(id bigint, title text, text text, author text, "publishedAt" timestamptz, "hasNewWords" boolean) where k.id = e.id`,
    [toJson(given), now],
  );
  return sendBack(sql, { reworded, redated }, now);
}

const oldWords = ({ id, stage, title, text, author, published_at, since }: StoredEntry, article: number): OldWords => ({
  article,
  entry: id,
  title,
  text,
  author,
  publishedAt: published_at,
  since,
  matched: stage === "done" || stage === "group-stories",
});

/**
 * An article at rest has its page read again, if that was not done too often today. One that is on its way has just been read, so it is matched
 * again. `listings` grows, so that a worker that has it now sees that its words changed.
 */
async function sendBack(
  sql: Sql,
  { reworded, redated }: { reworded: number[]; redated: number[] },
  now: Date,
): Promise<SentBack[]> {
  if (reworded.length + redated.length === 0) return [];
  return sql.many<SentBack>(
    `with edited as (
       select id, stage as was, id = any($1::bigint[]) as is_reworded,
         rereads < ${REREADS_MAX} or reread_from is null or reread_from <= $4 as may_ask, reread_from is null or reread_from <= $4 as is_new_day
       from articles where id = any($1::bigint[] || $2::bigint[]) and set_aside_at is null order by id for no key update),
     moved as (
       update articles a set
         stage = case when a.stage = 'done' then 'fetch-articles' when a.stage = 'group-stories' then 'match-watchlists' else a.stage end,
         asks_page = case when a.stage = 'done' then e.may_ask else a.asks_page end,
         rereads = case when a.stage <> 'done' or not e.may_ask then a.rereads when e.is_new_day then 1 else a.rereads + 1 end,
         reread_from = case when a.stage = 'done' and e.may_ask and e.is_new_day then $3 else a.reread_from end,
         listings = a.listings + 1, heard_to = 0, indexed = a.indexed and not e.is_reworded, changed = a.changed or e.is_reworded,
         not_before = case when a.stage = 'fetch-articles' then a.not_before else $3 end,
         enqueued_at = case when a.stage = 'fetch-articles' then a.enqueued_at else $3 end,
         attempts = case when a.stage = 'fetch-articles' then a.attempts else 0 end,
         starts = case when a.stage = 'done' then 0 else a.starts end, readings = case when a.stage = 'done' then 0 else a.readings end
       from edited e where a.id = e.id and (e.is_reworded or (a.stage = 'done' and e.may_ask and a.first_seen_at > $5))
       returning a.id, a.stage, e.was)
     select id, stage from moved where was <> 'fetch-articles'`,
    [reworded, redated, now, new Date(now.getTime() - REREADS_MS), new Date(now.getTime() - REDATED_MS_MAX)],
  );
}

/**
 * Moves an article on whose page was read again, or was to be; `read` is null if its words stay. Words that it replaces are kept as a version.
 * Returns false if another worker was first, or if an entry's words changed since the article was loaded.
 */
export async function saveReread(
  sql: Sql,
  article: Pick<WaitingArticle, "id" | "listings" | "title" | "text" | "byline" | "method" | "words_at" | "published_at">,
  read: ReadArticle | null,
  now: Date,
): Promise<boolean> {
  const { id, listings } = article;
  const isSame = read === null || (read.title === article.title && read.text === article.text);
  const moved = await sql.run(
    `update articles set stage = 'match-watchlists', not_before = $3, enqueued_at = $3, attempts = 0, fault = null, set_aside_at = null, asks_page = true
     where id = $1 and stage = 'fetch-articles' and listings = $2`,
    [id, listings, now],
  );
  if (moved === 0) return false;
  if (read === null) return true;
  if (!isSame) await keepVersions(sql, [oldArticle(article)], now);
  await sql.run(
    `update articles set title = $2, byline = $3, published_at = coalesce(published_at, $4), language = $5, site = $6, text = $7, method = $8, reason = $9,
       detail = $10, credits = $11::jsonb, indexed = indexed and $12, words_at = case when $12 then words_at else $13 end,
       heard_to = case when $12 then heard_to else 0 end,
       changed = changed or not $12 where id = $1`,
    [id, ...readValues(read), isSame, now],
  );
  return true;
}

const oldArticle = ({ id, title, text, byline, words_at, published_at }: Parameters<typeof saveReread>[1]): OldWords => ({
  article: id,
  entry: null,
  title,
  text: text ?? "",
  author: byline,
  publishedAt: published_at,
  since: words_at,
  // It has been matched, or it would not be read again.
  matched: true,
});
