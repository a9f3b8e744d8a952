// Splits a long list into parts, since an embedded database works in this process and blocks it while a statement runs.
import { setImmediate } from "node:timers/promises";

const ROWS_MAX = 200;
const CHARS_MAX = 200_000;

/** The items in order, in parts whose statements take some milliseconds; lets other work run before each part. */
export async function* inParts<T>(
  items: readonly T[],
  charsOf: (item: T) => number,
  charsMax = CHARS_MAX,
): AsyncGenerator<T[], void> {
  let part: T[] = [];
  let chars = 0;
  for (const item of items) {
    chars += charsOf(item);
    if (part.length >= ROWS_MAX || (part.length > 0 && chars > charsMax)) {
      yield part;
      await setImmediate();
      part = [];
      chars = charsOf(item);
    }
    part.push(item);
  }
  if (part.length > 0) yield part;
}
