// Article pages are read if robots.txt allows it; if not, the feed's words are used, and the reason is reported.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { RetryLaterError } from "../../../src/errors.ts";
import { fetchArticles } from "../../../src/pipeline/fetch-articles/fetch-articles.ts";
import { saveEntries } from "../../../src/store/entries.ts";
import { answers } from "../../cli/press.ts";
import { serve } from "../../http/serve.ts";
import { STORES } from "../../store/open-test-store.ts";
import { addFeed, feedConfig, newEntry, NOW } from "../../store/seed.ts";
import { inventWords } from "../../stories/invented.ts";
import { openStages } from "../open-stages.ts";
import type { RequestListener } from "node:http";
import type { NewEntry } from "../../../src/feeds/poll/decide-entries.ts";
import type { TestStages } from "../open-stages.ts";

const paragraphs = [1, 2, 3, 4].map((seed) => `<p>${inventWords(seed, 60)}.</p>`);
const page = answers(`<!doctype html><title>Harbour closed</title><article>${paragraphs.join("")}</article>`, "text/html");
const robotsTxt = (text: string): RequestListener => answers(text, "text/plain");
const nobody = robotsTxt("User-agent: *\nDisallow: /private/");
const SUMMARY = "What the feed says of it.";

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
  /** Works on the article once, due or not: the outcome, or why and until when it was put off. */
  const fetchOnce = async (id: number): Promise<string | RetryLaterError> => {
    try {
      return (await fetchArticles(stages.deps).run({ article: id })).outcome;
    } catch (error) {
      if (error instanceof RetryLaterError) return error;
      throw error;
    }
  };
  const read = (id: number) => stages.database.one<Record<string, unknown>>("select * from articles where id = $1", [id]);
  /** An article on a host with this robots.txt; `asked`: every path, in order. */
  async function articleUnder(robots: RequestListener, path = "/a", listener = page) {
    const asked: string[] = [];
    const { port } = await serve((request, response) => {
      asked.push(request.url ?? "");
      if (request.url === "/robots.txt") robots(request, response);
      else listener(request, response);
    });
    const url = `http://127.0.0.1:${port}${path}`;
    return { id: await articleOf({ articleUrl: url, url }), port, asked };
  }

  test("a robots.txt that disallows a page is obeyed: the feed's words are used, and the rule is reported", async () => {
    const { id, port, asked } = await articleUnder(nobody, "/private/a");
    expect(await fetchOnce(id)).toBe("summary-only");
    expect(asked).toEqual(["/robots.txt"]);
    expect(await read(id)).toMatchObject({
      stage: "match-watchlists",
      text: SUMMARY,
      reason: "robots",
      detail: `the robots.txt of 127.0.0.1:${port} asks readers like us to leave this page alone (Disallow: /private/)`,
    });
  });

  test("a robots.txt that allows a page is requested once by all the articles of its host, and not again after a restart", async () => {
    const { id, port, asked } = await articleUnder(nobody);
    expect(await fetchOnce(id)).toBe("extracted");
    const feed = await addFeed(stages.database, { url: "https://outlet.example/other" });
    const more = ["b", "c"].map((key) => newEntry(key, { articleUrl: `http://127.0.0.1:${port}/${key}` }));
    const { articles } = await saveEntries(stages.database, feed, more, NOW);
    expect(await fetchOnce(articles[0] ?? 0)).toBe("extracted");
    // A changed way of fetching opens a new client, as a restart does.
    await stages.configure({ fetch: { userAgent: "Wirewatch/2", allowPrivate: ["127.0.0.0/8", "outlet.example"] } });
    expect(await fetchOnce(articles[1] ?? 0)).toBe("extracted");
    expect(asked).toEqual(["/robots.txt", "/a", "/b", "/c"]);
  });

  test("a robots.txt is not requested if the feed may ignore it", async () => {
    const { id, asked } = await articleUnder(nobody, "/private/a");
    const { url } = await stages.database.one<{ url: string }>("select url from feeds");
    await stages.configure({ feeds: [feedConfig(url, { robots: "ignore" })] });
    expect(await fetchOnce(id)).toBe("extracted");
    expect(asked).toEqual(["/private/a"]);
  });

  test("a robots.txt is obeyed along redirects, on this host and on the next", async () => {
    const forbidding = robotsTxt("User-agent: Wirewatch\nDisallow: /b");
    const other = await serve((request, response) => (request.url === "/robots.txt" ? forbidding : page)(request, response));
    for (const location of ["/private/a", `http://127.0.0.1:${other.port}/b`]) {
      await stages.wipe();
      const moved: RequestListener = (_, response) => void response.writeHead(302, { location }).end();
      const { id, asked } = await articleUnder(nobody, "/a", moved);
      expect(await fetchOnce(id)).toBe("summary-only");
      expect(asked).toEqual(["/robots.txt", "/a"]);
      expect(await read(id)).toMatchObject({ reason: "robots", text: SUMMARY });
    }
  });

  test.each([
    [503, "server error (503)"],
    [429, "asks us to slow down"],
  ])("a robots.txt that answers %i disallows everything, after some tries (RFC 9309 section 2.3.1.4)", async (status, said) => {
    const { id, port, asked } = await articleUnder((_, response) => void response.writeHead(status).end());
    expect(await fetchOnce(id)).toBeInstanceOf(RetryLaterError);
    expect(await fetchOnce(id)).toBeInstanceOf(RetryLaterError);
    expect(await fetchOnce(id)).toBe("summary-only");
    expect(asked.filter((path) => path !== "/robots.txt")).toEqual([]);
    expect(await read(id)).toMatchObject({
      reason: "robots",
      detail: `the robots.txt of 127.0.0.1:${port} can't be read, which counts as a no: ${said}`,
    });
  });

  test("the beginning of an endless robots.txt counts, and no rule that is cut in two (section 2.5)", async () => {
    const whole = `User-agent: *\nDisallow: /private/\n\n${"# nothing\n".repeat(104_853)}`;
    const endless = `${whole}Disallow: /${"x".repeat(2 * 1024 * 1024)}`;
    expect(`${whole}Disallow: /`.length).toBe(1024 * 1024);
    const open = await articleUnder(robotsTxt(endless));
    expect(await fetchOnce(open.id)).toBe("extracted");
    await stages.wipe();
    expect(await fetchOnce((await articleUnder(robotsTxt(endless), "/private/a")).id)).toBe("summary-only");
  });

  test("a robots.txt that asks for patience gets it, and so does its host", async () => {
    stages.clock.at = null;
    const { id, asked } = await articleUnder((_, response) => void response.writeHead(503, { "retry-after": "60" }).end());
    expect(await fetchOnce(id)).toBeInstanceOf(RetryLaterError);
    const fault = await fetchOnce(id);
    expect((fault as RetryLaterError).until.getTime()).toBeGreaterThan(Date.now() + 50_000);
    // Also by the client of a changed configuration.
    await stages.configure({ fetch: { userAgent: "Wirewatch/2", allowPrivate: ["127.0.0.0/8", "outlet.example"] } });
    expect(await fetchOnce(id)).toBeInstanceOf(RetryLaterError);
    expect(asked).toEqual(["/robots.txt"]);
  });
});
