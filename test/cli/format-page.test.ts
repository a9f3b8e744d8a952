// How a page that was read on request is shown.
import { expect, test } from "vitest";
import { formatPage } from "../../src/cli/format/format-page.ts";
import type { InspectedPage } from "../../src/articles/inspect-page.ts";

const page: InspectedPage = {
  title: "A storm came to Gullwing",
  byline: "Orla Fenwick",
  authors: ["Orla Fenwick", "Ann Other"],
  publishedAt: null,
  modifiedAt: null,
  language: "en",
  site: "gullwing.example",
  canonicalUrl: "http://www.gullwing.example/storm",
  text: "The storm came.\n\nIt went on.",
  method: "readability",
  credits: ["Source: anews"],
  reason: null,
  kind: "article",
  complete: true,
  detail: null,
  encoding: "utf-8",
  cuts: [
    { why: "a menu", pieces: ["Home", "Sport", "Weather", "Money", "Arts"] },
    { why: "other stories", pieces: [`A very long headline ${"that goes on ".repeat(20)}`] },
  ],
};
const plain = { width: 80, colour: false };

test("a page is shown with its facts, missing ones, the method, what was left out, and the text", () => {
  const shown = formatPage(page, [], plain);
  expect(shown).toMatch(/^Title: +A storm came to Gullwing\nBy: +Orla Fenwick; Ann Other\nPublished: +not said\nLanguage: +en\n/);
  expect(shown).toMatch(/^Credits: +Source: anews\nText: +6 words, by readability\nLeft out:\n {2}a menu \(5\)\n {6}Home\n/m);
  expect(shown).toMatch(
    /^ {6}and 1 more\n {2}other stories \(1\)\n {6}A very long headline .*…\n\nThe storm came\.\n\nIt went on\.$/m,
  );
  expect(shown).not.toContain("\u001b");
});

test("no line is longer than the terminal is wide, and words stay whole", () => {
  const text = "word ".repeat(100).trim();
  const shown = formatPage({ ...page, text }, [], plain).split("\n");
  expect(Math.max(...shown.map((line) => line.length))).toBeLessThanOrEqual(80);
  expect(shown.slice(-7).join(" ")).toBe(text);
});

test("a page without text is shown with the reason and the method", () => {
  const none = { ...page, text: "", method: "none", reason: "consent-wall" as const, detail: "a consent wall", cuts: [] };
  const shown = formatPage(none, ["http://a.example/", "http://b.example/"], plain);
  expect(shown).toMatch(/^Asked: +http:\/\/a\.example\/ -> http:\/\/b\.example\/$/m);
  expect(shown).toMatch(/^Text: +none \(consent-wall\): a consent wall$/m);
});

test("colour appears only on a terminal, and changes no word", () => {
  const coloured = formatPage(page, [], { ...plain, colour: true });
  expect(coloured).toContain("\u001b[1mTitle:");
  // oxlint-disable-next-line no-control-regex
  expect(coloured.replace(/\u001b\[\d+m/g, "")).toBe(formatPage(page, [], plain));
});
