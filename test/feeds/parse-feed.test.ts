import { describe, expect, test } from "vitest";
import { FeedError, type ParsedFeed } from "../../src/feeds/feed.ts";
import { parseFeed } from "../../src/feeds/read/parse-feed.ts";

const URL = "https://news.example.org/feed.xml";

function parse(document: string): Promise<ParsedFeed> {
  return parseFeed(Buffer.from(document), { url: URL, contentType: "application/xml; charset=utf-8" });
}

async function ttl(channel: string): Promise<number | null> {
  return (await parse(`<rss><channel>${channel}</channel></rss>`)).ttlMinutes;
}

async function parseItem(item: string) {
  const { entries } = await parse(`<rss version="2.0"><channel><title>T</title><item>${item}</item></channel></rss>`);
  return entries[0];
}

async function parseAtomEntry(entry: string) {
  const { entries } = await parse(
    `<feed xmlns="http://www.w3.org/2005/Atom">${entry.includes("<entry") ? entry : `<entry>${entry}</entry>`}</feed>`,
  );
  return entries[0];
}

const post = (words: string, link: string) =>
  `<id>t3_1</id><title>Ferry sold</title><link href="https://www.reddit.com/r/quay/comments/1/ferry/"/><content type="html">${`${words} &#32; submitted by &#32; <a href="https://www.reddit.com/user/kay"> /u/kay </a> <br/> <span><a href="${link}">[link]</a></span> &#32; <span><a href="https://www.reddit.com/r/quay/comments/1/ferry/">[comments]</a></span>`.replaceAll("&", "&amp;").replaceAll("<", "&lt;")}</content>`;

describe("formats", () => {
  test("RSS 2.0 gives every field, as plain text if plain text is meant", async () => {
    const feed = await parse(`<?xml version="1.0"?>
      <rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
      <channel><title>River &amp;amp; Hill</title><link>https://news.example.org/</link><language>en-GB</language><ttl>45</ttl>
      <image><title>Logo</title><link>https://img.example.org/</link></image>
      <item><title>Ferry &lt;b&gt;sinks&lt;/b&gt;</title><link> https://news.example.org/1 </link><guid isPermaLink="false">a-1</guid>
        <dc:creator>Ann Smith</dc:creator><pubDate>Tue, 03 Mar 2026 08:15:30 +0630</pubDate>
        <description><![CDATA[<p>Nobody&nbsp;was hurt.</p><p>Divers search.</p>]]></description>
        <content:encoded><![CDATA[<p>Nobody was hurt, <a href="/more">more</a></p>]]></content:encoded></item></channel></rss>`);
    expect(feed).toEqual({
      feed: { title: "River & Hill", url: "https://news.example.org/", language: "en-GB" },
      entries: [
        {
          id: "a-1",
          url: "https://news.example.org/1",
          title: "Ferry sinks",
          author: "Ann Smith",
          publishedAt: "2026-03-03T01:45:30.000Z",
          updatedAt: null,
          summary: "Nobody was hurt.\n\nDivers search.",
          content: '<p>Nobody was hurt, <a href="https://news.example.org/more">more</a></p>',
        },
      ],
      incomplete: false,
      ttlMinutes: 45,
    });
  });

  test("Atom 1.0 follows its text types, its alternate link and its bases", async () => {
    const feed = await parse(`<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="my" xml:base="https://a.example.org/x/">
      <title type="text">Sums: 3 &lt; 5 &amp; 7</title><link rel="self" href="self.xml"/><link href="./"/>
      <entry><id>urn:1</id><title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">A <em>big</em> day</div></title>
        <link rel="enclosure" href="a.mp3"/><link rel="alternate" type="application/json" href="1.json"/><link href="1.html" type="text/html"/>
        <author><name>Ko Ko</name><email>k@example.org</email></author><updated>2026-03-03T10:00:00Z</updated>
        <source><title>Elsewhere</title><id>urn:else</id><updated>2001-01-01T00:00:00Z</updated><link href="https://else.example.org/"/></source>
        <published>2026-03-02T10:00:00Z</published><content type="html">&lt;img src="p.jpg"&gt;</content></entry></feed>`);
    expect(feed.feed).toEqual({ title: "Sums: 3 < 5 & 7", url: "https://a.example.org/x/", language: "my" });
    expect(feed.entries).toEqual([
      expect.objectContaining({
        id: "urn:1",
        title: "A big day",
        url: "https://a.example.org/x/1.html",
        author: "Ko Ko",
        publishedAt: "2026-03-02T10:00:00.000Z",
        updatedAt: "2026-03-03T10:00:00.000Z",
        content: '<img src="https://a.example.org/x/p.jpg">',
      }),
    ]);
  });

  test("RDF items are next to their channel and are identified by rdf:about", async () => {
    const feed =
      await parse(`<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:d="http://purl.org/dc/elements/1.1/">
      <channel rdf:about="x"><title>T</title><items><rdf:Seq><rdf:li resource="https://x.example.org/1"/></rdf:Seq></items></channel>
      <item rdf:about="https://x.example.org/1"><title>One</title><d:date>2026-03-03</d:date></item></rdf:RDF>`);
    expect(feed.entries).toEqual([
      expect.objectContaining({
        id: "https://x.example.org/1",
        url: "https://x.example.org/1",
        title: "One",
        publishedAt: "2026-03-03T00:00:00.000Z",
      }),
    ]);
    expect(feed.incomplete).toBe(false);
  });

  test("Atom 0.3, RSS 0.9 without a version, custom prefixes and capital letters are read", async () => {
    const old =
      await parse(`<feed version="0.3" xmlns="http://purl.org/atom/ns#"><entry><title mode="escaped" type="text/html">A&amp;amp;B</title>
      <issued>2026-03-03T10:00:00Z</issued><summary mode="base64">SGk=</summary></entry></feed>`);
    expect(old.entries[0]).toMatchObject({ title: "A&B", publishedAt: "2026-03-03T10:00:00.000Z", summary: "Hi" });
    const loud = await parse(`<RSS><CHANNEL><ITEM><TITLE>Loud</TITLE><PUBDATE>3 Mar 2026</PUBDATE></ITEM></CHANNEL></RSS>`);
    expect(loud.entries[0]).toMatchObject({ title: "Loud", publishedAt: "2026-03-03T00:00:00.000Z" });
    const own = await parse(`<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:entry><a:title>Own</a:title></a:entry></a:feed>`);
    expect(own.entries[0]?.title).toBe("Own");
  });

  test("JSON Feed is read whole, and up to the cut if it is cut off", async () => {
    const json = JSON.stringify({
      version: "https://jsonfeed.org/version/1.1",
      title: "J",
      home_page_url: "https://j.example.org/",
      items: [
        {
          id: 1,
          url: "/1",
          title: "One {]",
          content_html: "<p>a</p><p>b</p>",
          authors: [{ name: "Ann" }],
          date_published: "2026-03-03T10:00:00Z",
        },
        { id: "2", content_text: "Two" },
      ],
    });
    const { entries, feed, incomplete } = await parse(json);
    expect(feed).toEqual({ title: "J", url: "https://j.example.org/", language: null });
    expect(entries[0]).toMatchObject({ id: "1", url: "https://j.example.org/1", author: "Ann", summary: "a\n\nb" });
    expect(entries[1]).toMatchObject({ id: "2", title: null, summary: "Two" });
    expect(incomplete).toBe(false);
    const cut = await parse(json.slice(0, -5));
    expect(cut).toMatchObject({ incomplete: true, entries: [{ id: "1", title: "One {]" }] });
  });
});

describe("fields", () => {
  test("entities are decoded once in XML, and once more if the field is HTML", async () => {
    expect((await parseItem("<title>A &amp;amp; B &eacute; &#146;</title>"))?.title).toBe("A & B é ’");
    expect((await parseItem("<title><![CDATA[A &amp; B &amp;lt;i&amp;gt;]]></title>"))?.title).toBe("A & B &lt;i&gt;");
    expect((await parseAtomEntry("<title>Write &amp;lt;b&amp;gt; so</title>"))?.title).toBe("Write <b> so");
    expect((await parseItem("<title>x</title><link>https://x.example.org/?a=1&copy=2&amp;b=3</link>"))?.url).toBe(
      "https://x.example.org/?a=1&copy=2&b=3",
    );
  });

  test("a guid replaces a missing link, unless it says that it is not a link", async () => {
    expect((await parseItem("<guid>https://x.example.org/1</guid>"))?.url).toBe("https://x.example.org/1");
    expect((await parseItem(`<guid isPermaLink="false">https://x.example.org/1</guid>`))?.url).toBeNull();
    expect((await parseItem(`<guid>a-1</guid>`))?.url).toBeNull();
  });

  test("only http and https links count as links", async () => {
    for (const link of ["javascript:alert(1)", "file:///etc/passwd", "ftp://x.example.org/", "https://", "data:text/html,x"]) {
      expect((await parseItem(`<title>x</title><link>${link}</link>`))?.url).toBeNull();
    }
  });

  test("absolute links are unchanged, relative ones are resolved", async () => {
    expect((await parseItem("<link>https://X.example.org/à%c3%a0?q=[1]</link>"))?.url).toBe(
      "https://X.example.org/à%c3%a0?q=[1]",
    );
    expect((await parseItem("<link>../a/ü.html</link>"))?.url).toBe("https://news.example.org/a/ü.html");
    expect((await parseItem("<link>//cdn.example.org/1</link>"))?.url).toBe("https://cdn.example.org/1");
  });

  test("authors are names, separated by commas", async () => {
    expect((await parseItem("<author>ann@example.org (Ann Smith)</author>"))?.author).toBe("Ann Smith");
    expect((await parseItem("<author>Ann Smith &lt;ann@example.org&gt;</author>"))?.author).toBe("Ann Smith");
    expect((await parseItem("<dc:creator>Ann</dc:creator><dc:creator>Ben</dc:creator>"))?.author).toBe("Ann, Ben");
  });

  test("a picture's description is the summary of an entry that has nothing else", async () => {
    const entry = await parseItem(`<title>x</title><media:group><media:description>A bridge</media:description></media:group>`);
    expect(entry).toMatchObject({ summary: "A bridge", content: null });
  });

  test("an episode has its audio or video file, with a page or without one", async () => {
    const audio = '<enclosure url="https://cdn.example/7?a=1&amp;b=2" type="audio/mpeg" length="1"/>';
    expect(await parseItem(audio)).toMatchObject({ url: null, mediaUrl: "https://cdn.example/7?a=1&b=2" });
    expect(await parseItem('<enclosure url="https://cdn.example/7.mp4"/>')).toMatchObject({
      mediaUrl: "https://cdn.example/7.mp4",
    });
    const page = await parseItem(`<link>https://show.example/7</link>${audio}`);
    expect(page).toMatchObject({ url: "https://show.example/7", mediaUrl: "https://cdn.example/7?a=1&b=2" });
    expect(await parseItem('<enclosure url="https://cdn.example/7.jpg" type="image/jpeg"/>')).not.toHaveProperty("mediaUrl");
    const atom = '<id>urn:7</id><link rel="enclosure" href="https://cdn.example/7.ogg" type="audio/ogg"/>';
    expect(await parseAtomEntry(atom)).toMatchObject({ url: null, mediaUrl: "https://cdn.example/7.ogg" });
    const medium =
      '<media:group><media:content url="https://cdn.example/7.jpg" medium="image"/><media:content url="https://cdn.example/7" medium="video"/></media:group>';
    expect(await parseItem(medium)).toMatchObject({ mediaUrl: "https://cdn.example/7" });
    expect(
      await parseItem('<media:content url="https://cdn.example/8" type="video/mp4"><media:title>x</media:title></media:content>'),
    ).toMatchObject({ title: "x", mediaUrl: "https://cdn.example/8" });
    expect(await parseItem('<media:content url="https://cdn.example/8" type="text/html" medium="video"/>')).not.toHaveProperty(
      "mediaUrl",
    );
    const items = [{ id: "7", content_text: "x", attachments: [{ url: "https://cdn.example/7.m4a", mime_type: "audio/x-m4a" }] }];
    const json = await parse(JSON.stringify({ version: "https://jsonfeed.org/version/1.1", title: "J", items }));
    expect(json.entries[0]).toMatchObject({ url: null, mediaUrl: "https://cdn.example/7.m4a" });
  });

  test("a post of Reddit has what it shares, and its words without the line that names it", async () => {
    const url = "https://www.reddit.com/r/quay/comments/1/ferry/";
    const shared = await parseAtomEntry(post("", "https://paper.example/ferry?a=1&amp;b=2"));
    expect(shared).toMatchObject({ url, sharedUrl: "https://paper.example/ferry?a=1&b=2", summary: null });
    const own = await parseAtomEntry(post('<div class="md"><p>The ferry is sold.</p></div>', url));
    expect(own).toMatchObject({ url, summary: "The ferry is sold." });
    for (const entry of [own, await parseAtomEntry(post("", "https://i.redd.it/1.jpg"))])
      expect(entry).not.toHaveProperty("sharedUrl");
    expect((await parseAtomEntry(post("It was submitted by nobody.", url)))?.summary).toBe("It was submitted by nobody.");
  });

  test("control and direction-override characters are removed from titles", async () => {
    expect((await parseItem("<title>a\u0001b\u202Ec\nd</title>"))?.title).toBe("abc d");
  });

  test("fields are cut to size", async () => {
    const entry = await parseItem(
      `<title>${"t".repeat(600)}</title><description>${"d ".repeat(20_000)}</description><content:encoded>${"c".repeat(600_000)}</content:encoded>`,
    );
    expect(entry?.title).toHaveLength(500);
    expect(entry?.summary).toHaveLength(20_000);
    expect(entry?.content).toHaveLength(500_000);
  });

  test("sy:* gives the poll interval, except WordPress's constant hourly", async () => {
    expect(await ttl("<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>")).toBe(360);
    expect(await ttl("<sy:updatePeriod> hourly </sy:updatePeriod><sy:updateFrequency>1</sy:updateFrequency>")).toBeNull();
    expect(await ttl("<ttl>soon</ttl>")).toBeNull();
  });
});

describe("documents that are not feeds", () => {
  test.each([
    ["", "empty", /empty document/],
    [" \n ", "empty", /empty document/],
    [
      "<!DOCTYPE html><html><head><title>River News</title></head><body>x</body></html>",
      "html",
      /web page \("River News"\), not a feed/,
    ],
    ["<html><title>Just a moment...</title></html>", "html", /robots/],
    ['{"error":"gone"}', "not-a-feed", /JSON/],
    ["[1,2", "not-a-feed", /JSON/],
    ["%PDF-1.7 …", "not-a-feed", /PDF/],
    ["<opml version='2.0'><body/></opml>", "not-a-feed", /OPML/],
    ["<svg:svg/>", "not-a-feed", /<svg:svg>/],
    ["Service is down", "not-a-feed", /plain text/],
  ])("%j is refused with a message", async (document, code, words) => {
    const refusal = await parse(document).catch((thrown: unknown) => thrown);
    expect(refusal).toBeInstanceOf(FeedError);
    expect(refusal).toMatchObject({ code, message: expect.stringMatching(words) as string });
  });

  test("a feed without entries is a feed", async () => {
    expect(await parse("<rss version='2.0'><channel><title>T</title></channel></rss>")).toMatchObject({
      entries: [],
      incomplete: false,
    });
  });
});
