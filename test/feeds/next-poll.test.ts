import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  afterHold,
  HURRY_MAX,
  learnHurry,
  nextPoll,
  type PollHints,
  type PollState,
  publishingIntervals,
} from "../../src/feeds/poll/next-poll.ts";

const NOW = new Date("2026-03-03T10:00:00Z");
const MINUTE = 60_000;
const QUIET: PollState = { failures: 0, lastNewAt: NOW, intervalsMs: [], entries: 20, hurry: 0 };
const NO_HINTS: PollHints = { maxAgeS: null, ttlMinutes: null, retryAfter: null };
const minutes = (state: Partial<PollState>, hints: Partial<PollHints> = {}, jitter = 0) =>
  (nextPoll({ ...QUIET, ...state }, { ...NO_HINTS, ...hints }, NOW, jitter).getTime() - NOW.getTime()) / MINUTE;

test("an unknown feed is polled every 20 to 25 minutes", () => {
  expect([minutes({}), minutes({}, {}, 1)]).toEqual([20, 25]);
});

test("a feed is polled twice as often as it publishes, within the limits", () => {
  expect(minutes({ intervalsMs: [60, 60, 90].map((m) => m * MINUTE) })).toBe(30);
  expect(minutes({ intervalsMs: [1, 1, 1].map((m) => m * MINUTE) })).toBe(10);
  expect(minutes({ intervalsMs: [5, 6, 7].map((days) => days * 1_440 * MINUTE) })).toBe(360);
});

test("a feed that fell silent is polled less and less often", () => {
  expect(minutes({ lastNewAt: new Date(NOW.getTime() - 24 * 60 * MINUTE) })).toBe(60);
  expect(minutes({ lastNewAt: new Date("2020-01-01") })).toBe(360);
});

test("the publisher's wish is respected up to the maximum", () => {
  expect(minutes({}, { ttlMinutes: 90 })).toBe(90);
  expect(minutes({}, { maxAgeS: 3_600 })).toBe(60);
  expect(minutes({}, { ttlMinutes: 1, maxAgeS: 0 })).toBe(20);
  expect(minutes({}, { ttlMinutes: 525_600 })).toBe(360);
});

test("failures lengthen the pause, up to a day", () => {
  expect([1, 2, 3, 4].map((failures) => minutes({ failures }))).toEqual([15, 30, 60, 120]);
  expect(minutes({ failures: 10_000 })).toBe(1_440);
});

test("no poll falls into a Retry-After, below the minimum or beyond a day", () => {
  fc.assert(
    fc.property(
      fc.record({
        failures: fc.nat(50),
        lastNewAt: fc.option(fc.date({ max: NOW, noInvalidDate: true })),
        intervalsMs: fc.array(fc.nat(1e9), { maxLength: 20 }),
        entries: fc.nat(1000),
        hurry: fc.nat(5),
      }),
      fc.record({
        maxAgeS: fc.option(fc.nat()),
        ttlMinutes: fc.option(fc.nat()),
        retryAfter: fc.option(fc.integer({ min: -1e7, max: 1e8 }).map((ms) => new Date(NOW.getTime() + ms))),
      }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (state, hints, jitter) => {
        const next = nextPoll(state, hints, NOW, jitter).getTime();
        const held = hints.retryAfter?.getTime() ?? 0;
        expect(next).toBeGreaterThanOrEqual(Math.max(held, NOW.getTime() + 10 * MINUTE));
        expect(next).toBeLessThanOrEqual(
          Math.max(held + 5 * MINUTE, NOW.getTime() + (state.failures > 0 ? 1_440 : 360) * MINUTE),
        );
      },
    ),
  );
});

test("intervals come from credible dates", () => {
  const dates = [
    "2026-03-03T08:00:00Z",
    null,
    "2099-01-01T00:00:00Z",
    "2026-03-03T09:00:00Z",
    "2026-03-03T09:00:00Z",
    "2026-03-03T06:00:00Z",
  ];
  expect(publishingIntervals(dates, NOW)).toEqual([60 * MINUTE, 120 * MINUTE]);
});

test("a publisher's wish for rare polls is ignored if entries would appear and disappear between two of them", () => {
  const busy = { intervalsMs: [4, 4, 4].map((m) => m * MINUTE), entries: 10 };
  expect(minutes(busy, { ttlMinutes: 60 })).toBe(20);
  expect(minutes({ ...busy, entries: 100 }, { ttlMinutes: 60 })).toBe(60);
  expect(minutes({ ...busy, entries: 100 }, { maxAgeS: 7 * 86_400 })).toBe(200);
});

test("after a gap a feed is polled twice as often, down to the minimum, until its documents show mostly known entries", () => {
  expect([0, 1, 2, HURRY_MAX].map((hurry) => minutes({ intervalsMs: [80, 80, 80].map((m) => m * MINUTE), hurry }))).toEqual([
    40, 20, 10, 10,
  ]);
  const said = { gap: false, fresh: 0, entries: 20 };
  expect(learnHurry(0, { ...said, gap: true, fresh: 20 })).toBe(1);
  expect(learnHurry(HURRY_MAX, { ...said, gap: true, fresh: 20 })).toBe(HURRY_MAX);
  expect(learnHurry(2, { ...said, fresh: 5 })).toBe(1);
  expect(learnHurry(2, { ...said, fresh: 6 })).toBe(2);
  expect(learnHurry(0, said)).toBe(0);
});

test("feeds of a host that asked for patience return one after the other, none too early", () => {
  const waits = [0, 0.5, 1].map((jitter) => (afterHold(NOW, jitter).getTime() - NOW.getTime()) / MINUTE);
  expect(waits).toEqual([0, 2.5, 5]);
});

test("a source is asked at least as often as its owner wants, unless it fails or its host asks for patience", () => {
  const state = { failures: 0, lastNewAt: null, intervalsMs: [], entries: 10, hurry: 0 };
  const hints = { maxAgeS: 3_600, ttlMinutes: 120, retryAfter: null, everyMs: 300_000 };
  const now = new Date("2026-11-29T12:00:00Z");
  const waits = (more: object, of: object = {}) =>
    nextPoll({ ...state, ...of }, { ...hints, ...more }, now, 1).getTime() - now.getTime();
  expect(waits({})).toBe(300_000);
  expect(waits({ everyMs: 86_400_000, maxAgeS: null, ttlMinutes: null })).toBe(25 * 60_000);
  expect(waits({}, { failures: 1 })).toBeGreaterThan(900_000);
  expect(waits({ retryAfter: new Date(now.getTime() + 7_200_000) })).toBeGreaterThanOrEqual(7_200_000);
});
