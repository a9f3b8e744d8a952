// The three backends of the queue: BullMQ on Redis, on Postgres, and on the embedded database.
import { createPostgresBackend, Queue, runMigrations, Worker } from "bullmq";
import type { Job, Processor, Telemetry, WorkerOptions } from "bullmq";
import { Redis } from "ioredis";
import { checkRedis, findFull } from "./check-redis.ts";

/** The pool of the database that the queue lives on; see `QueuePool` in store. */
type Pool = Parameters<typeof createPostgresBackend>[1]["connection"] & { connect(): Promise<unknown> };

/**
 * `telemetry`: whom BullMQ tells of its jobs. `silentMs`, for tests: a Redis that gives no answer for so long counts as gone, and is connected
 * to again.
 */
export type QueueLocation =
  | { kind: "redis"; url: string; telemetry?: Telemetry; silentMs?: number }
  | { kind: "sql"; pool: unknown; exclusive: boolean };

export interface QueueBackend {
  queue(name: string): Queue;
  worker(name: string, processor: Processor, options: Omit<WorkerOptions, "connection">): Worker;
  /** As `findFull` of a Redis; one on the database shares its disk. */
  findFull(): Promise<{ used: number; most: number } | null>;
  close(): Promise<void>;
}

export type AnyJob = Job<unknown, unknown>;

/**
 * Opens a backend. Throws with a message for people, for example about a Redis that may evict keys. `exclusive` says that no other
 * process can have jobs on this queue, so its jobs are left over from a dead process; they are dropped, since the database knows better.
 */
export async function openQueueBackend(location: QueueLocation, onError: (error: Error) => void): Promise<QueueBackend> {
  return location.kind === "redis" ? openRedis(location, onError) : openSql(location.pool as Pool, location.exclusive, onError);
}

/** Longer than any blocking command of BullMQ's, which asks again after ten seconds at the latest. */
const SILENT_MS = 30_000;
const KEEPALIVE_MS = 15_000;

async function openRedis(
  { url, telemetry, silentMs = SILENT_MS }: Extract<QueueLocation, { kind: "redis" }>,
  onError: (error: Error) => void,
): Promise<QueueBackend> {
  const connections: Redis[] = [];
  const connect = (options: { maxRetriesPerRequest: number | null; enableOfflineQueue: boolean }) => {
    // Without these a server whose packets are dropped would be waited for until TCP gives up, a quarter of an hour later. What was asked of
    // it is asked again on the next connection.
    const redis = new Redis(url, { ...options, lazyConnect: false, keepAlive: KEEPALIVE_MS, socketTimeout: silentMs });
    redis.on("error", onError);
    connections.push(redis);
    return redis;
  };
  // Producers wait out a short break; workers must wait as long as it takes.
  const producer = connect({ maxRetriesPerRequest: 3, enableOfflineQueue: true });
  try {
    await checkRedis(producer);
  } catch (error) {
    producer.disconnect();
    throw error;
  }
  const consumer = connect({ maxRetriesPerRequest: null, enableOfflineQueue: true });
  const all = { prefix: "wirewatch", ...(telemetry !== undefined && { telemetry }) };
  return {
    queue: (name) => listening(new Queue(name, { ...all, connection: producer }), onError),
    worker: (name, processor, options) =>
      listening(new Worker(name, processor, { ...options, ...all, connection: consumer }), onError),
    findFull: () => findFull(producer),
    async close() {
      for (const redis of connections) redis.disconnect();
    },
  };
}

async function openSql(pool: Pool, exclusive: boolean, onError: (error: Error) => void): Promise<QueueBackend> {
  const adapt = exclusive ? quietly : (options: Omit<WorkerOptions, "connection">) => options;
  const client = (await pool.connect()) as Parameters<typeof runMigrations>[0] & { release(): void };
  try {
    await runMigrations(client);
    if (exclusive) await dropLeftOvers(client);
  } finally {
    client.release();
  }
  return {
    queue: (name) => listening(new Queue(name, { connection: pool }, createPostgresBackend) as unknown as Queue, onError),
    worker: (name, processor, options) =>
      listening(
        new Worker(name, processor, { ...adapt(options), connection: pool }, createPostgresBackend) as unknown as Worker,
        onError,
      ),
    findFull: async () => null,
    close: async () => {}, // The pool belongs to the store.
  };
}

/** Of the embedded queue no notification is lost on a network, and no other process dies with its jobs: looks without a reason may be rare. */
const QUIET_LOOK_S = 60;
const quietly = ({ stalledInterval = 30_000, ...options }: Omit<WorkerOptions, "connection">) => ({
  drainDelay: QUIET_LOOK_S,
  ...options,
  stalledInterval: 4 * stalledInterval,
});

/** Empties those of its tables that hold rows: to truncate an empty one takes as long, and all fifteen took half a second of each start. */
async function dropLeftOvers(client: { query(text: string): Promise<{ rows: unknown[] }> }): Promise<void> {
  const { rows } = await client.query("select tablename from pg_tables where schemaname = 'bullmq' and tablename <> 'migration'");
  const tables = (rows as { tablename: string }[]).map(({ tablename }) => `bullmq."${tablename}"`);
  if (tables.length === 0) return;
  const filled = await client.query(
    tables.map((table) => `select '${table}' as table where exists (select 1 from ${table})`).join(" union all "),
  );
  const names = (filled.rows as { table: string }[]).map(({ table }) => table);
  if (names.length > 0) await client.query(`truncate ${names.join(", ")} cascade`);
}

function listening<T extends { on(event: "error", listener: (error: Error) => void): unknown }>(
  emitter: T,
  onError: (error: Error) => void,
): T {
  emitter.on("error", onError);
  return emitter;
}
