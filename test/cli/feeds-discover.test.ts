// Goal: a site's address gives its feed, and never that of its comments. Method: the program against sites on loopback.
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { configFolder } from "../config/config-folder.ts";
import { call, onlyJson } from "./wirewatch.ts";

let server: Server | null = null;
afterEach(async () => {
  await new Promise((resolve) => (server === null ? resolve(null) : server.close(resolve)));
  server = null;
});

/** A site with these pages by path; `asked` grows by each path that was asked for. */
async function site(pages: (origin: string) => Record<string, string>) {
  const asked: string[] = [];
  const opened = createServer((request, response) => {
    const path = request.url ?? "";
    asked.push(path);
    const body = Object.entries(pages(origin)).find(([known]) => known === path)?.[1];
    response.writeHead(body === undefined ? 404 : 200, { connection: "close" }).end(body);
  });
  server = opened;
  await new Promise<void>((resolve) => opened.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(opened.address() as AddressInfo).port}`;
  return { origin, asked };
}

const discover = (url: string, ...options: string[]) => {
  const dir = configFolder({ "wirewatch.yaml": "fetch: { allow_private: [127.0.0.1] }\n" });
  return call(["feeds", "discover", url, "--config", dir, ...options]);
};
const today = new Date().toUTCString();
const rss = (title: string, date = today) =>
  `<rss version="2.0"><channel><title>${title}</title><language>en-GB</language><item><title>A bridge opens</title><link>https://x.example/1</link><pubDate>${date}</pubDate></item></channel></rss>`;
const link = (href: string, title = "") => `<link rel="alternate" type="application/rss+xml" title="${title}" href="${href}">`;

test("a declared feed is offered with its line for feeds.yaml; comments and silent feeds are not the best", async () => {
  const { origin } = await site(() => ({
    "/": `<script>const s = '${link("/in-script")}'</script>${link("/comments/feed/", "Gull » Comments Feed")}${link("/old.xml")}${link("feed/?a=1&amp;b=2", "Gull: news # one")}
      ${link("/replies.xml")}${link("/broken.xml")}`,
    "/comments/feed/": rss("Comments for Gull"),
    "/old.xml": rss("Gull", "Mon, 06 Sep 2004 00:01:00 GMT"),
    "/feed/?a=1&b=2": rss("Gull: news # one"),
    "/replies.xml": rss("Comments on: A bridge opens"),
    "/broken.xml": "<html>Gone",
  }));
  const { code, stdout, stderr } = await discover(origin);
  expect(code).toBe(0);
  expect(stdout).toContain(
    `The page names this feed: 1 entry, the newest of ${new Date(today).toISOString().slice(0, 10)}. For feeds.yaml:\n  - url: ${origin}/feed/?a=1&b=2\n    name: "Gull: news # one"\n    language: en\n`,
  );
  expect(stdout.indexOf("/old.xml")).toBeGreaterThan(stdout.indexOf("/feed/"));
  expect(stdout).not.toMatch(/comments|replies|in-script|broken/);
  expect(stderr).toContain(`Left out: ${origin}/comments/feed/: what readers wrote below articles, no news`);
  expect(stderr).toContain(`Left out: ${origin}/replies.xml: what readers wrote below articles, no news`);
  expect(stderr).toContain(`Left out: ${origin}/broken.xml: `);
});

test("an address that is a feed is the answer, and nothing else is asked", async () => {
  const { origin, asked } = await site(() => ({ "/a": rss("Gull") }));
  expect(onlyJson(await discover(`${origin}/a`, "--json"))).toEqual({
    best: `${origin}/a`,
    yaml: `  - url: ${origin}/a\n    name: Gull\n    language: en\n`,
    feeds: [
      {
        url: `${origin}/a`,
        title: "Gull",
        language: "en-GB",
        foundBy: "address",
        entries: 1,
        newestAt: new Date(today).toISOString(),
      },
    ],
    leftOut: [],
    instead: null,
  });
  expect(asked).toEqual(["/a"]);
});

test("without a declaration, the common paths of its section are tried, the front page, then the site's, and one find is enough", async () => {
  const { origin, asked } = await site(() => ({
    "/asia/": "<p>News",
    "/asia/feed": "no",
    "/rss": rss("Gull"),
    "/rss.xml": rss("G"),
  }));
  expect(onlyJson(await discover(`${origin}/asia/`, "--json"))).toMatchObject({
    best: `${origin}/rss`,
    feeds: [{ foundBy: "common path" }],
  });
  expect(asked).toEqual(["/asia/", "/asia/feed", "/asia/rss", "/asia/rss.xml", "/", "/feed", "/rss"]);
});

test("a page that links to a list of feeds is followed there", async () => {
  const { origin } = await site(() => ({
    "/": `<a href="/our-rss-feeds.html">RSS</a><a href="/story?utm_medium=rss">A bridge opens</a>`,
    "/our-rss-feeds.html": `<h1>Feeds</h1><a href="/rss/asia.xml">Asia</a><a href="/rss/comments.xml">Letters</a>`,
    "/rss/asia.xml": rss("Gull: Asia"),
    "/rss/comments.xml": rss("Gull: letters"),
  }));
  expect(onlyJson(await discover(origin, "--json"))).toMatchObject({
    best: `${origin}/rss/asia.xml`,
    feeds: [{ foundBy: "list of feeds" }],
    leftOut: [],
  });
});

test("without a feed, the news sitemap from robots.txt is offered", async () => {
  const news = `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
    <url><loc>https://x.example/1</loc><news:news><news:publication><news:name>Gull</news:name><news:language>en</news:language></news:publication>
    <news:publication_date>2026-03-02T09:00:00Z</news:publication_date><news:title>A bridge opens</news:title></news:news></url></urlset>`;
  const { origin } = await site((at) => ({
    "/": "<p>News",
    "/robots.txt": `User-agent: *\nDisallow: /x\nSitemap: ${at}/sitemap.xml\n`,
    "/sitemap.xml": `<sitemapindex><sitemap><loc>${at}/pages.xml</loc></sitemap><sitemap><loc>${at}/latest-news.xml</loc></sitemap></sitemapindex>`,
    "/latest-news.xml": news,
  }));
  expect(onlyJson(await discover(origin, "--json"))).toMatchObject({
    best: `${origin}/latest-news.xml`,
    feeds: [{ foundBy: "sitemap", entries: 1, newestAt: "2026-03-02T09:00:00.000Z" }],
  });
});

test("a site without any is reported, with the obstacles, and gives exit code 1", async () => {
  const { origin, asked } = await site(() => ({ "/": link("/gone.xml") }));
  const { code, stdout, stderr } = await discover(origin);
  expect([code, stdout]).toEqual([1, ""]);
  expect(stderr).toBe(`Left out: ${origin}/gone.xml: not found\nNo feed was found at ${origin}/: the page is empty.\n`);
  expect(asked).toContain("/robots.txt");
  expect(asked.length).toBeLessThan(20);
});

test.each([
  ["ftp://x.example/", 2, "only http:// and https:// can be read"],
  ["http://10.0.0.1/", 1, "10.0.0.1 is a private address"],
  ["http://0x7f.1/", 1, "127.0.0.1 is a private address"],
])("%s is refused with a message", async (url, code, words) => {
  const dir = configFolder({});
  const ended = await call(["feeds", "discover", url, "--config", dir]);
  expect(ended.code).toBe(code);
  expect(ended.stderr).toContain(words);
});

test("the key in an address that was typed is shown nowhere", async () => {
  const { origin } = await site(() => ({ "/a?key=secret-value": rss("Gull") }));
  const typed = [`${origin}/a?key=secret-value`, `${origin}/none?key=secret-value`, "http://10.0.0.1/?key=secret-value"];
  const ended = [];
  for (const url of typed) ended.push(await discover(url), await discover(url, "--json"));
  expect(ended.map(({ code }) => code)).toEqual([0, 0, 1, 1, 1, 1]);
  expect(JSON.stringify(ended)).not.toContain("secret-value");
  expect(ended[0]?.stdout).toContain(`  - url: ${origin}/a?…`);
});

test("a feed that the site names is shown with its query, which is needed to subscribe, but for what was typed", async () => {
  const { origin } = await site(() => ({
    "/?member=secret-value": `${link("/feed?member=secret-value&amp;section=city")}${link("/old?member=secret-value&amp;x=1")}`,
    "/feed?member=secret-value&section=city": rss("http://127.0.0.1/feed?member=secret-value"),
  }));
  const typed = `${origin}/?member=secret-value`;
  const ended = [await discover(typed), await discover(typed, "--json")];
  expect(ended.map(({ code }) => code)).toEqual([0, 0]);
  expect(JSON.stringify(ended)).not.toContain("secret-value");
  expect(ended[0]?.stdout).toContain(`  - url: ${origin}/feed?member=…&section=city\n`);
  expect(ended[0]?.stderr).toBe(`Left out: ${origin}/old?…: not found\n`);
});
