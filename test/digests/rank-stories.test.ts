// Ranking: independent outlets, title hits, freshness; follow-ups stay with their story.
import { expect, test } from "vitest";
import { rankStories } from "../../src/digests/rank-stories.ts";
import { story } from "./sample-issue.ts";
import type { IssueStory } from "../../src/digests/digest.ts";

const now = new Date("2026-11-23T07:00:00Z");

function ids(stories: IssueStory[]): string[] {
  return rankStories(stories, now).map(({ id }) => id);
}

function copies(...outlets: string[]): IssueStory["copies"] {
  return outlets.map((outlet) => ({ outlet, title: "", url: null, publishedAt: null }));
}

function follows(id: string): Pick<IssueStory, "follows"> {
  return { follows: { id, title: "", url: null } };
}

test("a story in several outlets comes before one in a single outlet", () => {
  expect(ids([story({ id: "one" }), story({ id: "three", copies: copies("A", "B") })])).toEqual(["three", "one"]);
});

test("copies by the same outlet count as one outlet", () => {
  const repeated = story({ id: "repeated", outlet: "A", copies: copies("A", "A", "A", "A") });
  expect(ids([repeated, story({ id: "two", copies: copies("B") })])).toEqual(["two", "repeated"]);
});

test("a hit in the title comes before a hit in the text, and the new before the old", () => {
  const old = { firstSeenAt: "2026-11-20T07:00:00Z" };
  expect(
    ids([
      story({ id: "old", ...old }),
      story({ id: "new", firstSeenAt: "2026-11-23T06:00:00Z" }),
      story({ id: "titled", ...old, titleMarks: [{ start: 0, end: 3 }] }),
    ]),
  ).toEqual(["titled", "new", "old"]);
});

test("a date that a source claims moves no story, up or down", () => {
  const [seen, later] = ["2026-11-23T05:00:00Z", "2026-11-23T06:00:00Z"];
  const claimed = (publishedAt: string | null) =>
    ids([story({ id: "a", publishedAt, firstSeenAt: seen }), story({ id: "b", publishedAt: null, firstSeenAt: later })]);
  expect(claimed("2026-11-23T06:59:00Z")).toEqual(["b", "a"]);
  expect(claimed("2027-01-01T00:00:00Z")).toEqual(["b", "a"]);
  expect(claimed("1970-01-01T00:00:00Z")).toEqual(["b", "a"]);
  expect(
    ids([story({ id: "one", publishedAt: "1970-01-01T00:00:00Z" }), story({ id: "two", publishedAt: "2027-01-01T00:00:00Z" })]),
  ).toEqual(["one", "two"]);
});

test("a follow-up is right below its story, in the order of arrival", () => {
  expect(
    ids([
      story({ id: "third", ...follows("second"), firstSeenAt: "2026-11-23T06:00:00Z" }),
      story({ id: "big", copies: copies("A", "B", "C") }),
      story({ id: "second", ...follows("first"), firstSeenAt: "2026-11-23T05:00:00Z" }),
      story({ id: "first" }),
    ]),
  ).toEqual(["big", "first", "second", "third"]);
});

test("a follow-up in many outlets lifts its story with it", () => {
  const followUp = story({ id: "follow-up", follows: { id: "quiet", title: "", url: null }, copies: copies("A", "B", "C", "D") });
  expect(ids([story({ id: "two", copies: copies("A") }), story({ id: "quiet" }), followUp])).toEqual([
    "quiet",
    "follow-up",
    "two",
  ]);
});

test("no story is lost or doubled if stories follow each other in a circle or themselves", () => {
  const circle = ["a", "b", "c"].map((id, index, all) =>
    story({ id, follows: { id: all[(index + 1) % 3] ?? "", title: "", url: null } }),
  );
  expect(ids([...circle, story({ id: "self", follows: { id: "self", title: "", url: null } })]).sort()).toEqual([
    "a",
    "b",
    "c",
    "self",
  ]);
});

test("an unreadable date counts as old", () => {
  const undated = story({ id: "undated", publishedAt: "yesterday", firstSeenAt: "?" });
  expect(ids([undated, story({ id: "dated" })])).toEqual(["dated", "undated"]);
});

test("the order does not depend on the input order", () => {
  const stories = Array.from({ length: 30 }, (_, index) =>
    story({ id: `s${index}`, copies: copies(...["A", "B", "C"].slice(0, index % 3)) }),
  );
  expect(ids([...stories].reverse())).toEqual(ids(stories));
});
