// Goal: any address becomes a source, or is said not to. Method: the program against sites on loopback, and feeds.yaml read before and after.
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { join } from "node:path";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { configFolder } from "../config/config-folder.ts";
import { call, onlyJson, seedData } from "./wirewatch.ts";

let server: Server | null = null;
afterEach(async () => {
  await new Promise((resolve) => (server === null ? resolve(null) : server.close(resolve)));
  server = null;
});

/** A site with these pages by path. */
async function site(pages: (origin: string) => Record<string, string>): Promise<string> {
  const opened = createServer((request, response) => {
    const body = pages(origin)[request.url ?? ""];
    response.writeHead(body === undefined ? 404 : 200, { connection: "close" }).end(body);
  });
  server = opened;
  await new Promise<void>((resolve) => opened.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(opened.address() as AddressInfo).port}`;
  return origin;
}

const today = new Date();
const rss = `<rss version="2.0"><channel><title>Gull: news # one</title><language>en-GB</language><item><title>A bridge opens</title><link>https://x.example/1</link><pubDate>${today.toUTCString()}</pubDate></item></channel></rss>`;
const HEADLINES = [
  "Council puts off the sale of the grain store",
  "Harbour lights are paid for by the fishermen",
  "School on the hill gets a second teacher",
  "Ferry to the island runs again after the storm",
  "Mayor answers questions about the leaking roof",
];
const list = `<html lang="en"><head><title>Town of Varnholm</title></head><body><nav><a href="/">Home</a></nav><main><ul>${HEADLINES.map(
  (title, at) =>
    `<li><a href="/news/${at}">${title}</a> <time datetime="2026-11-2${at}T08:00:00Z">2${at} November 2026</time></li>`,
).join("")}</ul></main></body></html>`;
const map = (origin: string, dated: boolean) =>
  `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${[1, 2, 3].map((n) => `<url><loc>${origin}/story/${n}</loc>${dated ? `<lastmod>${today.toISOString()}</lastmod>` : ""}</url>`).join("")}</urlset>`;

const FEEDS =
  "# mine\nfeeds:\n   # The world\n   - url: https://news.example.org/feed   # slow\n     tags: [ x,y ]\n   # the end\n";
const folder = () => configFolder({ "wirewatch.yaml": "fetch: { allow_private: [127.0.0.1] }\n", "feeds.yaml": FEEDS });
const run = (dir: string, ...args: string[]) => call(["feeds", ...args, "--config", dir, "--data", join(dir, "data")]);
const feedsIn = (dir: string) => readFileSync(join(dir, "feeds.yaml"), "utf8");

test("a site's feed goes before its sitemap and its page, and the rest of feeds.yaml stays as it is", async () => {
  const origin = await site((self) => ({
    "/": `<link rel="alternate" type="application/rss+xml" href="/feed.xml">${list}`,
    "/feed.xml": rss,
    "/sitemap.xml": map(self, true),
  }));
  const dir = folder();
  const tested = await run(dir, "test", origin);
  expect(tested).toMatchObject({ code: 0 });
  expect(tested.stdout).toContain(`The page names this feed.\nurl: ${origin}/feed.xml\nIt would bring 1 entry:\n`);
  expect(tested.stdout).toContain("A bridge opens");
  expect(feedsIn(dir)).toBe(FEEDS);
  const added = await run(dir, "add", origin, "--name", "The Gull", "--tag", "coast", "--tag", "a, b");
  expect(added).toMatchObject({ code: 0 });
  const item = `   - url: ${origin}/feed.xml\n     name: The Gull\n     language: en\n     tags: [coast, "a, b"]\n`;
  expect(feedsIn(dir)).toBe(FEEDS.replace("   # the end", `${item}   # the end`));
  const again = await run(dir, "add", origin);
  expect(again).toMatchObject({ code: 1 });
  expect(again.stderr).toContain(`${origin}/feed.xml stands in feeds.yaml already, as "The Gull"; nothing was written`);
});

test("a site without a feed is followed by its sitemap", async () => {
  const origin = await site((self) => ({ "/": "<h1>Gull</h1><p>Read us.</p>", "/sitemap.xml": map(self, true) }));
  const { chosen, yaml } = onlyJson(await run(folder(), "test", origin, "--json")) as { chosen: object; yaml: string };
  expect(chosen).toMatchObject({ key: "sitemap", url: `${origin}/sitemap.xml`, count: 3 });
  expect(yaml).toContain(`  - sitemap: ${origin}/sitemap.xml\n`);
});

test("a sitemap of bare addresses is no use where the page lists its articles", async () => {
  const origin = await site((self) => ({ "/news": list, "/sitemap.xml": map(self, false) }));
  const dir = folder();
  const added = await run(dir, "add", `${origin}/news`);
  expect(added.stderr).toContain(`Not as sitemap: ${origin}/sitemap.xml: it gives neither headlines nor dates`);
  expect(added.stdout).toContain(`It would bring 5 entries:`);
  expect(added.stdout).toContain(HEADLINES[0]);
  expect(feedsIn(dir)).toContain(`   - page: ${origin}/news\n     name: Town of Varnholm\n     language: en\n`);
});

test("an address that can be followed in no way says why not, and nothing is written", async () => {
  const origin = await site(() => ({ "/": "<h1>Varnholm</h1><p>We open at nine.</p>" }));
  const dir = folder();
  const { code, stderr } = await run(dir, "add", origin);
  expect(code).toBe(1);
  expect(stderr).toContain("Not as url:: the page names no feed");
  expect(stderr).toContain(`Not as page: ${origin}/: no list of articles is found on this page`);
  expect(feedsIn(dir)).toBe(FEEDS);
});

test("a key in the address is shown nowhere, and stands in feeds.yaml", async () => {
  const origin = await site(() => ({ "/feed?key=opensesame99": rss }));
  const dir = folder();
  const added = await run(dir, "add", `${origin}/feed?key=opensesame99`);
  expect(added.code).toBe(0);
  expect(added.stdout + added.stderr).not.toContain("opensesame99");
  expect(feedsIn(dir)).toContain(`- url: ${origin}/feed?key=opensesame99\n`);
});

test("a mailbox can be tried too, and what it lacks is said", async () => {
  const dir = folder();
  const { code, stderr } = await run(dir, "test", "imaps://news@example.org@mail.example.org/Lists");
  expect(code).toBe(1);
  expect(stderr).toContain("Not as mail: imaps://mail.example.org/Lists: this mailbox has no password: set MAIL_PASSWORD");
  expect(await run(dir, "add", "imaps://news:canary@mail.example.org/Lists")).toMatchObject({
    code: 2,
    stderr: expect.not.stringContaining("canary") as string,
  });
  expect(feedsIn(dir)).toBe(FEEDS);
});

test.each([
  [["add", "https://x.example", "--name", ""], "--name must be a name"],
  [["add", "https://x.example", "--tag", "a\nb"], "--tag must be a name"],
  [["add"], "argument"],
  [["test", "ftp://x.example"], "the address"],
])("%j is a mistake of use", async (args, words) => {
  const { code, stderr } = await run(folder(), ...args);
  expect(code).toBe(2);
  expect(stderr).toContain(words);
});

test("one source is asked now by its name, and an unknown one is answered with those that there are", async () => {
  const origin = await site(() => ({ "/feed.xml": rss }));
  const dir = configFolder({
    "wirewatch.yaml": "fetch: { allow_private: [127.0.0.1] }\n",
    "feeds.yaml": `feeds:\n  - url: ${origin}/feed.xml\n    name: The Gull\n  - url: ${origin}/gone.xml\n    name: The Tern\n`,
  });
  seedData(join(dir, "data"));
  const polled = await run(dir, "poll", "the gull");
  expect(polled).toMatchObject({ code: 0 });
  expect(polled.stdout).toMatch(/^The Gull: 1 new entry\. Next poll: 20\d\d-/);
  const failed = onlyJson({ ...(await run(dir, "poll", "The Tern", "--json")), code: 0 });
  expect(failed).toMatchObject({
    name: "The Tern",
    outcome: "failed",
    entries: 0,
    reason: "not found",
  });
  const unknown = await run(dir, "poll", "The Swan");
  expect(unknown).toMatchObject({ code: 1, stdout: "" });
  expect(unknown.stderr).toContain('no source is called "The Swan"; there are: The Gull, The Tern');
});
