import { expect, test } from "vitest";
import { describeOverLimit } from "../../src/feeds/over-limit.ts";
import { DEFAULT_LIMITS, ration } from "../../src/feeds/poll/quota.ts";
import { newEntry } from "../store/seed.ts";

const many = (count: number, more = {}) => Array.from({ length: count }, (_, index) => newEntry(`e${index}`, more));
const nothing = { entries: 0, bytes: 0 };

test("entries within the quota stay as they are", () => {
  const entries = many(3);
  expect(ration(entries, nothing, DEFAULT_LIMITS)).toEqual({
    entries,
    brought: { entries: 3, bytes: 33 },
    byWords: 0,
    leftOut: 0,
  });
});

test("what a source brought before on that day counts, and the entries over the quota go on by their own words", () => {
  const { entries, byWords, leftOut } = ration(
    many(5, { text: "x".repeat(900) }),
    { entries: DEFAULT_LIMITS.entries - 2, bytes: 0 },
    DEFAULT_LIMITS,
  );
  expect(entries.map(({ overQuota = false }) => overQuota)).toEqual([false, false, true, true, true]);
  expect(entries.map(({ text }) => text.length)).toEqual([900, 900, 500, 500, 500]);
  expect([byWords, leftOut]).toEqual([3, 0]);
});

test("bytes count as entries do", () => {
  const { entries } = ration(
    many(3, { text: "ü".repeat(1_000) }),
    { entries: 0, bytes: DEFAULT_LIMITS.bytes - 2_500 },
    DEFAULT_LIMITS,
  );
  expect(entries.map(({ overQuota = false }) => overQuota)).toEqual([false, true, true]);
});

test("of an entry far over the quota only the headline is kept, with the reason", () => {
  const { entries, leftOut } = ration(many(2), { entries: DEFAULT_LIMITS.entries * 10 - 1, bytes: 0 }, DEFAULT_LIMITS);
  expect(entries.map(({ skipped, text, title }) => [skipped, text, title])).toEqual([
    [null, "Text of e0.", "Title of e0"],
    ["quota", "", "Title of e1"],
  ]);
  expect(leftOut).toBe(1);
});

test("older entries and other identities of known ones count for nothing", () => {
  const entries = [newEntry("a", { skipped: "backlog" }), newEntry("b", { of: "c", skipped: "renamed" })];
  expect(ration(entries, { entries: DEFAULT_LIMITS.entries * 20, bytes: 0 }, DEFAULT_LIMITS)).toEqual({
    entries,
    brought: nothing,
    byWords: 0,
    leftOut: 0,
  });
});

test("what is over a limit is said with figures", () => {
  expect(
    describeOverLimit({
      kind: "quota",
      day: "2026-11-29",
      entries: 31_000,
      byWords: 27_000,
      leftOut: 1_000,
      limits: DEFAULT_LIMITS,
    }),
  ).toBe(
    "brought 31000 entries on 2026-11-29, over its quota of 3000 entries and 30 MB a day: 27000 were matched by its own words alone, 1000 were only noted",
  );
  expect(
    describeOverLimit({
      kind: "visits",
      site: "paper.example",
      at: new Date("2026-11-29T08:00:00Z"),
      pages: 400,
      limits: DEFAULT_LIMITS,
    }),
  ).toBe(
    "led to 400 pages of paper.example in the hour from 2026-11-29 08:00 UTC; 100 are read, and of the others its own words",
  );
});
