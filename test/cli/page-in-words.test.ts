import { expect, test } from "vitest";
import { pageInWords } from "../../src/cli/page-in-words.ts";
import type { ExtractedPage } from "../../src/articles/article.ts";

const page: ExtractedPage = {
  title: "A storm came to Gullwing",
  byline: "Orla Fenwick",
  authors: ["Orla Fenwick"],
  publishedAt: null,
  modifiedAt: null,
  language: "en",
  site: "gullwing.example",
  canonicalUrl: "http://www.gullwing.example/storm",
  text: "The storm came.\n\nIt went on.",
  method: "readability",
  credits: [],
  reason: null,
  detail: null,
};

test("a person sees the facts, what is not said, how the text was read, and the text", () => {
  const shown = pageInWords(page);
  expect(shown).toMatch(/^Title: +A storm came to Gullwing\nBy: +Orla Fenwick\nPublished: +not said\n/);
  expect(shown).toMatch(/^Text: +read by readability, 6 words\n\nThe storm came\.\n\nIt went on\.$/m);
});

test("of a page without text a person sees why", () => {
  const shown = pageInWords({ ...page, text: "", method: "none", reason: "consent-wall", detail: "a consent wall" });
  expect(shown).toMatch(/^Text: +no text: a consent wall$/m);
});
