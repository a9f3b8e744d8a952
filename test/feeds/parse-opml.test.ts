// Goal: lists of feeds from any reader can be imported, and ours exported completely. Method: documents seen in practice, and a round trip.
import fc from "fast-check";
import { expect, test } from "vitest";
import { parseOpml } from "../../src/feeds/parse-opml.ts";
import { renderOpml } from "../../src/feeds/render-opml.ts";
import { expectLinear } from "../support/processor-time.ts";

const opml = (body: string) =>
  `<?xml version="1.0"?><opml version="1.0"><head><title>x</title></head><body>${body}</body></opml>`;

test("feeds come out of folders, in order, with categories and folders as tags and their line numbers", () => {
  const body = `<outline text="Asia"><outline text="River &amp;amp; Hill" xmlUrl="https://a.example.org/feed?a=1&amp;b=2"/>
    <outline title="B" text="b" xmlurl="feed://b.example.org/" category="/news/radio,Asia" language="my"></outline></outline>
    <outline xmlUrl="https://b.example.org/2" text="https://b.example.org/2"/>\n<OUTLINE XMLURL='ftp://c.example.org/'/><outline text="no feed"/>`;
  expect(parseOpml(opml(body))).toEqual({
    feeds: [
      { address: "https://a.example.org/feed?a=1&b=2", title: "River & Hill", language: null, tags: ["Asia"], line: 1 },
      { address: "http://b.example.org/", title: "B", language: "my", tags: ["news", "radio", "Asia"], line: 2 },
      { address: "https://b.example.org/2", title: null, language: null, tags: [], line: 3 },
      { address: "ftp://c.example.org/", title: null, language: null, tags: [], line: 4 },
    ],
    withoutAddress: [],
    cutOff: false,
  });
});

test("a byte order mark, a feed without its address, and a cut list are accepted", () => {
  const text = `\ufeff<opml><body>\n<outline type="rss" text="Gone"/>\n<outline text="A" xmlUrl="https://a.example/"/>\n<outline text="B" xmlU`;
  const { feeds, withoutAddress, cutOff } = parseOpml(text);
  expect(feeds.map(({ title, line }) => [title, line])).toEqual([["A", 3]]);
  expect(withoutAddress).toEqual([{ title: "Gone", line: 2 }]);
  expect(cutOff).toBe(true);
});

const text = fc
  .string({ unit: "grapheme", minLength: 1, maxLength: 40 })
  .map((word) => `T${word.replace(/[&<>\s\p{C}]/gu, "-")}`);
const tag = text.map((word) => word.replace(/[,/]/g, "-"));

test("an exported list is read again unchanged: order, names, languages and tags", () => {
  const feed = fc.record({
    url: fc.webUrl({ withQueryParameters: true }).map((url) => new URL(url).href.replaceAll("&amp;", "&")),
    name: fc.oneof(fc.constant(null), fc.constantFrom('Q "&" <T>', "မြန်မာ"), text),
    language: fc.constantFrom(null, "en", "my"),
    tags: fc.uniqueArray(tag, { maxLength: 3 }),
  });
  fc.assert(
    fc.property(fc.array(feed, { maxLength: 6 }), (feeds) => {
      const read = parseOpml(renderOpml(feeds)).feeds;
      expect(read.map(({ address, title, language, tags }) => ({ url: address, name: title, language, tags }))).toEqual(feeds);
    }),
  );
});

test("an exported list leaves out mailboxes and commands, which no feed reader can ask", () => {
  const feeds = ["https://a.example/feed", "imaps://desk@mail.example/INBOX", "command:gazette.sh#1"].map((url) => ({
    url,
    name: null,
    language: null,
    tags: [],
  }));
  expect(parseOpml(renderOpml(feeds)).feeds.map(({ address }) => address)).toEqual(["https://a.example/feed"]);
});

test("a list cut at any character gives each feed before the cut, and says that it is cut", () => {
  const feeds = ["one", "two", "three"].map((name) => ({
    url: `https://${name}.example/`,
    name,
    language: null,
    tags: ["a", name],
  }));
  const whole = renderOpml(feeds);
  for (let end = whole.indexOf("<opml") + 20; end < whole.length - "</opml>\n".length; end++) {
    const { feeds: read, cutOff } = parseOpml(whole.slice(0, end));
    const before = feeds.filter(({ url }) => whole.indexOf("/>", whole.indexOf(url)) + 2 <= end);
    expect(read.map(({ address }) => address)).toEqual(before.map(({ url }) => url));
    expect(cutOff).toBe(true);
  }
});

test("a document that is not OPML, or is far too large, is refused with its line", () => {
  expect(() => parseOpml("<rss version='2.0'/>")).toThrow("line 1: it is a feed itself");
  expect(() => parseOpml("<!doctype html><p>")).toThrow("line 1: it is a web page");
  expect(() => parseOpml("a,b,c")).toThrow("line 1: it has no <opml> element");
  expect(() => parseOpml(" \n")).toThrow("line 1: it is empty");
  expect(() => parseOpml(opml("\n<outline>".repeat(11)))).toThrow("line 12: its folders lie more than 10 deep");
  expect(() => parseOpml(opml("\n<outline/>".repeat(5_001)))).toThrow("line 5002: here begins outline 5001");
});

test.each(["<outline ", "<outline text='", "&amp;", "\n", "</outline>", "<!--"])(
  "an OPML file of nothing but %j is read or refused in linear time",
  (piece) => expectLinear(250_000, (length) => opml(piece.repeat(length / piece.length)), parseOpml),
);

const longAttribute = (length: number) => opml(`<outline text="${"x".repeat(length)}" xmlUrl="https://a.example/"/>`);

test("an attribute of ten megabytes is read in linear time", async () => {
  expect(parseOpml(longAttribute(10 * 1024 * 1024)).feeds).toHaveLength(1);
  await expectLinear(500_000, longAttribute, parseOpml);
});
