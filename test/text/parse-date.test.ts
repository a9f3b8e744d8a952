import { expect, test } from "vitest";
import { parseDate } from "../../src/text/parse-date.ts";

test.each([
  ["Tue, 03 Mar 2026 08:15:30 GMT", "2026-03-03T08:15:30.000Z"],
  ["3 Mar 26 08:15:30 +0630", "2026-03-03T01:45:30.000Z"],
  ["Tue, 3 March 2026 08:15 ET", "2026-03-03T13:15:00.000Z"],
  ["Tue, 03 Mar 2026 08:15:30 Asia/Yangon", "2026-03-03T01:45:30.000Z"],
  ["Sun, 29 Mar 2026 10:00:00 Europe/Brussels", "2026-03-29T08:00:00.000Z"],
  ["2026-03-03T08:15:30.25+06:30", "2026-03-03T01:45:30.250Z"],
  ["2026-03-03", "2026-03-03T00:00:00.000Z"],
  ["20260303T081530Z", "2026-03-03T08:15:30.000Z"],
  ["2026-062", "2026-03-03T00:00:00.000Z"],
  ["2026-W10-2", "2026-03-03T00:00:00.000Z"],
  ["1772525730", "2026-03-03T08:15:30.000Z"],
  ["Tue Mar  3 08:15:30 2026", "2026-03-03T08:15:30.000Z"],
  ["March 3rd, 2026, 12:05 a.m.", "2026-03-03T00:05:00.000Z"],
  ["mar., 03 févr. 2026 10:00:00 +0100", "2026-02-03T09:00:00.000Z"],
  ["3 марта 2026 г. 10:00", "2026-03-03T10:00:00.000Z"],
  ["၂၀၂၆ မတ် ၃", "2026-03-03T00:00:00.000Z"],
  ["2026年3月3日 10:00", "2026-03-03T10:00:00.000Z"],
  ["Tue, 03 Mar 2026 24:00:00 GMT", "2026-03-04T00:00:00.000Z"],
])("%s is %s", (text, instant) => {
  expect(parseDate(text)).toBe(instant);
});

test("the weekday decides where day and month could be changed about", () => {
  expect(parseDate("Tue, 03 02 2026 10:00:00 GMT")).toBe("2026-02-03T10:00:00.000Z");
  expect(parseDate("Mon, 03 02 2026 10:00:00 GMT")).toBe("2026-03-02T10:00:00.000Z");
  expect(parseDate("03/02/2026")).toBe("2026-02-03T00:00:00.000Z");
});

test.each([
  "",
  " ",
  "yesterday",
  "1:2:3:4",
  "Dec x 2012",
  "31 Feb 2026",
  "2026-13-01",
  "2026-03-03T25:00:00Z",
  "Tue, 03 Mar 2026 10:00:00 +zz:00",
  "Tue, 03 Mar 22026 10:00:00 GMT",
  "0001-01-01T00:00:00Z",
])("%s is no date", (text) => {
  expect(parseDate(text)).toBeNull();
});

test("a text far too long to be a date is none, at once", () => {
  expect(parseDate("9".repeat(100_000))).toBeNull();
  expect(parseDate(`1 Jan 2026 ${"10:00 ".repeat(15)}`)).toBeNull();
});

test("the host's time zone changes nothing", () => {
  const before = process.env.TZ;
  try {
    for (const zone of ["UTC", "Asia/Yangon", "America/New_York"]) {
      process.env.TZ = zone;
      expect(parseDate("2026-03-03 08:15:30")).toBe("2026-03-03T08:15:30.000Z");
      expect(parseDate("Tue, 03 Mar 2026")).toBe("2026-03-03T00:00:00.000Z");
      expect(parseDate("Sun, 29 Mar 2026 02:30:00 XYZ")).toBe("2026-03-29T02:30:00.000Z");
    }
  } finally {
    if (before === undefined) delete process.env.TZ;
    else process.env.TZ = before;
  }
});
