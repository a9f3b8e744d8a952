import { describe, expect, test } from "vitest";
import { agentOf, findRule, parseRobots } from "../../src/http/parse-robots.ts";
import { expectLinear } from "../support/processor-time.ts";
import { openRobots } from "../../src/http/open-robots.ts";
import { client } from "./ask.ts";
import { serve } from "./serve.ts";

const mayRead = (robots: string, path: string, agent = "wirewatch"): boolean =>
  findRule(parseRobots(robots, agent), new URL(path, "https://news.example/"))?.allow ?? true;

describe("which rules apply:", () => {
  const robots = `
    User-agent: *
    Disallow: /all/

    User-agent: wirewatch
    User-agent: OtherBot/2.0
    Disallow: /both/
    Sitemap: https://news.example/sitemap.xml

    user-agent: WireWatch   # again
    disallow: /again/
  `;
  test.each([
    ["those of every group that names us, in any case", "wirewatch", ["/both/", "/again/"], ["/all/"]],
    ["those of a group that names several", "otherbot", ["/both/"], ["/again/", "/all/"]],
    ["those for everybody where none names us", "third", ["/all/"], ["/both/", "/again/"]],
  ])("%s", (_what, agent, forbidden, free) => {
    for (const path of forbidden) expect([path, mayRead(robots, path, agent)]).toEqual([path, false]);
    for (const path of free) expect([path, mayRead(robots, path, agent)]).toEqual([path, true]);
  });

  test("a group that only names us lifts the rules for everybody", () => {
    expect(mayRead("User-agent: *\nDisallow: /\n\nUser-agent: wirewatch\nDisallow:\n", "/a")).toBe(true);
  });

  test("lines before any group belong to none, and a longer name is another crawler's", () => {
    expect(mayRead("Disallow: /\nUser-agent: wirewatch-images\nDisallow: /", "/a")).toBe(true);
  });

  test("a sitemap or an unknown line between two names does not split a group", () => {
    expect(mayRead("User-agent: other\nSitemap: /s\nCrawl-delay: 5\nUser-agent: wirewatch\nDisallow: /a", "/a")).toBe(false);
  });

  test.each(["\n", "\r\n", "\r"])("lines end in any way (%j)", (end) => {
    expect(mayRead(["User-agent: *", "Disallow: /a", "Disallow: /b"].join(end), "/b")).toBe(false);
  });
});

describe("which rule decides:", () => {
  // The first is section 5.2 of RFC 9309, the next are its table in 2.2.2, the rest its words.
  test.each<[pattern: string, path: string, read: boolean]>([
    ["Allow: /example/page/\nDisallow: /example/page/disallowed.gif", "/example/page/disallowed.gif", false],
    ["Allow: /example/page/\nDisallow: /example/page/disallowed.gif", "/example/page/", true],
    ["Disallow: /foo/bar?baz=quz", "/foo/bar?baz=quz", false],
    ["Disallow: /foo/bar?baz=https://foo.bar", "/foo/bar?baz=https://foo.bar", false],
    ["Disallow: /foo/bar/ツ", "/foo/bar/%E3%83%84", false],
    ["Disallow: /foo/bar/%E3%83%84", "/foo/bar/ツ", false],
    ["Disallow: /foo/bar/%62%61%7A", "/foo/bar/baz", false],
    ["Disallow: /foo/%2f", "/foo/%2F", false],
    ["Disallow: /foo/%2F", "/foo//", true],
    ["Disallow: /path/file-with-a-%2A.html", "/path/file-with-a-*.html", false],
    ["Disallow: /path/foo-%24", "/path/foo-$", false],
    ["Disallow: /path/foo-%24", "/path/foo-x", true],
    ["Disallow: /", "/anything", false],
    ["Disallow:", "/anything", true],
    ["Disallow: /a\nAllow: /a", "/a", true],
    ["Disallow: /a*\nAllow: /a", "/ab", false],
    ["Disallow: /Paid", "/paid/1", true],
    ["Disallow: /paid", "/paid-for", false],
    ["Disallow: /*.pdf$", "/a/b.pdf", false],
    ["Disallow: /*.pdf$", "/a/b.pdf?x", true],
    ["Disallow: /*.pdf", "/a/b.pdf?x", false],
    ["Disallow: /a*b*c", "/a-b-c-d", false],
    ["Disallow: /a*b*c", "/a-c-b", true],
    ["Disallow: /a*b$", "/a-b-b", false],
    ["Disallow: /ab*ab$", "/ab", true],
    ["Disallow: /exact$", "/exact", false],
    ["Disallow: /exact$", "/exactly", true],
    ["Disallow: *", "/", false],
    ["Disallow: /*", "/robots.txt", true],
    ["Disallow: /a # not all", "/a", false],
    ["Disallow: private", "/private", true],
  ])("%s speaks for %s: %s", (rules, path, read) => {
    expect(mayRead(`User-agent: *\n${rules}`, path)).toBe(read);
  });
});

test.each([
  ["Wirewatch/1 (+https://example.org/bot)", "wirewatch"],
  ["My_Own-Bot/2.0", "my_own-bot"],
  ["Mozilla/5.0 (compatible; NewsDesk/1.1; +https://desk.example)", "newsdesk"],
  ["2000 readers", "wirewatch"],
])("a crawler called %s goes by the name of %s", (userAgent, agent) => {
  expect(agentOf(userAgent)).toBe(agent);
});

const LONG_PATH = `/${"a".repeat(8_000)}`;

test.each<[string, string, (bytes: number) => string]>([
  ["many wildcards", LONG_PATH, (bytes) => `User-agent: *\n${"Disallow: /*a*a*a*a*a*a*a*a*a*a*b\n".repeat(bytes / 34)}`],
  ["one endless rule", LONG_PATH, (bytes) => `User-agent: *\nDisallow: /${"*a".repeat(bytes / 2)}b`],
  ["long near misses", LONG_PATH, (bytes) => `User-agent: *\n${`Disallow: /*${"a".repeat(1_000)}b\n`.repeat(bytes / 1_013)}`],
  ["twenty thousand names", "/a", (bytes) => "User-agent: wirewatch\n".repeat(bytes / 35) + "Disallow: /a\n".repeat(bytes / 35)],
  [
    "spaces and colons without end",
    "/a",
    (bytes) => `User-agent: *\n${" ".repeat(bytes / 3)}:${":".repeat(bytes / 3)}\n${"#".repeat(bytes / 3)}`,
  ],
])("a hostile file of %s takes linear time", (_what, path, make) =>
  expectLinear(125_000, make, (robots) => mayRead(robots, path)),
);

test("the name of a source counts in the robots.txt of its host, and for no other source", async () => {
  const asked: (string | undefined)[] = [];
  const { port } = await serve((request, response) => {
    asked.push(request.headers["user-agent"]);
    response.end("User-agent: *\nDisallow: /\n\nUser-agent: DeskBot\nAllow: /\nDisallow: /private\n");
  });
  const source = `http://127.0.0.1:${port}/feed`;
  const sourceHeaders = [{ url: source, headers: { "User-Agent": "DeskBot/2 (+https://desk.example.org)" } }];
  const robots = openRobots({
    client: client({ allowPrivate: ["127.0.0.1"], sourceHeaders }),
    userAgent: "Wirewatch/1",
    sourceHeaders,
    shelf: null,
  });
  const isRefused = async (path: string, from?: string[]) =>
    (await robots.judge(new URL(path, source), from)).fault?.reason === "robots";
  expect(await isRefused("/news/1", [source])).toBe(false);
  expect(await isRefused("/private/1", [source])).toBe(true);
  expect(await isRefused("/news/1", [new URL("/other-feed", source).href])).toBe(true);
  expect(await isRefused("/news/1", [source])).toBe(false);
  expect(asked.filter((name) => name?.startsWith("DeskBot"))).toHaveLength(1);
});
