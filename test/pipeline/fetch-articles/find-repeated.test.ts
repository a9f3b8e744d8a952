// A text that stands at several addresses of a host under different headlines is no article: the feeds' words go on, for the earlier ones too.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { fetchArticles } from "../../../src/pipeline/fetch-articles/fetch-articles.ts";
import { saveEntries } from "../../../src/store/entries.ts";
import { serve } from "../../http/serve.ts";
import { STORES } from "../../store/open-test-store.ts";
import { addArticle, addFeed, newEntry, NOW } from "../../store/seed.ts";
import { openStages } from "../open-stages.ts";
import type { TestStages } from "../open-stages.ts";

/** It has two words of each headline below, and a date. */
const gate = (visit: number) =>
  `<html lang="en"><head><title>Courier</title><meta property="article:published_time" content="2026-03-01T08:00:00Z"></head><body><main><h1>Courier</h1>
<p>Our readers in the harbour, at the quarry and in every village of the county ask for a better Courier, and here it is, for everybody who reads us.</p>
<p>Choose below how you would like to go on; the choice lasts for a month, and can be changed whenever the council or the weather changes.</p><p>Visit ${visit}-a7f</p></main></body></html>`;
const story = (title: string) =>
  `<html lang="en"><head><title>${title}</title></head><body><article><h1>${title}</h1>${[1, 2, 3].map((n) => `<p>${title}, said witness ${n} on Monday, and nobody in the village was surprised by what had happened there.</p>`).join("")}</article></body></html>`;

const HEADLINES = {
  quarry: "Storm floods quarry in harbour of Lower Marrick on Sunday night",
  strike: "Council strikes deal with village bakery and ferry crew",
  choir: "Village choir of harbour wins cup at summer festival",
};

describe.each(STORES)("on %s", (kind) => {
  let stages: TestStages;
  beforeAll(async () => {
    stages = await openStages(kind);
  });
  beforeEach(() => stages.wipe());
  afterAll(() => stages.close());

  async function openHost(pageOf: (path: string, visit: number) => string) {
    let visits = 0;
    const { port } = await serve(({ url = "" }, response) => {
      const body = url === "/robots.txt" ? "" : pageOf(url, ++visits);
      response.writeHead(200, { "content-type": url === "/robots.txt" ? "text/plain" : "text/html" }).end(body);
    });
    const feed = await addFeed(stages.database, { name: "The Outlet" });
    return async (path: string, title: string) => {
      const url = `http://127.0.0.1:${port}/${path}`;
      const entry = newEntry(path, { text: `Listed: ${title}`, articleUrl: url, url, title });
      const { articles } = await saveEntries(stages.database, feed, [entry], NOW);
      const id = articles[0] ?? 0;
      await fetchArticles(stages.deps).run({ article: id });
      return id;
    };
  }
  const rowOf = (id: number) =>
    stages.database.one<Record<string, unknown>>("select title, text, reason from articles where id = $1", [id]);
  const endMatching = () => stages.database.run("update articles set stage = 'done'");

  test("the second article with such a page is refused, and the first gets its feed's words back", async () => {
    const read = await openHost((_, visit) => gate(visit));
    const first = await read("quarry", HEADLINES.quarry);
    expect((await rowOf(first))["reason"]).toBeNull();
    await endMatching();
    const second = await read("strike", HEADLINES.strike);
    const third = await read("choir", HEADLINES.choir);
    for (const [id, title] of [
      [first, HEADLINES.quarry],
      [second, HEADLINES.strike],
      [third, HEADLINES.choir],
    ] as const)
      expect(await rowOf(id)).toEqual({ title, text: `Listed: ${title}`, reason: "not-the-article" });
  });

  test("a first article that a watchlist found keeps its text, and its story is weighed: another site's may have joined it by that text", async () => {
    const read = await openHost((_, visit) => gate(visit));
    const first = await read("quarry", HEADLINES.quarry);
    const { id: story } = await stages.database.one<{ id: number }>(
      "insert into stories (article_id, created_at, last_copy_at) values ($1, $2, $2) returning id",
      [first, NOW],
    );
    await stages.database.run("insert into matches (article_id, watchlist_id, spans, matched_at) values ($1, 'w', '[]', $2)", [
      first,
      NOW,
    ]);
    const other = await addArticle(stages.database, { stage: "done", title: "Bakers raise price of rye bread" });
    await stages.database.run("update articles set story_id = $1, stage = 'done' where id = any($2)", [story, [first, other]]);
    await read("strike", HEADLINES.strike);
    expect((await rowOf(first))["reason"]).toBeNull();
    expect(await stages.database.many("select story_id from weighings")).toEqual([{ story_id: story }]);
  });

  test("one article at two addresses stays one, and so do two articles", async () => {
    const read = await openHost((path) => story(path === "/choir" ? HEADLINES.choir : HEADLINES.quarry));
    const ids = [
      await read("quarry", HEADLINES.quarry),
      await read("quarry-print", `${HEADLINES.quarry}: print`),
      await read("choir", HEADLINES.choir),
    ];
    for (const id of ids) expect((await rowOf(id))["reason"]).toBeNull();
  });

  test("an article whose text stands at its address too is kept, and the one that leads to it is refused", async () => {
    const read = await openHost(() =>
      story(HEADLINES.strike).replaceAll("nobody in the village", "nobody of the choir in the village"),
    );
    const own = await read("strike", HEADLINES.strike);
    await endMatching();
    const other = await read("choir", HEADLINES.choir);
    expect((await rowOf(own))["reason"]).toBeNull();
    expect((await rowOf(other))["reason"]).toBe("not-the-article");
  });
});
