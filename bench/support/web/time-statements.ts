// Which statements of a database take longest while something is done.
import type { Database, Value } from "../../../src/store/engine/database.ts";

const SHOWN = 4;
const VERBS = ["one", "maybeOne", "many", "run"] as const;

interface Timed {
  count: number;
  totalMs: number;
  longestMs: number;
}

export function timeStatements(database: Database) {
  let noted = new Map<string, Timed>();
  const note = (text: string, ms: number) => {
    const before = noted.get(text) ?? { count: 0, totalMs: 0, longestMs: 0 };
    noted.set(text, {
      count: before.count + 1,
      totalMs: before.totalMs + ms,
      longestMs: Math.max(before.longestMs, ms),
    });
  };
  const timed = Object.fromEntries(
    VERBS.map((verb) => [
      verb,
      async (text: string, values?: readonly Value[]) => {
        const from = performance.now();
        try {
          return await (database[verb] as (text: string, values?: readonly Value[]) => Promise<unknown>)(text, values);
        } finally {
          note(text, performance.now() - from);
        }
      },
    ]),
  ) as Pick<Database, (typeof VERBS)[number]>;
  return {
    database: { ...database, ...timed },
    /** Does the work, and gives its result and the slowest statements, a line each. */
    async during<T>(work: () => Promise<T>): Promise<[result: T, slow: string[]]> {
      noted = new Map();
      const result = await work();
      const slow = [...noted]
        .toSorted(([, one], [, other]) => other.totalMs - one.totalMs)
        .slice(0, SHOWN)
        .map(
          ([text, { count, totalMs, longestMs }]) =>
            `${count} times, ${(totalMs / count).toFixed(1)} ms, at most ${longestMs.toFixed(0)}: ${text.replace(/\s+/g, " ").slice(0, 150)}`,
        );
      return [result, slow];
    },
  };
}
