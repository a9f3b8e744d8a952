// Which name a mistyped one probably meant.
import { expect, test } from "vitest";
import { nearest } from "../../src/text/nearest.ts";

test("the nearest name is found despite slips, case and separators, and nothing far off", () => {
  expect(nearest("shedule", ["to", "schedule", "quiet"])).toBe("schedule");
  expect(nearest("atMost", ["at_most"])).toBe("at_most");
  expect(nearest("emial", ["email"])).toBe("email");
  expect(nearest("colour", ["store", "queue"])).toBeNull();
  expect(nearest("", ["a"])).toBeNull();
  expect(nearest("x".repeat(1_000_000), ["x"])).toBeNull();
});
