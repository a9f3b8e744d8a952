// The numbers of the streams of the Reader API: a watchlist or a digest keeps its number for ever, since programs remember it.
import type { Sql } from "../engine/database.ts";

export interface ReaderStream {
  id: number;
  kind: "watchlist" | "digest";
  /** Its id in the configuration. */
  name: string;
}

export async function syncStreams(sql: Sql, names: { watchlists: readonly string[]; digests: readonly string[] }): Promise<void> {
  await sql.run(
    `insert into reader_streams (kind, name)
     select kind, name from (select 'watchlist' as kind, unnest($1::text[]) as name union all select 'digest', unnest($2::text[])) named
     where not exists (select 1 from reader_streams r where r.kind = named.kind and r.name = named.name)
     on conflict do nothing`,
    [names.watchlists, names.digests],
  );
}

/** Also those that the configuration no longer names. */
export const listStreams = (sql: Sql): Promise<ReaderStream[]> =>
  sql.many("select id, kind, name from reader_streams order by id");
