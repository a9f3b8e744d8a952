// Goal: what is wrong is seen, and nothing else. Method: the judge is pure, so facts are made up.
import { describe, expect, test } from "vitest";
import { judge, lostMatches } from "../../src/chores/self-check/judge.ts";
import type { Facts } from "../../src/chores/self-check/judge.ts";

const NOW = new Date("2026-11-23T09:00:00Z");
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const later = (ms: number) => new Date(NOW.getTime() + ms);

const well: Facts = {
  now: NOW,
  upSince: later(-48 * HOUR_MS),
  open: new Set(),
  host: "worker-3",
  backlogs: [],
  canary: null,
  samples: [],
  backedUpAt: null,
  backupWithinMs: 26 * HOUR_MS,
  skewMs: 0,
  mails: { count: 0, reply: null },
};
const kindsOf = (facts: Partial<Facts>) => judge({ ...well, ...facts }).map(({ kind }) => kind);
const disk = (...free: [hoursAgo: number, gigabytes: number][]) =>
  free.map(([hours, gigabytes]) => ({ at: later(-hours * HOUR_MS), disk_free: gigabytes * 1e9, store_bytes: 1e9 }));
const backlog = (stage: string, minutes: number) => [{ stage, waiting: 3, oldest: later(-minutes * MINUTE_MS) }];

describe("the judge", () => {
  test("is calm when nothing is known, and when all is as it should be", () => {
    expect(kindsOf({})).toEqual([]);
    expect(
      kindsOf({
        backlogs: [...backlog("match-watchlists", 10), ...backlog("poll-feeds", 25)],
        samples: disk([48, 100], [0, 90]),
        backedUpAt: later(-25 * HOUR_MS),
        skewMs: -20_000,
      }),
    ).toEqual([]);
  });

  test("names the stage whose work is late, but not what was late while nothing ran", () => {
    const facts = { backlogs: backlog("match-watchlists", 20) };
    expect(judge({ ...well, ...facts })[0]?.text).toContain("match-watchlists: 3 waiting, the oldest for 20 minutes");
    const restarted = { ...facts, upSince: later(-5 * MINUTE_MS) };
    expect(kindsOf(restarted)).toEqual([]);
    expect(kindsOf({ ...restarted, open: new Set(["stage"]) })).toEqual(["stage"]);
    expect(kindsOf({ backlogs: backlog("poll-feeds", 31) })).toEqual(["stage"]);
  });

  test.each([
    ["steadily", disk([24, 40], [12, 25], [0, 10]), ["disk"]],
    ["slowly", disk([48, 100], [0, 99]), []],
    ["for an hour only", disk([1, 100], [0, 50]), []],
    ["then empties", disk([24, 10], [0, 100]), []],
    ["until nothing is left, whatever it did before", disk([0, 0.1]), ["disk"]],
  ])("foresees three days when the disk fills up %s", (_, samples, kinds) => {
    expect(kindsOf({ samples })).toEqual(kinds);
  });

  test("asks for backups of those who make any, and of nobody who wants none", () => {
    expect(kindsOf({ backedUpAt: later(-27 * HOUR_MS) })).toEqual(["backup"]);
    expect(kindsOf({ backedUpAt: later(-900 * HOUR_MS), backupWithinMs: null })).toEqual([]);
  });

  test("says which way a clock is wrong, and what the mail server said", () => {
    const found = judge({ ...well, skewMs: -120_000, mails: { count: 2, reply: "451 try later" } });
    expect(found.map(({ text }) => text)).toEqual([
      expect.stringContaining("The clock of worker-3 is 2 minutes behind"),
      expect.stringContaining("451 try later"),
    ]);
  });

  test("misses the canary after twelve minutes, and says where it is", () => {
    const canary = {
      run: 4,
      stage: "group-stories",
      begun_at: NOW,
      waiting_since: later(-13 * MINUTE_MS),
      passed_at: null,
      fault: null,
    };
    expect(judge({ ...well, canary })[0]?.text).toContain("at group-stories; nothing took it there");
    expect(kindsOf({ canary, upSince: later(-MINUTE_MS) })).toEqual([]);
    expect(kindsOf({ canary, upSince: later(-MINUTE_MS), open: new Set(["canary"]) })).toEqual(["canary"]);
    expect(kindsOf({ canary: { ...canary, waiting_since: null } })).toEqual([]);
  });
});

test("matches without a delivery make one report", () => {
  const many = Array.from({ length: 100 }, (_, index) => ({ article: index + 1, watchlist: "w", digest: "d" }));
  expect(lostMatches(many, 100)[0]?.text).toMatch(/^at least 100 matches /);
  expect(lostMatches([], 100)).toEqual([]);
});
