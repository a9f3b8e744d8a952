// Goal: a feed is found by every way in which sites name theirs, and if there is none, people learn what is there. Method: the program against sites on loopback.
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { configFolder } from "../config/config-folder.ts";
import { call, onlyJson } from "./wirewatch.ts";

interface Page {
  body?: string;
  status?: number;
  headers?: Record<string, string>;
}

let server: Server | null = null;
afterEach(async () => {
  await new Promise((resolve) => (server === null ? resolve(null) : server.close(resolve)));
  server = null;
});

/** A site with these pages by path; all others are not found. */
async function site(pages: (origin: string) => Record<string, string | Page>): Promise<string> {
  let origin = "";
  const opened = createServer((request, response) => {
    const found = Object.entries(pages(origin)).find(([path]) => path === request.url)?.[1];
    const page = typeof found === "string" ? { body: found } : (found ?? { status: 404 });
    response.writeHead(page.status ?? 200, { connection: "close", ...page.headers }).end(page.body ?? "");
  });
  server = opened;
  await new Promise<void>((resolve) => opened.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(opened.address() as AddressInfo).port}`;
  return origin;
}

const discover = (url: string, ...options: string[]) => {
  const dir = configFolder({ "wirewatch.yaml": "fetch: { allow_private: [127.0.0.1] }\n" });
  return call(["feeds", "discover", url, "--config", dir, ...options]);
};
const FEED = `<rss version="2.0"><channel><title>Gull</title><item><title>A bridge opens</title><link>https://x.example/1</link></item></channel></rss>`;
const NEWS_MAP = `<urlset xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://x.example/1</loc><news:news>
  <news:publication_date>2026-03-02T09:00:00Z</news:publication_date><news:title>A bridge opens</news:title></news:news></url></urlset>`;
const PLAIN_MAP = "<urlset><url><loc>https://x.example/old</loc></url></urlset>";
const home = (body: string, head = "") => `<html><head><title>Gull</title>${head}</head><body>${body}</body></html>`;

describe("a feed is found", () => {
  test.each<[string, (at: string) => Record<string, string | Page>]>([
    [
      "in a Link header with other links",
      () => ({
        "/": {
          body: home("<p>Hello"),
          headers: {
            link: '</wp-json/>; rel="https://api.w.org/", <all/ours>; title="A, \\"b\\""; REL="home Alternate"; type=application/atom+xml',
          },
        },
        "/all/ours": FEED,
      }),
    ],
    [
      "in the Link header of a refused page",
      () => ({
        "/": { status: 403, headers: { link: "</all/ours>; rel=alternate; type=application/rss+xml" } },
        "/all/ours": FEED,
      }),
    ],
    [
      "behind a refresh and a line of script",
      () => ({
        "/": `<meta content='0;URL="/welcome"' http-equiv=Refresh>`,
        "/welcome": "<script>location.replace('/en/')</script>",
        "/en/": home("<p>Hello", '<link rel="alternate" type="application/rss+xml" href="/all/ours">'),
        "/all/ours": FEED,
      }),
    ],
    [
      "within a frame",
      () => ({
        "/": '<frameset><frame src="/menu"><frame src="/main"></frameset>',
        "/menu": home("<p>Menu"),
        "/main": home('<a href="/all/ours">RSS</a>'),
        "/all/ours": FEED,
      }),
    ],
    [
      "by the text of a link in Burmese and Latin letters",
      () => ({ "/": home('<a href="/all/ours">RSS ဖတ်ရန်</a>'), "/all/ours": FEED }),
    ],
    [
      "by the text of a link in Russian",
      () => ({ "/": home('<a href="/all/ours"><span>Лента </span>новостей</a>'), "/all/ours": FEED }),
    ],
    ["by the text of a link in Chinese", () => ({ "/": home('<a href="/all/ours">订阅</a>'), "/all/ours": FEED })],
    ["by the picture of a link", () => ({ "/": home('<a href="/all/ours"><img src="/i/rss_16.png"></a>'), "/all/ours": FEED })],
    [
      "by the words for a picture",
      () => ({ "/": home('<a href="/all/ours"><img src="/i/7.png" alt="RSS feed"></a>'), "/all/ours": FEED }),
    ],
    [
      "by the symbol of a link",
      () => ({ "/": home('<a href="/all/ours"><svg><use xlink:href="#icon-rss"/></svg></a>'), "/all/ours": FEED }),
    ],
    ["by the label of a link", () => ({ "/": home('<a href="/all/ours" aria-label="Web feed"><i></i></a>'), "/all/ours": FEED })],
    [
      "at a feed: link",
      (at) => ({ "/": home(`<a href="feed://${at.replace("http://", "")}/all/ours">Follow</a>`), "/all/ours": FEED }),
    ],
    [
      "within the link of a feed reader",
      (at) => ({
        "/": home(`<a href="https://feedly.com/i/subscription/feed%2F${encodeURIComponent(`${at}/all/ours`)}">Follow</a>`),
        "/all/ours": FEED,
      }),
    ],
    [
      "in a link element without a type",
      () => ({ "/": home("<p>Hello", '<link rel="alternate" href="/all/ours" title="Gull RSS">'), "/all/ours": FEED }),
    ],
    [
      "in a script of a page without links",
      () => ({
        "/": home('<div id="root"></div><script>window.s={"feed":"\\/export\\/rss\\/all"}</script>'),
        "/export/rss/all": FEED,
      }),
    ],
    [
      "where the site's software has it",
      () => ({
        "/": home("<p>Hello", '<meta name="generator" content="Joomla! - Open Source">'),
        "/?format=feed&type=rss": FEED,
      }),
    ],
    [
      "on the front page, for an article that names none",
      () => ({
        "/2026/11/bridge.html": home("<h1>A bridge opens</h1>"),
        "/": home('<footer><a href="/all/ours">RSS</a></footer>'),
        "/all/ours": FEED,
      }),
    ],
    ["at a usual address of WordPress", () => ({ "/": home("<p>Hello"), "/?feed=rss2": FEED })],
  ])("%s", async (_, pages) => {
    const url = await site(pages);
    const [first = "/"] = Object.keys(pages(url));
    const found = onlyJson(await discover(`${url}${first}`, "--json")) as { best: string };
    expect(found.best).toMatch(/\/all\/ours$|\/export\/rss\/all$|format=feed|feed=rss2/);
  });

  test("at a feed: address that was typed", async () => {
    const at = await site(() => ({ "/a": FEED }));
    expect(onlyJson(await discover(`feed:${at}/a`, "--json"))).toMatchObject({ best: `${at}/a` });
  });

  test("of a person on Mastodon", async () => {
    const at = await site(() => ({ "/@gull": home("<p>Hello"), "/@gull.rss": FEED }));
    expect(onlyJson(await discover(`${at}/@gull`, "--json"))).toMatchObject({ best: `${at}/@gull.rss` });
  });

  test("as the newest sitemap of an index within an index, which is named too", async () => {
    const at = await site((origin) => ({
      "/": home("<p>Hello"),
      "/robots.txt": `Sitemap: ${origin}/maps.xml`,
      "/maps.xml": `<sitemapindex><sitemap><loc>${origin}/months.xml</loc></sitemap></sitemapindex>`,
      "/months.xml": `<sitemapindex>${[1, 2, 3, 4, 5]
        .map(
          (month) =>
            `<sitemap><loc>${origin}/2026-0${month}.xml</loc><lastmod>2026-0${month === 3 ? 9 : month}-01</lastmod></sitemap>`,
        )
        .join("")}</sitemapindex>`,
      ...Object.fromEntries([1, 2, 4, 5].map((month) => [`/2026-0${month}.xml`, PLAIN_MAP])),
      "/2026-03.xml": NEWS_MAP,
    }));
    const { stdout, code } = await discover(at);
    expect(code).toBe(0);
    expect(stdout).toContain(`url: ${at}/2026-03.xml`);
    expect(stdout).toContain(`${at}/maps.xml`);
  });
});

describe("without a feed, people learn", () => {
  test.each<[string, string, Record<string, string | Page>, RegExp]>([
    [
      "of a check for robots",
      "wall",
      { "/": home("<h1>Making sure you&#39;re not a bot!</h1><script>work()</script>") },
      /check for robots/,
    ],
    [
      "of a check that refuses",
      "wall",
      { "/": { status: 403, body: home("<h1>Just a moment...</h1>", "<title>Just a moment...</title>") } },
      /forbidden.*check for robots/,
    ],
    [
      "of a login",
      "login",
      { "/": home('<h1>Mein Konto</h1><form><input name="u"><input type="password"></form>') },
      /login page/,
    ],
    [
      "of a page made by script",
      "script-only",
      { "/": home('<div id="app"></div><noscript>Please enable JavaScript.</noscript><script src="/app.js"></script>') },
      /script only/,
    ],
    ["of a file", "not-a-page", { "/": { body: "%PDF-1.7 x", headers: { "content-type": "application/pdf" } } }, /PDF/],
    ["of a notice", "page", { "/": home("<h1>Wegen Umbau geschlossen</h1>") }, /Wegen Umbau geschlossen/],
    [
      "of a page with other links",
      "page",
      { "/": home(Array.from({ length: 9 }, (_, n) => `<p><a href="/s/${n}">A story of some words, number ${n}</a>`).join("")) },
      /9 links/,
    ],
    [
      "of a sitemap without news",
      "page",
      { "/": home("<p>Hello"), "/sitemap.xml": PLAIN_MAP },
      /sitemap http.*\/sitemap\.xml lists pages/,
    ],
    ["of a payment", "refused", { "/": { status: 402 } }, /payment/],
  ])("%s", async (_, kind, pages, words) => {
    const ended = await discover(await site(() => pages), "--json");
    expect(ended.code).toBe(1);
    const { instead } = onlyJson(ended) as { instead: { kind: string; detail: string } };
    expect(instead.kind).toBe(kind);
    expect(instead.detail).toMatch(words);
  });
});
