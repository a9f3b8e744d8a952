// Goal: a publisher's content is found in every vocabulary. Method: a few lines of each one seen in practice.
import { describe, expect, test } from "vitest";
import { parseFeed } from "../../src/feeds/read/parse-feed.ts";

const BASE = "https://x.example.org/feeds/all.xml";
const parse = (document: string) => parseFeed(Buffer.from(document), { url: BASE });
const first = async (document: string) => (await parse(document)).entries[0];
const rssItem = (item: string, declarations = "") =>
  first(`<rss version="2.0" ${declarations}><channel><title>T</title><item>${item}</item></channel></rss>`);
const atomEntry = (entry: string, declarations = "") =>
  first(`<feed xmlns="http://www.w3.org/2005/Atom" ${declarations}><title>T</title><entry>${entry}</entry></feed>`);
const old = (title: string) => first(`<feed version="0.3" xmlns="http://purl.org/atom/ns#"><entry>${title}</entry></feed>`);

describe("names and namespaces", () => {
  test("a prefix means what it is bound to", async () => {
    expect(await rssItem(`<q:creator>Ann</q:creator>`, `xmlns:q="http://purl.org/dc/elements/1.1/"`)).toMatchObject({
      author: "Ann",
    });
    expect(await rssItem(`<w:updated>2026-03-03T10:00:00Z</w:updated>`, `xmlns:w="http://www.w3.org/2005/Atom"`)).toMatchObject({
      updatedAt: "2026-03-03T10:00:00.000Z",
    });
    expect(await rssItem(`<title xmlns="http://purl.org/dc/elements/1.1/">Inner</title>`)).toMatchObject({ title: "Inner" });
  });

  test("an episode may say what it is about in a podcast's own words alone", async () => {
    const podcast = 'xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"';
    const episode = "<itunes:title>Episode 8</itunes:title><itunes:subtitle>About the ferry</itunes:subtitle>";
    expect(await rssItem(episode, podcast)).toMatchObject({ title: "Episode 8", summary: "About the ferry" });
  });

  test("RSS may bind its own names to a prefix, to an address of its own, or not at all", async () => {
    for (const address of ["http://purl.org/rss/1.0/", "http://backend.userland.com/rss2", "https://nobody.example/rss"]) {
      expect(await rssItem("<title>x</title>", `xmlns="${address}"`)).toMatchObject({ title: "x" });
    }
    for (const address of ["http://www.w3.org/2005/Atom", "http://search.yahoo.com/mrss/", "http://purl.org/dc/elements/1.1/"]) {
      const mistaken = `<rss version="2.0" xmlns="${address}"><channel><title>T</title><item><title>x</title><pubDate>2026-03-03</pubDate></item></channel></rss>`;
      expect(await parse(mistaken)).toMatchObject({
        feed: { title: "T" },
        entries: [{ title: "x", publishedAt: "2026-03-03T00:00:00.000Z" }],
        incomplete: false,
      });
    }
    const prefixed = `<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:s="http://purl.org/rss/1.0/"><s:item r:about="https://x.example.org/1"><s:title>x</s:title></s:item></r:RDF>`;
    expect(await first(prefixed)).toMatchObject({ title: "x", id: "https://x.example.org/1" });
  });

  test("elements of the same name in another namespace do not belong to the entry", async () => {
    const entry = await rssItem(
      `<m:title>Film</m:title><title>News</title><m:link>https://film.example/</m:link><link>https://x.example.org/1</link>`,
      `xmlns:m="https://film.example/ns"`,
    );
    expect(entry).toMatchObject({ title: "News", url: "https://x.example.org/1" });
  });

  test("pictures and formulas within a title do not damage its words", async () => {
    const svg = `<svg xmlns="http://www.w3.org/2000/svg"><circle r="5"/></svg>`;
    const entry = await atomEntry(
      `<title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Round ${svg}table</div></title>`,
    );
    expect(entry?.title).toBe("Round table");
  });
});

describe("addresses", () => {
  test("xml:base is inherited, nested, and overrides the document's own address", async () => {
    const entry = await atomEntry(
      `<link href="a.html"/><content type="html" xml:base="deep/">&lt;img src="p.jpg"&gt;&lt;a href="//cdn.example.org/x"&gt;</content>`,
      `xml:base="/2026/"`,
    );
    expect(entry).toMatchObject({
      url: "https://x.example.org/2026/a.html",
      content: `<img src="https://x.example.org/2026/deep/p.jpg"><a href="https://cdn.example.org/x">`,
    });
  });

  test("an invalid xml:base changes nothing", async () => {
    expect((await atomEntry(`<link href="a.html"/>`, `xml:base="http://["`))?.url).toBe("https://x.example.org/feeds/a.html");
  });

  test("the page behind a counting service is kept next to the link", async () => {
    const entry = await rssItem(
      `<link>https://feeds.example.org/~r/all/~3/1/</link><f:origLink>https://x.example.org/1</f:origLink>`,
      `xmlns:f="http://rssnamespace.org/feedburner/ext/1.0"`,
    );
    expect(entry).toMatchObject({ url: "https://feeds.example.org/~r/all/~3/1/", originalUrl: "https://x.example.org/1" });
    expect(await rssItem("<link>https://x.example.org/1</link>")).not.toHaveProperty("originalUrl");
  });

  test("the outlet that a feed names is kept with its address, in RSS, Atom and Bing's words", async () => {
    expect((await rssItem(`<title>A</title><source url="https://gull.example">The &amp;amp; Gull</source>`))?.source).toEqual({
      name: "The & Gull",
      url: "https://gull.example",
    });
    expect(
      (await rssItem(`<title>A</title><News:Source>The Gull</News:Source>`, `xmlns:News="https://www.bing.com/news/search"`))
        ?.source,
    ).toEqual({
      name: "The Gull",
      url: null,
    });
    const source = `<source><title>The Gull</title><link rel="self" href="/feed"/><link href="https://gull.example/"/></source>`;
    expect(await atomEntry(`<title>A</title>${source}`)).toMatchObject({
      title: "A",
      source: { name: "The Gull", url: "https://gull.example/" },
    });
    expect(await rssItem(`<title>A</title><source url="https://gull.example"/>`)).not.toHaveProperty("source");
  });

  test("a relation may be an address, and the self link is never the page", async () => {
    const relation = "http://www.iana.org/assignments/relation/alternate";
    expect((await atomEntry(`<link rel="self" href="/self"/><link rel="${relation}" href="/page"/>`))?.url).toBe(
      "https://x.example.org/page",
    );
    expect(
      (await atomEntry(`<id>urn:1</id><link rel="self" href="/self"/><link rel="replies" href="/replies"/>`))?.url,
    ).toBeNull();
  });

  test("an id that is a complete web address replaces a missing link", async () => {
    expect((await atomEntry(`<id>https://x.example.org/1</id>`))?.url).toBe("https://x.example.org/1");
    expect((await atomEntry(`<id>tag:x.example.org,2026:1</id>`))?.url).toBeNull();
  });

  test("an address that follows an empty link is the link's, as in the HTML of browsers", async () => {
    expect((await rssItem(`<link/> https://x.example.org/1?a=b&amp;c=d\n<guid>7</guid>`))?.url).toBe(
      "https://x.example.org/1?a=b&c=d",
    );
    expect((await rssItem(`<link/>See also`))?.url).toBeNull();
  });

  test("Atom's link in RSS counts if RSS's own is empty", async () => {
    expect((await rssItem(`<link/><a:link href="/1"/>`, `xmlns:a="http://www.w3.org/2005/Atom"`))?.url).toBe(
      "https://x.example.org/1",
    );
  });
});

describe("texts", () => {
  test("of a summary and a description, the first is the summary and the second the text", async () => {
    const [sum, text] = ["<summary>Short</summary>", "<description>Long</description>"];
    expect(await rssItem(sum + text)).toMatchObject({ summary: "Short", content: "Long" });
    expect(await rssItem(text + sum)).toMatchObject({ summary: "Long", content: "Short" });
    expect(await rssItem(`${text}<content:encoded>Whole</content:encoded>`)).toMatchObject({ summary: "Long", content: "Whole" });
  });

  test("an escaped angle bracket in a plain title is not a tag, and markup in an HTML title is not text", async () => {
    expect((await atomEntry(`<title type="text">2 &lt; 3 &amp;amp; more</title>`))?.title).toBe("2 < 3 & more");
    expect((await atomEntry(`<title type="html">&lt;em&gt;Two&lt;/em&gt; &amp;lt; three</title>`))?.title).toBe("Two < three");
    expect((await atomEntry(`<title type="html"><![CDATA[AT&amp;T &copy; 2026]]></title>`))?.title).toBe("AT&T © 2026");
    expect((await rssItem(`<title>&amp;quot;Quoted&amp;quot; &amp;#8211; &#x41;&#66;</title>`))?.title).toBe(`"Quoted" – AB`);
    expect((await rssItem(`<title>&Agrave; &ouml; &hellip; &euro; &lang;x&rang; &nosuch;</title>`))?.title).toBe(
      "À ö … € \u2329x\u232a &nosuch;",
    );
  });

  test("Atom 0.3 gives the type of its texts by mode", async () => {
    expect((await old(`<title mode="escaped" type="text/html">A &amp;lt;b&amp;gt; &lt;i&gt;c&lt;/i&gt;</title>`))?.title).toBe(
      "A <b> c",
    );
    expect((await old(`<title mode="xml" type="application/xhtml+xml"><div>A <b>b</b></div></title>`))?.title).toBe("A b");
    expect((await old(`<title mode="base64">QSAmYW1wOyBC</title>`))?.title).toBe("A & B");
  });
});

describe("dates", () => {
  test.each([
    ["<dcterms:issued>2026-03-03</dcterms:issued>", "published"],
    ["<dcterms:created>2026-03-03</dcterms:created>", "published"],
    ["<dc:date>2026-03-03</dc:date>", "published"],
    ["<prism:publicationDate>2026-03-03</prism:publicationDate>", "published"],
    ["<pubDate/><dc:date>2026-03-03</dc:date>", "published"],
    ["<pubDate>soon</pubDate><dc:date>2026-03-03</dc:date>", "published"],
    ["<dcterms:modified>2026-03-03</dcterms:modified>", "updated"],
    ["<a10:updated xmlns:a10='http://www.w3.org/2005/Atom'>2026-03-03</a10:updated>", "updated"],
  ])("%s is when it was %s", async (fields, kind) => {
    const day = "2026-03-03T00:00:00.000Z";
    expect(await rssItem(fields)).toMatchObject({
      publishedAt: kind === "published" ? day : null,
      updatedAt: kind === "updated" ? day : null,
    });
  });
});

test("Microsoft's channel definitions, with everything in attributes, are read as far as possible", async () => {
  const { feed, entries } = await parse(
    `<CHANNEL HREF="https://x.example.org/"><TITLE>T</TITLE><ITEM HREF="/1" LASTMOD="2026-03-03T08:15-05:00"><TITLE>One</TITLE><ABSTRACT>Words</ABSTRACT></ITEM></CHANNEL>`,
  );
  expect(feed).toMatchObject({ title: "T", url: "https://x.example.org/" });
  expect(entries).toMatchObject([
    { title: "One", url: "https://x.example.org/1", updatedAt: "2026-03-03T13:15:00.000Z", summary: "Words" },
  ]);
});

test("JSON Feed 1.0 and 1.1, in any encoding that begins with a mark", async () => {
  const feed = {
    version: "https://jsonfeed.org/version/1",
    title: "T",
    author: { name: "Ann" },
    items: [{ id: 7, external_url: "https://y.example.org/", title: "A &amp; B", date_modified: "2026-03-03" }],
  };
  expect(await first(`\ufeff ${JSON.stringify(feed)}`)).toMatchObject({
    id: "7",
    url: "https://y.example.org/",
    title: "A &amp; B",
    author: "Ann",
    updatedAt: "2026-03-03T00:00:00.000Z",
  });
  const sixteen = Buffer.from(`\ufeff${JSON.stringify({ ...feed, version: "https://jsonfeed.org/version/1.1" })}`, "utf16le");
  expect((await parseFeed(sixteen, {})).entries).toHaveLength(1);
});
