// Statements that several jobs share: what they ask of the database at about the same time goes there at once.
import { OutageError, toError } from "../../errors.ts";

/**
 * In SQL: the list that is the statement's parameter `n`, such as `bigint[]`, so that a plan does not look at its length. Postgres takes an unknown list
 * for one of ten, and with a list of one or two it makes a plan anew each time, which takes longer than the statement: the plan it keeps seems dearer.
 */
export const listOf = (n: number, type: string): string => `(select $${n}::${type})::${type}`;

/** The first parameters, all of them such lists, as `unnest` takes them. */
export const listsOf = (...types: readonly string[]): string => types.map((type, index) => listOf(index + 1, type)).join(", ");

export interface GatherOptions<In, Out> {
  /** Does all of it by one statement, which changes nothing if it fails. Returns a result for each, in their order. */
  doAll(asked: readonly In[]): Promise<readonly Out[]>;
  /** How many characters of text one carries, if it carries any. */
  charsOf?: (one: In) => number;
  /** So long the first waits for others though no statement is under way, in ms. */
  pauseMs?: number;
}

interface Asked<In, Out> {
  one: In;
  resolve: (result: Out) => void;
  reject: (error: Error) => void;
}

/** So many go by one statement, or as many as carry so much text: one of several MB would hold up all others. */
const MOST = 20;
const CHARS_MAX = 200_000;
/** A statement may wait for another process. Nothing waits longer than this for its end. */
const WAIT_MS = 20;

/**
 * Returns a function that asks for one, and resolves or rejects for that one alone. If no statement is under way, it goes at once, with what else comes in
 * the same turn of the event loop. Otherwise it waits for that statement's end, with all that comes until then: the busier the database, the more
 * share a statement. If a statement fails that several share, each is asked for again by a statement of its own, so that none pays for another.
 * During an outage nothing is asked again, and all reject.
 */
export function gather<In, Out>({ doAll, charsOf = () => 0, pauseMs = 0 }: GatherOptions<In, Out>): (one: In) => Promise<Out> {
  const waiting: Asked<In, Out>[] = [];
  let underWay = 0;
  let timer: NodeJS.Timeout | undefined;

  const answer = async (asked: readonly Asked<In, Out>[]): Promise<void> => {
    try {
      const results = await doAll(asked.map(({ one }) => one));
      asked.forEach(({ resolve }, index) => resolve(results[index] as Out));
    } catch (thrown) {
      if (asked.length === 1 || thrown instanceof OutageError) for (const { reject } of asked) reject(toError(thrown));
      else for (const one of asked) await answer([one]);
    }
  };
  /** The first that waits, and those after it that fit. */
  const take = (): Asked<In, Out>[] => {
    let chars = 0;
    const end = waiting.findIndex(({ one }, n) => {
      chars += charsOf(one);
      return n >= MOST || (n > 0 && chars > CHARS_MAX);
    });
    return waiting.splice(0, end < 0 ? waiting.length : end);
  };
  const send = (): void => {
    clearTimeout(timer);
    timer = undefined;
    while (waiting.length > 0) {
      underWay++;
      void answer(take()).then(() => {
        underWay--;
        if (underWay === 0) send();
      });
    }
  };
  return (one) =>
    new Promise((resolve, reject) => {
      waiting.push({ one, resolve, reject });
      if (waiting.length >= MOST) send();
      else if (underWay === 0 && pauseMs === 0) setImmediate(send);
      else timer ??= setTimeout(send, underWay > 0 ? WAIT_MS : pauseMs);
    });
}

/** The row of each id, in the order of the ids; null for one without. */
export function rowsOf<Row extends { id: number }>(ids: readonly number[], rows: readonly Row[]): (Row | null)[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.map((id) => byId.get(id) ?? null);
}
