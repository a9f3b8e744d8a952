import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { FeedError } from "../../src/feeds/feed.ts";
import { parseFeed } from "../../src/feeds/read/parse-feed.ts";

const parse = (document: string) => parseFeed(Buffer.from(document), { url: "https://x.example.org/news-sitemap.xml" });
const refusal = async (document: string) => (await parse(document).catch((thrown: unknown) => thrown)) as FeedError;

const NEWS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"';
const news = (page: number) => `<url><loc>https://x.example.org/${page}</loc><lastmod>2026-03-04</lastmod>
  <n:news><n:publication><n:name>The Weir</n:name><n:language>my</n:language></n:publication>
  <n:publication_date>2026-03-03T08:15:30+06:30</n:publication_date><n:title>Lock ${page} &amp; ferry</n:title></n:news>
  <image:image><image:loc>https://x.example.org/p.jpg</image:loc><image:title>A lock</image:title></image:image></url>`;

const list = (names: string[]) =>
  `<?xml version="1.0"?><sitemapindex>${names.map((name) => `<sitemap><loc>https://news.example.org/${name}.xml</loc></sitemap>`).join("")}</sitemapindex>`;

test("a news sitemap serves as the feed of a site without one", async () => {
  const { feed, entries, incomplete } = await parse(
    `<urlset ${NEWS}><url><loc>https://x.example.org/about</loc></url>${news(1)}${news(2)}</urlset>`,
  );
  expect(feed).toEqual({ title: "The Weir", url: null, language: "my" });
  expect(entries.map(({ title }) => title)).toEqual(["Lock 1 & ferry", "Lock 2 & ferry"]);
  expect(entries[0]).toMatchObject({
    id: "https://x.example.org/1",
    url: "https://x.example.org/1",
    publishedAt: "2026-03-03T01:45:30.000Z",
    updatedAt: "2026-03-04T00:00:00.000Z",
  });
  expect(incomplete).toBe(false);
});

test("a news sitemap on a day without news is an empty feed", async () => {
  expect(await parse(`<urlset ${NEWS}></urlset>`)).toMatchObject({ entries: [], incomplete: false });
});

test("undeclared prefixes are read as they are meant", async () => {
  const document = `<urlset>${news(1).replaceAll("n:", "news:").replaceAll("news:ews", "news:news")}</urlset>`;
  expect((await parse(document)).entries).toMatchObject([{ title: "Lock 1 & ferry" }]);
});

test("a sitemap without news is refused, with the reason", async () => {
  const { code, message } = await refusal(
    `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://x.example.org/1</loc></url></urlset>`,
  );
  expect([code, message]).toEqual(["not-a-feed", expect.stringMatching(/sitemap that holds no news/)]);
});

test("a sitemap index names the sitemap that may hold the news", async () => {
  expect((await refusal(list(["pages", "latest-news"]))).message).toMatch(
    /list of sitemaps.*try https:\/\/news\.example\.org\/latest-news\.xml$/,
  );
  expect((await refusal(list(["pages"]))).message).toMatch(/list of sitemaps.*the one that holds the news$/);
});

test("a gzipped sitemap is read, a cut one up to the cut, and an endless one is refused", async () => {
  const packed = gzipSync(`<urlset ${NEWS}>${Array.from({ length: 200 }, (_, page) => news(page)).join("")}</urlset>`);
  const whole = await parseFeed(packed, {});
  expect([whole.entries.length, whole.entries[7]?.title, whole.incomplete]).toEqual([200, "Lock 7 & ferry", false]);
  const cut = await parseFeed(packed.subarray(0, packed.length / 2), {});
  expect([cut.entries.length > 50, cut.entries[7]?.title, cut.incomplete]).toEqual([true, "Lock 7 & ferry", true]);
  const bomb = Buffer.concat(Array.from({ length: 40 }, () => gzipSync(Buffer.alloc(1024 * 1024, " "))));
  await expect(parseFeed(bomb, {})).rejects.toThrow(/compressed file that unpacks to more than 16 MB$/);
  await expect(parseFeed(Buffer.from("\u001f\u008bnothing", "latin1"), {})).rejects.toThrow(/compressed data/);
});
