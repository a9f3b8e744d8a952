// Goal: an AMP or mobile page is its article, whichever feed comes first, and no page passes for another site's. Method: pages of a host on loopback.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { fetchArticles } from "../../../src/pipeline/fetch-articles/fetch-articles.ts";
import { findMainElsewhere, findOwnAddress, isMainOf } from "../../../src/pipeline/fetch-articles/find-own-address.ts";
import { matchWatchlists } from "../../../src/pipeline/match-watchlists/match-watchlists.ts";
import { saveEntries } from "../../../src/store/entries.ts";
import { serve } from "../../http/serve.ts";
import { STORES } from "../../store/open-test-store.ts";
import { addFeed, newEntry, NOW } from "../../store/seed.ts";
import { inventWords } from "../../stories/invented.ts";
import { openStages } from "../open-stages.ts";
import type { ExtractedPage, PageKind } from "../../../src/articles/article.ts";
import type { TestStages } from "../open-stages.ts";

const TITLE = "Harbour closed for a week";
const pageOf = (canonical: string, seed: number) =>
  `<!doctype html><html lang="en"><head><title>${TITLE}</title><link rel="canonical" href="${canonical}"></head><body><article><h1>${TITLE}</h1>
  <p>The harbour is closed for a week, the port says.</p>${[1, 2, 3, 4].map((n) => `<p>${inventWords(seed + n, 60)}.</p>`).join("")}</article></body></html>`;

/** A host with an article and its AMP page; `robots` is its robots.txt, `own` answers for the article. */
async function host({ robots = "", own = 200 } = {}) {
  const asked: string[] = [];
  let at = "";
  const { port } = await serve(({ url = "" }, response) => {
    asked.push(url);
    const body =
      url === "/robots.txt"
        ? robots
        : url === "/story" || url.startsWith("/story?")
          ? pageOf(`${at}/story`, 10)
          : pageOf(`${at}/story`, 50);
    const type = url === "/robots.txt" ? "text/plain" : "text/html";
    response.writeHead(url === "/story" ? own : 200, { "content-type": type }).end(body);
  });
  at = `http://127.0.0.1:${port}`;
  return { own: `${at}/story`, amp: `${at}/story/amp`, asked: () => asked.filter((url) => url !== "/robots.txt") };
}

/** A host of short links: `/x1` redirects to `to`, `/x2` says so in its page. */
async function shortLinks(to: string): Promise<string> {
  const { port } = await serve(({ url = "" }, response) => {
    if (url === "/x1") return void response.writeHead(302, { location: `${to}?utm_source=short` }).end();
    const refresh = `<meta http-equiv="refresh" content="0; url=${to}">`;
    response.writeHead(url === "/x2" ? 200 : 404, { "content-type": "text/html" }).end(refresh);
  });
  return `http://127.0.0.1:${port}`;
}

const entryOf = (key: string, url: string, title: string | null) =>
  newEntry(key, { articleUrl: url, url, title, titleKey: title });

describe.each(STORES)("on %s", (kind) => {
  let stages: TestStages;
  beforeAll(async () => {
    stages = await openStages(kind);
  });
  beforeEach(() => stages.wipe());
  afterAll(() => stages.close());

  async function list(name: string, url: string, title: string | null = TITLE): Promise<number[]> {
    const feed = await addFeed(stages.database, { url: `http://127.0.0.1/${name}`, name });
    return (await saveEntries(stages.database, feed, [entryOf("a", url, title)], NOW)).articles;
  }
  const fetchOne = (id: number) => fetchArticles(stages.deps).run({ article: id });
  const articles = () =>
    stages.database.many<{ url: string; stage: string; reason: string | null; feeds: number }>(
      `select url, stage, reason, (select count(distinct feed_id)::int from entries where article_id = a.id) as feeds from articles a order by id`,
    );

  test("an AMP page is read at its article's own address, which is the article's", async () => {
    const { own, amp, asked } = await host();
    const [id = 0] = await list("one", amp);
    expect(await fetchOne(id)).toMatchObject({ outcome: "extracted" });
    expect(asked()).toEqual(["/story/amp", "/story"]);
    expect(await articles()).toEqual([{ url: own, stage: "match-watchlists", reason: null, feeds: 1 }]);
  });

  test("two feeds that list both are two voices of one article, whichever comes first", async () => {
    for (const order of ["own", "amp"] as const) {
      await stages.wipe();
      const { own, amp } = await host();
      const first = order === "own" ? own : amp;
      const [before = 0] = await list("one", first);
      await fetchOne(before);
      await matchWatchlists(stages.deps).run({ article: before });
      const [after = 0] = await list("two", first === own ? amp : own);
      if (after !== 0)
        expect(await fetchOne(after)).toEqual({ outcome: "joined", handOn: { "match-watchlists": [{ article: before }] } });
      expect(await articles()).toEqual([
        { url: own, stage: order === "own" ? "match-watchlists" : "done", reason: null, feeds: 2 },
      ]);
      expect(await fetchOne(after)).toEqual({ outcome: "already-done" });
    }
  });

  test("a short link that leads to an AMP page is its article", async () => {
    const { own, amp } = await host();
    const short = await serve((request, response) =>
      request.url === "/robots.txt" ? response.writeHead(404).end() : response.writeHead(301, { location: amp }).end(),
    );
    const [id = 0] = await list("one", `http://127.0.0.1:${short.port}/x1`);
    expect(await fetchOne(id)).toMatchObject({ outcome: "extracted" });
    expect(await articles()).toEqual([{ url: own, stage: "match-watchlists", reason: null, feeds: 1 }]);
  });

  test("short links are the article on the other site to which they lead", async () => {
    const { own, asked } = await host();
    const links = await shortLinks(own);
    const [first = 0] = await list("one", `${links}/x1`);
    expect(await fetchOne(first)).toMatchObject({ outcome: "extracted" });
    expect(asked()).toEqual(["/story?utm_source=short"]);
    const [second = 0] = await list("two", `${links}/x2`);
    expect(await fetchOne(second)).toMatchObject({ outcome: "joined" });
    expect(await articles()).toMatchObject([{ url: own, reason: null, feeds: 2 }]);
  });

  test("a short link that leads to something else than its article keeps its own address", async () => {
    const { own } = await host();
    const links = await shortLinks(own);
    const [id = 0] = await list("one", `${links}/x2`, "Five winners of the lottery are named");
    expect(await fetchOne(id)).toMatchObject({ outcome: "summary-only" });
    expect(await articles()).toMatchObject([{ url: `${links}/x2`, reason: "not-the-article" }]);
  });

  test.each([
    ["in another language", "Закрыт порт на неделю из-за аварии"],
    ["none at all", null],
  ])(
    "a short link keeps its own address if its entry's headline is %s, since the page has none of its words",
    async (_, title) => {
      const { own } = await host();
      const links = await shortLinks(own);
      const [id = 0] = await list("one", `${links}/x1`, title);
      await fetchOne(id);
      expect(await articles()).toMatchObject([{ url: `${links}/x1`, feeds: 1 }]);
    },
  );

  test("a short link joins the article of its headline if its feed listed that under another", async () => {
    const { own } = await host();
    const links = await shortLinks(own);
    const [known = 0] = await list("publisher", own);
    await fetchOne(known);
    const feed = await addFeed(stages.database, { url: "http://127.0.0.1/digest", name: "digest" });
    await saveEntries(stages.database, feed, [entryOf("a", own, `${TITLE}, port says`)], NOW);
    const [id = 0] = (await saveEntries(stages.database, feed, [entryOf("b", `${links}/x1`, TITLE)], NOW)).articles;
    expect(await fetchOne(id)).toMatchObject({ outcome: "joined" });
    expect(await articles()).toMatchObject([{ url: own, feeds: 2 }]);
  });

  test("another headline at the article's address stays an article of its own", async () => {
    const { own, amp } = await host();
    await list("one", own, "Five winners of the lottery are named");
    const [id = 0] = await list("two", amp);
    expect(await fetchOne(id)).toMatchObject({ outcome: "extracted" });
    expect((await articles()).map(({ url, feeds }) => [url, feeds])).toEqual([
      [own, 1],
      [own, 1],
    ]);
  });

  test("robots.txt of the article's own address decides", async () => {
    const forbidden = await host({ robots: "User-agent: *\nDisallow: /story$\n" });
    const [id = 0] = await list("one", forbidden.amp);
    expect(await fetchOne(id)).toMatchObject({ outcome: "summary-only" });
    const onlyAmp = await host({ robots: "User-agent: *\nDisallow: /*/amp\n" });
    const [other = 0] = await list("two", onlyAmp.amp);
    expect(await fetchOne(other)).toMatchObject({ outcome: "extracted" });
    expect(onlyAmp.asked()).toEqual(["/story"]);
    expect((await articles()).map(({ url, reason }) => [url, reason])).toEqual([
      [forbidden.own, "robots"],
      [onlyAmp.own, null],
    ]);
  });

  test("if the article's own page cannot be read, the AMP page is", async () => {
    const { own, amp } = await host({ own: 503 });
    const [id = 0] = await list("one", amp);
    expect(await fetchOne(id)).toMatchObject({ outcome: "extracted" });
    expect(await articles()).toMatchObject([{ url: own, reason: null }]);
  });
});

/** The article at one host, and at another a page that calls it canonical, with a text of its own `seed`. */
async function twoHosts(seed: number, status = 200) {
  const main = await serve((request, response) =>
    request.url === "/story"
      ? response.writeHead(status, { "content-type": "text/html" }).end(pageOf("/story", 10))
      : response.writeHead(404).end(),
  );
  const canonical = `http://127.0.0.1:${main.port}/story`;
  const other = await serve((request, response) =>
    request.url === "/robots.txt" ? response.writeHead(404).end() : response.end(pageOf(canonical, seed)),
  );
  return { canonical, mobile: `http://127.0.0.1:${other.port}/amp/77` };
}

describe.each(STORES)("a mobile page on another site, on %s", (kind) => {
  let stages: TestStages;
  beforeAll(async () => {
    stages = await openStages(kind);
  });
  beforeEach(() => stages.wipe());
  afterAll(() => stages.close());

  async function fetchListed(url: string) {
    const feed = await addFeed(stages.database, { url: "http://127.0.0.1/mobile", name: "mobile" });
    const entries = [newEntry("a", { articleUrl: url, url, title: TITLE, titleKey: TITLE })];
    const [id = 0] = (await saveEntries(stages.database, feed, entries, NOW)).articles;
    await fetchArticles(stages.deps).run({ article: id });
    return stages.database.one<{ url: string; reason: string | null }>("select url, reason from articles where id = $1", [id]);
  }

  test("is its article, if that has the same text", async () => {
    const { canonical, mobile } = await twoHosts(10);
    expect(await fetchListed(mobile)).toEqual({ url: canonical, reason: null });
  });

  test("is an article of its own, if that has another text or cannot be read", async () => {
    for (const { mobile } of [await twoHosts(50), await twoHosts(10, 403)]) {
      await stages.wipe();
      expect(await fetchListed(mobile)).toEqual({ url: mobile, reason: null });
    }
  });
});

const elsewhere = (url: string, canonicalUrl: string) =>
  findMainElsewhere(url, { kind: "page", page: { canonicalUrl, reason: null } as ExtractedPage, url });

const isMain = (main: string, page: string, kind: PageKind = "article") =>
  isMainOf({ reason: null, kind, text: main } as ExtractedPage, { kind: "article", text: page } as ExtractedPage);

describe("a page's claim of an address on another site", () => {
  test.each([
    ["https://m.gull.example/a", "https://tern.example/a"],
    ["https://gullmobile.example/a/7", "https://www.gull.example/a"],
    ["https://gull.example/a", "https://thegull.example/a"],
  ])("is looked into at %s of %s", (url, canonical) => {
    expect(elsewhere(url, canonical)).toBe(canonical);
  });

  test.each([
    ["https://tern.example/a", "https://gull.example/a"],
    ["https://m.gull.example/a", "https://tern.example/"],
    ["https://m.gull.example/a", "https://m.tern.example/a"],
    ["https://m.gull.example/a", "https://gull.example/a"],
  ])("is not at %s of %s", (url, canonical) => {
    expect(elsewhere(url, canonical)).toBeNull();
  });

  test("is confirmed by most of the words, in one order or another", () => {
    const text = inventWords(1, 80);
    expect(isMain(`${text} ${inventWords(2, 20)}`, `Menu. ${text}`)).toBe(true);
    expect(isMain(inventWords(3, 80), text)).toBe(false);
    expect(isMain("Harbour closed.", "Harbour closed.")).toBe(false);
  });

  test("is not confirmed by a list or a live blog, which holds the words of many articles", () => {
    const text = inventWords(1, 80);
    for (const kind of ["list", "live"] as const) expect(isMain(`${text} ${inventWords(2, 90)}`, text, kind)).toBe(false);
    expect(isMain(text, text, "other")).toBe(true);
  });
});

const claimed = (url: string, canonicalUrl: string) =>
  findOwnAddress(url, { kind: "page", page: { canonicalUrl } as ExtractedPage, url });

describe("a page's claim of another address", () => {
  test.each([
    ["https://m.gull.example/a", "https://www.gull.example/a"],
    ["https://amp.gull.example/a", "https://gull.example/2026/a"],
    ["https://gull.example/a?amp=1", "https://gull.example/a"],
  ])("is believed at %s of %s", (url, canonical) => {
    expect(claimed(url, canonical)).toBe(canonical);
  });

  test.each([
    ["https://m.gull.example/a", "https://tern.example/a"],
    ["https://m.gull.blogspot.com/a", "https://tern.blogspot.com/a"],
    ["https://m.gull.example/a", "https://www.gull.example/"],
    ["https://m.gull.example/a", "https://amp.gull.example/a"],
    ["https://www.gull.example/a", "https://www.gull.example/b"],
    ["http://127.0.0.1:8080/a/amp", "http://127.0.0.1:9090/a"],
  ])("is not believed at %s of %s", (url, canonical) => {
    expect(claimed(url, canonical)).toBeNull();
  });
});
