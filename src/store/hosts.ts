// Which host is being asked right now, over all workers: one request at a time per host, and a gap between.
import type { Sql } from "./database.ts";

/** Takes the host for `leaseMs` at most. False where another worker has it, or its gap is not over. The database's clock decides. */
export async function takeHost(sql: Sql, host: string, leaseMs: number): Promise<boolean> {
  const taken = await sql.maybeOne(
    `insert into hosts (host, busy_until, next_at) values ($1, clock_timestamp() + $2 * interval '1 millisecond', clock_timestamp())
     on conflict (host) do update set busy_until = excluded.busy_until
       where hosts.busy_until <= clock_timestamp() and hosts.next_at <= clock_timestamp() returning host`,
    [host, leaseMs],
  );
  return taken !== null;
}

export async function freeHost(sql: Sql, host: string, gapMs: number): Promise<void> {
  await sql.run(
    "update hosts set busy_until = clock_timestamp(), next_at = greatest(next_at, clock_timestamp() + $2 * interval '1 millisecond') where host = $1",
    [host, gapMs],
  );
}

/** Keeps everybody away from a host that asked for it (Retry-After). */
export async function holdHost(sql: Sql, host: string, until: Date): Promise<void> {
  await sql.run(
    `insert into hosts (host, busy_until, next_at) values ($1, clock_timestamp(), $2) on conflict (host) do update set next_at = greatest(hosts.next_at, $2)`,
    [host, until],
  );
}
