// Articles that may match a query, newest first, part by part: no question reads the whole archive at once.
import { feedName } from "../feeds.ts";
import { tsqueryOf } from "./archive.ts";
import type { Database, Sql } from "../engine/database.ts";
import type { NecessaryWords } from "../../watchlists/necessary-words.ts";

export interface CandidatesQuestion {
  words: NecessaryWords | null;
  /** Those first seen since then. */
  since: Date | null;
  /** As in `en`; also finds en-GB. */
  language: string | null;
  /** A site, or a feed's name. */
  outlet: string | null;
  /** Those with a lower number; null: from the newest. */
  before: number | null;
}

export interface Candidates {
  /** Newest first. */
  ids: number[];
  /** Down to which number these are all; null: to the oldest. */
  through: number | null;
  /** How many there are in all, if that is known. */
  total: number | null;
}

interface Sizes {
  /** With more rows than this, the newest articles are looked through; with fewer, the index of words is asked first. */
  few: number;
  /** So many of a rare word's articles come at once. */
  part: number;
  /** So many articles are looked through at once. */
  window: number;
}
/** PGlite works in the thread that also answers pages, so each of its statements has to be short. */
const SIZES: Readonly<Record<Database["kind"], Sizes>> = {
  pglite: { few: 1_200, part: 300, window: 300 },
  postgres: { few: 20_000, part: 2_000, window: 1_000 },
};

/** An article that the index may not know yet, or cannot hold, may match any query. */
const UNKNOWN = `not a.indexed or a.stage = 'match-watchlists' and a.set_aside_at is null`;

const KEPT = `a.text is not null and ($1::timestamptz is null or a.first_seen_at >= $1)
  and ($2::text is null or lower(split_part(a.language, '-', 1)) = lower($2))
  and ($3::text is null or a.site = $3 or exists (select from entries e join feeds f on f.id = e.feed_id where e.article_id = a.id and ${feedName("f")} = $3))`;

/** Of all that the index names, only the newest are read: each is a page of the table. */
const BY_WORDS = `with found as materialized (
     select article_id as id from article_words where words @@ $5::tsquery
     union select article_id from article_words where words is null
     union select id from articles where text is not null and not indexed
     union select id from articles where stage = 'match-watchlists' and set_aside_at is null and text is not null),
   newest as materialized (select id, (count(*) over ())::int as total from found where $4::bigint is null or id < $4 order by id desc limit $6)
   select a.id, ${KEPT} as may, total from newest join articles a using (id) order by a.id desc`;

const BY_TIME = `with newest as materialized (select id from articles where $4::bigint is null or id < $4 order by id desc limit $6)
   select a.id, ${KEPT} and ($5::tsquery is null or ${UNKNOWN} or w.words is null or w.words @@ $5::tsquery) as may, null as total
   from newest join articles a using (id) left join article_words w on w.article_id = a.id order by a.id desc`;

/**
 * Few articles have these words: the newest of them are returned. Many have them: those among the newest thousand are. Which of the two, Postgres' estimate says;
 * its own choice of plan takes seconds for a rare word, since it walks back through all articles.
 */
export async function listCandidates(
  sql: Pick<Database, "kind" | "many" | "maybeOne">,
  question: CandidatesQuestion,
  sizes: Partial<Sizes> = {},
): Promise<Candidates> {
  const { few, part, window } = { ...SIZES[sql.kind], ...sizes };
  const { words, since, language, outlet, before } = question;
  const query = words === null ? null : tsqueryOf(words);
  const isRare = query !== null && (await estimate(sql, query)) <= few;
  const [statement, limit] = isRare ? [BY_WORDS, part] : [BY_TIME, window];
  const rows = await sql.many<{ id: number; may: boolean; total: number | null }>(statement, [
    since,
    language,
    outlet,
    before,
    query,
    limit,
  ]);
  const ids = rows.filter(({ may }) => may).map(({ id }) => id);
  const last = rows.at(-1)?.id;
  const isEnd = last === undefined || rows.length < limit || (since !== null && (await isBefore(sql, last, since)));
  const isFiltered = since !== null || language !== null || outlet !== null;
  // How many a filter lets through is known where all were read.
  const total = !isRare ? null : isEnd ? ids.length : isFiltered ? null : (rows[0]?.total ?? 0);
  return { ids, through: isEnd ? null : last, total };
}

/** Numbers rise with the time of the first sight. */
const isBefore = async (sql: Pick<Sql, "maybeOne">, id: number, since: Date): Promise<boolean> =>
  (await sql.maybeOne("select from articles where id = $1 and first_seen_at < $2", [id, since])) !== null;

async function estimate(sql: Pick<Sql, "many">, query: string): Promise<number> {
  const [row] = await sql.many<{ "QUERY PLAN": unknown }>(
    "explain (format json) select from article_words where words @@ $1::tsquery",
    [query],
  );
  const plan = row?.["QUERY PLAN"];
  const [first] = (typeof plan === "string" ? JSON.parse(plan) : plan) as { Plan: { "Plan Rows": number } }[];
  return first?.Plan["Plan Rows"] ?? 0;
}
