// A table from pairs of numbers to numbers, in flat arrays: the edges of the phrase trie, hundreds of thousands of them.

export interface PairTable {
  /** The value under (a, b), or 0. */
  get(a: number, b: number): number;
  /** Values are greater than 0. */
  set(a: number, b: number, value: number): void;
}

/** Pairs and values are whole numbers from 0 to 2^31. */
export function createPairTable(): PairTable {
  let mask = 1023;
  let used = 0;
  let cells = new Int32Array((mask + 1) * 3);

  /** The cell of (a, b), or the empty cell where it would be. */
  function cellOf(a: number, b: number): number {
    let slot = Math.imul(Math.imul(a, 0x9e3779b1) ^ b, 0x85ebca6b);
    slot = (slot ^ (slot >>> 15)) & mask;
    for (;;) {
      const cell = slot * 3;
      if (cells[cell + 2] === 0 || (cells[cell] === a && cells[cell + 1] === b)) return cell;
      slot = (slot + 1) & mask;
    }
  }

  function write(a: number, b: number, value: number): void {
    const cell = cellOf(a, b);
    if (cells[cell + 2] === 0) used++;
    cells[cell] = a;
    cells[cell + 1] = b;
    cells[cell + 2] = value;
  }

  return {
    get: (a, b) => cells[cellOf(a, b) + 2] ?? 0,
    set(a, b, value) {
      if (used * 2 > mask) {
        const before = cells;
        mask = mask * 2 + 1;
        used = 0;
        cells = new Int32Array((mask + 1) * 3);
        for (let cell = 0; cell < before.length; cell += 3) {
          const old = before[cell + 2] ?? 0;
          if (old !== 0) write(before[cell] ?? 0, before[cell + 1] ?? 0, old);
        }
      }
      write(a, b, value);
    },
  };
}
