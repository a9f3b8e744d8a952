// What an edit's page and the command say of the matches that it loses.
import { expect, test } from "vitest";
import { lostWords } from "../../src/feedback/lost-words.ts";

test("it is said of how many lost matches the readers' answers were counted, if not of all", () => {
  expect(lostWords({ count: 3, looked: 3, stories: 2 })).toBe("2 lost stories");
  expect(lostWords({ count: 1, looked: 1, stories: 1 })).toBe("1 lost story");
  expect(lostWords({ count: 900, looked: 200, stories: 57 })).toBe("57 stories of the first 200 lost matches");
});
