// A link of a mail that turns out to lead to a page for leaving the list, or for its settings: that page is never asked for.
import { afterAll, beforeAll, expect, test } from "vitest";
import { fetchArticles } from "../../../src/pipeline/fetch-articles/fetch-articles.ts";
import { saveEntries } from "../../../src/store/entries.ts";
import { serve } from "../../http/serve.ts";
import { addFeed, newEntry, NOW } from "../../store/seed.ts";
import { openStages, type TestStages } from "../open-stages.ts";

let stages: TestStages;
beforeAll(async () => {
  stages = await openStages("pglite");
});
afterAll(() => stages.close());

test.each(["at the same host", "at another host"])(
  "a redirect to a page for leaving a list %s is not followed",
  async (where) => {
    await stages.wipe();
    const asked: string[] = [];
    const lists = await serve(({ url = "" }, response) => {
      asked.push(url);
      response
        .writeHead(url === "/robots.txt" ? 404 : 200, { "content-type": "text/html" })
        .end("<p>You have left the list.</p>");
    });
    const counter = await serve(({ url = "" }, response) => {
      asked.push(url);
      const to = `http://127.0.0.1:${where === "at another host" ? lists.port : counter.port}/u/unsubscribe?who=4711`;
      if (url.startsWith("/c/")) response.writeHead(302, { location: to }).end();
      else response.writeHead(404).end();
    });
    const url = `http://127.0.0.1:${counter.port}/c/ZZtop99Qw`;
    const title = "Jiondoe kwenye barua";
    const entry = newEntry("a", { articleUrl: url, url, title, titleKey: title, linkKey: url });
    const letters = await addFeed(stages.database, { url: "imaps://news@mail.example/INBOX", name: "Letters" });
    const { articles } = await saveEntries(stages.database, letters, [entry], NOW);
    // Only a source on this machine may lead to it.
    await saveEntries(
      stages.database,
      await addFeed(stages.database, { url: "http://127.0.0.1/feed", name: "Own" }),
      [entry],
      NOW,
    );
    await fetchArticles(stages.deps).run({ article: articles[0] ?? 0 });
    expect(asked).toContain("/c/ZZtop99Qw");
    expect(asked.filter((one) => one.startsWith("/u/"))).toEqual([]);
    expect(await stages.database.many("select reason, detail from articles")).toEqual([
      {
        reason: "not-the-article",
        detail: "the link leads to a page for leaving the newsletter or for its settings, which is never asked for",
      },
    ]);
  },
);
