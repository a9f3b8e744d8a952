// Pages whose text only scripts show: rendered if a source that lists the article allows it, and else its words are used.
import { afterAll, beforeAll, expect, test } from "vitest";
import { fetchArticles } from "../../../src/pipeline/fetch-articles/fetch-articles.ts";
import { saveEntries } from "../../../src/store/entries.ts";
import { serve } from "../../http/serve.ts";
import { addFeed, feedConfig, newEntry, NOW } from "../../store/seed.ts";
import { inventWords } from "../../stories/invented.ts";
import { openStages } from "../open-stages.ts";
import type { TestStages } from "../open-stages.ts";

let stages: TestStages;
beforeAll(async () => {
  stages = await openStages("pglite");
});
afterAll(() => stages.close());

const paragraphs = [1, 2, 3, 4].map((seed) => `${inventWords(seed, 60)}.`);
const PAGES: Record<string, string> = {
  "/a": `<!doctype html><html lang="en"><head><title>Harbour closed</title><script src="/app.js"></script></head><body><div id="app"></div></body></html>`,
  "/app.js": `addEventListener("load", async () => { const said = await (await fetch("/a.json")).json(); document.getElementById("app").innerHTML = "<article><h1>Harbour closed</h1>" + said.map((text) => "<p>" + text + "</p>").join("") + "</article>"; });`,
  "/a.json": JSON.stringify(paragraphs),
};

test("a page by script is rendered if its source allows it, and the article has its text", async () => {
  const { port } = await serve(({ url = "" }, response) => {
    const body = PAGES[url];
    const type = url.endsWith(".js") ? "text/javascript" : url.endsWith(".json") ? "application/json" : "text/html";
    response.writeHead(body === undefined ? 404 : 200, { "content-type": type }).end(body ?? "");
  });
  const at = `http://127.0.0.1:${port}/a`;
  const feed = await addFeed(stages.database, { name: "The Outlet" });
  const { url: feedUrl } = await stages.database.one<{ url: string }>("select url from feeds where id = $1", [feed]);
  const fetchWith = async (browser: boolean, key: string) => {
    await stages.configure({ feeds: [feedConfig(feedUrl, { browser })] });
    const url = `${at}?${key}`;
    PAGES[`/a?${key}`] = PAGES["/a"] ?? "";
    const entry = newEntry(key, { text: "What the feed says of it.", articleUrl: url, url, title: "Harbour closed" });
    const { articles } = await saveEntries(stages.database, feed, [entry], NOW);
    const { outcome } = await fetchArticles(stages.deps).run({ article: articles[0] ?? 0 });
    return { outcome, ...(await stages.database.one<object>("select text, reason, detail from articles where url = $1", [url])) };
  };
  expect(await fetchWith(false, "plain")).toMatchObject({
    outcome: "summary-only",
    reason: "no-text",
    detail: "The page shows its text by script only.",
  });
  expect(await fetchWith(true, "rendered")).toMatchObject({
    outcome: "extracted",
    reason: null,
    text: expect.stringContaining(paragraphs[3] ?? "") as string,
  });
});

const buttonPage = (script: string): string =>
  `<!doctype html><html lang="en"><head><title>Harbour closed</title><script src="/x.js"></script></head><body><button id="app">Show</button><script>${script}</script></body></html>`;

test("of a page whose text a browser does not show either, the reader is told so, and what its scripts did not get", async () => {
  const bodies = new Map([
    ["/click", buttonPage("document.getElementById('app').onclick = () => document.body.append('Words.')")],
    ["/refused", buttonPage("fetch('/words.json?key=4711').then((answer) => answer.json()).catch(() => {})")],
    ["/x.js", ""],
  ]);
  const { port } = await serve(({ url = "" }, response) => {
    const body = bodies.get(url);
    response
      .writeHead(body !== undefined ? 200 : url.startsWith("/words") ? 500 : 404, {
        "content-type": url.endsWith(".js") ? "text/javascript" : "text/html",
      })
      .end(body ?? "");
  });
  const feed = await addFeed(stages.database, { name: "The Other Outlet", url: "http://127.0.0.1/other-feed" });
  await stages.configure({ feeds: [feedConfig("http://127.0.0.1/other-feed", { browser: true })] });
  const detailOf = async (path: string) => {
    const url = `http://127.0.0.1:${port}${path}`;
    const entry = newEntry(path, { text: "What the feed says of it.", articleUrl: url, url, title: "Harbour closed" });
    const { articles } = await saveEntries(stages.database, feed, [entry], NOW);
    await fetchArticles(stages.deps).run({ article: articles[0] ?? 0 });
    return (await stages.database.one<{ detail: string }>("select detail from articles where url = $1", [url])).detail;
  };
  expect(await detailOf("/click")).toBe(
    "A browser shows no text on the page either. It may come after a click, with scrolling, or in a frame.",
  );
  expect(await detailOf("/refused")).toBe(
    `A browser shows no text on the page either. Its scripts asked in vain for 127.0.0.1:${port}/words.json (server error (500)).`,
  );
});
