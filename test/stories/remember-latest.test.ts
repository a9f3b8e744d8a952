// The values set last are remembered, for any number and order of settings.
import fc from "fast-check";
import { expect, test } from "vitest";
import { rememberLatest } from "../../src/stories/remember-latest.ts";

test("it holds the same as a plain list of the last keys, after any settings", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 6 }), fc.array(fc.integer({ min: 0, max: 12 }), { maxLength: 200 }), (max, keys) => {
      const latest = rememberLatest<number>(max);
      let last: number[] = [];
      for (const [at, key] of keys.entries()) {
        latest.set(key, at);
        last = [...last.filter((known) => known !== key), key].slice(-max);
        for (let one = 0; one <= 12; one++)
          expect(latest.get(one)).toBe(last.includes(one) ? keys.lastIndexOf(one, at) : undefined);
      }
    }),
    { numRuns: 200 },
  );
});

test("of two million different keys it holds the last fifty thousand", () => {
  const latest = rememberLatest<number>(50_000);
  for (let key = 0; key < 2_000_000; key++) latest.set(key, key);
  expect([latest.get(1_949_999), latest.get(1_950_000), latest.get(1_999_999)]).toEqual([undefined, 1_950_000, 1_999_999]);
});
