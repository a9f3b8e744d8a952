// Gaps in the database: times between two polls in which a feed may have shown entries that we never saw.
import type { Sql } from "./engine/database.ts";

export interface GapRow {
  feed_id: number;
  since: Date;
  until: Date;
}

/** Adjacent gaps become one. */
export async function saveGap(sql: Sql, { feed_id, since, until }: GapRow): Promise<void> {
  const longer = await sql.run("update gaps set until = $3 where feed_id = $1 and until = $2", [feed_id, since, until]);
  if (longer > 0) return;
  await sql.run(
    "insert into gaps (feed_id, since, until) values ($1, $2, $3) on conflict (feed_id, since) do update set until = $3",
    [feed_id, since, until],
  );
}

/** The gaps of polled feeds that ended after `after`, the latest first. */
export const listGaps = (sql: Sql, after: Date): Promise<GapRow[]> =>
  sql.many(
    "select g.* from gaps g join feeds f on f.id = g.feed_id where f.configured and g.until > $1 order by g.until desc, g.feed_id",
    [after],
  );
