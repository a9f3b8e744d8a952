// The child that kill-store kills: opens the embedded store as the program does, checks it, and writes numbered rows until it dies.
import { createHash, randomBytes } from "node:crypto";
import { closeSync, cpSync, openSync, writeSync } from "node:fs";
import { PGlite } from "@electric-sql/pglite";
import { openQueueBackend } from "../../src/queues/backend.ts";
import { migrate } from "../../src/store/engine/migrate.ts";
import { openPglite } from "../../src/store/engine/open-pglite.ts";
import { armTrap } from "./kill-store-trap.ts";
import type { ArmedTrap, Trap } from "./kill-store-trap.ts";
import type { Database } from "../../src/store/engine/database.ts";

export interface KillStoreOrders {
  directory: string;
  emptyDatabase: string;
  /** Each line is one thing that happened: `row N` is an acknowledged row. */
  diary: string;
  /** Rows up to this number were acknowledged in earlier lives. */
  acknowledged: number;
  trap: Trap | null;
}

/** In the order of a life. */
export const PHASES = ["first start", "open", "migrate", "queue", "verify", "write", "checkpoint", "write on", "stop"] as const;
type Phase = (typeof PHASES)[number];

export const FAILED = { open: 3, verify: 4, other: 5 } as const;
const WRITES = 12;
/** Large enough for the log to begin a new file every few lives. */
const BODY_BYTES = 24_000;
const ROWS_OF_A_TRANSACTION = 5;

const hash = (text: string) => createHash("md5").update(text).digest("hex");

/** Runs one life. Ends the process with one of FAILED if something is wrong. */
export async function runKillStoreChild(orders: KillStoreOrders): Promise<void> {
  const file = openSync(orders.diary, "a");
  const write = writeSync;
  const note = (line: string) => void write(file, `${line}\n`);
  const trap = armTrap(orders.trap);
  const enter = enterWith(trap, note);
  const stage = { failed: FAILED.open as number };
  try {
    const database = await open(orders, enter);
    stage.failed = FAILED.other;
    await prepare(database, enter);
    stage.failed = FAILED.verify;
    enter("verify");
    const from = await verify(database, orders.acknowledged);
    stage.failed = FAILED.other;
    await work(database, { enter, note, from });
    await database.close();
    enter(null);
    note("end");
    closeSync(file);
  } catch (error) {
    console.error(error);
    if (stage.failed === FAILED.open) await printLog(orders.directory);
    process.exit(stage.failed);
  }
}

type Enter = (phase: Phase | null) => void;

function enterWith(trap: ArmedTrap, note: (line: string) => void): Enter {
  let phase: Phase | null = null;
  return (next) => {
    const count = trap.enter(next ?? "");
    if (phase !== null) note(`count ${count} ${phase}`);
    if (next !== null) note(`phase ${next}`);
    phase = next;
  };
}

async function open({ directory, emptyDatabase, acknowledged }: KillStoreOrders, enter: Enter): Promise<Database> {
  enter(acknowledged < 0 ? "first start" : "open");
  return openPglite(directory, emptyDatabase, (why) => {
    console.error(`the database has stopped: ${why.message}`);
    process.exit(FAILED.other);
  });
}

async function prepare(database: Database, enter: Enter): Promise<void> {
  enter("migrate");
  await migrate(database);
  await database.run("create schema if not exists bench");
  await database.run("create table if not exists bench.rows (n integer primary key, body text not null, hash text not null)");
  await database.run("create table if not exists bench.counter (id integer primary key, value integer not null)");
  await database.run("insert into bench.counter values (1, 0) on conflict do nothing");
  enter("queue");
  const backend = await openQueueBackend({ kind: "sql", pool: database.queuePool(), exclusive: true }, () => undefined);
  await backend.close();
}

/** Throws if an acknowledged row is not there as it was written. Returns the highest row. */
async function verify(database: Database, acknowledged: number): Promise<number> {
  const found = await database.one<{ rows: number; highest: number; wrong: number }>(
    "select count(*)::int as rows, coalesce(max(n), 0) as highest, count(*) filter (where md5(body) <> hash)::int as wrong from bench.rows",
  );
  const { value } = await database.one<{ value: number }>("select value from bench.counter");
  await database.run("set enable_seqscan = off");
  const indexed = await database.one<{ rows: number }>("select count(n)::int as rows from bench.rows where n > 0");
  await database.run("reset enable_seqscan");
  const { rows, highest, wrong } = found;
  // Each commit writes the numbers that follow on, so that as many rows as the highest number are all of them.
  const isWhole = rows === highest && indexed.rows === rows && value === highest && wrong === 0 && highest >= acknowledged;
  if (!isWhole) throw new Error(`LOST: ${JSON.stringify({ acknowledged, rows, highest, wrong, value, indexed: indexed.rows })}`);
  return highest;
}

async function work(
  database: Database,
  { enter, note, from }: { enter: Enter; note: (line: string) => void; from: number },
): Promise<void> {
  let row = from;
  const add = async () => {
    const rows = row % 3 === 0 ? ROWS_OF_A_TRANSACTION : 1;
    await database.transaction(async (sql) => {
      for (let n = row + 1; n <= row + rows; n++) {
        const body = randomBytes(BODY_BYTES / 2).toString("hex");
        await sql.run("insert into bench.rows (n, body, hash) values ($1, $2, $3)", [n, body, hash(body)]);
      }
      await sql.run("update bench.counter set value = $1", [row + rows]);
    });
    row += rows;
    note(`row ${row}`);
  };
  enter("write");
  for (let index = 0; index < WRITES; index++) await add();
  enter("checkpoint");
  await database.run("checkpoint");
  enter("write on");
  for (let index = 0; index < WRITES; index++) await add();
  enter("stop");
}

const log = (text: string): boolean => {
  console.error(`  postgres: ${text}`);
  return true;
};

/** What Postgres itself says of the folder, found by opening a copy. */
async function printLog(directory: string): Promise<void> {
  const copy = `${directory}.looked-at`;
  try {
    cpSync(directory, copy, { recursive: true });
    const startParams = [...PGlite.defaultStartParams, "-c", "log_min_messages=debug1"];
    const db = await PGlite.create({ dataDir: copy, startParams, onStderr: log, onStdout: log });
    await db.close();
    console.error("  a copy of it opens");
  } catch (error) {
    console.error(`  a copy of it does not open: ${String(error)}`);
  }
}
