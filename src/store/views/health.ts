// The proof of silence in an issue: how much was read, and which feeds could not be.
import { feedName } from "../feeds.ts";
import type { Issue } from "../../digests/digest.ts";
import type { Sql } from "../engine/database.ts";

/** How many articles there are or were, whatever retention has deleted. */
const TOTALS = `select (select count(*) from articles) + coalesce((select articles from removed_articles), 0) as articles,
  (select count(*) from articles where relation = 'copy') + coalesce((select copies from removed_articles), 0) as copies,
  (select count(*) from articles where reason is not null and reason <> 'beginning') + coalesce((select summaries from removed_articles), 0) as summaries`;

/** The figures of an issue's last section. Each article counts in one issue of a digest: those that no issue before has counted. */
export async function readHealth(sql: Sql, digest: string): Promise<Issue["health"]> {
  const counts = await sql.one<Omit<Issue["health"], "failing" | "paused">>(
    `select (select count(*)::int from feeds where configured and paused_at is null and failures = 0 and last_ok_at is not null) as "feedsRead",
       (select count(*)::int from feeds where configured) as "feedsTotal",
       (select count(*)::int from articles where set_aside_at is not null) as quarantined,
       greatest(0, t.summaries - coalesce(d.reported_summaries, 0))::int as "summaryOnly",
       greatest(0, t.copies - coalesce(d.reported_copies, 0))::int as "foldedCopies",
       greatest(0, t.articles - coalesce(d.reported_articles, 0))::int as articles
     from (${TOTALS}) t left join digests d on d.id = $1`,
    [digest],
  );
  const failing = await sql.many<{ name: string; since: Date | null; reason: string }>(
    `select ${feedName("feeds")} as name, failing_since as since, fault as reason from feeds
     where configured and paused_at is null and fault is not null order by failing_since, 1`,
  );
  const paused = await sql.many<{ name: string; since: Date }>(
    `select ${feedName("feeds")} as name, paused_at as since from feeds where configured and paused_at is not null order by paused_at, 1`,
  );
  return {
    ...counts,
    failing: failing.map((feed) => ({ ...feed, since: feed.since?.toISOString() ?? null })),
    ...(paused.length > 0 && { paused: paused.map(({ name, since }) => ({ name, since: since.toISOString() })) }),
  };
}

/** Notes what an issue reported, so that the next one counts only what comes after. */
export async function saveReported(sql: Sql, digest: string, reported: Issue["health"]): Promise<void> {
  await sql.run(
    `update digests set reported_articles = reported_articles + $2, reported_copies = reported_copies + $3,
       reported_summaries = reported_summaries + $4 where id = $1`,
    [digest, reported.articles, reported.foldedCopies, reported.summaryOnly],
  );
}
