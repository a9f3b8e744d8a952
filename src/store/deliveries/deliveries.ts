// Deliveries, the ledger: one row for each issue and recipient, with its exact bytes and the result of every attempt.
import { MESSAGES_BYTES_MAX, placesIn } from "./draft-messages.ts";
import { toJson } from "../engine/database.ts";
import { inParts } from "../engine/parts.ts";
import type { Sql } from "../engine/database.ts";

export interface NewDelivery {
  /** The kind of its channel. */
  channel: string;
  recipient: string;
  messageId: string;
  message: Uint8Array;
  /** Its place, from 2, among the messages to one recipient of which an issue is too long for one; they are sent in this order. */
  part?: number;
  /** The service's own id of the message that it takes the place of. */
  edits?: string;
  /** It is about one story, and is edited when that goes on; `words` is what its next text is made from. */
  live?: { story: number; words: object };
  /** It is not to be sent, and why. `isFault`: nobody asked for that. */
  unsent?: { state: "failed" | "suppressed"; reply: string; isFault: boolean };
}

/**
 * Adds the deliveries of an issue to the ledger, in this order. Returns those to send first: each recipient's first part. `isDrafted`: all their
 * messages are stored already, by `withDraft`.
 */
export async function insertDeliveries(
  sql: Sql,
  issue: number,
  deliveries: readonly NewDelivery[],
  now: Date,
  isDrafted = false,
): Promise<{ id: number; channel: string }[]> {
  const pending: { id: number; channel: string }[] = [];
  let draft = 0;
  for await (const part of inParts(deliveries, ({ message }) => (isDrafted ? 0 : message.length), MESSAGES_BYTES_MAX)) {
    const messages = isDrafted ? [] : part.map(({ message }) => message);
    const places = placesIn(messages);
    const rows = part.map(({ unsent, live, ...row }, index) => ({
      ...row,
      message: undefined,
      ...(live !== undefined && { story: live.story, live: live.words }),
      ...unsent,
      ...(isDrafted ? { draft: draft++ } : places[index]),
    }));
    const added = await sql.many<{ id: number; channel: string; state: string; part: number }>(
      `insert into deliveries (issue_id, channel, recipient, part, message_id, message, state, reply, not_before, enqueued_at, ended_at, created_at, fault, fault_at, edits, story_id, live)
       select $1, channel, recipient, coalesce(part, 1), "messageId",
         coalesce(substring($4::bytea from start for length), (select m.message from draft_messages m where m.issue_id = $1 and m.place = draft)),
         coalesce(state, 'pending'), reply, $3,
         case when state is null and edits is null then $3::timestamptz end, case when state is not null then $3::timestamptz end, $3,
         case when "isFault" then reply end, case when "isFault" then $3::timestamptz end, edits, story, live
       from rows from (jsonb_to_recordset($2::jsonb)
         as (channel text, recipient text, part integer, "messageId" text, start integer, length integer, draft integer, state text, reply text, "isFault" boolean, edits text, story bigint, live jsonb)) with ordinality
         as d(channel, recipient, part, "messageId", start, length, draft, state, reply, "isFault", edits, story, live, place)
       order by place returning id, channel, state, part`,
      [issue, toJson(rows), now, Buffer.concat(messages)],
    );
    pending.push(
      ...added.filter(({ state, part }) => state === "pending" && part === 1).map(({ id, channel }) => ({ id, channel })),
    );
  }
  return pending;
}

export interface ClaimedDelivery {
  id: number;
  issue_id: number;
  digest_id: string;
  recipient: string;
  channel: string;
  part: number;
  /** The service's own id of the message that it takes the place of. */
  edits: string | null;
  message_id: string;
  message: Uint8Array;
  attempts: number;
  fence: number;
  created_at: Date;
  /** How many attempts before this one may have arrived: their body had begun and their end is unknown. */
  uncertain: number;
  /** Since when all attempts ended in the server deferring this mail. */
  refused_since: Date | null;
  /** A person wants it sent, whatever happened to it before. */
  released: boolean;
  /** Its state before this claim, in which a claim that is given back leaves it. */
  state_before: "pending" | "retry" | "uncertain";
}

/** The last attempt's body had begun, and its process ended before it recorded the result. */
const DIED = "d.state = 'sending' and d.body_started_at is not null";

/** A part before it may still be sent. One that is held for a person does not keep the others. */
const HAS_EARLIER_PART = `exists (select 1 from deliveries e where e.issue_id = d.issue_id and e.recipient = d.recipient and e.part < d.part
  and (e.state = 'sending' or (e.state in ('pending', 'retry', 'uncertain') and e.not_before <> 'infinity')))`;

/**
 * Claims a delivery for `leaseMs`. Returns null if it is sent, failed, not due, claimed by another worker, or if an earlier part is still to be sent. The fence grows with each
 * claim, so that a worker that was paused beyond its lease can no longer write.
 */
export function claimDelivery(sql: Sql, id: number, now: Date, leaseMs: number): Promise<ClaimedDelivery | null> {
  return sql.maybeOne(
    `update deliveries d set state = 'sending', fence = d.fence + 1, attempts = d.attempts + 1, lease_until = $3, not_before = $3, enqueued_at = null,
       uncertain = d.uncertain + case when d.body_started_at is null then 0 else 1 end, body_started_at = null,
       fault = case when ${DIED} then 'an attempt ended before the server''s answer' else d.fault end,
       fault_at = case when ${DIED} then $2 else d.fault_at end
     from issues i, deliveries old where d.id = $1 and old.id = d.id and i.id = d.issue_id and d.not_before <= $2
       and (d.state in ('pending', 'retry', 'uncertain') or (d.state = 'sending' and (d.lease_until is null or d.lease_until <= $2)))
       and not ${HAS_EARLIER_PART}
     returning d.id, d.issue_id, i.digest_id, d.recipient, d.channel, d.part, d.edits, d.message_id, d.message, d.attempts, d.fence, d.created_at, d.uncertain, d.refused_since, d.released,
       case when old.state <> 'sending' then old.state when old.body_started_at is null then 'retry' else 'uncertain' end as state_before`,
    [id, now, new Date(now.getTime() + leaseMs)],
  );
}

/** Commits that the body is about to leave. Throws if the claim is no longer ours: then nothing may be sent. */
export async function beginBody(sql: Sql, claim: ClaimedDelivery, now: Date): Promise<void> {
  const changed = await sql.run("update deliveries set body_started_at = $3 where id = $1 and fence = $2 and state = 'sending'", [
    claim.id,
    claim.fence,
    now,
  ]);
  if (changed !== 1) throw new Error(`delivery ${claim.id} was taken over by another worker`);
}

export interface DeliveryEnd {
  state: "sent" | "retry" | "failed" | "uncertain";
  reply: string;
  /** When a retry is due; null if only a person can continue it. */
  notBefore: Date | null;
  refusedSince: Date | null;
  /** How many attempts may have arrived in addition to this one. */
  uncertain: number;
  /** It is a file in the outbox, because there is no mail server. */
  filed?: boolean;
  /** The service's own id of the message. */
  sentAs?: string;
}

/** Returns false if another worker has taken the delivery over: then nothing is written. */
export async function endDelivery(sql: Sql, claim: ClaimedDelivery, end: DeliveryEnd, now: Date): Promise<boolean> {
  const changed = await sql.run(
    `update deliveries set state = $3, reply = $4, not_before = coalesce($5::timestamptz, 'infinity'), released = false, lease_until = null, enqueued_at = null,
       sent_at = case when $3 = 'sent' then $6 else sent_at end, ended_at = case when $3 in ('sent', 'failed') then $6 end, refused_since = $7, uncertain = $8, sent_as = coalesce($10, sent_as),
       body_started_at = case when $3 in ('sent', 'uncertain') then body_started_at end, filed = $9,
       fault = case when $3 = 'sent' and not $9 then fault else $4 end, fault_at = case when $3 = 'sent' and not $9 then fault_at else $6 end
     where id = $1 and fence = $2`,
    [
      claim.id,
      claim.fence,
      end.state,
      end.reply,
      end.notBefore,
      now,
      end.refusedSince,
      end.uncertain,
      end.filed ?? false,
      end.sentAs ?? null,
    ],
  );
  return changed === 1;
}

/**
 * Gives a claim back whose host asked to be left alone until then: nothing was sent, so it counts as no attempt and as no fault, and a mail
 * that may have arrived stays one. False if another worker has taken the delivery over.
 */
export async function putOffDelivery(sql: Sql, claim: ClaimedDelivery, until: Date, reply: string): Promise<boolean> {
  const changed = await sql.run(
    `update deliveries set state = $5, attempts = attempts - 1, not_before = $3, reply = $4,
       lease_until = null, enqueued_at = null, body_started_at = null
     where id = $1 and fence = $2 and state = 'sending'`,
    [claim.id, claim.fence, until, reply, claim.state_before],
  );
  return changed === 1;
}

export const postponeDelivery = async (sql: Sql, id: number, until: Date, reason: string): Promise<void> => {
  await sql.run("update deliveries set not_before = $2, enqueued_at = null, reply = $3 where id = $1 and state <> 'sent'", [
    id,
    until,
    reason,
  ]);
};

/** For an unknown fault of our own: retried, and reported like a mail server's reply. */
export const retryDelivery = async (sql: Sql, id: number, until: Date, fault: string, now: Date): Promise<void> => {
  await sql.run(
    `update deliveries set state = 'retry', not_before = $2, lease_until = null, enqueued_at = null, reply = $3, fault = $3, fault_at = $4
     where id = $1 and state in ('pending', 'retry', 'sending', 'uncertain')`,
    [id, until, fault, now],
  );
};

export const failDelivery = async (sql: Sql, id: number, reason: string, now: Date): Promise<void> => {
  const statement =
    "update deliveries set state = 'failed', reply = $2, ended_at = $3, fault = $2, fault_at = $3, enqueued_at = null where id = $1 and state <> 'sent'";
  await sql.run(statement, [id, reason, now]);
};

/** How many are in each state, for `/status.json`. */
export const countDeliveries = (sql: Sql): Promise<{ state: string; count: number }[]> =>
  sql.many("select state, count(*)::int as count from deliveries group by state order by state");

/** A person asks for a round now, so mails that wait for a retry are due. Mails that may have arrived keep their pause. */
export const retryDeliveriesNow = async (sql: Sql, now: Date): Promise<void> => {
  await sql.run("update deliveries set not_before = $1, enqueued_at = null where state = 'retry' and not_before > $1", [now]);
};

/** The deliveries of an issue, in the order of its recipients. */
export const listDeliveries = (sql: Sql, issue: number): Promise<{ recipient: string; state: string; reply: string | null }[]> =>
  sql.many("select recipient, state, reply from deliveries where issue_id = $1 order by id", [issue]);

/** True while a worker has one of the issue's deliveries, or one is due. */
export const isBeingDelivered = async (sql: Sql, issue: number, now: Date): Promise<boolean> =>
  (
    await sql.one<{ waits: boolean }>(
      `select exists (select 1 from deliveries where issue_id = $1
         and ((state = 'sending' and lease_until > $2) or (state in ('pending', 'retry', 'uncertain') and not_before <= $2))) as waits`,
      [issue, now],
    )
  ).waits;

/** The Message-IDs of the first and the last mail of a thread to each recipient: those of a digest, or those that contained a story. */
export async function findThreads(
  sql: Sql,
  { channel, issue, digest, story }: { channel: string; issue: number; digest: string; story: number | null },
): Promise<Map<string, { first: string; last: string }>> {
  const rows = await sql.many<{ recipient: string; first: string; last: string }>(
    `select d.recipient, (array_agg(d.message_id order by d.id))[1] as first, (array_agg(d.message_id order by d.id desc))[1] as last
     from deliveries d join issues i on i.id = d.issue_id
     where i.digest_id = $2 and i.id < $1 and d.channel = $4 and d.state not in ('failed', 'suppressed')
       and ($3::bigint is null or exists (select 1 from tellings t where t.issue_id = i.id and t.story_id = $3)) group by d.recipient`,
    [issue, digest, story, channel],
  );
  return new Map(rows.map(({ recipient, first, last }) => [recipient, { first, last }]));
}
