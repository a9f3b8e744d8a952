// Statements that several jobs share: what they ask of the database at about the same time goes there at once.
import { OutageError, toError } from "../../errors.ts";

export interface GatherOptions<In, Out> {
  /** Does all of it by one statement, which changes nothing if it fails. Returns a result for each, in their order. */
  doAll(asked: readonly In[]): Promise<readonly Out[]>;
  /** How many are under way that may ask. If all of them wait here, nobody else will come, and the statement goes at once. */
  underWay: () => number;
  /** How long the first waits for others, in ms. */
  waitMs?: number;
  /** So many go without waiting. */
  most?: number;
}

interface Asked<In, Out> {
  one: In;
  resolve: (result: Out) => void;
  reject: (error: Error) => void;
}

const WAIT_MS = 20;
const MOST = 20;

/**
 * Returns a function that asks for one, and resolves or rejects for that one alone: if a statement fails that several share, each is asked for
 * again by a statement of its own, so that none pays for another. During an outage nothing is asked again, and all reject.
 */
export function gather<In, Out>({
  doAll,
  underWay,
  waitMs = WAIT_MS,
  most = MOST,
}: GatherOptions<In, Out>): (one: In) => Promise<Out> {
  let waiting: Asked<In, Out>[] = [];
  let look: NodeJS.Immediate | undefined;
  let timer: NodeJS.Timeout | undefined;

  const send = (): void => {
    clearImmediate(look);
    clearTimeout(timer);
    timer = undefined;
    const asked = waiting;
    waiting = [];
    void answer(asked);
  };
  const sendOrWait = (): void => {
    if (waiting.length >= underWay()) send();
    else timer = setTimeout(send, waitMs);
  };
  const answer = async (asked: readonly Asked<In, Out>[]): Promise<void> => {
    try {
      const results = await doAll(asked.map(({ one }) => one));
      asked.forEach(({ resolve }, index) => resolve(results[index] as Out));
    } catch (thrown) {
      if (asked.length === 1 || thrown instanceof OutageError) for (const { reject } of asked) reject(toError(thrown));
      else for (const one of asked) await answer([one]);
    }
  };
  return (one) =>
    new Promise((resolve, reject) => {
      waiting.push({ one, resolve, reject });
      if (waiting.length >= most) send();
      // Those that come in the same turn of the event loop go together.
      else if (waiting.length === 1) look = setImmediate(sendOrWait);
      else if (timer !== undefined && waiting.length >= underWay()) send();
    });
}

/** Counts the work that is under way. */
export function countUnderWay(): { count: () => number; run<T>(work: () => Promise<T>): Promise<T> } {
  let underWay = 0;
  return {
    count: () => underWay,
    async run(work) {
      underWay++;
      try {
        return await work();
      } finally {
        underWay--;
      }
    },
  };
}

/** The row of each id, in the order of the ids; null for one without. */
export function rowsOf<Row extends { id: number }>(ids: readonly number[], rows: readonly Row[]): (Row | null)[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.map((id) => byId.get(id) ?? null);
}
