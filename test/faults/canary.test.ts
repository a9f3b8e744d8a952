// Goal: no feed, list, page or robots.txt can make us connect to a private address. Method: every spelling of a private
// address on every such way, past the real stages, while a canary listens on all addresses of this machine: it sees nobody, and then, by the
// same way with its address allowed, it does. What name servers answer, and asking outright, is in http/private-addresses.test.ts.
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { discoverFeeds } from "../../src/desk/discover-feeds.ts";
import { fetchArticles } from "../../src/pipeline/fetch-articles/fetch-articles.ts";
import { pollFeeds } from "../../src/pipeline/poll-feeds/poll-feeds.ts";
import { configFolder, load } from "../config/config-folder.ts";
import { answers, rss } from "../cli/press.ts";
import { privateSpellings } from "../http/private-spellings.ts";
import { serve, type Serving } from "../http/serve.ts";
import { openStages, type TestStages } from "../pipeline/open-stages.ts";
import { feedConfig } from "../store/seed.ts";
import type { RequestListener } from "node:http";

const FRIEND = "127.0.0.2";
const CANARY = "127.0.0.3";
const REFUSED_FEED = /is a (private|reserved) address .*add it to fetch\.allow_private/;
/** Sitemaps that discovery looks at. */
const NAMED_MAX = 3;
const notFound = answers("no", "text/plain", 404);
const spellings = privateSpellings.map(([spelling]) => spelling);

let stages: TestStages;
let canary: Serving;
const seen = new Set<string>();
beforeAll(async () => {
  stages = await openStages("pglite");
});
beforeEach(async () => {
  seen.clear();
  canary = await serve((request, response) => {
    seen.add(request.url ?? "");
    notFound(request, response);
  }, "any");
});
afterAll(() => stages.close());

const fetchAllowing = (...allowPrivate: string[]) => ({ fetch: { userAgent: "Wirewatch/test", allowPrivate } });
/** A site that may be asked, by its paths. */
async function friend(pages: Record<string, RequestListener>): Promise<string> {
  const { port } = await serve((request, response) => (pages[request.url ?? ""] ?? notFound)(request, response), FRIEND);
  return `http://${FRIEND}:${port}`;
}
const redirectsTo =
  (address: string): RequestListener =>
  (_, response) =>
    void response.writeHead(302, { location: address.replace(/[^!-~]/g, encodeURIComponent) }).end();
const feedOf = (links: readonly string[]): RequestListener =>
  answers(rss(links.map((link, index) => ({ title: `News ${index}`, link }))), "application/rss+xml; charset=utf-8");
const sitemapOf = (links: readonly string[]): RequestListener => {
  const news = links.map((link) => `<url><loc>${link}</loc><news:news><news:title>News</news:title></news:news></url>`);
  const names = `xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"`;
  return answers(`<urlset ${names}>${news.join("")}</urlset>`, "application/xml; charset=utf-8");
};
const indexOf = (sitemaps: readonly string[]): RequestListener => {
  const listed = sitemaps.map((sitemap) => `<sitemap><loc>${sitemap}</loc></sitemap>`);
  return answers(`<sitemapindex>${listed.join("")}</sitemapindex>`, "application/xml; charset=utf-8");
};
const declares = (feeds: readonly string[]): RequestListener => {
  const links = feeds.map((feed) => `<link rel="alternate" type="application/rss+xml" href="${feed}">`);
  return answers(links.join(""), "text/html; charset=utf-8");
};

/** Polls these feeds, and returns the fault of each. */
async function poll(urls: readonly string[]): Promise<string[]> {
  await stages.configure({ ...stages.deps.config(), feeds: urls.map((url) => feedConfig(url)) });
  await stages.database.run("update feeds set next_due_at = $1", [stages.deps.now()]);
  const feeds = await stages.database.many<{ id: number }>("select id from feeds order by id");
  await Promise.all(feeds.map(({ id }) => pollFeeds(stages.deps).run({ feed: id })));
  return (await stages.database.many<{ fault: string }>("select fault from feeds order by id")).map(({ fault }) => fault);
}
/** Polls this feed, reads its articles, and returns why each gave no text. */
async function read(feed: string): Promise<string[]> {
  await poll([feed]);
  const articles = await stages.database.many<{ id: number }>("select id from articles order by id");
  await Promise.all(articles.map(({ id }) => fetchArticles(stages.deps).run({ article: id })));
  return (await stages.database.many<{ reason: string }>("select reason from articles order by id")).map(({ reason }) => reason);
}
/** Looks for the feeds of sites that name these addresses, each as many as are asked for there. */
async function discover(
  addresses: readonly string[],
  site: (named: readonly string[]) => Record<string, RequestListener>,
): Promise<string[]> {
  const { deps } = stages;
  const parts = addresses.flatMap((_, index) => (index % NAMED_MAX === 0 ? [addresses.slice(index, index + NAMED_MAX)] : []));
  const sites = await Promise.all(parts.map((named) => friend(site(named))));
  const found = await Promise.all(
    sites.map((site) => discoverFeeds(`${site}/`, { client: deps.client(), threads: deps.threads, now: new Date() })),
  );
  return found.map(({ feeds }) => `${feeds.length} feeds`);
}
const numbered = (doors: readonly string[]): string[] => doors.map((door, index) => `${door}/${index}`);

interface Way {
  by: string;
  /** Leads us by this way to each of these doors, and returns what became of it. */
  lead(doors: readonly string[]): Promise<string[]>;
  /** What each comes to where the door is closed. */
  words: RegExp;
  /** What the canary is asked for where it is open. */
  asks: string;
}

const ways: Way[] = [
  {
    by: "the feeds of an OPML file",
    async lead(doors) {
      const outlines = doors.map((door) => `<outline type="rss" text="x" xmlUrl="${door}/feed"/>`).join("");
      const dir = configFolder({
        "feeds.yaml": "feeds:\n  - opml: list.opml\n",
        "list.opml": `<opml version="2.0"><head/><body>${outlines}</body></opml>`,
      });
      const feeds = (await load(dir)).config?.feeds ?? [];
      // Spellings of one address are one feed.
      expect(feeds).toHaveLength(new Set(doors.map((door) => new URL(door).href)).size);
      return poll(feeds.map(({ url }) => url));
    },
    words: REFUSED_FEED,
    asks: "/feed",
  },
  {
    by: "the redirect of a feed",
    lead: async (doors) =>
      poll(await Promise.all(doors.map(async (door) => `${await friend({ "/feed": redirectsTo(`${door}/moved`) })}/feed`))),
    words: REFUSED_FEED,
    asks: "/moved",
  },
  {
    by: "the items of a feed",
    lead: async (doors) => read(`${await friend({ "/feed": feedOf(numbered(doors)) })}/feed`),
    words: /^private-address$/,
    asks: "/0",
  },
  {
    by: "the entries of a news sitemap",
    lead: async (doors) => read(`${await friend({ "/news.xml": sitemapOf(numbered(doors)) })}/news.xml`),
    words: /^private-address$/,
    asks: "/0",
  },
  {
    by: "the redirect of an article's page",
    async lead(doors) {
      const pages = Object.fromEntries(numbered(doors).map((door, index) => [`/${index}`, redirectsTo(door)]));
      const site = await friend(pages);
      return read(`${await friend({ "/feed": feedOf(Object.keys(pages).map((path) => site + path)) })}/feed`);
    },
    words: /^private-address$/,
    asks: "/0",
  },
  {
    by: "the redirect of a robots.txt",
    async lead(doors) {
      const sites = await Promise.all(doors.map((door) => friend({ "/robots.txt": redirectsTo(`${door}/rules`) })));
      return read(`${await friend({ "/feed": feedOf(sites.map((site) => `${site}/a`)) })}/feed`);
    },
    words: /^robots$/,
    asks: "/rules",
  },
  {
    by: "the feed that a page declares",
    lead: (doors) =>
      discover(
        doors.map((door) => `${door}/declared`),
        (named) => ({ "/": declares(named) }),
      ),
    words: /^0 feeds$/,
    asks: "/declared",
  },
  {
    by: "the sitemap that a robots.txt names",
    lead: (doors) =>
      discover(
        doors.map((door) => `${door}/named.xml`),
        (named) => ({ "/robots.txt": answers(named.map((url) => `Sitemap: ${url}\n`).join(""), "text/plain; charset=utf-8") }),
      ),
    words: /^0 feeds$/,
    asks: "/named.xml",
  },
  {
    by: "the news sitemap that an index names",
    lead: (doors) =>
      discover(
        doors.map((door) => `${door}/news-sitemap.xml`),
        (named) => ({ "/robots.txt": answers("Sitemap: /index.xml", "text/plain"), "/index.xml": indexOf(named) }),
      ),
    words: /^0 feeds$/,
    asks: "/news-sitemap.xml",
  },
];

test("there are at least 42 spellings, each different", () => {
  expect(new Set(spellings).size).toBeGreaterThanOrEqual(42);
});

test.each(ways.map((way) => [way.by, way] as const))(
  "by %s we come to no private address, however it is written, unless it is listed",
  async (_by, { lead, words, asks }) => {
    await stages.wipe();
    await stages.configure(fetchAllowing(FRIEND));
    const ends = await lead(spellings.map((spelling) => `http://${spelling}:${canary.port}`));
    expect(canary.connections()).toBe(0);
    expect(ends.length).toBeGreaterThanOrEqual(spellings.length / NAMED_MAX);
    expect(ends.filter((end) => !words.test(end))).toEqual([]);

    await stages.wipe();
    await stages.configure(fetchAllowing(FRIEND, CANARY));
    await lead([`http://${CANARY}:${canary.port}`]);
    expect(seen).toContain(asks);
  },
);
