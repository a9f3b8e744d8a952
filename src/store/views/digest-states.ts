// What waits for each digest, and what its last issue was.
import { HELD_UNTIL } from "../waiting-stories.ts";
import type { Sql } from "../engine/database.ts";

export interface DigestState {
  id: string;
  next_due_at: Date | null;
  /** Stories that no issue contains yet. */
  waiting: number;
  /** Stories with news that were sent before. */
  again: number;
  last_issue: number | null;
  last_at: Date | null;
  last_subject: string | null;
}

export const listDigestStates = (sql: Sql): Promise<DigestState[]> =>
  sql.many(
    `select d.id, d.next_due_at, w.waiting, w.again, i.id as last_issue, i.created_at as last_at, i.subject as last_subject
     from digests d cross join lateral (
         select count(*) filter (where told_at is null)::int as waiting, count(*) filter (where told_at is not null)::int as again
         from digest_stories s where s.digest_id = d.id and s.issue_id is null) w
       left join lateral (select id, created_at, subject from issues i where i.digest_id = d.id order by created_at desc, id desc limit 1) i on true
     where d.configured order by d.id`,
  );

export interface WaitingHeadline {
  story: number;
  title: string | null;
  watchlist: string;
  added_at: Date;
  /** Until when its news is held back, as it was sent a short while ago; null for a story that was not sent. */
  held_until: Date | null;
}

/** The latest first. */
export const waitingHeadlines = (sql: Sql, digest: string, limit: number): Promise<WaitingHeadline[]> =>
  sql.many(
    `select d.story_id as story, a.title, d.watchlist_id as watchlist, d.added_at, case when d.told_at is not null then ${HELD_UNTIL} end as held_until
     from digest_stories d join stories s on s.id = d.story_id left join articles a on a.id = s.article_id
     where d.digest_id = $1 and d.issue_id is null order by d.added_at desc, d.story_id desc limit $2`,
    [digest, limit],
  );
