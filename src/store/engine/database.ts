// The one layer over SQL: a few verbs that carry cardinality, the same on PGlite and Postgres.
import type pg from "pg";

/** Values a statement may carry; JSON goes in as a string and is cast in SQL. */
export type Value = string | number | boolean | null | Date | Uint8Array | readonly (string | number | boolean | null)[];

export interface Sql {
  /** Exactly one row; throws otherwise. */
  one<T>(text: string, values?: readonly Value[]): Promise<T>;
  /** One row or null; throws on two. */
  maybeOne<T>(text: string, values?: readonly Value[]): Promise<T | null>;
  many<T>(text: string, values?: readonly Value[]): Promise<T[]>;
  /** Runs a statement and says how many rows it changed. */
  run(text: string, values?: readonly Value[]): Promise<number>;
}

/** What BullMQ needs of a `pg.Pool`; over PGlite an adapter has the same shape. */
export type QueuePool = Pick<pg.Pool, "query" | "connect" | "end" | "on" | "removeAllListeners">;

export interface Database extends Sql {
  kind: "pglite" | "postgres";
  /**
   * Runs `work` in one transaction: all of it is kept, or nothing. `mayTakeLong`: its statements have no deadline, as those of a migration.
   * `lock`: it waits for this advisory lock first, without a statement more, and holds it to its end.
   */
  transaction<T>(work: (sql: Sql) => Promise<T>, options?: { mayTakeLong?: boolean; lock?: number }): Promise<T>;
  /**
   * How many statements have written to our tables since it was opened, whatever they wrote, or may have; while it stays the same, no row has changed. Null on a
   * server, where other processes write too.
   */
  writes: (() => number) | null;
  /** The pool that a queue on this database uses; its search_path is BullMQ's schema. */
  queuePool(): QueuePool;
  /**
   * Copies the database's files into a new folder, as they are between two statements, and returns what `look` saw at that moment. Null on a
   * server, which has its own ways.
   */
  copyTo: (<T>(folder: string, look: (sql: Sql) => Promise<T>) => Promise<T>) | null;
  close(): Promise<void>;
}

export type Query = (text: string, values: readonly Value[]) => Promise<{ rows: unknown[]; changed: number }>;

/** Dresses a driver's query function in the verbs. Text is rid of NUL on its way, which Postgres can't hold. */
export function sqlOver(driver: Query): Sql {
  const query: Query = (text, values) => driver(text, values.map(withoutNul));
  const rows = async <T>(text: string, values: readonly Value[]) => (await query(text, values)).rows as T[];
  const maybeOne = async <T>(text: string, values: readonly Value[] = []): Promise<T | null> => {
    const found = await rows<T>(text, values);
    if (found.length > 1) throw new Error(`expected one row at most, got ${found.length}: ${firstLine(text)}`);
    return found[0] ?? null;
  };
  return {
    maybeOne,
    async one<T>(text: string, values: readonly Value[] = []): Promise<T> {
      const found = await maybeOne<T>(text, values);
      if (found === null) throw new Error(`expected one row, got none: ${firstLine(text)}`);
      return found;
    },
    many: <T>(text: string, values: readonly Value[] = []) => rows<T>(text, values),
    run: async (text, values = []) => (await query(text, values)).changed,
  };
}

/** A value as JSON that Postgres takes: it holds neither NUL nor half a surrogate pair, which the web does. */
export const toJson = (value: unknown): string =>
  JSON.stringify(value, (_key, part: unknown) =>
    typeof part === "string" ? part.replaceAll("\u0000", "").replace(LONE_SURROGATE, "\ufffd") : part,
  );

const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

function withoutNul(value: Value): Value {
  if (typeof value === "string") return value.replaceAll("\u0000", "");
  // Lists of numbers, which may be long, have none.
  return Array.isArray(value) && value.some((one) => typeof one === "string" && one.includes("\u0000"))
    ? value.map((one: string | number | boolean | null) => (typeof one === "string" ? one.replaceAll("\u0000", "") : one))
    : value;
}

const firstLine = (text: string) => text.trim().split("\n", 1)[0] ?? "";
