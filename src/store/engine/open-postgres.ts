// Postgres as the store: a pool for our own SQL, and on demand one for BullMQ.
import pg from "pg";
import { meter } from "../../meter.ts";
import { asOutage } from "./outage.ts";
import { sqlOver } from "./database.ts";
import type { Database, Query, QueuePool } from "./database.ts";

// A bigint of ours counts rows or names one: it never leaves the safe range of a number.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

/** How long a session may be silent. Tests take shorter ones. */
export interface Timeouts {
  /** The server cancels a statement that takes longer. The job has failed, and after its last try it is given up. */
  statementMs: number;
  /** The server cancels a statement that waits longer for a lock: an outage. Shorter than `statementMs`, which counts that wait too. */
  lockMs: number;
  /** The server ends a session that leaves its transaction open for longer, and with it the locks that it holds. */
  idleInTransactionMs: number;
  /** A statement without an answer is given up after this, and its connection with it. Longer than `statementMs`: the server's word comes first. */
  answerMs: number;
}

/**
 * A machine that loses power or network sends no FIN. By default Postgres keeps its session, and the grouping lock, for two hours, and we
 * would wait for an answer for a quarter of an hour.
 */
const TIMEOUTS: Timeouts = { statementMs: 45_000, lockMs: 40_000, idleInTransactionMs: 30_000, answerMs: 60_000 };
/** Either side notices within half a minute that the other is gone, if nothing is under way. */
const KEEPALIVE_MS = 15_000;
const SERVER_KEEPALIVE =
  "-c tcp_keepalives_idle=15 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3 -c tcp_user_timeout=30000";
/** A connection that does not end in order within this time is cut off. */
const CLOSE_MS = 5_000;
/** The longest that Node's timers take. */
const FOREVER_MS = 2 ** 31 - 1;

/** Opens a store on Postgres 15 or newer. Connections are made when first used. */
export function openPostgres(url: string, onError: (error: Error) => void, timeouts: Timeouts = TIMEOUTS): Database {
  const pool = makePool({ url, schema: "wirewatch", connectionsMax: 10, onError, timeouts });
  let queuePool: Pool | null = null;
  return {
    kind: "postgres",
    copyTo: null,
    writes: null,
    ...sqlOver(queryOn(pool)),
    async transaction(work, { mayTakeLong = false, lock } = {}) {
      const client = (await pool.connect().catch((error: unknown) => {
        throw asOutage(error);
      })) as pg.PoolClient & PreparingClient;
      try {
        await client.query(lock === undefined ? "begin" : `begin; select pg_advisory_xact_lock(${lock})`);
        if (mayTakeLong) {
          client.answerMs = FOREVER_MS;
          await client.query("set local statement_timeout = 0; set local lock_timeout = 0");
        }
        const result = await work(sqlOver(queryOn(client)));
        const { command } = await client.query("commit");
        if (command === "ROLLBACK") throw new Error("one of its statements had failed, so that the transaction was not kept");
        client.answerMs = null;
        client.release();
        return result;
      } catch (error) {
        client.answerMs = null;
        // A connection that can't even roll back is thrown away rather than returned to the pool.
        const rolledBack = await client.query("rollback").then(
          () => true,
          () => false,
        );
        client.release(!rolledBack);
        throw asOutage(error);
      }
    },
    queuePool(): QueuePool {
      // BullMQ holds one connection for LISTEN per worker, besides those that run queries.
      queuePool ??= makePool({ url, schema: "bullmq", connectionsMax: 20, onError, timeouts });
      // Every queue and worker listens to the pool for errors.
      queuePool.setMaxListeners(0);
      return queuePool;
    },
    async close() {
      await Promise.all([pool.endWithin(CLOSE_MS), queuePool?.endWithin(CLOSE_MS)]);
    },
  };
}

interface PoolOptions {
  url: string;
  schema: string;
  connectionsMax: number;
  onError: (error: Error) => void;
  timeouts: Timeouts;
}

class Pool extends pg.Pool {
  readonly #clients = new Set<PreparingClient>();

  constructor(config: pg.PoolConfig) {
    super(config);
    this.on("connect", (client) => void this.#clients.add(client as unknown as PreparingClient));
    this.on("remove", (client) => void this.#clients.delete(client as unknown as PreparingClient));
  }

  /** A server that is gone confirms no end. */
  async endWithin(ms: number): Promise<void> {
    const late = setTimeout(() => {
      for (const client of this.#clients) client.cutOff();
    }, ms);
    await this.end();
    clearTimeout(late);
  }
}

function makePool({ url, schema, connectionsMax, onError, timeouts }: PoolOptions): Pool {
  const pool = new Pool({
    Client: PreparingClient,
    connectionString: url,
    max: connectionsMax,
    options: `-c search_path=${schema} ${SERVER_KEEPALIVE}`,
    application_name: "wirewatch",
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEPALIVE_MS,
    statement_timeout: timeouts.statementMs,
    lock_timeout: timeouts.lockMs,
    idle_in_transaction_session_timeout: timeouts.idleInTransactionMs,
    query_timeout: timeouts.answerMs,
  });
  // An idle connection that breaks must not end the process; the next query opens a new one.
  pool.on("error", onError);
  return pool;
}

const names = new Map<string, string>();
let named = 0;

/** A statement's name, by which a connection knows it again and neither parses nor plans it twice. */
function nameOf(text: string): string {
  const name = names.get(text) ?? `w${++named}`;
  names.set(text, name);
  return name;
}

/** Postgres' "cached plan must not change result type": another version has changed the table under a statement's feet. */
const PLAN_OUTLIVED = "0A000";
const forgetOutlived = (error: unknown): void => {
  if (error instanceof pg.DatabaseError && error.code === PLAN_OUTLIVED) names.clear();
};

/** What pg says when no answer has come within `query_timeout`. */
const NO_ANSWER = "Query read timeout";

/** Prepares each statement that comes with values, ours and BullMQ's: their texts are few and always the same. */
class PreparingClient extends pg.Client {
  /** How long statements of the transaction under way may take to be answered, if not as long as others. */
  answerMs: number | null = null;

  constructor(config?: pg.ClientConfig) {
    super(config);
    // The pool listens to idle connections alone. One that breaks while somebody has it fails the query under way or the next; unheard, it
    // would end the process.
    this.on("error", () => undefined);
  }

  cutOff(): void {
    (this as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy();
  }

  override query = ((...given: unknown[]) => {
    const [text, values, ...rest] = given;
    meter.asked();
    const [asked, whenDone] =
      typeof text === "string" && Array.isArray(values)
        ? [{ name: nameOf(text), text, values, ...(this.answerMs !== null && { query_timeout: this.answerMs }) }, rest[0]]
        : [text, typeof values === "function" ? values : rest[0]];
    if (typeof whenDone === "function") {
      const answer = (error: unknown, ...more: unknown[]) => {
        this.#afterFault(error);
        Reflect.apply(whenDone, undefined, [error, ...more]);
      };
      return Reflect.apply(super.query, this, [asked, answer]) as unknown;
    }
    return (Reflect.apply(super.query, this, [asked]) as Promise<unknown>).catch((error: unknown) => {
      this.#afterFault(error);
      throw error;
    });
  }) as pg.Client["query"];

  #afterFault(error: unknown): void {
    forgetOutlived(error);
    // Nothing more comes from this server; all that is asked next would wait as long. Listeners on the connection learn of its end.
    if (error instanceof Error && error.message === NO_ANSWER) this.cutOff();
  }
}

const queryOn =
  (client: pg.Pool | pg.ClientBase): Query =>
  async (text, values) => {
    try {
      const result = await client.query(text, [...values]);
      return { rows: result.rows, changed: result.rowCount ?? 0 };
    } catch (error) {
      throw asOutage(error);
    }
  };
