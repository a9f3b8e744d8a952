// When a message of one story makes a sound again, and how its text grows.
import { expect, test } from "vitest";
import { beginLive, fitsLive, growLive, piecesOfLive, refreshedLive } from "../../src/channels/chat/live-message.ts";
import { wordsOf } from "../../src/channels/chat/writers.ts";
import type { Piece } from "../../src/channels/chat/piece.ts";
import type { Issue, IssueStory } from "../../src/digests/digest.ts";

const story = (more: Partial<IssueStory> = {}): IssueStory => ({
  id: "1",
  title: "Dock workers walk off",
  url: "https://outlet.example/1",
  outlet: "The Gull",
  language: "en",
  publishedAt: "2026-03-02T10:00:00Z",
  firstSeenAt: "2026-03-02T10:00:00Z",
  excerpt: { text: "Dock workers walked off on Monday.", marks: [] },
  titleMarks: [],
  terms: [],
  summaryOnly: null,
  origin: null,
  copies: [],
  follows: null,
  ...more,
});
const issue: Issue = {
  id: "1",
  digest: "alerts",
  createdAt: "2026-03-02T11:00:00Z",
  timezone: "UTC",
  sections: [],
  more: 0,
  health: { feedsRead: 1, feedsTotal: 1, failing: [], summaryOnly: 0, foldedCopies: 0, articles: 1 },
  webUrl: null,
};
const textOf = ({ lines }: Piece) => lines.map(wordsOf).join("\n");
const sizeOf = (piece: Piece) => textOf(piece).length;
const room = { max: 4_000, sizeOf };
const begin = (more?: Partial<IssueStory>, articles = 1) =>
  beginLive(issue, { name: "DOCKS", story: story(more), articles }, room);
const told: NonNullable<IssueStory["news"]> = { of: "this", toldAt: "2026-03-02T10:30:00Z", sentences: [], more: 0 };

test.each<[string, Partial<IssueStory>, boolean]>([
  ["a further version with the same words", { news: told, version: { mark: "UPDATE 2", at: "2026-03-02T11:00:00Z" } }, false],
  ["a new sentence", { news: { ...told, sentences: ["Now 87 ships wait."] } }, true],
  ["other words around the match", { news: told, excerpt: { text: "Dock workers of 12 ports walked off.", marks: [] } }, true],
  ["a correction", { news: { ...told, mark: "corrected" } }, true],
  ["a second independent report", { reports: 2 }, true],
])("%s makes a sound: %#", (_, more, isLoud) => {
  const grown = growLive(begin(), begin(more), story(more));
  expect(grown.isLoud).toBe(isLoud);
  expect(grown.live.updates).toHaveLength(1);
});

test("further outlets change the text without a sound, and a further independent report makes one", () => {
  const copies = [{ outlet: "The Heron", title: "Walk-off", url: null, publishedAt: null }];
  const quiet = refreshedLive(begin(), begin({ copies }, 2));
  expect(textOf(quiet.live.story)).toContain("The Heron");
  expect(quiet.update).toBeNull();
  const loud = refreshedLive(begin(), begin({ copies, reports: 2 }, 2));
  expect(loud.update === null ? "" : textOf(loud.update)).toBe("now 2 independent reports: Dock workers walk off");
});

test("a text that would grow beyond its message loses the oldest updates, never the story", () => {
  let live = begin();
  for (let number = 1; number <= 9; number += 1) {
    const more = { news: { ...told, sentences: [`Update number ${number}.`] } };
    live = growLive(live, begin(more), story(more)).live;
  }
  const pieces = piecesOfLive(live, { max: 400, sizeOf });
  expect(pieces.reduce((sum, piece) => sum + sizeOf(piece), 0)).toBeLessThanOrEqual(400);
  expect(textOf(pieces[0] as Piece)).toContain("Dock workers walked off on Monday.");
  expect(textOf(pieces.at(-1) as Piece)).toContain("Update number 9.");
  expect(pieces.map(textOf).join()).not.toContain("Update number 1.");
  expect([fitsLive(live, { max: 400, sizeOf }), fitsLive(live, { max: 100, sizeOf })]).toEqual([true, false]);
});

const ROW = "The port's 14 cranes stood still, its director Ana Pell said.";
const withBrief = (...texts: string[]): Issue => ({
  ...issue,
  brief: {
    sentences: [
      ...texts.map((text) => ({ text, story: "1", outlet: "The Gull", url: "https://outlet.example/1", language: "en" })),
      { text: "A sentence of another story.", story: "2", outlet: "The Tern", url: null, language: "en" },
    ],
    chosenBy: null,
  },
});
const briefed = (of: Issue, max = 4_000) =>
  textOf(beginLive(of, { name: "DOCKS", story: story(), articles: 1 }, { max, sizeOf }).story);

test("the brief's sentence of the story stands above its text in quotation marks, with its outlet, and stays there", () => {
  expect(briefed(withBrief(ROW))).toMatch(
    /^• Dock workers walk off.*\n“The port's 14 cranes stood still, its director Ana Pell said\.” — The Gull\nDock workers walked off/,
  );
  expect(briefed(withBrief(ROW))).not.toContain("another story");
  const now = beginLive(withBrief(ROW), { name: "DOCKS", story: story({ reports: 2 }), articles: 2 }, room);
  expect(textOf(refreshedLive(begin(), now).live.story)).toContain(ROW);
});

test("a sentence that the excerpt holds too is said once, and a brief without room for it is left out", () => {
  const sentence = "Dock workers walked off on Monday.";
  expect(briefed(withBrief(sentence)).split(sentence)).toHaveLength(2);
  expect(briefed(withBrief(sentence))).toContain(`“${sentence}” — The Gull`);
  expect(briefed(withBrief(ROW), 2 * briefed(issue).length)).toBe(briefed(issue));
});

test("a message names every watchlist that the story matched", () => {
  expect(textOf(begin({ alsoOn: ["Ports", "Strikes"] }).story)).toContain(" · DOCKS, Ports, Strikes · The Gull");
});
