// What a feed or a page said of an article before it said something else: kept as versions, so that what was matched can still be shown.
import { createHash } from "node:crypto";
import { toJson } from "./engine/database.ts";
import type { Sql } from "./engine/database.ts";

/** Words that are about to be replaced; `entry` is null if they are the article's own: its page's, as a rule. */
export interface OldWords {
  article: number;
  entry: number | null;
  title: string | null;
  text: string;
  author: string | null;
  publishedAt: Date | null;
  /** Since when they stood there. */
  since: Date;
  /** The watchlists have read them. */
  matched: boolean;
}

/** Of each feed's words on an article, and of its page's, the first version is kept and so many of the latest. */
const VERSIONS_MAX = 10;
/** So many that no watchlist has read yet. */
const UNMATCHED_MAX = 30;

interface MarkedWords extends OldWords {
  /** Their mark. */
  words: string;
}

const marked = (words: OldWords): MarkedWords => ({
  ...words,
  words: createHash("sha256")
    .update(`${words.title ?? ""}\n${words.text}`)
    .digest("base64url")
    .slice(0, 22),
});

/**
 * Keeps these words, in the transaction that replaces them. Words that stood there before are not kept again. What was found in them
 * refers to the version from now on.
 */
export async function keepVersions(sql: Sql, old: readonly OldWords[], now: Date): Promise<void> {
  if (old.length === 0) return;
  const given = toJson(old.map(marked));
  const columns = `(article bigint, entry bigint, words text, title text, text text, author text, "publishedAt" timestamptz, since timestamptz, matched boolean)`;
  await sql.run(
    // An article without a page has a feed's words, which may be kept as that feed's.
    `insert into versions (article_id, entry_id, words, title, text, author, published_at, since, until, matched)
     select o.article, o.entry, o.words, o.title, o.text, o.author, o."publishedAt", o.since, $2, o.matched from jsonb_to_recordset($1::jsonb) as o${columns}
     where o.entry is not null or not exists (select 1 from versions v where v.article_id = o.article and v.words = o.words)
     on conflict (article_id, coalesce(entry_id, 0), words) do update set until = excluded.until, matched = versions.matched and excluded.matched`,
    [given, now],
  );
  await sql.run(
    `with kept as (
       select distinct on (o.article, o.entry, o.words) o.article, o.entry, v.id from jsonb_to_recordset($1::jsonb) as o${columns}
         join versions v on v.article_id = o.article and v.words = o.words and (o.entry is null or v.entry_id = o.entry))
     update matches m set spans = (
         select jsonb_agg(coalesce(
             (select s || jsonb_build_object('version', k.id) from kept k where k.article = m.article_id and ${isOf("s", "k")} limit 1), s) order by place)
         from jsonb_array_elements(m.spans) with ordinality as spans(s, place))
     from kept where m.article_id = kept.article and exists (select 1 from jsonb_array_elements(m.spans) s where ${isOf("s", "kept")})`,
    [given],
  );
  await sql.run(
    `delete from versions v using (
         select id, row_number() over newest as age, row_number() over oldest as place from versions
         where article_id = any($1::bigint[])
         window newest as (partition by article_id, entry_id order by until desc, id desc), oldest as (partition by article_id, entry_id order by since, id)) r
     where v.id = r.id and r.place > 1 and r.age >= case when v.matched then ${VERSIONS_MAX} else ${UNMATCHED_MAX} end
       and not exists (select 1 from matches m where m.article_id = v.article_id
         and m.spans @> jsonb_build_array(jsonb_build_object('version', v.id)))`,
    [[...new Set(old.map(({ article }) => article))]],
  );
}

/** Whether a span is in the words that are kept. */
const isOf = (span: string, kept: string): string =>
  `(not ${span} ? 'version' and (${span} ->> 'voice')::bigint is not distinct from ${kept}.entry)`;

/** The watchlists have read all that was said of the article so far. */
export const setVersionsMatched = (sql: Sql, versions: readonly number[]): Promise<number> =>
  sql.run("update versions set matched = true where id = any($1::bigint[])", [versions]);

/** What was said of an article, the oldest first; `entry` is null for the article's own words. */
export const listVersionsOf = (
  sql: Sql,
  article: number,
): Promise<{ entry: number | null; title: string | null; text: string }[]> =>
  sql.many("select entry_id as entry, title, text from versions where article_id = $1 order by since, id", [article]);
