// The proof of silence in an issue: how much was read, and which feeds could not be.
import { feedName } from "../feeds.ts";
import type { Issue } from "../../digests/digest.ts";
import type { Sql } from "../engine/database.ts";

/** What was read since `since`: the figures of an issue's last section. */
export async function readHealth(sql: Sql, since: Date): Promise<Issue["health"]> {
  const counts = await sql.one<Omit<Issue["health"], "failing">>(
    `select (select count(*)::int from feeds where configured and failures = 0 and last_ok_at is not null) as "feedsRead",
       (select count(*)::int from feeds where configured) as "feedsTotal",
       (select count(*)::int from articles where set_aside_at is not null) as quarantined,
       (select count(*)::int from articles where first_seen_at >= $1 and reason <> 'beginning') as "summaryOnly",
       (select count(*)::int from articles where first_seen_at >= $1 and relation = 'copy') as "foldedCopies",
       (select count(*)::int from articles where first_seen_at >= $1) as articles`,
    [since],
  );
  const failing = await sql.many<{ name: string; since: Date | null; reason: string }>(
    `select ${feedName("feeds")} as name, failing_since as since, fault as reason from feeds
     where configured and fault is not null order by failing_since, 1`,
  );
  return { ...counts, failing: failing.map((feed) => ({ ...feed, since: feed.since?.toISOString() ?? null })) };
}
