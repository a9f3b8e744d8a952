// Learns which letters stand for which in another script, by expectation maximisation over all ways to pair the letters of two spellings.

interface Spelling {
  latin: string;
  written: string;
  often: number;
}
/** `steps`: -log2 of the pair's share, in eighths. */
export interface LearntPair {
  latin: string;
  written: string;
  steps: number;
}

type Shape = readonly [latin: number, written: number];

const COMMON: readonly Shape[] = [
  [0, 1],
  [1, 0],
  [2, 0],
  [1, 1],
  [2, 1],
  [3, 1],
];
/** How many Latin letters may stand for how many of the other script. */
const SHAPES: Record<string, readonly Shape[]> = {
  cyrillic: [...COMMON, [4, 1], [1, 2]],
  arabic: [...COMMON, [1, 2]],
  hebrew: [...COMMON, [1, 2]],
  kana: [...COMMON, [4, 1], [1, 2], [2, 2], [3, 2]],
  hangul: [...COMMON, [1, 2], [2, 2]],
  han: [...COMMON, [4, 1], [5, 1]],
};
const pairsMax = 40_000;
const passes = 6;
/** A pair of more than one letter that is expected less often than this is dropped, so that the table stays small and general. */
const expectedMin = 0.7;
/** A pair that is used by fewer names in the end is left out. */
const usesMin = 0.9;

interface Lattice {
  size: number;
  /** From, to, and the number of the pair, in order of from. */
  arcs: Int32Array;
  weight: number;
}

/** Returns the pairs, the most frequent first. The same spellings give the same pairs. */
export function learnPairs(spellings: readonly Spelling[], script: string): LearntPair[] {
  const shapes = SHAPES[script] ?? [];
  const numbers = new Map<string, number>();
  const lattices = chosen(spellings).map((spelling) => latticeOf(spelling, shapes, numbers));
  const keys = [...numbers.keys()].map((key) => key.split("\t") as [string, string]);
  let shares = Float64Array.from(
    keys,
    ([latin, written]) => 30 ** -(latin.length + written.length) * (latin && written ? 1 : 0.1),
  );
  let total = 0;
  for (let pass = 0; pass < passes; pass++) {
    const expected = new Float64Array(keys.length);
    for (const lattice of lattices) expect(lattice, shares, expected);
    const least = pass > 1 ? expectedMin : 0.05;
    for (const [number, [latin, written]] of keys.entries())
      if (latin.length + written.length > 2 && (expected[number] ?? 0) < least) expected[number] = 0;
    total = expected.reduce((sum, value) => sum + value, 0);
    shares = expected.map((value) => value / total);
  }
  return keys
    .map(([latin, written], number) => ({ latin, written, share: shares[number] ?? 0 }))
    .filter(({ share }) => share * total >= usesMin)
    .sort((a, b) => b.share - a.share)
    .map(({ latin, written, share }) => ({ latin, written, steps: Math.round(-8 * Math.log2(share)) }));
}

/** The most frequent spellings, and of the others every so many. */
function chosen(spellings: readonly Spelling[]): Spelling[] {
  let seed = 7;
  const drawn = spellings
    .filter(({ latin, written }) => latin.length >= 2 && latin.length <= 16 && written.length >= 1 && written.length <= 16)
    .map((spelling) => {
      seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
      return { spelling, rank: Math.min(spelling.often, 4) + seed / 2 ** 32 };
    });
  return drawn
    .sort((a, b) => b.rank - a.rank)
    .slice(0, pairsMax)
    .map(({ spelling }) => spelling);
}

function latticeOf({ latin, written, often }: Spelling, shapes: readonly Shape[], numbers: Map<string, number>): Lattice {
  const from = `^${latin}$`;
  const to = `^${written}$`;
  const width = to.length + 1;
  const arcs: number[] = [];
  const add = (i: number, j: number, a: number, b: number) => {
    const key = `${from.slice(i, i + a)}\t${to.slice(j, j + b)}`;
    let number = numbers.get(key);
    if (number === undefined) numbers.set(key, (number = numbers.size));
    arcs.push(i * width + j, (i + a) * width + j + b, number);
  };
  for (let i = 0; i <= from.length; i++) {
    for (let j = 0; j <= to.length; j++) {
      for (const [a, b] of shapes) {
        if (i + a > from.length || j + b > to.length) continue;
        // Beginning meets beginning, and end meets end.
        if ((i === 0 && a > 0) !== (j === 0 && b > 0)) continue;
        if ((i + a === from.length && a > 0) !== (j + b === to.length && b > 0)) continue;
        add(i, j, a, b);
      }
      // A last letter may be silent: the e of Blaise.
      if (i === from.length - 2 && j === to.length - 1) add(i, j, 2, 1);
    }
  }
  return { size: (from.length + 1) * width, arcs: Int32Array.from(arcs), weight: Math.min(often, 5) };
}

const forward = new Float64Array(20 * 20);
const backward = new Float64Array(20 * 20);

/** Adds to `expected` how often each pair is used in the lattice, by the present shares. */
function expect({ size, arcs, weight }: Lattice, shares: Float64Array, expected: Float64Array): void {
  const share = (arc: number) => shares[arcs[arc + 2] ?? 0] ?? 0;
  forward.fill(0, 0, size);
  backward.fill(0, 0, size);
  forward[0] = 1;
  for (let arc = 0; arc < arcs.length; arc += 3)
    forward[arcs[arc + 1] ?? 0] = (forward[arcs[arc + 1] ?? 0] ?? 0) + (forward[arcs[arc] ?? 0] ?? 0) * share(arc);
  const all = forward[size - 1] ?? 0;
  if (all === 0) return;
  backward[size - 1] = 1;
  for (let arc = arcs.length - 3; arc >= 0; arc -= 3)
    backward[arcs[arc] ?? 0] = (backward[arcs[arc] ?? 0] ?? 0) + (backward[arcs[arc + 1] ?? 0] ?? 0) * share(arc);
  for (let arc = 0; arc < arcs.length; arc += 3) {
    const used = (forward[arcs[arc] ?? 0] ?? 0) * share(arc) * (backward[arcs[arc + 1] ?? 0] ?? 0);
    const number = arcs[arc + 2] ?? 0;
    if (used > 0) expected[number] = (expected[number] ?? 0) + (weight * used) / all;
  }
}
