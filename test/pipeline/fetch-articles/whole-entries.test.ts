// A mail and a post of a channel have no page: their words are all that there is, and no reader is told that something is missing.
import { afterAll, beforeAll, expect, test } from "vitest";
import { fetchArticles } from "../../../src/pipeline/fetch-articles/fetch-articles.ts";
import { saveEntries } from "../../../src/store/entries.ts";
import { feedConfig, newEntry, NOW } from "../../store/seed.ts";
import { openStages, type TestStages } from "../open-stages.ts";

let stages: TestStages;
beforeAll(async () => {
  stages = await openStages("pglite");
});
afterAll(() => stages.close());

test.each([
  ["mail", "imaps://news@mail.example/INBOX", "The council resigns.", "extracted", null],
  ["telegram", "https://t.me/s/quay", "The council resigns.", "extracted", null],
  ["mail", "imaps://more@mail.example/INBOX", "", "summary-only", "no-url"],
  ["feed", "https://quay.example/feed", "The council resigns.", "summary-only", "no-url"],
])("an entry without a page of a %s at %s with the words '%s' is %s", async (kind, url, text, outcome, reason) => {
  await stages.wipe();
  await stages.configure({ feeds: [feedConfig(url, { kind })] });
  const { id: feed } = await stages.database.one<{ id: number }>("select id from feeds where url = $1", [url]);
  const entry = newEntry("a", { articleUrl: "entry:1:a", url: null, title: "A letter", text });
  const { articles } = await saveEntries(stages.database, feed, [entry], NOW);
  expect(await fetchArticles(stages.deps).run({ article: articles[0] ?? 0 })).toMatchObject({ outcome });
  expect(await stages.database.one("select reason, text from articles")).toEqual({ reason, text });
});
