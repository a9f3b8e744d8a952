// The archive: a search finds what the matcher matches, indexed or not.
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { indexArchive } from "../../src/chores/index-archive.ts";
import { openDesk } from "../../src/desk/desk.ts";
import { judgeBy, scanArticles, searchArchive } from "../../src/desk/search-archive.ts";
import { saveSeen } from "../../src/store/entries.ts";
import { saveWords } from "../../src/store/views/archive.ts";
import { compileQuery } from "../../src/watchlists/query/compile-query.ts";
import { STORES, openTestStore } from "../store/open-test-store.ts";
import { addArticle, addFeed, daysAgo, insert, NOW } from "../store/seed.ts";
import type { Archive } from "../../src/desk/archive.ts";
import type { TestStore } from "../store/open-test-store.ts";

const vocabulary = [
  "junta",
  "Myanmar’s",
  "sanctions",
  "U.S.",
  "l'Ukraine",
  "Россия",
  "хунты",
  "မြန်မာ",
  "စစ်ကောင်စီ",
  "缅甸",
  "军政府",
  "พม่า",
  "Zürich",
  "o'clock",
  "back\\slash",
  "naïve",
  "Sit-Tat",
];

/** The same texts for the same count. */
function inventTexts(count: number): string[] {
  let seed = 7;
  const next = (below: number) => (seed = Math.imul(seed ^ (seed >>> 13), 0x5bd1e995) >>> 0) % below;
  return Array.from({ length: count }, () =>
    Array.from({ length: 1 + next(12) }, () => vocabulary[next(vocabulary.length)]).join(next(3) === 0 ? ", " : " "),
  );
}

function noConfig(): never {
  throw new Error("the archive needs no configuration");
}

function compiled(query: string) {
  const result = compileQuery(query, []);
  if (result.kind === "fault") throw new Error(result.fault.message);
  return result;
}

async function idsFound(archive: Archive, query: string, indexed: boolean): Promise<number[]> {
  const { compiled: watchlists, words } = compiled(query);
  const found: number[] = [];
  await scanArticles(
    archive,
    judgeBy(watchlists),
    await archive.archiveIds({ words: indexed ? words : null, since: null, matchedBy: [] }),
    (article, matches) => {
      if (matches.length > 0) found.push(article.id);
      return true;
    },
  );
  return found;
}

const word = fc.constantFrom(
  "junta",
  "sanction*",
  "US",
  '"Myanmar junta"',
  "Myanmar",
  "Ukraine",
  "росси*",
  "缅甸军政府",
  "မြန်မာ",
  "พม่า",
  "Zurich",
  "/jun.*/",
  "sa*ions",
  '"o\'clock"',
  "naive",
  "Sit-Tat",
  '"back slash"',
  "$junta",
  "nothinglikeit",
);
const query = fc.letrec<{ node: string }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 2 },
    word,
    fc.tuple(tie("node"), tie("node")).map(([a, b]) => `(${a} AND ${b})`),
    fc.tuple(tie("node"), tie("node")).map(([a, b]) => `(${a} OR ${b})`),
    fc.tuple(tie("node"), tie("node")).map(([a, b]) => `(${a} AND NOT ${b})`),
    fc.tuple(word, word).map(([a, b]) => `(${a} NEAR/4 ${b})`),
    word.map((a) => `title:${a}`),
  ),
})).node;

describe.each(STORES)("on %s", (kind) => {
  let store: TestStore;
  let archive: Archive;

  beforeAll(async () => {
    store = await openTestStore(kind);
    archive = openDesk({ database: store.database, config: noConfig, now: () => NOW, pipeline: null });
    const feed = await addFeed(store.database, { name: "South Wire", tags: ["asia"] });
    for (const [index, text] of inventTexts(120).entries()) {
      const [title = "", ...rest] = text.split(" ");
      const article = await addArticle(store.database, {
        stage: "done",
        title,
        text: rest.join(" "),
        first_seen_at: daysAgo(index % 20),
      });
      if (index % 2 === 0)
        await insert(store.database, "entries", {
          feed_id: feed,
          key: `k${index}`,
          article_id: article,
          first_seen_at: NOW,
          last_seen_at: NOW,
        });
    }
    // A third is indexed, one holds more words than an index takes, and the rest waits.
    await indexArchive(store, { most: 40 });
    await saveWords(store.database, [{ id: 5, words: null }]);
  });
  afterAll(() => store.close());

  test("the index finds the same as reading everything, for any query", async () => {
    await fc.assert(
      fc.asyncProperty(query, async (asked) => {
        expect(await idsFound(archive, asked, true)).toEqual(await idsFound(archive, asked, false));
      }),
      { numRuns: 60 },
    );
  });

  test("the index excludes what cannot match, once all is indexed", async () => {
    while ((await indexArchive(store)) > 0);
    const { compiled: watchlists, words } = compiled('"Myanmar junta"');
    const result = await searchArchive(archive, watchlists, { words, since: null, limit: 1_000 });
    expect(result.archived).toBe(120);
    expect(result.hits.length).toBeGreaterThan(0);
    expect(result.read).toBeLessThan(60);
    expect(result.hits.map(({ id }) => id).toSorted((a, b) => a - b)).toEqual(
      (await idsFound(archive, '"Myanmar junta"', false)).toSorted((a, b) => a - b),
    );
  });

  test("filters by feed, date and number are respected, and hits show where they matched", async () => {
    const { compiled: watchlists, words } = compiled('junta AND tag:asia AND site:"South Wire"');
    const since = daysAgo(10);
    const { hits, more } = await searchArchive(archive, watchlists, { words, since: since.toISOString(), limit: 2 });
    expect([hits.length, more]).toEqual([2, true]);
    for (const hit of hits) {
      expect(hit.outlet).toBe("South Wire");
      expect(new Date(hit.firstSeenAt).getTime()).toBeGreaterThanOrEqual(since.getTime());
      expect(hit.terms).toContain("junta");
    }
  });

  test("an article whose text changes is indexed again", async () => {
    const article = await addArticle(store.database, { stage: "done", title: "A", text: "zeppelin", first_seen_at: NOW });
    expect(await idsFound(archive, "zeppelin", true)).toEqual([article]);
    await indexArchive(store);
    expect(await idsFound(archive, "zeppelin", true)).toEqual([article]);
    await store.database.run("update articles set text = 'dirigible', indexed = false where id = $1", [article]);
    expect(await idsFound(archive, "dirigible", true)).toEqual([article]);
    await indexArchive(store);
    expect(await idsFound(archive, "zeppelin", true)).toEqual([]);
    expect(await idsFound(archive, "dirigible", true)).toEqual([article]);
  });

  test("an article whose headline its feed changed is found by the new words", async () => {
    const { database } = store;
    const feed = await addFeed(database, { url: "https://harbour.example/feed" });
    const article = await addArticle(database, {
      stage: "done",
      title: "Harbour closed",
      text: "More soon.",
      first_seen_at: NOW,
    });
    const seen = { first_seen_at: NOW, last_seen_at: NOW };
    await insert(database, "entries", { feed_id: feed, key: "k", article_id: article, ...seen });
    await indexArchive(store);
    const edit = { title: "Tsunami hits harbour", author: null, publishedAt: null, text: "", onlyDates: false };
    const shown = { key: "k", linkKey: null, titleKey: null, mark: "m", edit };
    expect(await saveSeen(database, feed, [shown], NOW)).toEqual([{ id: article, stage: "fetch-articles" }]);
    expect(await idsFound(archive, "tsunami", true)).toEqual([article]);
    await indexArchive(store);
    expect(await idsFound(archive, "tsunami", true)).toEqual([article]);
  });
});
