// A decision joins at most one story, and gives its figures.
import { expect, test } from "vitest";
import { decideStory } from "../../src/stories/decide-story.ts";
import { sketchArticle } from "../../src/stories/sketch-article.ts";
import { HARBOUR_FOLLOW_UP, HARBOUR_STORY, article, inventWords } from "./invented.ts";
import type { Candidate } from "../../src/stories/story.ts";

const AT = "2026-03-02T10:00:00Z";
const arrival = (text: string[], publishedAt: string | null = AT) => ({ sketch: sketchArticle(article(text)), publishedAt });
const candidate = (story: string, text: string[], publishedAt: string | null = AT): Candidate => ({
  story,
  article: `${story}-first`,
  sketch: sketchArticle(article(text)),
  publishedAt,
});

test("without candidates an article is a new story", () => {
  expect(decideStory(arrival(HARBOUR_STORY), [])).toEqual({
    relation: "original",
    story: null,
    of: null,
    follows: null,
    followedBy: null,
    score: 0,
    reasons: ["no story held shares enough of its words"],
  });
});

test("a copy names the story, the article and the figures", () => {
  const decision = decideStory(arrival(HARBOUR_STORY.slice(0, 5), "2026-03-02T12:30:00Z"), [candidate("7", HARBOUR_STORY)]);
  expect(decision).toMatchObject({ relation: "copy", story: "7", of: "7-first", score: 1 });
  const said = decision.reasons.join("\n");
  expect(said).toContain("compared with article 7-first of story 7");
  expect(said).toContain("100 % of the shorter text stands in the other");
  expect(said).toMatch(/(\d+) of \1 numbers agree/);
  expect(said).toContain("published 2.5 h apart");
});

test("of two stories that it resembles, an article joins only the closer one", () => {
  const candidates = [candidate("1", [...HARBOUR_STORY.slice(0, 5), inventWords(1, 150)]), candidate("2", HARBOUR_STORY)];
  expect(decideStory(arrival(HARBOUR_STORY), candidates)).toMatchObject({ relation: "copy", story: "2" });
  expect(decideStory(arrival(HARBOUR_STORY), candidates.reverse())).toMatchObject({ relation: "copy", story: "2" });
});

test("a follow-up is linked to the story, and joins none yet", () => {
  expect(decideStory(arrival(HARBOUR_FOLLOW_UP), [candidate("7", HARBOUR_STORY)])).toMatchObject({
    relation: "follow-up",
    story: null,
    of: "7",
  });
});

test("an article read after its own follow-up is the original, and gets the link", () => {
  const followUp = candidate("9", HARBOUR_FOLLOW_UP, "2026-03-03T10:00:00Z");
  expect(decideStory(arrival(HARBOUR_STORY), [followUp])).toMatchObject({
    relation: "original",
    story: null,
    of: null,
    followedBy: "9",
  });
  expect(decideStory(arrival(HARBOUR_STORY, "2026-03-04T10:00:00Z"), [followUp])).toMatchObject({
    relation: "follow-up",
    of: "9",
    followedBy: null,
  });
  expect(decideStory(arrival(HARBOUR_STORY, null), [followUp])).toMatchObject({ relation: "follow-up", of: "9" });
});

test("a copy that shares more with a follow-up than its story's first article creates the link", () => {
  const copy = arrival(HARBOUR_STORY, "2026-03-02T12:00:00Z");
  const candidates = [candidate("7", HARBOUR_STORY), candidate("9", HARBOUR_FOLLOW_UP, "2026-03-03T10:00:00Z")];
  expect(decideStory(copy, candidates)).toMatchObject({ relation: "copy", story: "7", follows: null, followedBy: "9" });
});

test("a story takes copies for 72 hours after its last one, not its first", () => {
  const first = candidate("7", HARBOUR_STORY, "2026-03-02T10:00:00Z");
  const last = candidate("7", HARBOUR_STORY, "2026-03-04T10:00:00Z");
  const late = arrival(HARBOUR_STORY, "2026-03-06T10:00:00Z");
  expect(decideStory(late, [first])).toMatchObject({
    relation: "original",
    reasons: ["every story like it ended more than 72 h away"],
  });
  expect(decideStory(late, [first, last])).toMatchObject({ relation: "copy", story: "7" });
});

test("missing and unreadable dates are ignored", () => {
  expect(decideStory(arrival(HARBOUR_STORY, null), [candidate("7", HARBOUR_STORY)])).toMatchObject({ relation: "copy" });
  expect(decideStory(arrival(HARBOUR_STORY, "soon"), [candidate("7", HARBOUR_STORY)])).toMatchObject({ relation: "copy" });
});

test("the same words with other numbers are a new story, and the reason says so", () => {
  const changed = HARBOUR_STORY.map((line) => line.replace(/\d+/g, (number) => String(Number(number) + 3)));
  const decision = decideStory(arrival(changed), [candidate("7", HARBOUR_STORY)]);
  expect(decision).toMatchObject({ relation: "original", story: null });
  expect(decision.reasons.join("\n")).toContain("a recurring report");
});

test("a corrected figure leaves a copy a copy", () => {
  const corrected = HARBOUR_STORY.map((line) => line.replace("1,400", "1,700"));
  expect(decideStory(arrival(corrected), [candidate("7", HARBOUR_STORY)])).toMatchObject({ relation: "copy", story: "7" });
});

test("shingles in many of the candidates' stories make no follow-up", () => {
  const boilerplate = [inventWords(90, 60), inventWords(91, 60)];
  const candidates = Array.from({ length: 6 }, (_, i) => candidate(String(i), [inventWords(100 + i, 200), ...boilerplate]));
  expect(decideStory(arrival([inventWords(200, 200), ...boilerplate]), candidates)).toMatchObject({ relation: "original" });
});
