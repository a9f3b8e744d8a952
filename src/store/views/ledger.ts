// The ledger for people: which mail went to whom and when, with the server's reply; and a person's decisions about a mail.
import type { Sql } from "../engine/database.ts";

export interface LedgerFilter {
  digest: string | null;
  recipient: string | null;
  state: string | null;
  /** Of this issue alone; of every issue if it is left out. */
  issue?: number;
  limit: number;
}

export interface LedgerRow {
  id: number;
  digest: string;
  issue: number;
  subject: string;
  recipient: string;
  state: string;
  attempts: number;
  /** How many attempts before the last may have arrived as well. */
  uncertain: number;
  reply: string | null;
  /** What went wrong last, and when; kept when a later attempt succeeds. */
  fault: string | null;
  fault_at: Date | null;
  message_id: string;
  created_at: Date;
  sent_at: Date | null;
  /** When it is tried next; null if never. */
  next_at: Date | null;
}

/** Newest first. */
export function listLedger(sql: Sql, { digest, recipient, state, issue, limit }: LedgerFilter): Promise<LedgerRow[]> {
  return sql.many(
    `select d.id, i.digest_id as digest, d.issue_id as issue, i.subject, d.recipient, d.state, d.attempts, d.uncertain, d.reply, d.fault, d.fault_at, d.message_id,
       d.created_at, d.sent_at, case when d.state in ('pending', 'retry', 'uncertain') and d.not_before <> 'infinity' then d.not_before end as next_at
     from deliveries d join issues i on i.id = d.issue_id
     where ($1::text is null or i.digest_id = $1) and ($2::text is null or lower(d.recipient) like '%' || lower($2) || '%') and ($3::text is null or d.state = $3)
       and ($5::bigint is null or d.issue_id = $5)
     order by d.id desc limit $4`,
    [digest, recipient, state, limit, issue ?? null],
  );
}

/** A person wants a held, failed or suppressed mail sent once more. Returns null if there is no such mail. */
export function releaseDelivery(sql: Sql, id: number, now: Date): Promise<{ recipient: string; state: string } | null> {
  return sql.maybeOne(
    `update deliveries set released = true, state = case when state = 'uncertain' then state else 'retry' end, not_before = $2, enqueued_at = null,
       ended_at = null, refused_since = null
     where id = $1 and state in ('uncertain', 'failed', 'suppressed', 'retry') and length(message) > 0 returning recipient, state`,
    [id, now],
  );
}
