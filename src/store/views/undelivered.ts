// What went wrong with earlier mails and was not told yet, for the next issue that gets through.
import type { Sql } from "../engine/database.ts";

/**
 * How the mails stand: given up; still tried, or held for a person, after the server would not take them or gave no answer; there,
 * but late or perhaps twice; not sent, as all before were refused; or files only, for want of a mail server.
 */
export type UndeliveredEnd = "failed" | "retry" | "uncertain" | "late" | "twice" | "suppressed" | "filed";

export interface UndeliveredRow {
  digest: string;
  /** Null where the mails are another digest's. */
  recipient: string | null;
  end: UndeliveredEnd;
  count: number;
  /** The last of these issues. */
  issue_at: Date;
  /** The server's words about it. */
  fault: string;
  sent_at: Date | null;
}

export interface UndeliveredFor {
  digest: string;
  /** Who gets the digest now: each is told themselves. Of somebody else it is enough that anybody is told. */
  recipients: readonly string[];
  /** Whether there is a mail server: what was filed for want of one is told once there is. */
  overSmtp: boolean;
  now: Date;
}

/** What nobody was told of within this time is told no more. */
const TOLD_WITHIN_MS = 14 * 24 * 3_600_000;
/** Less than this late nobody notices. */
const LATE_MS = 30 * 60_000;
const ROWS_MAX = 200;

/**
 * By digest, recipient and end, the newest first. An end is told when an issue of this digest that was written after it has reached whom
 * it concerns; what still waits is told each time.
 */
export function listUndelivered(sql: Sql, { digest, recipients, overSmtp, now }: UndeliveredFor): Promise<UndeliveredRow[]> {
  return sql.many(
    `with bad as (
       select d.*, i.digest_id, i.created_at as issue_at, case when i.digest_id = $1 then d.recipient end as shown,
         case when d.state = 'sent' then d.sent_at else d.fault_at end as news_at,
         case when d.state <> 'sent' then d.state when d.filed then 'filed' when d.uncertain > 0 then 'twice'
           when d.sent_at - i.created_at > $5 * interval '1 ms' then 'late' end as "end"
       from deliveries d join issues i on i.id = d.issue_id where d.fault_at > $4 and ($3 or not d.filed)),
     told as (
       select d.recipient, max(i.created_at) as at from deliveries d join issues i on i.id = d.issue_id
       where i.digest_id = $1 and i.created_at > $4 and d.state = 'sent' and not (d.filed and $3) group by d.recipient)
     select b.digest_id as digest, b.shown as recipient, b."end", count(*)::int as count, max(b.issue_at) as issue_at,
       (array_agg(b.fault order by b.fault_at desc, b.id desc))[1] as fault, max(b.sent_at) as sent_at
     from bad b left join told t on t.recipient = b.shown
     where b."end" is not null and b."end" not in ('pending', 'sending') and (b."end" in ('retry', 'uncertain') or b.news_at >= coalesce(
       case when b.shown = any ($2::text[]) then t.at else (select max(at) from told) end, '-infinity'))
     group by b.digest_id, b.shown, b."end" order by max(b.fault_at) desc, b.digest_id, b.shown, b."end" limit ${ROWS_MAX}`,
    [digest, recipients, overSmtp, new Date(now.getTime() - TOLD_WITHIN_MS), LATE_MS],
  );
}
