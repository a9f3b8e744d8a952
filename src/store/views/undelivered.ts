// What went wrong with earlier mails and was not reported yet, for the next issue that gets through.
import type { Sql } from "../engine/database.ts";

/**
 * The state of the mails: given up; still tried, or held for a person, after the server refused them or gave no answer; delivered late
 * or possibly twice; put off for long, because the service asks to be left alone; not sent, since all before were refused; or only files, since there is no mail server.
 */
export type UndeliveredEnd = "failed" | "retry" | "uncertain" | "late" | "twice" | "suppressed" | "filed";

export interface UndeliveredRow {
  digest: string;
  /** Null if the mails are another digest's. */
  recipient: string | null;
  end: UndeliveredEnd;
  count: number;
  /** The last of these issues. */
  issue_at: Date;
  /** The server's reply about it; its words for the pause that it asks for. */
  fault: string;
  sent_at: Date | null;
}

export interface UndeliveredFor {
  digest: string;
  /** The digest's present recipients: each gets a report about their own mails. Of another digest it suffices that anybody gets it. */
  recipients: readonly string[];
  /** Whether there is a mail server: filed mails are reported once there is one. */
  overSmtp: boolean;
  now: Date;
}

/** Older failures are no longer reported. */
const TOLD_WITHIN_MS = 14 * 24 * 3_600_000;
/** A shorter delay goes unnoticed. */
const LATE_MS = 30 * 60_000;
const ROWS_MAX = 200;

/**
 * By digest, recipient and end, the newest first. An end counts as reported when a later issue of this digest has reached the
 * recipient concerned; waiting mails are reported each time.
 */
export function listUndelivered(sql: Sql, { digest, recipients, overSmtp, now }: UndeliveredFor): Promise<UndeliveredRow[]> {
  return sql.many(
    `with bad as (
       select d.*, i.digest_id, i.created_at as issue_at, case when i.digest_id = $1 then d.recipient end as shown,
         case when d.state = 'sent' then d.sent_at else d.fault_at end as news_at,
         coalesce(d.fault, d.reply) as why,
         case when d.state = 'pending' and d.fault is null then 'retry' when d.state <> 'sent' then d.state when d.filed then 'filed' when d.uncertain > 0 then 'twice'
           when d.sent_at - i.created_at > $5 * interval '1 ms' then 'late' end as "end"
       from deliveries d join issues i on i.id = d.issue_id where ($3 or not d.filed)
         and (d.fault_at > $4 or (d.state = 'pending' and d.reply is not null and d.not_before > $6 and d.not_before <> 'infinity'))),
     told as (
       select d.recipient, max(i.created_at) as at from deliveries d join issues i on i.id = d.issue_id
       where i.digest_id = $1 and i.created_at > $4 and d.state = 'sent' and not (d.filed and $3) group by d.recipient)
     select b.digest_id as digest, b.shown as recipient, b."end", count(*)::int as count, max(b.issue_at) as issue_at,
       (array_agg(b.why order by b.fault_at desc nulls last, b.id desc))[1] as fault, max(b.sent_at) as sent_at
     from bad b left join told t on t.recipient = b.shown
     where b."end" is not null and b."end" not in ('pending', 'sending') and (b."end" in ('retry', 'uncertain') or b.news_at >= coalesce(
       case when b.shown = any ($2::text[]) then t.at else (select max(at) from told) end, '-infinity'))
     group by b.digest_id, b.shown, b."end" order by max(b.fault_at) desc nulls first, b.digest_id, b.shown, b."end" limit ${ROWS_MAX}`,
    [digest, recipients, overSmtp, new Date(now.getTime() - TOLD_WITHIN_MS), LATE_MS, new Date(now.getTime() + LATE_MS)],
  );
}
