// Suppressions: recipients who want no more of a digest, or whose mail server refuses all mail for them.
import type { Sql } from "../engine/database.ts";

export interface Suppression {
  recipient: string;
  /** Null: every digest. */
  digest: string | null;
  kind: "unsubscribed" | "refused";
  /** The server's reply, if it refused. */
  reply: string | null;
  since: Date;
}

/** The value of `digest_id` that means every digest; no digest has this id. */
const EVERY = "*";

const columns = `recipient, nullif(digest_id, '${EVERY}') as digest, kind, reply, since`;

/** The suppression that keeps a digest from its recipient, or null. */
export function findSuppression(sql: Sql, recipient: string, digest: string): Promise<Suppression | null> {
  return sql.maybeOne(
    `select ${columns} from suppressions where recipient = lower($1) and digest_id in ($2, '${EVERY}') order by digest_id desc limit 1`,
    [recipient, digest],
  );
}

/** The same for many recipients at once, by their addresses as given. */
export async function findSuppressions(
  sql: Sql,
  recipients: readonly string[],
  digest: string,
): Promise<ReadonlyMap<string, Suppression>> {
  const found = await sql.many<Suppression & { given: string }>(
    `select distinct on (given) given, ${columns} from unnest($1::text[]) as given join suppressions on recipient = lower(given)
     where digest_id in ($2, '${EVERY}') order by given, digest_id desc`,
    [recipients, digest],
  );
  return new Map(found.map((one) => [one.given, one]));
}

/** A text that is another one after a recipient of this digest was suppressed, or is so no longer. */
export const stateOfSuppressions = async (sql: Sql, digest: string): Promise<string> =>
  (
    await sql.one<{ state: string | null }>(
      "select md5(string_agg(recipient || ' ' || digest_id, ',' order by recipient, digest_id)) as state from suppressions where digest_id in ($1, $2)",
      [digest, EVERY],
    )
  ).state ?? "";

export async function addSuppression(sql: Sql, { recipient, digest, kind, reply, since }: Suppression): Promise<void> {
  await sql.run(
    `insert into suppressions (recipient, digest_id, kind, reply, since) values (lower($1), $2, $3, $4, $5)
     on conflict (recipient, digest_id) do nothing`,
    [recipient, digest ?? EVERY, kind, reply, since],
  );
}

/** Returns how many were lifted; `digest` null lifts all of the recipient's. */
export const liftSuppressions = (sql: Sql, recipient: string, digest: string | null): Promise<number> =>
  sql.run("delete from suppressions where recipient = lower($1) and ($2::text is null or digest_id = $2)", [recipient, digest]);

/** Returns true if the last three mails to the recipient since then ended in a refusal of the recipient (RFC 5321, 4.2.3). */
export async function isRefusedAlways(sql: Sql, recipient: string, since: Date): Promise<boolean> {
  const { refused } = await sql.one<{ refused: number }>(
    `select count(*)::int as refused from (
       select state, reply from deliveries where recipient = $1 and state in ('sent', 'failed') and ended_at >= $2 order by ended_at desc, id desc limit 3
     ) as last where state = 'failed' and reply ~ '^(550|551|553)'`,
    [recipient, since],
  );
  return refused === 3;
}

/** The name of the key of all tokens in the addresses of pages. */
export const PAGE_KEY = "pages";

/** A secret of this installation, made by the database when it is first asked for: 64 hexadecimal digits and hyphens. */
export async function findSecret(sql: Sql, name: string): Promise<string> {
  const known = await sql.maybeOne<{ value: string }>("select value from secrets where name = $1", [name]);
  if (known !== null) return known.value;
  await sql.run(
    "insert into secrets (name, value) values ($1, gen_random_uuid()::text || gen_random_uuid()::text) on conflict (name) do nothing",
    [name],
  );
  const { value } = await sql.one<{ value: string }>("select value from secrets where name = $1", [name]);
  return value;
}
