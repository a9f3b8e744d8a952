// Postgres as the store: a pool for our own SQL, and on demand one for BullMQ.
import pg from "pg";
import { asOutage } from "./outage.ts";
import { sqlOver } from "./database.ts";
import type { Database, Query, QueuePool } from "./database.ts";

// A bigint of ours counts rows or names one: it never leaves the safe range of a number.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

/** Opens a store on Postgres 15 or newer. Connections are made when first used. */
export function openPostgres(url: string, onError: (error: Error) => void): Database {
  const pool = makePool(url, "wirewatch", 10, onError);
  let queuePool: pg.Pool | null = null;
  return {
    kind: "postgres",
    ...sqlOver(queryOn(pool)),
    async transaction(work) {
      const client = await pool.connect().catch((error: unknown) => {
        throw asOutage(error);
      });
      try {
        await client.query("begin");
        const result = await work(sqlOver(queryOn(client)));
        const { command } = await client.query("commit");
        if (command === "ROLLBACK") throw new Error("one of its statements had failed, so that the transaction was not kept");
        client.release();
        return result;
      } catch (error) {
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
      queuePool ??= makePool(url, "bullmq", 20, onError);
      // Every queue and worker listens to the pool for errors.
      queuePool.setMaxListeners(0);
      return queuePool;
    },
    async close() {
      await Promise.all([pool.end(), queuePool?.end()]);
    },
  };
}

function makePool(url: string, schema: string, connectionsMax: number, onError: (error: Error) => void): pg.Pool {
  const pool = new pg.Pool({
    Client: PreparingClient,
    connectionString: url,
    max: connectionsMax,
    options: `-c search_path=${schema}`,
    application_name: "wirewatch",
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
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

/** Prepares each statement that comes with values, ours and BullMQ's: their texts are few and always the same. */
class PreparingClient extends pg.Client {
  constructor(config?: pg.ClientConfig) {
    super(config);
    // The pool listens to idle connections alone. One that breaks while somebody has it fails the query under way or the next; unheard, it
    // would end the process.
    this.on("error", () => undefined);
  }

  override query = ((...given: unknown[]) => {
    const [text, values, ...rest] = given;
    if (typeof text !== "string" || !Array.isArray(values)) return Reflect.apply(super.query, this, given) as unknown;
    const asked = { name: nameOf(text), text, values };
    const [whenDone] = rest;
    if (typeof whenDone === "function") {
      const answer = (error: unknown, ...more: unknown[]) => {
        forgetOutlived(error);
        Reflect.apply(whenDone, undefined, [error, ...more]);
      };
      return Reflect.apply(super.query, this, [asked, answer]) as unknown;
    }
    return (super.query(asked) as Promise<unknown>).catch((error: unknown) => {
      forgetOutlived(error);
      throw error;
    });
  }) as pg.Client["query"];
}

const queryOn =
  (client: pg.Pool | pg.PoolClient): Query =>
  async (text, values) => {
    try {
      const result = await client.query(text, [...values]);
      return { rows: result.rows, changed: result.rowCount ?? 0 };
    } catch (error) {
      throw asOutage(error);
    }
  };
