// Stories are found by common keys on any shelf; set phrases find nothing, old stories are forgotten, and memory use is small.
import { expect, test } from "vitest";
import { openStoryIndex } from "../../src/stories/story-index.ts";
import { openDice } from "../support/open-dice.ts";

const AT = Date.parse("2026-03-02T10:00:00Z");
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const indexed = (story: number, keys: number[], more = {}) => ({ story, article: story * 10, words: 300, keys, at: AT, ...more });
const find = (index: ReturnType<typeof openStoryIndex>, keys: number[], since = AT - DAY_MS) =>
  index.find(Uint32Array.from(keys), since).map(({ story }) => story);

const keysOf = (story: number): number[] => {
  const dice = openDice(story);
  return Array.from({ length: 37 }, () => Math.floor(dice() * 2 ** 28));
};

test("two common keys make a candidate; one alone does so only if there are no more", () => {
  const index = openStoryIndex();
  index.add(indexed(1, [1, 2, 9]));
  index.add(indexed(2, [1, 8, 10]));
  expect(find(index, [1, 2, 3])).toEqual([1]);
  expect(find(index, [8])).toEqual([2]);
  expect(find(index, [])).toEqual([]);
});

test("the story with the most keys in common comes first, the older one in a tie", () => {
  const index = openStoryIndex();
  index.add(indexed(2, [1, 2]));
  index.add(indexed(3, [1, 2, 3]));
  index.add(indexed(1, [1, 2]));
  expect(find(index, [1, 2, 3])).toEqual([3, 1, 2]);
});

test("a key in nine stories finds none of them; in a form, one distinctive key is enough", () => {
  const index = openStoryIndex();
  for (let story = 1; story <= 9; story++) index.add(indexed(story, [1, 2, 3, 4, 100 + story]));
  expect(find(index, [1, 2])).toEqual([]);
  expect(find(index, [1, 2, 3, 4, 105])).toEqual([5]);
});

test("a story is known by its first, its longest and its latest article", () => {
  const index = openStoryIndex();
  index.add(indexed(1, [1, 2], { article: 11 }));
  index.add(indexed(1, [1, 2], { article: 12, words: 900 }));
  index.add(indexed(1, [1, 2], { article: 13, at: AT + HOUR_MS }));
  expect(index.find(Uint32Array.of(1, 2), AT)).toEqual([
    { story: 1, first: 11, longest: 12, latest: 13, words: 900, lastAt: (AT + HOUR_MS) / 1_000 },
  ]);
  expect(index.stories()).toBe(1);
});

test("a story without a copy since then is not found, and one with a copy is, also by its oldest keys", () => {
  const index = openStoryIndex();
  index.add(indexed(1, [1, 2], { at: AT - 5 * DAY_MS }));
  index.add(indexed(2, [1, 2], { at: AT - 5 * DAY_MS }));
  index.add(indexed(2, [3, 4], { at: AT }));
  expect(find(index, [1, 2])).toEqual([2]);
});

test("old stories are forgotten and free their memory, and active ones are kept", () => {
  const index = openStoryIndex();
  const dice = openDice(1);
  const keys = () => Array.from({ length: 30 }, () => Math.floor(dice() * 2 ** 32));
  const goesOn = keys();
  for (let story = 1; story <= 20_000; story++) {
    index.add(indexed(story, keys(), { at: AT + story * 60_000 }));
    if (story % 500 === 0) index.add(indexed(30_000, goesOn, { at: AT + story * 60_000 }));
  }
  const before = index.bytes();
  index.forgetBefore(AT + 15_000 * 60_000);
  expect(index.bytes()).toBeLessThan(before * 0.6);
  expect(find(index, goesOn, AT)).toEqual([30_000]);
});

test("each of fifty thousand stories is found by its own keys among thirty others, in less than 300 bytes", () => {
  const index = openStoryIndex();
  const stories = 50_000;
  for (let story = 1; story <= stories; story++) index.add(indexed(story, keysOf(story)));
  for (let story = 7; story <= stories; story += 97) expect(find(index, keysOf(story).slice(0, 6))).toEqual([story]);
  for (let story = stories + 1; story <= stories + 200; story++) expect(find(index, keysOf(story))).toEqual([]);
  expect(index.bytes() / stories).toBeLessThan(300);
});

test("numbers of stories and articles may be as large as the database's", () => {
  const index = openStoryIndex();
  const large = 2 ** 45 + 7;
  index.add(indexed(large, [1, 2], { article: large + 1 }));
  expect(index.find(Uint32Array.of(1, 2), AT)).toMatchObject([{ story: large, first: large + 1 }]);
  expect(find(index, [1, 2])).toEqual([large]);
});
