// For briefs: the texts of the articles that an issue shows, and the sentences that a digest's earlier issues said.
import type { Sql } from "../engine/database.ts";

/** A longer text is not a news report. */
const CHARACTERS_MAX = 20_000;
const SAID_MAX = 2_000;

export const listShownTexts = (
  sql: Sql,
  articles: readonly number[],
): Promise<{ id: number; text: string; byline: string | null }[]> =>
  sql.many(`select id, left(coalesce(text, ''), ${CHARACTERS_MAX}) as text, byline from articles where id = any($1)`, [articles]);

/** Those of excerpts, news and briefs, the latest first. */
export const listSaid = async (sql: Sql, digest: string, since: Date): Promise<string[]> =>
  (
    await sql.many<{ said: string }>(
      `select said #>> '{}' as said from issues i, lateral (
         select jsonb_path_query(i.content, '$.sections[*].stories[*].excerpt.text') as said
         union all select jsonb_path_query(i.content, '$.sections[*].stories[*].news.sentences[*]')
         union all select jsonb_path_query(i.content, '$.brief.sentences[*].text')) s
       where i.digest_id = $1 and i.created_at > $2 order by i.id desc limit ${SAID_MAX}`,
      [digest, since],
    )
  ).map(({ said }) => said);
