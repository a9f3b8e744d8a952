import { describe, expect, test } from "vitest";
import { agentOf, findRule, parseRobots } from "../../src/http/parse-robots.ts";

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

test.each([
  ["many wildcards", `User-agent: *\n${"Disallow: /*a*a*a*a*a*a*a*a*a*a*b\n".repeat(15_000)}`, `/${"a".repeat(8_000)}`],
  ["one endless rule", `User-agent: *\nDisallow: /${"*a".repeat(250_000)}b`, `/${"a".repeat(8_000)}`],
  ["long near misses", `User-agent: *\n${`Disallow: /*${"a".repeat(1_000)}b\n`.repeat(500)}`, `/${"a".repeat(8_000)}`],
  ["twenty thousand names", "User-agent: wirewatch\n".repeat(20_000) + "Disallow: /a\n".repeat(20_000), "/a"],
  ["spaces and colons without end", `User-agent: *\n${" ".repeat(200_000)}:${":".repeat(200_000)}\n${"#".repeat(100_000)}`, "/a"],
])("a hostile file of %s takes linear time", (_what, robots, path) => {
  const start = performance.now();
  mayRead(robots, path);
  expect(performance.now() - start).toBeLessThan(1_000);
});
