// Runs: many short lists of numbers laid end to end in one flat array, so that a million of them are two objects and not a million.

export interface Runs {
  readonly count: number;
  /** Run n is `data[from[n]]` up to, and without, `data[from[n + 1]]`. Both arrays are replaced as they grow. */
  readonly data: Int32Array;
  readonly from: Int32Array;
  push(values: ArrayLike<number>): void;
  clear(): void;
}

export function createRuns(): Runs {
  let count = 0;
  let data = new Int32Array(1 << 12);
  let from = new Int32Array(1 << 12);
  return {
    get count() {
      return count;
    },
    get data() {
      return data;
    },
    get from() {
      return from;
    },
    push(values) {
      const start = from[count] ?? 0;
      const end = start + values.length;
      if (end > data.length) data = grown(data, end * 2);
      if (count + 2 > from.length) from = grown(from, from.length * 2);
      data.set(values, start);
      from[++count] = end;
    },
    clear() {
      count = 0;
    },
  };
}

export function grown(array: Int32Array, length: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(length);
  larger.set(array);
  return larger;
}
