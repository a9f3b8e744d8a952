// Fetching: an article continues with its page's text, or else with its feed's words and the reason; it is never lost and seldom late.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { RetryLaterError } from "../../../src/errors.ts";
import { fetchArticles } from "../../../src/pipeline/fetch-articles/fetch-articles.ts";
import { saveEntries } from "../../../src/store/entries.ts";
import { serve } from "../../http/serve.ts";
import { STORES } from "../../store/open-test-store.ts";
import { addFeed, minutesLater, newEntry, NOW } from "../../store/seed.ts";
import { inventWords } from "../../stories/invented.ts";
import { freePort, until } from "../../support/wait.ts";
import { openStages } from "../open-stages.ts";
import type { RequestListener } from "node:http";
import type { NewEntry } from "../../../src/feeds/poll/decide-entries.ts";
import type { TestStages } from "../open-stages.ts";

const paragraphs = [1, 2, 3, 4].map((seed) => `${inventWords(seed, 60)}.`);
const page = `<!doctype html><html lang="en"><head><title>Harbour closed</title></head><body><article><h1>Harbour closed</h1>${paragraphs
  .map((text) => `<p>${text}</p>`)
  .join("<p>Harbour closed</p>")}</article></body></html>`;
const SUMMARY = "What the feed says of it.";

/** As one host with these pages; everything else is not there. */
const servesPages =
  (pages: Record<string, string>): RequestListener =>
  ({ url = "" }, response) => {
    const [status, body] = pages[url] === undefined ? [404, ""] : [200, pages[url]];
    response.writeHead(status, { "content-type": "text/html" }).end(body);
  };
const html =
  (body: string): RequestListener =>
  (_, response) =>
    void response.writeHead(200, { "content-type": "text/html" }).end(body);
const refresh = (to: string) => `<html><head><meta http-equiv="refresh" content="0; url=${to}"></head><body>Wait.</body></html>`;

describe.each(STORES)("on %s", (kind) => {
  let stages: TestStages;
  beforeAll(async () => {
    stages = await openStages(kind);
  });
  beforeEach(() => stages.wipe());
  afterAll(() => stages.close());

  async function articleOf(entry: Partial<NewEntry>): Promise<number> {
    const feed = await addFeed(stages.database, { name: "The Outlet" });
    const { articles } = await saveEntries(stages.database, feed, [newEntry("a", { text: SUMMARY, ...entry })], NOW);
    return articles[0] ?? 0;
  }
  /** An article whose page is served like this, from a host without a robots.txt. */
  async function articleServed(listener: RequestListener, entry: Partial<NewEntry> = {}) {
    let asked = 0;
    const { port } = await serve((request, response) => {
      if (request.url === "/robots.txt") return void response.writeHead(404).end();
      asked += 1;
      listener(request, response);
    });
    const url = `http://127.0.0.1:${port}/a`;
    return { id: await articleOf({ articleUrl: url, url, title: "Harbour closed", ...entry }), url, asked: () => asked };
  }
  /** Works on the article once, due or not: the outcome, or why and until when it was put off. */
  const fetchOnce = async (id: number): Promise<string | RetryLaterError> => {
    const handler = fetchArticles(stages.deps);
    try {
      return (await handler.run({ article: id })).outcome;
    } catch (error) {
      if (!(error instanceof RetryLaterError)) throw error;
      await handler.postpone({ article: id }, error.until, error.message);
      return error;
    }
  };
  const read = (id: number) => stages.database.one<Record<string, unknown>>("select * from articles where id = $1", [id]);

  test("an article continues with its page's text, without the headline that the page repeats in it", async () => {
    const { id } = await articleServed(html(page));
    expect(await fetchOnce(id)).toBe("extracted");
    expect(await read(id)).toMatchObject({ stage: "match-watchlists", title: "Harbour closed", reason: null, language: "en" });
    expect((await read(id))["text"]).toBe(paragraphs.join("\n\n"));
  });

  test.each([
    ["the page's, where the feed gives the time of the last change", "2026-03-02T09:59:00Z", "2026-03-01T08:00:00.000Z"],
    ["the feed's, where the page was changed at another time", "2026-03-02T07:00:00Z", "2026-03-02T07:00:00.000Z"],
  ])("the date of an article is %s", async (_, ofFeed, expected) => {
    const times = `<meta property="article:published_time" content="2026-03-01T08:00:00Z"><meta property="article:modified_time" content="2026-03-02T10:00:00Z">`;
    const { id } = await articleServed(html(page.replace("</head>", `${times}</head>`)), { publishedAt: ofFeed });
    expect(await fetchOnce(id)).toBe("extracted");
    expect(new Date((await read(id))["published_at"] as string).toISOString()).toBe(expected);
  });

  test.each([
    ["too short to be a headline", "Now closed", "Now closed: harbour strike - The Outlet"],
    ["long enough to be one", "Now closed:", "Now closed:"],
  ])("a feed's title within its page's is the article's if it is %s", async (_, ofFeed, expected) => {
    const titled = html(page.replaceAll("Harbour closed</", "Now closed: harbour strike - The Outlet</"));
    const { id } = await articleServed(titled, { title: ofFeed });
    expect(await fetchOnce(id)).toBe("extracted");
    expect((await read(id))["title"]).toBe(expected);
  });

  test("an article that another worker has read is neither fetched nor changed", async () => {
    const { id, asked } = await articleServed((_, response) => void response.end(page));
    await stages.database.run("update articles set stage = 'group-stories', text = 'ours' where id = $1", [id]);
    expect(await fetchOnce(id)).toBe("already-done");
    await fetchArticles(stages.deps).giveUp({ article: id }, new Error("late"));
    expect(asked()).toBe(0);
    expect(await read(id)).toMatchObject({ stage: "group-stories", text: "ours" });
    expect(await fetchOnce(999)).toBe("already-done");
  });

  test("an article that two workers read at once is extracted once", async () => {
    const { id } = await articleServed(html(page));
    expect((await Promise.all([fetchOnce(id), fetchOnce(id)])).map(String).sort()).toEqual(["already-done", "extracted"]);
  });

  test.each([
    [404, "not-found"],
    [410, "gone"],
    [403, "blocked"],
    [451, "blocked"],
  ])("a page that is refused for good (%i) is not requested again: the feed's summary is used", async (status, reason) => {
    const { id, asked } = await articleServed((_, response) => void response.writeHead(status).end("no"));
    expect(await fetchOnce(id)).toBe("summary-only");
    expect(asked()).toBe(1);
    expect(await read(id)).toMatchObject({
      stage: "match-watchlists",
      text: SUMMARY,
      method: "summary",
      reason,
      title: "Harbour closed",
    });
    expect((await read(id))["detail"]).toEqual(expect.stringMatching(/.{4,}/));
  });

  test("a server error gets two more tries, and then the summary is used", async () => {
    const { id, asked } = await articleServed((_, response) => void response.writeHead(500).end());
    for (const pauseS of [5, 30]) {
      const fault = await fetchOnce(id);
      expect(fault).toBeInstanceOf(RetryLaterError);
      expect((fault as RetryLaterError).until).toEqual(new Date(NOW.getTime() + pauseS * 1000));
    }
    // Its process ended none of these reads, so they count as no crash.
    expect((await read(id))["starts"]).toBe(0);
    expect(await fetchOnce(id)).toBe("summary-only");
    expect(asked()).toBe(3);
    expect(await read(id)).toMatchObject({ reason: "server-error", text: SUMMARY });
  });

  test("a temporary fault costs only time", async () => {
    let status = 503;
    const { id } = await articleServed(
      (_, response) => void response.writeHead(status, { "content-type": "text/html" }).end(page),
    );
    expect(await fetchOnce(id)).toBeInstanceOf(RetryLaterError);
    status = 200;
    expect(await fetchOnce(id)).toBe("extracted");
    expect(await read(id)).toMatchObject({ attempts: 0, reason: null });
  });

  test("a host that does not answer is tried again, and then the summary is used", async () => {
    const url = `http://127.0.0.1:${await freePort()}/a`;
    const id = await articleOf({ articleUrl: url, url });
    expect(await fetchOnce(id)).toBeInstanceOf(RetryLaterError);
    expect(await fetchOnce(id)).toBeInstanceOf(RetryLaterError);
    expect(await fetchOnce(id)).toBe("summary-only");
    expect(await read(id)).toMatchObject({ reason: "unreachable" });
  });

  test("an entry without an address continues with its feed's words, and nothing is requested", async () => {
    const id = await articleOf({ articleUrl: "entry:1:a", url: null });
    expect(await fetchOnce(id)).toBe("summary-only");
    expect(await read(id)).toMatchObject({ stage: "match-watchlists", reason: "no-url", text: SUMMARY, site: "The Outlet" });
  });

  test("a page on a private network is not requested, and the reason names the setting", async () => {
    const { id, asked } = await articleServed((_, response) => void response.end(page));
    await stages.configure({ fetch: { userAgent: "Wirewatch/test", allowPrivate: [] } });
    expect(await fetchOnce(id)).toBe("summary-only");
    expect(asked()).toBe(0);
    expect(await read(id)).toMatchObject({ reason: "private-address" });
    expect((await read(id))["detail"]).toMatch(/fetch\.allow_private/);
  });

  test("a page without a text continues with the summary and says what was found", async () => {
    const { id } = await articleServed(html("<html><body></body></html>"));
    expect(await fetchOnce(id)).toBe("summary-only");
    expect(await read(id)).toMatchObject({ text: SUMMARY, method: "summary" });
    expect((await read(id))["reason"]).not.toBeNull();
  });

  test("a page that only redirects is followed, twice at most", async () => {
    const followed = await articleServed(servesPages({ "/a": refresh("/b"), "/b": refresh("/c"), "/c": page }));
    expect(await fetchOnce(followed.id)).toBe("extracted");
    expect(await read(followed.id)).toMatchObject({ title: "Harbour closed", reason: null });
    await stages.wipe();
    const circle = await articleServed(servesPages({ "/a": refresh("/b"), "/b": refresh("/a") }));
    expect(await fetchOnce(circle.id)).toBe("summary-only");
    expect(await read(circle.id)).toMatchObject({ text: SUMMARY, reason: "redirect-page" });
    expect(circle.asked()).toBe(3);
  });

  test("a redirect to a private network is not followed", async () => {
    const { id } = await articleServed(servesPages({ "/a": refresh("http://10.0.0.1/secret") }));
    expect(await fetchOnce(id)).toBe("summary-only");
    expect(await read(id)).toMatchObject({ text: SUMMARY, reason: "private-address" });
  });

  test("an address that redirects to the site's front page no longer has an article", async () => {
    const front = { "/": page };
    const byServer: RequestListener = (request, response) => {
      if (request.url === "/a") response.writeHead(302, { location: "/" }).end();
      else servesPages(front)(request, response);
    };
    for (const listener of [byServer, servesPages({ ...front, "/a": refresh("/") })]) {
      const { id } = await articleServed(listener);
      expect(await fetchOnce(id)).toBe("summary-only");
      expect(await read(id)).toMatchObject({ text: SUMMARY, reason: "not-found" });
      await stages.wipe();
    }
  });

  test("a picture is not a page", async () => {
    const { id } = await articleServed(
      (_, response) => void response.writeHead(200, { "content-type": "image/png" }).end("\x89PNG"),
    );
    expect(await fetchOnce(id)).toBe("summary-only");
    expect(await read(id)).toMatchObject({ reason: "not-html" });
  });

  test("an article that fails for an unknown reason continues with its summary, and is not lost", async () => {
    const id = await articleOf({});
    await fetchArticles(stages.deps).giveUp({ article: id }, new Error("a bug of ours"));
    expect(await read(id)).toMatchObject({
      stage: "match-watchlists",
      text: SUMMARY,
      reason: "extractor-crashed",
      detail: "a bug of ours",
    });
  });

  test("an article that waited while its processes died is read all the same, and having been read counts as harmless", async () => {
    const { id } = await articleServed((_, response) => void response.end(page));
    await stages.database.run("update articles set starts = 40 where id = $1", [id]);
    expect(await fetchOnce(id)).toBe("extracted");
    expect(await stages.database.one("select readings from articles where id = $1", [id])).toEqual({ readings: 0 });
  });

  test("a page under which the process died a dozen times is given up", async () => {
    const { id, asked } = await articleServed((_, response) => void response.end(page));
    await stages.database.run("update articles set readings = 12 where id = $1", [id]);
    expect(await fetchOnce(id)).toBe("summary-only");
    expect(asked()).toBe(0);
    expect(await read(id)).toMatchObject({ reason: "extractor-crashed" });
  });

  describe("a host that asks for patience", () => {
    test("for a while is waited for, by all of its articles", async () => {
      stages.clock.at = null;
      const { id, url, asked } = await articleServed(
        (_, response) => void response.writeHead(429, { "retry-after": "60" }).end(),
      );
      expect(await fetchOnce(id)).toBeInstanceOf(RetryLaterError);
      const feed = await addFeed(stages.database, { url: "https://other.example/feed" });
      const { articles } = await saveEntries(stages.database, feed, [newEntry("b", { articleUrl: `${url}b` })], NOW);
      const fault = await fetchOnce(articles[0] ?? 0);
      expect(fault).toBeInstanceOf(RetryLaterError);
      expect((fault as RetryLaterError).until.getTime()).toBeGreaterThan(Date.now() + 50_000);
      expect(asked()).toBe(1);
    });

    test("for long is not waited for: an alert by the summary beats a late one", async () => {
      stages.clock.at = null;
      const { id, asked } = await articleServed((_, response) => void response.writeHead(503, { "retry-after": "3600" }).end());
      expect(await fetchOnce(id)).toBeInstanceOf(RetryLaterError);
      expect(await fetchOnce(id)).toBe("summary-only");
      expect(asked()).toBe(1);
      expect(await read(id)).toMatchObject({ reason: "blocked", text: SUMMARY });
    });

    test("again and again is still read in the end", async () => {
      stages.clock.at = null;
      const { id, url, asked } = await articleServed(html(page));
      const freeAt = Date.now() + 1_000;
      await stages.deps.client().hold(url, new Date(freeAt));
      for (let turn = 0; turn < 15; turn += 1) expect(await fetchOnce(id)).toBeInstanceOf(RetryLaterError);
      expect(asked()).toBe(0);
      await until(() => Date.now() > freeAt, "the host may be asked");
      expect(await fetchOnce(id)).toBe("extracted");
    });
  });

  test("a postponed article waits in its row until its time", async () => {
    const id = await articleOf({});
    await fetchArticles(stages.deps).postpone({ article: id }, minutesLater(2), "busy");
    expect(await read(id)).toMatchObject({
      stage: "fetch-articles",
      not_before: minutesLater(2),
      enqueued_at: null,
      fault: "busy",
    });
  });
});
