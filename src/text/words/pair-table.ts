// A table from pairs of numbers to numbers, in flat arrays: the edges of the phrase trie, hundreds of thousands of them.

/** Pairs and values are whole numbers from 0 to 2^31. A class, because a reload makes a second one, and V8 reads a closure's state fast only while it is the only one of its kind. */
export class PairTable {
  private mask = 1023;
  private used = 0;
  private cells = new Int32Array(1024 * 3);

  /** The value under (a, b), or 0. */
  get(a: number, b: number): number {
    return this.cells[this.cellOf(a, b) + 2] ?? 0;
  }

  /** Values are greater than 0. */
  set(a: number, b: number, value: number): void {
    // At most three quarters full: an empty cell is still near, and many watchlists need much memory.
    if (this.used * 4 > this.mask * 3) this.enlarge();
    this.write(a, b, value);
  }

  /** The cell of (a, b), or the empty cell where it would be. */
  private cellOf(a: number, b: number): number {
    const { cells, mask } = this;
    let slot = Math.imul(Math.imul(a, 0x9e3779b1) ^ b, 0x85ebca6b);
    slot = (slot ^ (slot >>> 15)) & mask;
    for (;;) {
      const cell = slot * 3;
      if (cells[cell + 2] === 0 || (cells[cell] === a && cells[cell + 1] === b)) return cell;
      slot = (slot + 1) & mask;
    }
  }

  private write(a: number, b: number, value: number): void {
    const cell = this.cellOf(a, b);
    if (this.cells[cell + 2] === 0) this.used++;
    this.cells[cell] = a;
    this.cells[cell + 1] = b;
    this.cells[cell + 2] = value;
  }

  private enlarge(): void {
    const before = this.cells;
    this.mask = this.mask * 2 + 1;
    this.used = 0;
    this.cells = new Int32Array((this.mask + 1) * 3);
    for (let cell = 0; cell < before.length; cell += 3) {
      const old = before[cell + 2] ?? 0;
      if (old !== 0) this.write(before[cell] ?? 0, before[cell + 1] ?? 0, old);
    }
  }
}
