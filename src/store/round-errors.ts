// What went wrong since a moment, by stage, in words: for the summary of a round and the status page.
import type { Sql } from "./database.ts";

export interface RoundError {
  stage: string;
  subject: string;
  message: string;
}

export const roundErrors = (sql: Sql, since: Date): Promise<RoundError[]> =>
  sql.many(
    `select 'poll-feeds' as stage, url as subject, fault as message from feeds where configured and fault is not null and last_polled_at >= $1
     union all
     select stage, url, fault from (
       select 'fetch-articles' as stage, url, coalesce(detail, reason) as fault from articles where first_seen_at >= $1 and reason is not null
       union all
       select 'match-watchlists', url, fault from articles where stage = 'failed' and first_seen_at >= $1
     ) a
     union all
     select 'send-digests', i.digest_id || ' to ' || d.recipient, coalesce(d.reply, d.state) from deliveries d join issues i on i.id = d.issue_id
       where d.state in ('retry', 'failed', 'uncertain')`,
    [since],
  );
