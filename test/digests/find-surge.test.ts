// A surge of stories, and a merely busy hour.
import { describe, expect, test } from "vitest";
import { findSurge } from "../../src/digests/find-surge.ts";

const week = 7 * 24;
const hours = (count: number, each: number): number[] => Array.from({ length: count }, () => each);

describe("on a watchlist with a story a day", () => {
  const usual = hours(7, 1);

  test("six stories in an hour are a surge, and five are not", () => {
    expect(findSurge(6, usual, week)).toEqual({ stories: 6, usual: 0 });
    expect(findSurge(5, usual, week)).toBeNull();
  });

  test("earlier surges do not become normal", () => {
    expect(findSurge(12, [...usual, ...hours(20, 40)], week)).toEqual({ stories: 12, usual: 0 });
  });

  test("nothing is a surge before three days of history", () => {
    expect(findSurge(40, [1, 1], 71)).toBeNull();
    expect(findSurge(40, [], 0)).toBeNull();
    expect(findSurge(40, [1, 1], 72)).toEqual({ stories: 40, usual: 0 });
  });
});

describe("on a watchlist with twenty stories an hour", () => {
  const usual = Array.from({ length: week }, (_, hour) => 15 + (hour % 11));

  test("half as many more are a busy hour, and three times as many a surge", () => {
    expect(findSurge(30, usual, week)).toBeNull();
    expect(findSurge(60, usual, week)).toEqual({ stories: 60, usual: 20 });
  });

  test("a watchlist with quiet nights and busy days has no surge each morning", () => {
    const sleeper = Array.from({ length: week }, (_, hour) => (hour % 24 < 10 ? 0 : 12)).filter((count) => count > 0);
    expect(findSurge(14, sleeper, week)).toBeNull();
  });
});
