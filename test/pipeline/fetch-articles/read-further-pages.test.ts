// An article that is given on several pages is read as one, politely, or says which of its pages were read.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { fetchArticles } from "../../../src/pipeline/fetch-articles/fetch-articles.ts";
import { saveEntries } from "../../../src/store/entries.ts";
import { serve } from "../../http/serve.ts";
import { STORES } from "../../store/open-test-store.ts";
import { addFeed, newEntry, NOW } from "../../store/seed.ts";
import { inventWords } from "../../stories/invented.ts";
import { openStages } from "../open-stages.ts";
import type { TestStages } from "../open-stages.ts";

const textOf = (page: number) => [0, 1, 2].map((n) => `Harbour works: ${inventWords(10 * page + n, 50)}.`);
const pageOf = (page: number, links: string, title = "Harbour closed for works") =>
  `<!doctype html><html lang="en"><head><title>${title}</title></head><body><article><h1>${title}</h1>${textOf(page)
    .map((text) => `<p>${text}</p>`)
    .join("")}</article><div class="pages">${links}</div></body></html>`;
const numbered = (to: string, label = "Next") => `<a rel="next" href="${to}">${label}</a>`;
const joined = (...pages: number[]) => pages.flatMap(textOf).join("\n\n");

describe.each(STORES)("on %s", (kind) => {
  let stages: TestStages;
  beforeAll(async () => {
    stages = await openStages(kind);
  });
  beforeEach(() => stages.wipe());
  afterAll(() => stages.close());

  /** What is stored of the article at /a, and the paths that were asked for. */
  async function readPages(pages: Record<string, string>, robots = "", first = "/a") {
    const asked: string[] = [];
    const { port } = await serve(({ url = "" }, response) => {
      const body = url === "/robots.txt" ? robots : pages[url];
      if (url !== "/robots.txt") asked.push(url);
      if (body?.startsWith("http")) return void response.writeHead(302, { location: body }).end();
      response
        .writeHead(body === undefined ? 404 : 200, { "content-type": url === "/robots.txt" ? "text/plain" : "text/html" })
        .end(body);
    });
    const url = `http://127.0.0.1:${port}${first}`;
    const feed = await addFeed(stages.database, { name: "The Outlet" });
    const entry = newEntry("a", { text: "", articleUrl: url, url, title: "Harbour closed for works" });
    const { articles } = await saveEntries(stages.database, feed, [entry], NOW);
    const id = articles[0] ?? 0;
    await fetchArticles(stages.deps).run({ article: id });
    const row = await stages.database.one<Record<string, unknown>>("select text, reason, detail from articles where id = $1", [
      id,
    ]);
    return { ...row, asked };
  }

  test.each([
    ["?page=", "/a?page=2", "/a?page=3"],
    ["a number in the path", "/a/2", "/a/3"],
    ["a word and a number in the path", "/a/seite/2", "/a/seite/3"],
    ["a number in the name", "/a-2", "/a-3"],
  ])("pages with %s are joined", async (_, second, third) => {
    const pages = { "/a": pageOf(1, numbered(second)), [second]: pageOf(2, numbered(third)), [third]: pageOf(3, "") };
    expect(await readPages(pages)).toEqual({ text: joined(1, 2, 3), reason: null, detail: null, asked: ["/a", second, third] });
  });

  test("a list of numbers without any mark leads on too, and names no page twice", async () => {
    const list = [1, 2, 3].map((n) => `<a href="/a${n === 1 ? "" : `?p=${n}`}">${n}</a>`).join(" ");
    const pages = { "/a": pageOf(1, list), "/a?p=2": pageOf(2, list), "/a?p=3": pageOf(3, list) };
    expect(await readPages(pages)).toMatchObject({ text: joined(1, 2, 3), reason: null, asked: ["/a", "/a?p=2", "/a?p=3"] });
  });

  test("a process that ends under a further page is counted, and none once they are read", async () => {
    const pages = { "/a": pageOf(1, numbered("/a?page=2")), "/a?page=2": pageOf(2, "") };
    const counted: unknown[] = [];
    const { threads } = stages.deps;
    const run: typeof threads.run = async (task, input, options) => {
      const begin = async () => {
        await options?.begin?.();
        counted.push((await stages.database.one<{ readings: number }>("select readings from articles")).readings);
      };
      return threads.run(task, input, { ...options, begin });
    };
    const { port } = await serve(({ url = "" }, response) => {
      const body = url === "/robots.txt" ? "" : pages[url as keyof typeof pages];
      response.writeHead(body === undefined ? 404 : 200, { "content-type": "text/html" }).end(body);
    });
    const url = `http://127.0.0.1:${port}/a`;
    const feed = await addFeed(stages.database, { name: "The Outlet" });
    const entry = newEntry("a", { text: "", articleUrl: url, url, title: "Harbour closed for works" });
    const { articles } = await saveEntries(stages.database, feed, [entry], NOW);
    await stages.database.run("update articles set starts = 5");
    await fetchArticles({ ...stages.deps, threads: { ...threads, run } }).run({ article: articles[0] ?? 0 });
    expect(counted).toEqual([1, 1]);
    expect(await stages.database.one("select readings from articles")).toEqual({ readings: 0 });
  });

  test("no more than five are read, and the rest is said to be missing", async () => {
    const pages = Object.fromEntries(
      Array.from({ length: 8 }, (_, n) => [
        `/a${n === 0 ? "" : `?page=${n + 1}`}`,
        pageOf(n + 1, `${numbered(`/a?page=${n + 2}`)} Page 1 of 9`),
      ]),
    );
    const read = await readPages(pages);
    expect(read.asked).toHaveLength(5);
    expect(read).toMatchObject({
      text: joined(1, 2, 3, 4, 5),
      reason: "beginning",
      detail: "pages 1 to 5 of 9 were read",
    });
  });

  test.each([
    ["is not there", {}, ""],
    ["is forbidden by robots.txt", { "/a?page=2": pageOf(2, "") }, "User-agent: *\nDisallow: /a?page="],
    ["asks for a log-in", { "/a?page=2": "<title>Log in</title><form><input type=password></form>" }, ""],
    ["leads to another host", { "/a?page=2": "http://localhost:1/a" }, ""],
  ])("if the second page %s, the first is labelled as a beginning", async (_, more, robots) => {
    const read = await readPages({ "/a": pageOf(1, `${numbered("/a?page=2")} Page 1 of 3`), ...more }, robots);
    expect(read).toMatchObject({ text: joined(1), reason: "beginning", detail: "page 1 of 3 was read" });
  });

  test.each([
    ["numbers of comments", "/a?page=2", pageOf(1, ""), '<a href="/a?page=2">2</a>'],
    ["another article with a similar name", "/a-2", pageOf(2, "", "Bakery wins prize"), numbered("/a-2")],
  ])("%s belong to no further page", async (_, second, page, links) => {
    expect(await readPages({ "/a": pageOf(1, links), [second]: page })).toMatchObject({
      text: joined(1),
      reason: null,
      detail: null,
    });
  });

  test("pages of other sites, of the site's list and with other values are not asked for", async () => {
    const links = [
      numbered("http://localhost:1/a?page=2"),
      numbered("/news?page=2"),
      '<a href="/a?sort=2">2</a>',
      '<a href="/a?page=2#comments">2</a>',
      '<a href="/a?page=2">See 2 more stories</a>',
    ].join("");
    expect(await readPages({ "/a": pageOf(1, links) })).toMatchObject({ text: joined(1), reason: null, asked: ["/a"] });
  });
});
