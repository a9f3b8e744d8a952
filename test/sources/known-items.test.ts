// What the order of a page's list says: which items are news, which are older, and when the page changed its form.
import { expect, test } from "vitest";
import { compareItems, type KnownItems, remember } from "../../src/sources/page/known-items.ts";
import type { Entry } from "../../src/feeds/feed.ts";

const NOW = new Date("2026-11-29T12:00:00Z");
const item = (number: number, { folder = "news", date = null as string | null } = {}): Entry => ({
  id: null,
  url: `https://office.example/${folder}/notice-${number}`,
  title: `Notice ${number} of the ${folder} office`,
  author: null,
  publishedAt: date,
  updatedAt: null,
  summary: null,
  content: null,
});
/** The notices of these numbers, in this order. */
const list = (...numbers: number[]): Entry[] => numbers.map((number) => item(number));
const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, index) => from + index);
const look = (known: KnownItems | null, entries: Entry[], isNamed = false) => {
  const compared = compareItems(known, entries, { lastLook: NOW, isNamed });
  return { compared, known: remember(known, entries, compared, NOW) };
};
/** What is said of the last list. */
const follow = (...lists: Entry[][]) => {
  let last = look(null, lists[0] ?? []);
  for (const entries of lists.slice(1)) last = look(last.known, entries);
  return last.compared;
};

test("most of a list may be news if it goes on below them in its order", () => {
  expect(follow(list(...range(7, 16)), list(...range(1, 10)))).toMatchObject({ fresh: 6, isChanged: false });
  const pinned = [...list(100), ...list(...range(1, 9))];
  expect(follow([...list(100), ...list(...range(6, 14))], pinned)).toMatchObject({ fresh: 5, isChanged: false });
});

test("most of a list is no news in another order, among other addresses, or in a list that is longer than before", () => {
  const before = list(...range(11, 20));
  expect(follow(before, list(1, 12, 2, 11, 3, 4, 5, 6, 7, 8))).toMatchObject({ isChanged: true });
  const guides = range(1, 7).map((number) => item(number, { folder: "guides" }));
  expect(follow(before, [...guides, ...list(11, 12, 13)])).toMatchObject({ isChanged: true });
  expect(follow(list(11, 12, 13, 14), [...list(...range(1, 6)), ...list(11, 12, 13, 14)])).toMatchObject({ isChanged: true });
});

test("what a list shows below its last item is older, if it is the newest first", () => {
  const before = list(...range(2, 9));
  expect(follow(before, list(...range(1, 12)))).toMatchObject({ fresh: 4, older: 3, isChanged: false });
  expect(follow(before, list(...range(1, 8)), list(...range(1, 30)))).toMatchObject({ fresh: 21, older: 21, isChanged: false });
});

test("what moves up where an item was withdrawn is older, once a new item has shown that the list is the newest first", () => {
  const before = list(...range(1, 9));
  const after = list(1, 2, ...range(4, 10));
  expect(follow(list(...range(3, 11)), list(...range(2, 10)), list(2, 3, ...range(5, 12)))).toMatchObject({ fresh: 1, older: 1 });
  // Open tenders, the oldest first: one is closed, and another comes.
  expect(follow(before, after)).toMatchObject({ fresh: 1, older: 0 });
});

test("a list may grow at its end, and lose its first item there", () => {
  expect(follow(list(...range(1, 9)), list(...range(1, 10)))).toMatchObject({ fresh: 1, older: 0 });
  expect(follow(list(...range(1, 9)), list(...range(2, 10)))).toMatchObject({ fresh: 1, older: 0 });
});

test("a second list below may grow at its end", () => {
  const notices = (last: number) => range(1, last).map((number) => item(number, { folder: "sport" }));
  expect(follow([...list(...range(2, 6)), ...notices(3)], [...list(...range(1, 5)), ...notices(4)])).toMatchObject({ older: 0 });
  expect(follow(list(...range(2, 9)), [...list(...range(1, 9)), item(50)])).toMatchObject({ fresh: 2, older: 0 });
});

test("the last of several lists on a page may be new as a whole", () => {
  const before = [...list(...range(1, 6)), ...range(1, 3).map((number) => item(number, { folder: "sport" }))];
  const after = [...list(...range(0, 5)), ...range(4, 6).map((number) => item(number, { folder: "sport" }))];
  expect(follow(before, after)).toMatchObject({ fresh: 4, older: 0, isChanged: false });
});

test("dates say more than places", () => {
  const dated = { ...item(10), publishedAt: "2026-11-29T11:59:00.000Z" };
  expect(follow(list(...range(1, 9)), [...list(...range(0, 9)), dated])).toMatchObject({ older: 0 });
});

test("a selector may name the one story on top, which is another each time", () => {
  const first = look(null, list(1), true);
  expect(look(first.known, list(2), true).compared).toMatchObject({ fresh: 1, isChanged: false });
  expect(look(look(null, list(1, 2, 3, 4), true).known, list(7), true).compared).toMatchObject({ isChanged: true });
  expect(follow(list(1), list(2))).toMatchObject({ isChanged: true });
});

test("a list of thousands is known as a whole", () => {
  const many = list(...range(2, 5_001));
  expect(follow(many, list(...range(1, 5_000)))).toMatchObject({ fresh: 1, isChanged: false });
});
