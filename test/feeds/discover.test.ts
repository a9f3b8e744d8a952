// Goal: what names a feed is recognised, and what merely looks like it is not. Method: the pure parts, case by case.
import { expect, test } from "vitest";
import { feedWithinReader, withoutFeedScheme } from "../../src/feeds/discover/feed-scheme.ts";
import { speaksOfFeed } from "../../src/feeds/discover/feed-words.ts";
import { findFeedLinks } from "../../src/feeds/discover/find-feed-links.ts";
import { channelFeedOn, nameChannel } from "../../src/feeds/discover/name-channel.ts";
import { readLinkHeader } from "../../src/feeds/discover/read-link-header.ts";

test.each([
  ["feed:https://a.example/x", "https://a.example/x"],
  ["feed://a.example/x", "http://a.example/x"],
  ["FEED:http://a.example/x?y=1", "http://a.example/x?y=1"],
  ["feed://https://a.example/x", "https://a.example/x"],
  ["feed://https//a.example/x", "https://a.example/x"],
  ["web+feed:https://a.example/x", "https://a.example/x"],
  ["itpc://a.example/x", "http://a.example/x"],
  ["/feed:all", "/feed:all"],
  ["https://a.example/feed:x", "https://a.example/feed:x"],
])("%s stands for %s", (text, address) => {
  expect(withoutFeedScheme(text)).toBe(address);
});

test.each([
  ["https://www.inoreader.com/?add_feed=https%3A%2F%2Fa.example%2Fx", "https://a.example/x"],
  ["https://add.my.yahoo.com/rss?url=http://a.example/x", "http://a.example/x"],
  ["https://feedly.com/about", null],
  ["https://a.example/?url=https://b.example/x", null],
])("the reader's link %s leads to %s", (url, address) => {
  expect(feedWithinReader(url)).toBe(address);
});

test.each([
  ["RSS", 2],
  ["RSS 2.0", 2],
  ["Canal RSS", 2],
  ["Подписка на RSS", 2],
  ["RSS-лента", 2],
  ["Feed", 1],
  ["Abonnieren", 1],
  ["フィード", 1],
  ["RSS订阅", 2],
  ["RSSを購読", 2],
  ["RSS chief calls for a ban on three more books", 0],
  ["Press", 0],
  ["Feed the children", 0],
  ["Atom bomb test", 0],
])("the link text %s speaks of a feed: %i", (text, expected) => {
  expect(speaksOfFeed(text)).toBe(expected);
});

test.each([
  [
    '<opml><body><outline text="All" type="rss" xmlUrl="/x/all"/><outline text="A" xmlUrl="b?c=1"/></body></opml>',
    ["/x/all", "/b?c=1"],
  ],
  ['<link rel="outline" type="text/x-opml" href="/feeds.opml"><a href="/about">About</a>', ["/feeds.opml"]],
  ['<a href="/kanal/7.xml">Alles</a> <a href="/about.html">About</a>', ["/kanal/7.xml"]],
])("feeds are named by a list of feeds, a link to one, or a link to a document in XML: %s", (html, paths) => {
  const found = findFeedLinks({ html, url: "https://a.example/rss-overview" });
  expect(found.map(({ url }) => url)).toEqual(paths.map((path) => `https://a.example${path}`));
});

test("a Link header is read as RFC 8288 says, and bad input is skipped in linear time", () => {
  const read = readLinkHeader('<a>;rel=x;rel=y , <b,c> ; Title="d, \\"e\\" <f>" ;type=g/h, junk, <i>');
  expect(read.map(({ href, parameters }) => [href, ...parameters])).toEqual([
    ["a", ["rel", "x"]],
    ["b,c", ["title", 'd, "e" <f>'], ["type", "g/h"]],
    ["i"],
  ]);
  expect(readLinkHeader(undefined)).toEqual([]);
  for (const bad of ["<".repeat(50_000), '<a>;x="'.repeat(9_000), "<a>;".repeat(20_000), `<a>${" ;".repeat(30_000)}`])
    readLinkHeader(bad);
});

test("a link of another document in the Link header is not the page's", () => {
  const page = {
    html: "",
    url: "https://a.example/",
    linkHeader: '</x>; rel=alternate; type="application/rss+xml"; anchor="/other"',
  };
  expect(findFeedLinks(page)).toEqual([]);
});

test("an alternate in plain XML is tried after what speaks of a feed, unless it is a translation or oEmbed", () => {
  const html = `<link rel="alternate" type="text/xml" href="/stream"><link rel="alternate" type="text/xml" hreflang="de" href="/de">
    <link rel="alternate" type="application/xml" href="/oembed?x"><link rel="alternate" type="application/json" href="/data"><a href="/x">RSS</a>`;
  const links = findFeedLinks({ html, url: "https://a.example/" });
  expect(links.map(({ url, declared }) => [url, declared])).toEqual([
    ["https://a.example/x", false],
    ["https://a.example/stream", false],
  ]);
});

test("oEmbed, translations and styles are no feeds, and the likeliest link is first", () => {
  const html = `<link rel="alternate" type="application/json+oembed" href="/embed/feed"><link rel="alternate" hreflang="de" href="/de/feed-artikel">
    <link rel="stylesheet" href="/rss.css"><a href="/subscribe">Subscribe</a><a href="https://other.example/what-is-rss">RSS</a><a href="/x/1">RSS</a><a href="/x/feed">XML</a>`;
  expect(findFeedLinks({ html, url: "https://a.example/" }).map(({ url }) => url)).toEqual([
    "https://a.example/x/feed",
    "https://other.example/what-is-rss",
    "https://a.example/x/1",
    "https://a.example/subscribe",
  ]);
});

const ID = "UCabcdefghijklmnopqrstuv";
test.each([
  [
    `https://www.youtube.com/channel/${ID}/videos`,
    "a YouTube channel",
    `https://www.youtube.com/feeds/videos.xml?channel_id=${ID}`,
  ],
  ["https://www.youtube.com/@gull", "a YouTube channel", null],
  ["https://t.me/s/gullnews", "a Telegram channel", null],
  ["https://old.reddit.com/r/gulls/top", "a Reddit page", "https://www.reddit.com/r/gulls/.rss"],
  ["https://bsky.app/profile/gull.example", "a Bluesky account", "https://bsky.app/profile/gull.example/rss"],
  ["https://news.google.com/search?q=gull&hl=en", "a page of Google News", "https://news.google.com/rss/search?q=gull&hl=en"],
])("%s is %s", (url, name, feed) => {
  expect(nameChannel(url)).toMatchObject({ name, feed });
});

test("a YouTube page names its channel's id, and only YouTube's", () => {
  const html = `<script>{"externalId":"${ID}"}</script>`;
  expect(channelFeedOn(html, "https://www.youtube.com/@gull")).toBe(`https://www.youtube.com/feeds/videos.xml?channel_id=${ID}`);
  expect(channelFeedOn(html, "https://a.example/@gull")).toBeNull();
  expect(nameChannel("https://a.example/r/gulls")).toBeNull();
});
