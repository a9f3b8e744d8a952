// A feed that lists one article by many links, or one address under many headlines, makes no more articles than there are.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { fetchArticles } from "../../../src/pipeline/fetch-articles/fetch-articles.ts";
import { saveEntries } from "../../../src/store/entries.ts";
import { serve } from "../../http/serve.ts";
import { STORES } from "../../store/open-test-store.ts";
import { addFeed, daysAgo, newEntry, NOW } from "../../store/seed.ts";
import { inventWords } from "../../stories/invented.ts";
import { openStages } from "../open-stages.ts";
import type { TestStages } from "../open-stages.ts";

const TITLE = "Harbour closed for a week";
const PAGE = `<!doctype html><html lang="en"><head><title>${TITLE}</title></head><body><article><h1>${TITLE}</h1>
  <p>The harbour is closed for a week, the port says.</p>${[1, 2, 3, 4].map((n) => `<p>${inventWords(n, 60)}.</p>`).join("")}</article></body></html>`;

const entryOf = (key: string, url: string, title: string) =>
  newEntry(key, { articleUrl: url, url, title, titleKey: title, linkKey: url });

describe.each(STORES)("on %s", (kind) => {
  let stages: TestStages;
  beforeAll(async () => {
    stages = await openStages(kind);
  });
  beforeEach(() => stages.wipe());
  afterAll(() => stages.close());

  const feedNamed = (name: string) => addFeed(stages.database, { url: `http://127.0.0.1/${name}`, name });

  test("many short links of a feed under one headline are one article, seen first when the first of them was", async () => {
    const own = await serve(({ url }, response) =>
      response.writeHead(url === "/story" ? 200 : 404, { "content-type": "text/html" }).end(PAGE),
    );
    const story = `http://127.0.0.1:${own.port}/story`;
    const short = await serve(({ url }, response) =>
      url === "/robots.txt" ? response.writeHead(404).end() : response.writeHead(302, { location: story }).end(),
    );
    const entries = Array.from({ length: 12 }, (_, n) => entryOf(`y${n}`, `http://127.0.0.1:${short.port}/y${n}`, TITLE));
    const { articles } = await saveEntries(stages.database, await feedNamed("digest"), entries, NOW);
    await stages.database.run("update articles set first_seen_at = $2 where id = $1", [articles.at(-1) ?? 0, daysAgo(1)]);
    for (const article of articles) await fetchArticles(stages.deps).run({ article });
    expect(await stages.database.many("select url, first_seen_at from articles")).toEqual([
      { url: story, first_seen_at: daysAgo(1) },
    ]);
  });

  test("an article is known again at an address under which a feed lists three hundred headlines", async () => {
    const own = "https://outlet.example/story";
    await saveEntries(stages.database, await feedNamed("publisher"), [entryOf("a", own, TITLE)], NOW);
    const flood = Array.from({ length: 300 }, (_, n) => entryOf(`h${n}`, own, inventWords(n, 6)));
    await saveEntries(stages.database, await feedNamed("hostile"), flood, NOW);
    const again = [entryOf("b", own, `${TITLE}, port says`)];
    expect((await saveEntries(stages.database, await feedNamed("another"), again, NOW)).articles).toEqual([]);
  });
});
