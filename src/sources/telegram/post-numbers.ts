// Accounts for the numbers of a channel's posts: they follow one another, so one that is missing was deleted or never shown to us.

/** Numbers in runs, such as `[[105, 105], [110, 240]]`, the lowest first. */
export type Runs = [number, number][];

export interface PostNumbers {
  /** The highest number that was ever shown. */
  last: number;
  /** Of the latest page: the numbers on it. */
  shown: Runs;
  /** Numbers that no page showed us. */
  unseen: Runs;
  /** Numbers that a page showed, and a later one left out. */
  deleted: Runs;
}

/** A busy channel leaves a few in a day. */
const RUNS_MAX = 500;

/**
 * What is known after a look at numbers `shown`, from the lowest up to the newest of the channel; `before` is what was known. `newlyUnseen`
 * counts the numbers since the last look that this one could not show. A first look proves nothing of what came before it, nor does one at an empty channel.
 */
export function account(before: PostNumbers | null, shown: readonly number[]): { numbers: PostNumbers; newlyUnseen: number } {
  const now = toRuns(shown);
  // A page without any post is an emptied channel.
  const lowest = now[0]?.[0] ?? 0;
  const highest = Math.max(before?.last ?? 0, now.at(-1)?.[1] ?? 0);
  if (before === null || before.last === 0)
    return { numbers: { last: highest, shown: now, unseen: [], deleted: [] }, newlyUnseen: 0 };
  const seen = new Set(shown);
  const since = numbersBetween(before.last + 1, highest).filter((number) => !seen.has(number));
  const gone = expand(before.shown).filter((number) => number >= lowest && !seen.has(number));
  return {
    numbers: {
      last: highest,
      shown: now,
      unseen: join(without(before.unseen, now), toRuns(since)),
      deleted: join(without(before.deleted, now), toRuns(gone)),
    },
    newlyUnseen: since.length,
  };
}

/** A channel that is emptied, or one that jumps far ahead, must not fill the memory. */
const BETWEEN_MAX = 100_000;
const numbersBetween = (first: number, last: number): number[] =>
  Array.from({ length: Math.min(Math.max(last - first + 1, 0), BETWEEN_MAX) }, (_, index) => first + index);

const expand = (runs: Runs): number[] => runs.flatMap(([first, last]) => numbersBetween(first, last));

function toRuns(numbers: readonly number[]): Runs {
  const runs: Runs = [];
  for (const number of [...new Set(numbers)].sort((a, b) => a - b)) {
    const run = runs.at(-1);
    if (run?.[1] === number - 1) run[1] = number;
    else runs.push([number, number]);
  }
  return runs;
}

/** What was missing and is shown again is accounted for. Long runs are kept as they are. */
function without(runs: Runs, shown: Runs): Runs {
  return runs.flatMap(([first, last]): Runs => {
    let rest: Runs = [[first, last]];
    for (const [from, to] of shown)
      rest = rest.flatMap(([a, b]): Runs =>
        to < a || from > b
          ? [[a, b]]
          : (
              [
                [a, from - 1],
                [to + 1, b],
              ] as Runs
            ).filter(([low, high]) => low <= high),
      );
    return rest;
  });
}

const join = (before: Runs, more: Runs): Runs => [...before, ...more].slice(-RUNS_MAX);

/** Such as `105, 107 to 109`. */
export const inWords = (runs: Runs): string =>
  runs.map(([first, last]) => (first === last ? String(first) : `${first} to ${last}`)).join(", ");
