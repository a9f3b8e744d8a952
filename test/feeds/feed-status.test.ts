import { expect, test } from "vitest";
import { feedStatus, span, type FeedFacts } from "../../src/feeds/feed-status.ts";

const HOUR = 3_600_000;
const NOW = new Date("2026-03-03T10:00:00Z");
const ago = (hours: number) => new Date(NOW.getTime() - hours * HOUR);
const FACTS: FeedFacts = {
  url: "https://outlet.example/feed",
  name: null,
  title: "The Outlet",
  fault: null,
  failures: 0,
  failingSince: null,
  muted: false,
  pausedAt: null,
  resumedAt: null,
  incomplete: false,
  firstPolledAt: ago(500),
  lastPolledAt: ago(1),
  lastNewAt: ago(2),
  nextDueAt: ago(-1),
  heldUntil: null,
  entries: 20,
  intervalsMs: [HOUR, HOUR, HOUR],
  longestSilenceMs: 10 * HOUR,
  askedUrl: null,
  movedTo: null,
  movedSince: null,
  twin: null,
  hidesNews: false,
  withheld: 0,
  withheldAt: null,
  gaps: [],
  overLimits: [],
  hub: null,
  notes: [],
};
const status = (more: Partial<FeedFacts>) => feedStatus({ ...FACTS, ...more }, NOW);

test.each<[string, Partial<FeedFacts>, string, RegExp]>([
  ["is read", {}, "good", /^reads well$/],
  ["fails", { fault: "not found", failures: 3 }, "failing", /^not found$/],
  ["is gone", { fault: "gone for good (410)", muted: true }, "muted", /^muted: gone for good \(410\)$/],
  [
    "is paused",
    { pausedAt: ago(3), fault: "not found", lastNewAt: ago(20) },
    "paused",
    /^paused by hand since 2026-03-03 07:00 UTC$/,
  ],
  [
    "moved to another's address",
    { twin: { name: "The Other", isPaused: false } },
    "same as another",
    /The Other, which is read for both/,
  ],
  [
    "moved to the address of a paused one",
    { twin: { name: "The Other", isPaused: true } },
    "same as another",
    /The Other, which is paused by hand, so neither is read: resume it$/,
  ],
  ["waits out a Retry-After", { heldUntil: ago(-2) }, "held", /until 2026-03-03 12:00 UTC/],
  ["was never polled", { firstPolledAt: null }, "not polled", /^not polled yet$/],
  ["is cut off", { incomplete: true }, "damaged", /entries may be missing/],
  ["has been silent for too long", { lastNewAt: ago(20) }, "late", /usually has news every hour/],
])("a feed that %s is called so", (_, more, state, health) => {
  const said = status(more);
  expect(said.state).toBe(state);
  expect(said.health).toMatch(health);
  expect(said.failing).toBe(state === "failing" || state === "muted");
});

test("since when a feed is late is told where it can be read, and not where it fails anyway", () => {
  expect(status({ lastNewAt: ago(20) }).lateSince).toBe(ago(20).toISOString());
  expect(status({ lastNewAt: ago(20), fault: "not found" }).lateSince).toBeNull();
  expect(status({ lastNewAt: ago(20), pausedAt: ago(3) }).lateSince).toBeNull();
  expect(status({ lastNewAt: ago(20), resumedAt: ago(3) }).lateSince).toBeNull();
  expect(status({}).lateSince).toBeNull();
});

test("what else there is to know is a sentence each", () => {
  const gap = (hours: number) => ({ since: ago(hours + 1), until: ago(hours) });
  expect(status({}).notes).toEqual([]);
  expect(
    status({
      gaps: [gap(3), gap(30)],
      movedTo: "https://new.example/feed",
      movedSince: ago(24),
      hidesNews: true,
      withheld: 9,
      withheldAt: ago(48),
    }).notes,
  ).toEqual([
    "entries may have come and gone unseen from 2026-03-03 06:00 UTC to 2026-03-03 07:00 UTC, and once before",
    "says since 2026-03-02 10:00 UTC that it has moved to https://new.example/feed",
    'its server says "not modified" when there is news: read whole once a day',
    "9 entries came with other guids and addresses on 2026-03-01 10:00 UTC, and were not told again",
  ]);
  expect(status({ withheld: 9, withheldAt: ago(15 * 24) }).notes).toEqual([]);
  expect(status({ askedUrl: "https://new.example/feed" }).notes).toEqual([
    "moved for good: put https://new.example/feed into feeds.yaml",
  ]);
});

test("a span is said in the unit that people would use", () => {
  expect([1, 60_000, 20 * 60_000, HOUR, 5.2 * HOUR, 40 * HOUR, 24 * 21 * HOUR].map(span)).toEqual([
    "minute",
    "minute",
    "20 minutes",
    "hour",
    "5 hours",
    "2 days",
    "21 days",
  ]);
});
