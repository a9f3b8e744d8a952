import { expect, test } from "vitest";
import { parseOpml, renderOpml } from "../../src/feeds/parse-opml.ts";

const opml = (body: string) =>
  `<?xml version="1.0"?><opml version="1.0"><head><title>x</title></head><body>${body}</body></opml>`;

test("feeds come out of folders, each once, web addresses only", () => {
  const body = `<outline text="Asia"><outline text="River &amp;amp; Hill" xmlUrl="https://a.example.org/feed?a=1&amp;b=2"/>
    <outline title="B" text="b" xmlurl="feed://b.example.org/"></outline></outline>
    <outline xmlUrl="https://b.example.org/2"/><outline xmlUrl="https://b.example.org/2"/><outline xmlUrl="file:///etc/passwd"/><outline text="no feed"/>`;
  expect(parseOpml(opml(body))).toEqual([
    { url: "https://a.example.org/feed?a=1&b=2", title: "River & Hill" },
    { url: "http://b.example.org/", title: "B" },
    { url: "https://b.example.org/2", title: null },
  ]);
});

test("what is rendered is read again alike", () => {
  const feeds = [
    { url: "https://a.example.org/?a=1&b=2", title: 'Q "&" <T>' },
    { url: "https://b.example.org/", title: "မြန်မာ" },
  ];
  expect(parseOpml(renderOpml(feeds))).toEqual(feeds);
  expect(parseOpml(renderOpml([]))).toEqual([]);
});

test("what is no OPML, or beyond all measure, is refused in words", () => {
  expect(() => parseOpml("<rss/>")).toThrow("no <opml> element");
  expect(() => parseOpml(opml("<outline>".repeat(11)))).toThrow("10 deep");
  expect(() => parseOpml(opml("<outline/>".repeat(5_001)))).toThrow("5000 outlines");
});
