// Goal: a headline loses its outlet's name only if the feed names that outlet, and a feed's own name is no outlet. Method: entries of invented searches.
import { expect, test } from "vitest";
import { nameOutlet } from "../../src/feeds/poll/name-outlet.ts";
import type { Entry } from "../../src/feeds/feed.ts";

const FEED = { title: '"bridge" - Search', url: "https://search.example/", language: null };
const named = (title: string | null, source?: Entry["source"]) =>
  nameOutlet(
    {
      id: "1",
      url: "https://search.example/r/1",
      title,
      author: null,
      publishedAt: null,
      updatedAt: null,
      summary: null,
      content: null,
      ...(source && { source }),
    },
    FEED,
    "https://search.example/rss",
  );
const gull = { name: "The Gull", url: "https://www.gull.example" };

test.each([
  ["A bridge opens - The Gull", "A bridge opens"],
  ["A bridge opens | THE GULL", "A bridge opens"],
  ["A bridge opens - gull.example", "A bridge opens"],
  ["A bridge - a year late - opens - The Gull", "A bridge - a year late - opens"],
  ["大桥今日通车 - The Gull", "大桥今日通车"],
  ["A bridge opens - and closes", "A bridge opens - and closes"],
  ["The Gull", "The Gull"],
  [" - The Gull", " - The Gull"],
  [null, null],
])("%j by The Gull has the headline %j", (title, expected) => {
  expect(named(title, gull)).toMatchObject({ title: expected, source: gull });
});

test("without a named outlet a headline stays as it is", () => {
  expect(named("A bridge opens - The Gull").title).toBe("A bridge opens - The Gull");
});

test("a feed that names itself has no other outlet", () => {
  for (const source of [
    { name: '"bridge" – search', url: null },
    { name: "All", url: "https://search.example/rss/7" },
    { name: FEED.title, url: null },
  ])
    expect(named("A bridge opens - All", source)).toMatchObject({ title: "A bridge opens - All" });
  expect(named("A", { name: FEED.title, url: null })).not.toHaveProperty("source");
});
