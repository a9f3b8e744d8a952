import { expect, test } from "vitest";
import { lateSince, learnSilence, type Rhythm } from "../../src/feeds/poll/late-since.ts";

const HOUR = 3_600_000;
const NOW = new Date("2026-03-03T10:00:00Z");
const ago = (hours: number) => new Date(NOW.getTime() - hours * HOUR);
const HOURLY: Rhythm = {
  firstPolledAt: ago(30 * 24),
  lastNewAt: ago(1),
  intervalsMs: [1, 1, 2, 1].map((hours) => hours * HOUR),
  longestSilenceMs: 4 * HOUR,
};
const late = (more: Partial<Rhythm>) => lateSince({ ...HOURLY, ...more }, NOW);

test("a feed with news every few hours is late after many hours without", () => {
  expect(late({ lastNewAt: ago(6) })).toBeNull();
  expect(late({ lastNewAt: ago(6.1) })).toEqual({ since: ago(6.1), usualMs: HOUR });
});

test("a feed with longer silences before, as at weekends, gets that time and half as much again", () => {
  const longestSilenceMs = 60 * HOUR;
  expect(late({ longestSilenceMs, lastNewAt: ago(89) })).toBeNull();
  expect(late({ longestSilenceMs, lastNewAt: ago(91) })).not.toBeNull();
});

test("until a weekend was observed, a feed gets three days", () => {
  expect(late({ firstPolledAt: ago(24), lastNewAt: ago(20) })).toBeNull();
  expect(late({ firstPolledAt: ago(24), lastNewAt: ago(73) })).not.toBeNull();
});

test("a feed that was never polled, or has no known rhythm, is never called late", () => {
  expect(late({ firstPolledAt: null })).toBeNull();
  expect(late({ lastNewAt: null })).toBeNull();
  expect(late({ intervalsMs: [], longestSilenceMs: null, lastNewAt: ago(9_000) })).toBeNull();
  expect(late({ intervalsMs: [], longestSilenceMs: 5 * HOUR, lastNewAt: ago(31) })).not.toBeNull();
});

test("the time of a pause by hand is no silence of the feed: neither is it late for it, nor is it learnt", () => {
  expect(late({ lastNewAt: ago(200), resumedAt: ago(5) })).toBeNull();
  expect(late({ lastNewAt: ago(200), resumedAt: ago(7) })).not.toBeNull();
  expect(learnSilence({ ...HOURLY, lastNewAt: ago(200), resumedAt: ago(5) }, NOW)).toBe(5 * HOUR);
});

const learn = (hours: number, longestHours: number | null) =>
  learnSilence({ ...HOURLY, lastNewAt: ago(hours), longestSilenceMs: longestHours === null ? null : longestHours * HOUR }, NOW) /
  HOUR;

test("the longest silence is learnt when it ends, lasts over a week, and fades over a season", () => {
  expect(learn(1, null)).toBe(2);
  expect(learn(60, 4)).toBe(60);
  let longest = 60;
  for (let hour = 0; hour < 7 * 24; hour += 1) longest = learn(1, longest);
  expect(longest * 1.5).toBeGreaterThan(62);
  for (let hour = 0; hour < 83 * 24; hour += 1) longest = learn(1, longest);
  expect(longest).toBeLessThan(6);
});
