// Issues: each digest as it was sent, and its proof of silence.
import { toJson } from "./engine/database.ts";
import type { Issue } from "../digests/digest.ts";
import type { Sql } from "./engine/database.ts";

/** A number for an issue, so that its text can name it. If the issue is not saved, no other gets that number. */
export const takeIssueNumber = async (sql: Sql): Promise<number> =>
  (await sql.one<{ id: number }>("select nextval(pg_get_serial_sequence('issues', 'id')) as id")).id;

export async function saveIssue(
  sql: Sql,
  {
    id,
    issue,
    rendered,
    stories,
    now,
  }: {
    id: number;
    issue: Issue;
    rendered: { subject: string; html: string; text: string };
    /** Those in the issue; they wait no longer. */
    stories: readonly number[];
    now: Date;
  },
): Promise<void> {
  await sql.run(
    `insert into issues (id, digest_id, created_at, content, subject, html, plain, backlog) overriding system value
     values ($1, $2, $3, $4::jsonb, $5, $6, $7, $8)`,
    [id, issue.digest, now, toJson(issue), rendered.subject, rendered.html, rendered.text, issue.firstReading !== undefined],
  );
  await sql.run("insert into tellings (story_id, issue_id) select unnest($1::bigint[]), $2", [stories, id]);
  await sql.run(
    "update digest_stories set issue_id = $1, told_at = null, news = '{}' where digest_id = $2 and story_id = any($3) and issue_id is null",
    [id, issue.digest, stories],
  );
}

/** The mails of a digest after `since`, in their order. */
export const mailsSince = (sql: Sql, digest: string, since: Date): Promise<{ at: Date; backlog: boolean }[]> =>
  sql.many("select created_at as at, backlog from issues where digest_id = $1 and created_at > $2 order by created_at, id", [
    digest,
    since,
  ]);

export interface IssueRow {
  id: number;
  digest_id: string;
  created_at: Date;
  subject: string;
  /** `uncertain`: how many attempts before the last may have arrived as well. `fault`: what went wrong last, also where all ended well. */
  deliveries: {
    recipient: string;
    state: string;
    reply: string | null;
    sent_at: string | null;
    uncertain: number;
    fault: string | null;
  }[];
}

/** The newest first: of one digest if it is named, and with smaller numbers than `before`. */
export const recentIssues = (
  sql: Sql,
  limit: number,
  { digest = null, before = null }: { digest?: string | null; before?: number | null } = {},
): Promise<IssueRow[]> =>
  sql.many(
    `select i.id, i.digest_id, i.created_at, i.subject,
       (select coalesce(jsonb_agg(jsonb_build_object('recipient', d.recipient, 'state', d.state, 'reply', d.reply, 'sent_at', d.sent_at,
          'uncertain', d.uncertain, 'fault', d.fault) order by d.id), '[]')
        from deliveries d where d.issue_id = i.id) as deliveries
     from issues i where ($2::text is null or i.digest_id = $2) and ($3::bigint is null or i.id < $3) order by i.id desc limit $1`,
    [limit, digest, before],
  );

/** An issue with all its stories, including those that its mails only counted. */
export const findIssue = (sql: Sql, id: number): Promise<{ content: Issue } | null> =>
  sql.maybeOne("select content from issues where id = $1", [id]);

/** An issue with the text of its mails. */
export const findIssueRow = (
  sql: Sql,
  id: number,
): Promise<{ content: Issue; digest_id: string; created_at: Date; subject: string; html: string; plain: string } | null> =>
  sql.maybeOne("select content, digest_id, created_at, subject, html, plain from issues where id = $1", [id]);

/** The contents of a digest's last issues, the newest first. */
export const listIssues = async (sql: Sql, digest: string, limit: number): Promise<Issue[]> =>
  (
    await sql.many<{ content: Issue }>("select content from issues where digest_id = $1 order by id desc limit $2", [
      digest,
      limit,
    ])
  ).map(({ content }) => content);
