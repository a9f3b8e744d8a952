// Which site is being asked right now, over all workers: one request at a time per site, and a gap in between; and which hosts are rate-limited.
import type { Sql } from "./engine/database.ts";

/**
 * Takes the site for `leaseMs` at most, to ask one of its hosts, and returns null; or returns when it may be free. A host that asked to be
 * left alone keeps nobody from its site's others. The database's clock decides.
 */
export async function takeHost(sql: Sql, { site, host }: { site: string; host: string }, leaseMs: number): Promise<Date | null> {
  const taken = await sql.maybeOne(
    `insert into hosts (host, busy_until, next_at)
     select $1, clock_timestamp() + $2 * interval '1 millisecond', clock_timestamp()
       where not exists (select 1 from hosts where host = $3 and next_at > clock_timestamp())
     on conflict (host) do update set busy_until = excluded.busy_until
       where hosts.busy_until <= clock_timestamp() and hosts.next_at <= clock_timestamp() returning host`,
    [site, leaseMs, host],
  );
  if (taken !== null) return null;
  const { next_at } = await sql.one<{ next_at: Date | null }>(
    "select max(next_at) as next_at from hosts where host in ($1, $2)",
    [site, host],
  );
  return next_at ?? new Date();
}

export async function freeHost(sql: Sql, site: string, gapMs: number): Promise<void> {
  await sql.run(
    "update hosts set busy_until = clock_timestamp(), next_at = greatest(next_at, clock_timestamp() + $2 * interval '1 millisecond') where host = $1",
    [site, gapMs],
  );
}

/** Blocks all requests to a host that asked for it (Retry-After). */
export async function holdHost(sql: Sql, host: string, until: Date): Promise<void> {
  await sql.run(
    `insert into hosts (host, busy_until, next_at) values ($1, clock_timestamp(), $2) on conflict (host) do update set next_at = greatest(hosts.next_at, $2)`,
    [host, until],
  );
}

/** Longer than any gap between two requests: a host that is not free for so long is rate-limited. */
const LONGER_THAN_GAPS = "interval '1500 milliseconds'";

/** When a rate-limited host may be asked again; null if it is not rate-limited. */
export async function hostHeldUntil(sql: Sql, host: string): Promise<Date | null> {
  const held = await sql.maybeOne<{ next_at: Date }>(
    `select next_at from hosts where host = $1 and next_at > clock_timestamp() + ${LONGER_THAN_GAPS}`,
    [host],
  );
  return held?.next_at ?? null;
}

/**
 * For the single process of an embedded store: rate limits survive a restart, and there are no others to take turns with. `lease` has
 * the shape of what several processes share.
 */
export async function openHostHolds(
  sql: Sql,
  now: Date,
): Promise<{
  /** Milliseconds since 1970. */
  heldUntil: Map<string, number>;
  lease: {
    take(): Promise<null>;
    free(): Promise<void>;
    hold(host: string, until: Date): Promise<void>;
    heldUntil(): Promise<null>;
  };
}> {
  const rows = await sql.many<{ host: string; next_at: Date }>("select host, next_at from hosts where next_at > $1", [now]);
  return {
    heldUntil: new Map(rows.map(({ host, next_at }) => [host, next_at.getTime()])),
    lease: {
      take: () => Promise.resolve(null),
      free: () => Promise.resolve(),
      hold: (host, until) => holdHost(sql, host, until),
      heldUntil: () => Promise.resolve(null),
    },
  };
}
