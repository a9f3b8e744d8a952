// Subscriptions to hubs in the database: what is wanted, what was asked, how long it was granted, and who brought entries first.
import { isAsked } from "../../../store/feeds.ts";
import type { Sql } from "../../../store/engine/database.ts";

export interface SubscriptionRow {
  id: number;
  feed_id: number;
  hub: string;
  topic: string;
  /** The unguessable end of our callback's address. */
  token: string;
  secret: string;
  /** The `web.url` with which it was last asked for. */
  web_url: string | null;
  /** False: it is to be ended. */
  wanted: boolean;
  /** What we asked of the hub and it has not verified yet; only that can be verified. */
  asked: "subscribe" | "unsubscribe" | null;
  lease_until: Date | null;
  next_due_at: Date;
  /** Times in a row that asking did not lead to a verification. */
  failures: number;
  fault: string | null;
  /** Entries that a push brought first, and that a poll brought first while the lease ran. Halved now and then, so recent ones count more. */
  pushed: number;
  polled: number;
  last_push_at: Date | null;
  /** Pushes without our signature, all of them ignored. */
  unsigned: number;
}

export interface WantedSubscription {
  feed: number;
  hub: string;
  topic: string;
  token: string;
  secret: string;
}

/** Saves the hub that a feed names. A known one stays as it is; another one in its place starts from the beginning. */
export async function wantSubscription(
  sql: Sql,
  { feed, hub, topic, token, secret }: WantedSubscription,
  now: Date,
): Promise<void> {
  await sql.run(
    `insert into subscriptions (feed_id, hub, topic, token, secret, next_due_at) values ($1, $2, $3, $4, $5, $6)
     on conflict (feed_id) do update set hub = $2, topic = $3, token = $4, secret = $5, next_due_at = $6, wanted = true, asked = null,
       lease_until = null, failures = 0, fault = null, pushed = 0, polled = 0, unsigned = 0
     where subscriptions.hub <> $2 or subscriptions.topic <> $3 or not subscriptions.wanted`,
    [feed, hub, topic, token, secret, now],
  );
}

export async function unwantSubscription(sql: Sql, feed: number, now: Date): Promise<void> {
  await sql.run("update subscriptions set wanted = false, failures = 0, next_due_at = $2 where feed_id = $1 and wanted", [
    feed,
    now,
  ]);
}

/**
 * Returns the subscriptions whose hub is to be asked now, and marks them, so no other process asks too. They include those of feeds that
 * are no longer polled, and those made under another `web.url`.
 */
export async function takeDueSubscriptions(sql: Sql, webUrl: string, now: Date, until: Date): Promise<SubscriptionRow[]> {
  await sql.run(
    `update subscriptions set wanted = false, failures = 0, next_due_at = $1
     where wanted and not exists (select 1 from feeds f where f.id = feed_id and ${isAsked("f.")})`,
    [now],
  );
  return sql.many(
    `update subscriptions set next_due_at = $2, web_url = $3, asked = case when wanted then 'subscribe' else 'unsubscribe' end where id in (
       select id from subscriptions where next_due_at <= $1 or web_url <> $3
       order by next_due_at limit 20 for update skip locked) returning *`,
    [now, until, webUrl],
  );
}

/** The hub did not take the request, or took it and has until `nextDueAt` to verify it. */
export async function saveAsked(
  sql: Sql,
  id: number,
  { fault, nextDueAt }: { fault: string | null; nextDueAt: Date },
): Promise<void> {
  // A hub may verify before it answers: then nothing is asked any more, and the verification stands.
  await sql.run(
    "update subscriptions set fault = coalesce($2, fault), next_due_at = $3, failures = failures + 1 where id = $1 and asked is not null",
    [id, fault, nextDueAt],
  );
}

/** Call if our own limits kept the hub from being asked: counts as no failure. */
export const postponeSubscription = (sql: Sql, id: number, until: Date): Promise<number> =>
  sql.run("update subscriptions set next_due_at = $2 where id = $1", [id, until]);

export const findSubscription = (sql: Sql, token: string): Promise<SubscriptionRow | null> =>
  sql.maybeOne("select * from subscriptions where token = $1", [token]);

export const listTokens = async (sql: Sql): Promise<string[]> =>
  (await sql.many<{ token: string }>("select token from subscriptions")).map(({ token }) => token);

export const findFeedSubscription = (sql: Sql, feed: number): Promise<SubscriptionRow | null> =>
  sql.maybeOne("select * from subscriptions where feed_id = $1", [feed]);

export const listSubscriptions = (sql: Sql): Promise<SubscriptionRow[]> => sql.many("select * from subscriptions");

/** Returns false if it was not asked for, or no longer is. */
export async function saveLease(sql: Sql, id: number, lease: { until: Date; renewAt: Date }): Promise<boolean> {
  const changed = await sql.run(
    `update subscriptions set asked = null, lease_until = $2, next_due_at = $3, failures = 0, fault = null
     where id = $1 and wanted and asked = 'subscribe'`,
    [id, lease.until, lease.renewAt],
  );
  return changed === 1;
}

/** Returns false if it was not asked for. */
export const saveEnd = async (sql: Sql, id: number): Promise<boolean> =>
  (await sql.run("delete from subscriptions where id = $1 and not wanted and asked = 'unsubscribe'", [id])) === 1;

export const dropSubscription = (sql: Sql, id: number): Promise<number> =>
  sql.run("delete from subscriptions where id = $1 and not wanted", [id]);

export async function saveDenial(sql: Sql, id: number, { fault, nextDueAt }: { fault: string; nextDueAt: Date }): Promise<void> {
  await sql.run(
    "update subscriptions set asked = null, lease_until = null, fault = $2, next_due_at = $3, failures = failures + 1 where id = $1",
    [id, fault, nextDueAt],
  );
}

/** Call in the transaction that saves the entries of the push. */
export async function savePush(sql: Sql, { id, feed_id }: SubscriptionRow, fresh: number, now: Date): Promise<void> {
  await sql.run("update subscriptions set pushed = pushed + $2, last_push_at = $3 where id = $1", [id, fresh, now]);
  await sql.run("update feeds set last_new_at = case when $2 > 0 then $3 else last_new_at end where id = $1", [
    feed_id,
    fresh,
    now,
  ]);
  await fade(sql, id);
}

/** Counts entries that a poll brought although a hub should have pushed them. */
export async function countPolled(sql: Sql, id: number, fresh: number): Promise<void> {
  await sql.run("update subscriptions set polled = polled + $2 where id = $1", [id, fresh]);
  await fade(sql, id);
}

const fade = (sql: Sql, id: number): Promise<number> =>
  sql.run("update subscriptions set pushed = pushed / 2, polled = polled / 2 where id = $1 and pushed + polled > 100", [id]);

export async function countUnsigned(sql: Sql, id: number, fault: string): Promise<void> {
  await sql.run("update subscriptions set unsigned = unsigned + 1, fault = $2 where id = $1", [id, fault]);
}

/** Puts a feed's next poll off, unless it is later already. */
export async function delayPoll(sql: Sql, feed: number, until: Date): Promise<void> {
  await sql.run("update feeds set next_due_at = greatest(next_due_at, $2) where id = $1", [feed, until]);
}
