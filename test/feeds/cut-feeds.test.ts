// Goal: every complete entry of a cut document is kept. Method: feeds of every kind, each cut at many bytes.
import * as fc from "fast-check";
import iconv from "iconv-lite";
import { expect, test } from "vitest";
import { parseFeed } from "../../src/feeds/read/parse-feed.ts";

const ITEMS = 9;
const TEXTS = ["Größe & Maß", "ရေကြီးမှု သတင်း", "5 < 6 > 4", "「橋」が閉鎖", "plain words"];
const escape = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
const each = (item: (n: number, text: string) => string) =>
  Array.from({ length: ITEMS }, (_, n) => item(n, TEXTS[n % TEXTS.length] ?? "")).join("\n<!-- </item> </entry> </url> -->\n");
const page = (n: number) => `https://x.example.org/${n}?a=1&amp;b=${n}`;

interface Kind {
  document: string;
  /** What ends an item. */
  end: string;
}

const KINDS: Record<string, Kind> = {
  "RSS 0.91": {
    document: `<?xml version="1.0"?><!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "x.dtd"><rss version="0.91"><channel><title>T</title>
      ${each((n, text) => `<item><title>${escape(text)}</title><link>${page(n)}</link><description>${escape(text)}</description></item>`)}</channel></rss>`,
    end: "</item>",
  },
  "RSS 2.0": {
    document: `<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel><title>T</title>
      ${each((n, text) => `<item><title><![CDATA[${text}]]></title><guid>${page(n)}</guid><media:group><media:content url="p.jpg"><media:title>Picture</media:title></media:content></media:group><pubDate>Tue, 03 Mar 2026 08:15:3${n} GMT</pubDate><content:encoded><![CDATA[<p>${escape(text)}<br>]]></content:encoded></item>`)}</channel></rss>`,
    end: "</item>",
  },
  RDF: {
    document: `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel><title>T</title></channel>
      ${each((n, text) => `<item rdf:about="${page(n)}"><title>${escape(text)}</title><dc:date>2026-03-03</dc:date></item>`)}</rdf:RDF>`,
    end: "</item>",
  },
  "Atom 1.0": {
    document: `<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://x.example.org/"><title>T</title>
      ${each((n, text) => `<entry><id>urn:${n}</id><title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><b>${escape(text)}</b></div></title><link href="${n}"/><author><name>Ann</name></author><content type="html">${escape(escape(text))}</content></entry>`)}</feed>`,
    end: "</entry>",
  },
  "Atom 0.3": {
    document: `<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>T</title>
      ${each((n, text) => `<entry><title mode="escaped">${escape(text)}</title><link rel="alternate" href="${page(n)}"/><issued>2026-03-03T08:15:30Z</issued></entry>`)}</feed>`,
    end: "</entry>",
  },
  "news sitemap": {
    document: `<urlset xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
      ${each((n, text) => `<url><loc>${page(n)}</loc><news:news><news:publication><news:name>T</news:name></news:publication><news:title>${escape(text)}</news:title></news:news></url>`)}</urlset>`,
    end: "</url>",
  },
};

/** Cuts a document at many bytes, and expects of each piece the entries of the whole that end before the cut. */
async function expectWholeEntries(
  bytes: Buffer,
  contentType: string | null,
  countWhole: (piece: Buffer) => number,
): Promise<void> {
  const options = { url: "https://x.example.org/feed", contentType };
  const whole = await parseFeed(bytes, options);
  expect(whole).toMatchObject({ incomplete: false, entries: { length: ITEMS } });
  expect(whole.entries.every(({ title, url }) => title !== null && url !== null)).toBe(true);
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: Math.ceil(bytes.length / 10), max: bytes.length - 3 }), async (at) => {
      const piece = bytes.subarray(0, at);
      const read = await parseFeed(piece, options).catch(() => null);
      const count = countWhole(piece);
      expect(read?.entries ?? []).toEqual(whole.entries.slice(0, count));
      if (read !== null) expect(read.incomplete).toBe(true);
    }),
    { numRuns: 150 },
  );
}

const COMMENT = /<!--.*?-->/gs;

test.each(Object.entries(KINDS))("%s", async (_, { document, end }) => {
  const count = (piece: Buffer) =>
    piece
      .toString()
      .replace(COMMENT, "")
      .replace(/<!--.*$/s, "")
      .split(end).length - 1;
  await expectWholeEntries(Buffer.from(document), null, count);
});

test.each(["utf-16le", "gb18030", "shift_jis"])("RSS in %s, cut within its characters", async (encoding) => {
  const text = (KINDS["RSS 0.91"]?.document ?? "").replace(/ß|ö|ရေကြီးမှု သတင်း/g, "x");
  const count = (piece: Buffer) =>
    iconv
      .decode(piece, encoding)
      .replace(COMMENT, "")
      .replace(/<!--.*$/s, "")
      .split("</item>").length - 1;
  await expectWholeEntries(iconv.encode(text, encoding), `text/xml; charset=${encoding}`, count);
});

test("JSON Feed", async () => {
  const items = Array.from({ length: ITEMS }, (_, n) => ({
    id: `${n}`,
    url: `https://x.example.org/${n}`,
    title: `${TEXTS[n % TEXTS.length]} "}]{[" \\`,
    attachments: [{ url: "a.mp3", tags: ["]", "}"] }],
    content_html: '<p>\\"</p>',
  }));
  const document = JSON.stringify({ version: "https://jsonfeed.org/version/1.1", title: "T", items });
  const ends = items.map((_, n) => document.indexOf(JSON.stringify(items[n])) + JSON.stringify(items[n]).length);
  const endBytes = ends.map((end) => Buffer.byteLength(document.slice(0, end)));
  await expectWholeEntries(Buffer.from(document), null, (piece) => endBytes.filter((end) => end <= piece.length).length);
});
