// The one session of a PGlite, in Postgres' own protocol: prepares each statement once and then runs it in a single message.
import { meter } from "../../meter.ts";
import { protocol, types } from "@electric-sql/pglite";
import type { PGlite, messages } from "@electric-sql/pglite";

/** PGlite's own `query` parses and plans each statement anew in six messages, and takes five times as long. */
export interface PgliteSession {
  query: SessionQuery;
  /** Runs statements without parameters, separated by `;`. Returns the result of the last one. */
  exec(text: string): Promise<SessionResult>;
  transaction<T>(work: (query: SessionQuery) => Promise<T>): Promise<T>;
  /** Runs `work` while no other statement runs, outside of a transaction. */
  alone<T>(work: (query: SessionQuery) => Promise<T>): Promise<T>;
  /** Runs `end` when all earlier statements have ended. Later ones throw. */
  close(end: () => Promise<void>): Promise<void>;
  /** Why the database stopped, for example a full disk; null while it works. Once stopped it answers nothing, and must not even be closed. */
  stopped(): Error | null;
}

export type SessionQuery = (text: string, values: readonly unknown[]) => Promise<SessionResult>;

export interface SessionResult {
  rows: Record<string, unknown>[];
  /** How many rows the statement changed or returned. */
  rowCount: number;
  /** Postgres' word for the command: SELECT, UPDATE, ROLLBACK… */
  command: string;
}

interface Prepared {
  name: string;
  parameters: number[];
  fields: messages.RowDescriptionMessage["fields"];
  usesLeft: number;
}

/** A plan is made for the tables' present size, and nothing else would renew it as they grow. */
const USES_OF_A_PLAN = 500;
/** After this long without a pause the event loop runs before the next statement: PGlite shares its thread, and never waits for anything. */
const TURN_AFTER_MS = 25;
/** How many statements are kept; each takes about ten kilobytes in the session. */
const PREPARED_MAX = 200;

interface Hooks {
  /** Called once, when Postgres has given up. */
  onStop?: ((why: Error) => void) | undefined;
  /** Called before each message: ends the process if the folder is no longer this process's. */
  confirm?: () => void;
}

/** No other code may use this PGlite, except for its notifications. */
export function openPgliteSession(db: PGlite, hooks: Hooks = {}): PgliteSession {
  const prepared = new Map<string, Prepared>();
  let statements = 0;

  const { send, stopped, close } = openSender(db, hooks);

  async function prepare(text: string): Promise<Prepared> {
    const oldest = prepared.size >= PREPARED_MAX ? prepared.keys().next().value : undefined;
    if (oldest !== undefined) await forget(oldest);
    const name = `s${++statements}`;
    const answers = await send(
      protocol.serialize.parse({ name, text }),
      protocol.serialize.describe({ type: "S", name }),
      protocol.serialize.sync(),
    );
    const statement: Prepared = { name, parameters: [], fields: [], usesLeft: USES_OF_A_PLAN };
    for (const answer of answers) {
      if (isParameters(answer)) statement.parameters = answer.dataTypeIDs;
      if (isFields(answer)) statement.fields = answer.fields;
    }
    prepared.set(text, statement);
    return statement;
  }

  async function forget(text: string): Promise<void> {
    const statement = prepared.get(text);
    prepared.delete(text);
    if (statement !== undefined)
      await send(protocol.serialize.close({ type: "S", name: statement.name }), protocol.serialize.sync());
  }

  async function run(text: string, values: readonly unknown[]): Promise<SessionResult> {
    const known = prepared.get(text);
    if (known !== undefined && known.usesLeft <= 0) await forget(text);
    const statement = prepared.get(text) ?? (await prepare(text));
    statement.usesLeft--;
    const parameters = values.map((value, index) => toBound(db, value, statement.parameters[index]));
    try {
      const answers = await send(
        protocol.serialize.bind({ statement: statement.name, values: parameters }),
        protocol.serialize.execute({}),
        protocol.serialize.sync(),
      );
      return resultOf(db, answers, statement.fields);
    } catch (error) {
      // Its tables may have changed since: the next try prepares it anew.
      statement.usesLeft = 0;
      throw error;
    }
  }

  const exec = async (text: string) => resultOf(db, await send(protocol.serialize.query(text)), []);
  const inTurn = openLine();
  return {
    query: (text, values) => inTurn(() => run(text, values)),
    exec: (text) => inTurn(() => exec(text)),
    transaction: (work) =>
      inTurn(async () => {
        await exec("begin");
        const inTurnWithin = openLine();
        try {
          const result = await work((text, values) => inTurnWithin(() => run(text, values)));
          const { command } = await exec("commit");
          if (command === "ROLLBACK") throw new Error("one of its statements had failed, so that the transaction was not kept");
          return result;
        } catch (error) {
          await inTurnWithin(() => exec("rollback"));
          throw error;
        }
      }),
    alone: (work) => inTurn(() => work(run)),
    close: (end) => inTurn(() => close(end)),
    stopped,
  };
}

type Send = (...parts: Uint8Array[]) => Promise<messages.BackendMessage[]>;

/** After these Postgres ends its process. Here that is ours: another query would never return, and block everything. */
const LAST_WORDS: ReadonlySet<unknown> = new Set(["PANIC", "FATAL"]);

/** The folder is on a disk that was mounted for reading meanwhile, or the user lost it: each statement would fail from now on. */
const UNWRITABLE = /^could not .*: (?:Read-only file system|Permission denied|Operation not permitted)$/;

const isLast = (error: Error): boolean =>
  "severity" in error && (LAST_WORDS.has(error.severity) || UNWRITABLE.test(error.message));

interface Sender extends Pick<PgliteSession, "stopped" | "close"> {
  send: Send;
}

function openSender(db: PGlite, { onStop, confirm }: Hooks): Sender {
  let turnAt = performance.now();
  let why: Error | null = null;
  let isClosed = false;
  const send: Send = async (...parts) => {
    meter.asked();
    if (performance.now() - turnAt > TURN_AFTER_MS) {
      await new Promise((resolve) => setImmediate(resolve));
      turnAt = performance.now();
    }
    if (why !== null) throw new Error(`the database has stopped: ${why.message}`, { cause: why });
    // PGlite itself would fail within its own code, which stands whole in the trace.
    if (isClosed) throw new Error("the database is closed");
    confirm?.();
    try {
      return await db.execProtocolStream(Buffer.concat(parts), { syncToFs: false });
    } catch (error) {
      if (error instanceof Error && isLast(error)) {
        why = error;
        onStop?.(error);
      }
      throw error;
    }
  };
  const close: Sender["close"] = (end) => {
    isClosed = true;
    return end();
  };
  return { send, stopped: () => why, close };
}

/** One at a time, in order: two messages at once would mix up their answers. */
function openLine(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const mine = last.then(work);
    last = mine.catch(() => {});
    return mine;
  };
}

function toBound(db: PGlite, value: unknown, type: number | undefined): string | Uint8Array | null {
  if (value === null || value === undefined) return null;
  // As it is. PGlite's own serializer would write two digits for each byte.
  if (value instanceof Uint8Array) return value;
  const serialize = type === undefined ? undefined : db.serializers[type];
  return serialize === undefined ? `${value as string | number | bigint}` : serialize(value);
}

function resultOf(db: PGlite, answers: messages.BackendMessage[], described: Prepared["fields"]): SessionResult {
  let fields = described;
  let result: SessionResult = { rows: [], rowCount: 0, command: "" };
  let rows: SessionResult["rows"] = [];
  for (const answer of answers) {
    if (isFields(answer)) fields = answer.fields;
    if (isRow(answer)) rows.push(rowOf(db, answer.fields, fields));
    if (isEnd(answer)) {
      result = { rows, rowCount: Number(/\d+$/.exec(answer.text)?.[0] ?? 0), command: answer.text.split(" ", 1)[0] ?? "" };
      rows = [];
    }
  }
  return result;
}

const rowOf = (db: PGlite, values: (string | null)[], fields: Prepared["fields"]): Record<string, unknown> =>
  Object.fromEntries(
    fields.map(({ name, dataTypeID }, index) => [name, types.parseType(values[index] ?? null, dataTypeID, db.parsers)]),
  );

const isParameters = (answer: messages.BackendMessage): answer is messages.ParameterDescriptionMessage =>
  answer.name === "parameterDescription";
const isFields = (answer: messages.BackendMessage): answer is messages.RowDescriptionMessage => answer.name === "rowDescription";
const isRow = (answer: messages.BackendMessage): answer is messages.DataRowMessage => answer.name === "dataRow";
const isEnd = (answer: messages.BackendMessage): answer is messages.CommandCompleteMessage => answer.name === "commandComplete";
