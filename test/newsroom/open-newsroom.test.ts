// The newsroom as its clients see it: virtual hosts, feeds of every kind, pages, and its expectations.
import { gunzipSync } from "node:zlib";
import iconv from "iconv-lite";
import StrictReader from "rss-parser";
import { parse } from "yaml";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Newsroom } from "../../src/newsroom/open-newsroom.ts";
import { openNewsroom } from "../../src/newsroom/open-newsroom.ts";
import { ask } from "./ask.ts";

const startedAt = new Date("2026-11-20T09:30:15Z");
let newsroom: Newsroom;

beforeAll(async () => {
  newsroom = await openNewsroom({ startedAt });
});
afterAll(() => newsroom.close());

const feedUrl = (outlet: string): string => {
  const url = newsroom.feeds.find((feed) => new URL(feed.url).hostname === `${outlet}.localhost`)?.url;
  if (url === undefined) throw new Error(`no feed of ${outlet}`);
  return url;
};
const feedText = async (outlet: string): Promise<string> => (await ask(feedUrl(outlet))).body.toString("utf8");

/** Links of the entries in any of the formats, by the plainest of means. */
function linksIn(document: string): string[] {
  const unescaped = document.replaceAll("&amp;", "&");
  const patterns = [/<link>([^<]+)<\/link>/g, /<link rel="alternate" href="([^"]+)"/g, /"url": "([^"]+)"/g];
  const found = patterns.flatMap((pattern) => [...unescaped.matchAll(pattern)].map(([, link]) => link ?? ""));
  return found.filter((link) => new URL(link).pathname !== "/");
}

async function allLinks(): Promise<string[]> {
  const live = newsroom.feeds.filter((feed) => feed.url !== newsroom.expected.deadFeed);
  const documents = await Promise.all(live.map(async (feed) => (await ask(feed.url)).body.toString("latin1")));
  return documents.flatMap(linksIn);
}

test("twelve outlets publish sixty-odd articles over two days, about half of which match nothing", async () => {
  expect(newsroom.outlets).toHaveLength(12);
  expect(await allLinks()).toHaveLength(newsroom.expected.articles);
  expect(newsroom.expected.articles).toBeGreaterThanOrEqual(60);
  expect(newsroom.expected.unmatched / newsroom.expected.articles).toBeGreaterThan(0.4);
  expect(newsroom.expected.unmatched / newsroom.expected.articles).toBeLessThan(0.6);
});

test.each([
  ["meridian", /^<\?xml version="1.0" encoding="utf-8"\?>\n<rss version="2.0"/],
  ["ledger", /<content:encoded><!\[CDATA\[<p>/],
  ["thazin", /<language>my<\/language>/],
  ["anadir", /<feed xmlns="http:\/\/www.w3.org\/2005\/Atom"/],
  ["tidewater", /<rdf:RDF .*xmlns="http:\/\/purl.org\/rss\/1.0\/"/],
])("the feed of %s is in the format it claims, and well-formed to a strict reader", async (outlet, claim) => {
  const text = await feedText(outlet);
  expect(text).toMatch(claim);
  const { items } = await new StrictReader().parseString(text);
  expect(items.map(({ link }) => link)).toEqual(linksIn(text));
  for (const { title, isoDate } of items) {
    expect(title).toMatch(/[\p{L}\p{M}]{3}/u);
    expect(Date.parse(isoDate ?? "")).toBeLessThan(startedAt.getTime());
  }
});

test("the JSON Feed is JSON of version 1.1 with the address of every article", async () => {
  const { headers, body } = await ask(feedUrl("lantern"));
  const feed = JSON.parse(body.toString("utf8")) as {
    version: string;
    items: { url: string; title: string; content_html: string }[];
  };
  expect(headers["content-type"]).toBe("application/feed+json");
  expect(feed.version).toBe("https://jsonfeed.org/version/1.1");
  expect(feed.items.length).toBeGreaterThan(2);
  for (const item of feed.items) expect(item.content_html).toMatch(/^<p>/);
});

test("the Russian feed is windows-1251 bytes, declared in the document alone", async () => {
  const { headers, body } = await ask(feedUrl("ozerny"));
  expect(headers["content-type"]).not.toMatch(/charset/);
  expect(body.subarray(0, 60).toString("latin1")).toContain('encoding="windows-1251"');
  expect(body.toString("utf8")).toContain("�");
  expect(iconv.decode(body, "windows-1251")).toContain("Хунта Мьянмы закрыла ночные рынки");
  const page = linksIn(body.toString("latin1"))[0] ?? "";
  expect(iconv.decode((await ask(page)).body, "windows-1251")).toMatch(/charset=windows-1251[^]*Приозёрн/);
});

test("nothing is lost in encoding as windows-1251", async () => {
  const { body } = await ask(feedUrl("ozerny"));
  expect(iconv.decode(body, "windows-1251").replace("<?xml", "").replace("?>", "")).not.toContain("?");
});

test("the broken feed has bare ampersands and one unclosed tag, and still names every article", async () => {
  const text = await feedText("kestrel");
  expect(text).toContain("<title>Salt & Pepper");
  expect(text.match(/<b>/g)).toHaveLength(1);
  expect(text).not.toContain("</b>");
  expect(linksIn(text)).toHaveLength(text.match(/<item>/g)?.length ?? 0);
  await expect(new StrictReader().parseString(text)).rejects.toThrow();
});

test("the Burmese feed is gzipped for clients that accept it, and plain for others", async () => {
  const plain = await ask(feedUrl("thazin"));
  const zipped = await ask(feedUrl("thazin"), { "accept-encoding": "gzip, br" });
  expect(plain.headers["content-encoding"]).toBeUndefined();
  expect(zipped.headers["content-encoding"]).toBe("gzip");
  expect(gunzipSync(zipped.body)).toEqual(plain.body);
  expect(plain.body.toString("utf8")).toContain("မြန်မာစစ်ကောင်စီ");
});

test("every live feed answers 304 to its own ETag and date, and 200 to others", async () => {
  for (const { url } of newsroom.feeds.filter((feed) => feed.url !== newsroom.expected.deadFeed)) {
    const first = await ask(url);
    const etag = first.headers.etag ?? "";
    const modified = first.headers["last-modified"] ?? "";
    const again = await ask(url, { "if-none-match": etag });
    expect(again.status, url).toBe(304);
    expect(again.body).toHaveLength(0);
    expect(again.headers.etag).toBe(etag);
    expect((await ask(url, { "if-modified-since": modified })).status, url).toBe(304);
    expect((await ask(url, { "if-none-match": '"other"', "if-modified-since": modified })).status, url).toBe(200);
    expect((await ask(url, { "if-modified-since": "Thu, 01 Jan 2026 00:00:00 GMT" })).status, url).toBe(200);
  }
});

test("the dead feed refuses connections", async () => {
  await expect(ask(newsroom.expected.deadFeed)).rejects.toMatchObject({ code: "ECONNREFUSED" });
});

test("every article in a feed has its own page, except the one behind consent and the forbidden one", async () => {
  const unreadable = new Map<string, string>();
  for (const link of await allLinks()) {
    const { status, body } = await ask(link);
    const text = body.toString("latin1");
    if (status !== 200) unreadable.set(link, String(status));
    else if (text.includes('id="consent"')) unreadable.set(link, "consent");
    else expect(text.length, link).toBeGreaterThan(2000);
  }
  expect([...unreadable.values()].sort()).toEqual(["403", "consent"]);
  expect([...unreadable.keys()].sort()).toEqual([...newsroom.expected.summaryOnly].sort());
});

test("an unknown host, an unknown page and an unknown path each get a 404, and the bare address lists the outlets", async () => {
  const { port } = newsroom;
  expect((await ask(`http://nobody.localhost:${port}/`)).status).toBe(404);
  expect((await ask(`http://ledger.localhost:${port}/2026/11/19/no-such-thing`)).status).toBe(404);
  expect((await ask(`http://127.0.0.1:${port}/`)).body.toString("utf8")).toContain(`http://ledger.localhost:${port}/`);
});

test("each outlet's front page answers and names its feed", async () => {
  for (const { url } of newsroom.outlets) {
    const text = (await ask(url)).body.toString("latin1");
    expect(text).toMatch(/rel="alternate" type="application\/|rel="alternate" type="text\/xml/);
  }
});

test("the config files are YAML with all feeds, both watchlists and one digest", () => {
  const feeds = parse(newsroom.feedsYaml) as { defaults: object; feeds: { url: string; name: string; tags: string[] }[] };
  expect(feeds.defaults).toEqual({ backlog: "all" });
  expect(feeds.feeds).toEqual(newsroom.feeds);
  const { watchlists, sets } = parse(newsroom.watchlistsYaml) as { watchlists: { id: string }[]; sets: Record<string, unknown> };
  expect(watchlists.map(({ id }) => id)).toEqual(["myanmar-junta", "russia"]);
  expect(Object.keys(sets)).toEqual(["myanmar", "junta", "russia"]);
  expect(parse(newsroom.digestsYaml)).toEqual({
    digests: [{ id: "demo", to: ["you@example.org"], schedule: "0 7 * * *", timezone: "UTC" }],
  });
});

test("the same moment and port give the same bytes, and requests are counted", async () => {
  const { port } = newsroom;
  const own = await openNewsroom({ startedAt });
  const urls = [
    feedUrl("meridian"),
    feedUrl("anadir"),
    ...newsroom.expected.stories.slice(0, 3).flatMap(({ articles }) => articles),
  ];
  const first = await Promise.all(urls.map(async (url) => (await ask(url)).body));
  const expected = newsroom.expected;
  await newsroom.close();
  newsroom = await openNewsroom({ startedAt, port });
  const again = await Promise.all(urls.map(async (url) => (await ask(url)).body));
  expect(again).toEqual(first);
  expect(newsroom.expected).toEqual(expected);
  expect(newsroom.requests()).toMatchObject({ feeds: 2, pages: urls.length - 2, notModified: 0 });
  expect(newsroom.requests().byUrl[urls[0] ?? ""]).toBe(1);
  expect(JSON.stringify(own.expected).replaceAll(`:${own.port}/`, `:${port}/`)).toBe(JSON.stringify(expected));
  await own.close();
});

test("more articles on request are in the feeds, on pages and among the expected stories", async () => {
  const larger = await openNewsroom({ startedAt, moreArticles: 30 });
  const added = larger.expected.stories.filter(({ key }) => key.startsWith("generated-"));
  expect(added).toHaveLength(30);
  expect(larger.expected.articles).toBe(newsroom.expected.articles + 30);
  expect(new Set(added.flatMap(({ articles }) => articles.map((url) => new URL(url).host))).size).toBe(10);
  for (const { title, articles } of added) {
    const token = /WX\d{5}/.exec(title)?.[0] ?? "no token";
    const { status, body } = await ask(articles[0] ?? "");
    expect(status).toBe(200);
    expect(body.toString("utf8").split(token).length).toBeGreaterThan(2);
  }
  await larger.close();
});

test("a taken port is refused with the system's own code", async () => {
  await expect(openNewsroom({ startedAt, port: newsroom.port })).rejects.toMatchObject({ code: "EADDRINUSE" });
});
