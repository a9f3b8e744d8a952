// Which site is being asked right now, over all workers: one request at a time per site, and a gap in between; and which hosts are rate-limited.
import { gather } from "./engine/gather.ts";
import type { Sql } from "./engine/database.ts";

/** A request's turn at a site, to ask one of its hosts. */
export interface HostTurn {
  site: string;
  host: string;
  /** How long it has the site at most. */
  leaseMs: number;
}

/**
 * Takes the sites. For each turn null if it has its site, or the time at which that may be free. A host that asked to be left alone keeps nobody
 * from its site's others. The database's clock decides.
 */
async function takeHosts(sql: Sql, turns: readonly HostTurn[]): Promise<(Date | null)[]> {
  // In the order of their names: two processes must not wait for each other.
  const rows = await sql.many<{ taken: boolean; next_at: Date | null }>(
    `with asked as (select * from unnest($1::text[], $2::text[], $3::float8[]) with ordinality as g(site, host, lease_ms, n)),
     taken as (
       insert into hosts (host, busy_until, next_at)
       select site, clock_timestamp() + lease_ms * interval '1 millisecond', clock_timestamp()
         from (select distinct on (site) * from asked order by site, n) a
         where not exists (select 1 from hosts h where h.host = a.host and h.next_at > clock_timestamp()) order by site
       on conflict (host) do update set busy_until = excluded.busy_until
         where hosts.busy_until <= clock_timestamp() and hosts.next_at <= clock_timestamp() returning host)
     select exists (select 1 from taken t where t.host = a.site) as taken,
       (select max(next_at) from hosts h where h.host in (a.site, a.host)) as next_at
     from asked a order by n`,
    [turns.map(({ site }) => site), turns.map(({ host }) => host), turns.map(({ leaseMs }) => leaseMs)],
  );
  const given = new Set<string>();
  return turns.map(({ site }, index) => {
    const { taken = false, next_at = null } = rows[index] ?? {};
    // Of several turns at a site the first has it.
    const isOurs = taken && !given.has(site);
    given.add(site);
    return isOurs ? null : (next_at ?? new Date());
  });
}

/** The gap in ms after which the site may be asked again. */
async function freeHosts(sql: Sql, turns: readonly { site: string; gapMs: number }[]): Promise<null[]> {
  // In the same order.
  await sql.run(
    `with mine as (select h.host, g.gap_ms from hosts h join unnest($1::text[], $2::float8[]) as g(site, gap_ms) on g.site = h.host order by h.host for update of h)
     update hosts h set busy_until = clock_timestamp(), next_at = greatest(next_at, clock_timestamp() + gap_ms * interval '1 millisecond')
     from mine where mine.host = h.host`,
    [turns.map(({ site }) => site), turns.map(({ gapMs }) => gapMs)],
  );
  return turns.map(() => null);
}

/** The turns that several processes take at sites. Requests of this one that come at the same time share their statements. */
export function openHostLease(sql: Sql) {
  const take = gather({ doAll: (turns: readonly HostTurn[]) => takeHosts(sql, turns) });
  const free = gather({ doAll: (turns: readonly { site: string; gapMs: number }[]) => freeHosts(sql, turns) });
  return {
    take: (turn: { site: string; host: string }, leaseMs: number): Promise<Date | null> => take({ ...turn, leaseMs }),
    async free(site: string, gapMs: number): Promise<void> {
      await free({ site, gapMs });
    },
    hold: (host: string, until: Date): Promise<void> => holdHost(sql, host, until),
    heldUntil: (host: string): Promise<Date | null> => hostHeldUntil(sql, host),
  };
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
