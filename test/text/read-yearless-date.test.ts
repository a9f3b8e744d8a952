// Days without a year: the latest such day that is not to come.
import { expect, test } from "vitest";
import { readYearlessDate } from "../../src/text/dates/read-yearless-date.ts";

const NOW = new Date("2027-01-02T09:00:00Z");

test.each([
  ["28 Nov", "2026-11-28"],
  ["Nov 28th", "2026-11-28"],
  ["28. November", "2026-11-28"],
  ["28 de noviembre", "2026-11-28"],
  ["28 ноября", "2026-11-28"],
  ["28.11.", "2026-11-28"],
  ["11月28日", "2026-11-28"],
  ["2 January", "2027-01-02"],
  ["4 January", "2026-01-04"],
  ["28", null],
  ["28 comments", null],
  ["Page 3", null],
  ["28.11", null],
  ["31 June", null],
  ["28 Nov 2024", null],
])("%s is %s", (text, date) => {
  expect(readYearlessDate(text, NOW)).toBe(date);
});
