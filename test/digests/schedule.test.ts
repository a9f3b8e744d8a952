// Schedules: their syntax, and that no clock change loses or doubles a digest.
import { describe, expect, test } from "vitest";
import { localStamp } from "../../src/digests/local-time.ts";
import { nextDue, parseQuiet, parseSchedule, quietUntil } from "../../src/digests/schedule.ts";
import type { QuietHours, Schedule } from "../../src/digests/digest.ts";

const hourMs = 3_600_000;

/** A zone with the local dates of its clock changes; Kathmandu changes none and stands for the plain case. */
const zones: [zone: string, changes: string[]][] = [
  ["America/New_York", ["2026-03-08", "2026-11-01", "2027-03-14", "2027-11-07"]],
  ["Europe/London", ["2026-03-29", "2026-10-25", "2027-03-28", "2027-10-31"]],
  ["Europe/Berlin", ["2026-03-29", "2026-10-25", "2027-03-28", "2027-10-31"]],
  ["America/St_Johns", ["2026-03-08", "2026-11-01", "2027-03-14", "2027-11-07"]],
  ["America/Santiago", ["2026-04-04", "2026-09-06", "2027-04-03", "2027-09-05"]],
  ["Australia/Lord_Howe", ["2026-04-05", "2026-10-04", "2027-04-04", "2027-10-03"]],
  ["Australia/Sydney", ["2026-04-05", "2026-10-04", "2027-04-04", "2027-10-03"]],
  ["Pacific/Chatham", ["2026-04-05", "2026-09-27", "2027-04-04", "2027-09-26"]],
  ["Africa/Cairo", ["2026-04-24", "2026-10-29", "2027-04-30", "2027-10-28"]],
  ["Asia/Beirut", ["2026-03-29", "2026-10-24", "2027-03-28", "2027-10-30"]],
  ["Asia/Kathmandu", ["2026-03-29", "2026-10-25", "2027-03-28", "2027-10-31"]],
  ["Atlantic/Azores", ["2026-03-29", "2026-10-25", "2027-03-28", "2027-10-31"]],
];
const dailySchedules = ["0 0 * * *", "45 1 * * *", "30 2 * * *", "0 7 * * *", "every 24h"];

/** Daily times that fall into quiet hours, which end before, in and after what a clock change skips or repeats. */
const held: [schedule: string, quiet: QuietHours][] = [
  ["0 23 * * *", { from: 22 * 60, to: 6 * 60 }],
  ["30 23 * * *", { from: 22 * 60, to: 150 }],
  ["15 0 * * *", { from: 23 * 60, to: 75 }],
  ["0 1 * * *", { from: 30, to: 165 }],
];

function scheduleOf(text: string): Schedule {
  const reading = parseSchedule(text);
  if (reading.kind === "fault") throw new Error(reading.message);
  return reading.schedule;
}

function localDaysAround(date: string): string[] {
  const noon = Date.parse(`${date}T12:00:00Z`);
  return [-2, -1, 0, 1, 2].map((days) => new Date(noon + days * 24 * hourMs).toISOString().slice(0, 10));
}

describe("a daily digest", () => {
  test.each(zones)("comes exactly once on each local day around every clock change in %s", (zone, changes) => {
    for (const change of changes) {
      for (const time of dailySchedules) {
        const days = localDaysAround(change);
        const due: string[] = [];
        let at = new Date(Date.parse(`${change}T12:00:00Z`) - 96 * hourMs);
        while (at.getTime() < Date.parse(`${change}T12:00:00Z`) + 96 * hourMs) {
          const next = nextDue(scheduleOf(time), zone, at);
          if (next === null) throw new Error("a daily schedule ended");
          expect(next.getTime()).toBeGreaterThan(at.getTime());
          at = next;
          due.push(localStamp(zone, at).slice(0, 10));
        }
        expect(
          due.filter((day) => days.includes(day)),
          `${time} in ${zone} around ${change}`,
        ).toEqual(days);
      }
    }
  });

  test.each(zones)("held by quiet hours comes exactly once on each local day in %s", (zone, changes) => {
    for (const change of changes) {
      for (const [time, quiet] of held) {
        const days = localDaysAround(change);
        const sent: string[] = [];
        let at = new Date(Date.parse(`${change}T12:00:00Z`) - 96 * hourMs);
        while (at.getTime() < Date.parse(`${change}T12:00:00Z`) + 96 * hourMs) {
          at = nextDue(scheduleOf(time), zone, at) ?? at;
          at = quietUntil(quiet, zone, at) ?? at;
          expect(quietUntil(quiet, zone, at)).toBeNull();
          sent.push(localStamp(zone, at).slice(0, 10));
        }
        expect(
          sent.filter((day) => days.includes(day)),
          `${time} in ${zone} around ${change}`,
        ).toEqual(days);
      }
    }
  });

  test("has the same time asked at any moment of the day, also between the two halves of a repeated hour", () => {
    const schedule = scheduleOf("30 1 * * *");
    const first = Date.parse("2026-11-01T05:30:00Z");
    for (let minute = -120; minute < 0; minute += 7) {
      expect(nextDue(schedule, "America/New_York", new Date(first + minute * 60_000))?.toISOString()).toBe(
        "2026-11-01T05:30:00.000Z",
      );
    }
    for (let minute = 0; minute < 180; minute += 7) {
      expect(nextDue(schedule, "America/New_York", new Date(first + minute * 60_000))?.toISOString()).toBe(
        "2026-11-02T06:30:00.000Z",
      );
    }
  });

  test("keeps each of several hours across a clock change", () => {
    const schedule = scheduleOf("30 1,13 * * *");
    let at = new Date("2026-11-01T00:00:00-04:00");
    const due: string[] = [];
    for (let count = 0; count < 3; count += 1) {
      at = nextDue(schedule, "America/New_York", at) ?? at;
      due.push(localStamp("America/New_York", at));
    }
    expect(due).toEqual(["2026-11-01 01:30", "2026-11-01 13:30", "2026-11-02 01:30"]);
  });
});

describe("the syntax of schedules", () => {
  test("has five fields, immediately, and every so often", () => {
    expect(parseSchedule(" 0  7 * * 1-5 ")).toEqual({ kind: "schedule", schedule: { kind: "cron", expression: "0 7 * * 1-5" } });
    expect(parseSchedule("Immediately")).toEqual({ kind: "schedule", schedule: { kind: "immediately" } });
    expect(parseSchedule("every 15m")).toEqual({ kind: "schedule", schedule: { kind: "every", minutes: 15 } });
    expect(parseSchedule("every 2 hours")).toEqual({ kind: "schedule", schedule: { kind: "every", minutes: 120 } });
  });

  test.each([
    "",
    "daily",
    "0 7 * *",
    "* * * * * *",
    "61 7 * * *",
    "0 7 30 2 *",
    "every",
    "every 0m",
    "every 3d",
    "every 25h",
    "every -5m",
  ])("%j is refused with what to write instead", (text) => {
    const reading = parseSchedule(text);
    expect(reading.kind).toBe("fault");
    expect(reading.kind === "fault" && reading.message).toMatch(/write|never comes/);
  });

  test("a leap day counts as an existing day", () => {
    const due = nextDue(scheduleOf("0 7 29 2 *"), "UTC", new Date("2026-01-01T00:00:00Z"));
    expect(due?.toISOString()).toBe("2028-02-29T07:00:00.000Z");
  });
});

test("every 15m falls on the quarters of the hour, whenever it was last asked", () => {
  const schedule: Schedule = { kind: "every", minutes: 15 };
  expect(nextDue(schedule, "UTC", new Date("2026-11-23T10:07:31.002Z"))?.toISOString()).toBe("2026-11-23T10:15:00.000Z");
  expect(nextDue(schedule, "UTC", new Date("2026-11-23T10:15:00.000Z"))?.toISOString()).toBe("2026-11-23T10:30:00.000Z");
});

test("every 24h falls on midnight of its own zone", () => {
  const due = nextDue({ kind: "every", minutes: 24 * 60 }, "Asia/Kathmandu", new Date("2026-11-23T10:00:00Z"));
  expect(due?.toISOString()).toBe("2026-11-23T18:15:00.000Z");
});

test("an immediate digest has no due time", () => {
  expect(nextDue({ kind: "immediately" }, "UTC", new Date(0))).toBeNull();
});

describe("quiet hours", () => {
  const night = { from: 22 * 60, to: 6 * 60 };

  test.each([
    ["before they begin", "2026-11-23T20:59:59.999Z", null],
    ["at their first instant", "2026-11-23T21:00:00Z", "2026-11-24T05:00:00.000Z"],
    ["after midnight", "2026-11-24T01:30:12Z", "2026-11-24T05:00:00.000Z"],
    ["at their end", "2026-11-24T05:00:00Z", null],
    ["over the spring change", "2026-03-28T22:30:00Z", "2026-03-29T04:00:00.000Z"],
    ["over the autumn change", "2026-10-24T21:30:00Z", "2026-10-25T05:00:00.000Z"],
  ])("%s in Berlin", (_, at, until) => {
    expect(quietUntil(night, "Europe/Berlin", new Date(at))?.toISOString() ?? null).toBe(until);
  });

  test.each([
    ["America/New_York", 150, "2026-03-08T04:00:00Z", "2026-03-08 03:00"],
    ["Australia/Lord_Howe", 135, "2026-10-03T14:00:00Z", "2026-10-04 02:30"],
    ["Atlantic/Azores", 30, "2026-03-28T23:30:00Z", "2026-03-29 01:00"],
  ])("that end in the skipped hour in %s end just after it, at the time of the digest", (zone, to, at, end) => {
    const until = quietUntil({ from: 22 * 60, to }, zone, new Date(at));
    expect(localStamp(zone, until ?? new Date(0))).toBe(end);
    const schedule = scheduleOf(`${to % 60} ${Math.floor(to / 60)} * * *`);
    expect(nextDue(schedule, zone, new Date(at))).toEqual(until);
  });

  test("that end in a repeated hour end at its first occurrence, and begin with it again", () => {
    const quiet = { from: 22 * 60, to: 90 };
    const first = quietUntil(quiet, "America/New_York", new Date("2026-11-01T04:00:00Z"));
    expect(first?.toISOString()).toBe("2026-11-01T05:30:00.000Z");
    expect(quietUntil(quiet, "America/New_York", new Date("2026-11-01T05:40:00Z"))).toBeNull();
  });

  test.each([
    ["Pacific/Auckland", "2026-04-04T11:00:00Z", "2026-04-05 06:00"],
    ["Pacific/Tongatapu", "2026-04-04T11:00:00Z", "2026-04-05 06:00"],
    ["Australia/Lord_Howe", "2026-04-04T13:00:00Z", "2026-04-05 06:00"],
    ["Pacific/Chatham", "2026-09-26T11:00:00Z", "2026-09-27 06:00"],
  ])("far east in %s end at their local time despite clock changes", (zone, at, end) => {
    expect(localStamp(zone, quietUntil(night, zone, new Date(at)) ?? new Date(0))).toBe(end);
  });

  test("within one day", () => {
    expect(quietUntil({ from: 600, to: 660 }, "Asia/Kathmandu", new Date("2026-11-23T04:20:00Z"))?.toISOString()).toBe(
      "2026-11-23T05:15:00.000Z",
    );
  });

  test("never apply if there are none", () => {
    expect(quietUntil(null, "UTC", new Date())).toBeNull();
  });

  test("are read as two times of day", () => {
    expect(parseQuiet("22:00-06:00")).toEqual({ kind: "quiet", quiet: night });
    expect(parseQuiet(" 6:30 – 24:00 ")).toEqual({ kind: "quiet", quiet: { from: 390, to: 0 } });
  });

  test.each(["", "22-06", "22:00", "25:00-06:00", "22:60-06:00", "24:00-06:00", "22:00-22:00", "00:00-24:00", "22:00-24:30"])(
    "%j is refused",
    (text) => {
      expect(parseQuiet(text).kind).toBe("fault");
    },
  );
});
