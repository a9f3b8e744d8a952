// A database that fails once: at the n-th statement from when it is armed, as Postgres itself fails.
import { OutageError } from "../../src/errors.ts";
import type { Database, Sql, Value } from "../../src/store/engine/database.ts";

/**
 * `rolled-back`: the statement fails as one does that met another transaction (40001), and its transaction is rolled back. `unanswered`: it is
 * done, and the session ends before its answer comes; so does that of a commit.
 */
export type DatabaseFault = "rolled-back" | "unanswered";

export interface FaultyDatabase {
  database: Database;
  /** The `nth` statement from now on fails; commits count too if answers are lost. */
  arm(fault: DatabaseFault, nth: number): void;
  /** Returns whether a statement has failed since `arm`, and how many were counted. */
  disarm(): { failed: boolean; seen: number };
}

export function openFaultyDatabase(real: Database): FaultyDatabase {
  let armed: { fault: DatabaseFault; nth: number } | null = null;
  let failed = false;
  let seen = 0;

  /** Null: this one does not fail. */
  const next = (isCommit = false): DatabaseFault | null => {
    if (armed === null || (isCommit && armed.fault !== "unanswered") || ++seen < armed.nth) return null;
    const { fault } = armed;
    armed = null;
    failed = true;
    return fault;
  };
  const endSession = async (sql: Sql): Promise<never> => {
    // The embedded database has no session that could end alone.
    if (real.kind === "postgres") await sql.one("select pg_terminate_backend(pg_backend_pid()) as ended");
    throw new OutageError("the connection ended before the answer came");
  };
  const failing = (sql: Sql): Sql => {
    const around = async <T>(run: () => Promise<T>): Promise<T> => {
      const fault = next();
      if (fault === null) return run();
      if (fault === "rolled-back")
        await sql.run("do $$ begin raise exception 'met another transaction' using errcode = '40001'; end $$");
      await run();
      return endSession(sql);
    };
    return {
      one: <T>(text: string, values?: readonly Value[]) => around(() => sql.one<T>(text, values)),
      maybeOne: <T>(text: string, values?: readonly Value[]) => around(() => sql.maybeOne<T>(text, values)),
      many: <T>(text: string, values?: readonly Value[]) => around(() => sql.many<T>(text, values)),
      run: (text, values) => around(() => sql.run(text, values)),
    };
  };
  return {
    database: {
      ...real,
      ...failing(real),
      async transaction(work, options) {
        const result = await real.transaction((sql) => work(failing(sql)), options);
        if (next(true) !== null) throw new OutageError("the connection ended before the commit was answered");
        return result;
      },
    },
    arm(fault, nth) {
      armed = { fault, nth };
    },
    disarm() {
      const counted = { failed, seen };
      armed = null;
      failed = false;
      seen = 0;
      return counted;
    },
  };
}
