import { describe, expect, test } from "vitest";
import { retryAfter } from "../../src/http/retry-after.ts";

const now = new Date("2026-03-01T12:00:00Z");

function until(value: string): string | null {
  return retryAfter({ "retry-after": value }, now)?.toISOString() ?? null;
}

describe("Retry-After", () => {
  test.each([
    ["120", "2026-03-01T12:02:00.000Z"],
    [" 1.5 ", "2026-03-01T12:00:01.500Z"],
    ["Sun, 01 Mar 2026 13:00:00 GMT", "2026-03-01T13:00:00.000Z"],
    ["Sunday, 01-Mar-26 13:00:00 GMT", "2026-03-01T13:00:00.000Z"],
    ["Sun Mar  1 13:00:00 2026", "2026-03-01T13:00:00.000Z"],
  ])("%o is read", (value, expected) => {
    expect(until(value)).toBe(expected);
  });

  test.each(["999999999", "Sun, 01 Mar 2099 13:00:00 GMT"])("%o is cut to two days", (value) => {
    expect(until(value)).toBe("2026-03-03T12:00:00.000Z");
  });

  test.each([
    "",
    "0",
    "-5",
    "soon",
    "1:2:3",
    "1e9",
    "Infinity",
    "Sun, 01 Mar 2020 13:00:00 GMT",
    "Sun, 99 Foo 2026 13:00:00 GMT",
    "9".repeat(5000),
  ])("%.40o says nothing", (value) => {
    expect(until(value)).toBeNull();
  });

  test("that is missing says nothing", () => {
    expect(retryAfter({}, now)).toBeNull();
  });
});
