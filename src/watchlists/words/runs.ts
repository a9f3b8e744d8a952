// Runs: many short lists of numbers end to end in one flat array, so that a million lists are two objects.
import { grown } from "../../text/words/grown.ts";

export class Runs {
  count = 0;
  /** Run n is `data[from[n]]` up to, and without, `data[from[n + 1]]`. Both arrays are replaced as they grow. */
  data = new Int32Array(1 << 12);
  from = new Int32Array(1 << 12);

  push(values: ArrayLike<number>): void {
    const start = this.from[this.count] ?? 0;
    const end = start + values.length;
    if (end > this.data.length) this.data = grown(this.data, end * 2);
    if (this.count + 2 > this.from.length) this.from = grown(this.from, this.from.length * 2);
    this.data.set(values, start);
    this.from[++this.count] = end;
  }

  clear(): void {
    this.count = 0;
  }
}
