// Goal: another site's page, a guessed address or a malformed request gets nothing. Method: each over a real connection.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { composeIssue } from "../../src/pipeline/send-digests/compose-issue.ts";
import { ASSETS } from "../../src/web/assets/assets.ts";
import { openStages, digest, watchlists } from "../pipeline/open-stages.ts";
import { inventText, tellStory } from "../pipeline/tell-story.ts";
import { ask, sendRaw, webWith } from "./ask.ts";
import type { TestStages } from "../pipeline/open-stages.ts";

const URL_HOST = "news.example.org";
/** What a stranger's request looks like: by way of the proxy in front. */
const stranger = { headers: { host: URL_HOST, "x-forwarded-for": "192.0.2.1" } };

/** Lines are folded in a mail. */
const pathIn = (pattern: RegExp, words: string) => pattern.exec(words.replaceAll(/=?\r?\n\s*/g, ""))?.[1] ?? "";

let stages: TestStages;
let web: { url: string };
/** The links of the mail that went out. */
let links: { issue: string; story: string; plain: string; unsubscribe: string };

beforeAll(async () => {
  stages = await openStages("pglite");
});
beforeEach(async () => {
  await stages.wipe();
  const base = { ...stages.deps.config().web, url: `https://${URL_HOST}` };
  await stages.configure({
    web: base,
    digests: [digest("hourly", { atom: true }), digest("other", { to: ["other@example.org"] })],
    watchlists: watchlists("alpha"),
  });
  const text = inventText("alpha");
  await tellStory(stages.deps, { title: "Harbour closed", text });
  await tellStory(stages.deps, { title: "Harbour closed to ships", text });
  await tellStory(stages.deps, { title: "Bridge open", text: inventText("alpha") });
  for (const id of ["hourly", "other"]) await composeIssue(stages.deps, id, { atOnce: true });
  const { plain, message } = await stages.database.one<{ plain: string; message: Uint8Array }>(
    "select plain, message from issues i join deliveries d on d.issue_id = i.id order by i.id limit 1",
  );
  links = {
    plain,
    issue: pathIn(/https:\/\/news\.example\.org(\/issues\/1\/[\w-]{22})/, plain),
    story: pathIn(/https:\/\/news\.example\.org(\/stories\/1\/[\w-]{22})/, plain),
    unsubscribe: pathIn(/<https:\/\/news\.example\.org(\/unsubscribe\/[\w.-]+)>/, Buffer.from(message).toString()),
  };
  web = await webWith(stages, { kind: "loopback" }, base);
});
afterAll(() => stages.close());

const hrefs = (body: string) => [...body.matchAll(/href="([^"]*)"/g)].map(([, href]) => href ?? "");

describe("a link in a mail", () => {
  test("opens its page to a reader who has not signed in, and the pages that this one names, but no recipient and no other digest", async () => {
    const issue = await ask(web, links.issue, stranger);
    expect([issue.status, issue.body.includes("Harbour closed")]).toEqual([200, true]);
    const story = await ask(web, links.story, stranger);
    expect(story.body).toContain("2 articles, 1 independent report.");
    const inner = hrefs(story.body).filter((href) => href.startsWith("../"));
    expect(inner).toEqual([
      `../../${ASSETS.style.path}`,
      expect.stringMatching(/^\.\.\/\.\.\/articles\/1\/[\w-]{22}$/),
      expect.stringMatching(/^\.\.\/\.\.\/articles\/2\/[\w-]{22}$/),
    ]);
    const article = await ask(web, new URL(inner[1] ?? "", `http://x${links.story}`).pathname, stranger);
    expect([article.status, article.body.includes("Why it matched")]).toEqual([200, true]);
    for (const { body } of [issue, story, article]) {
      expect(body).not.toMatch(/@example\.org|other/);
      expect(hrefs(body).filter((href) => /issues\//.test(href))).toEqual([]);
    }
  });

  test("opens no other page: a number, a cut or changed token and a token of another page get the same 404", async () => {
    const token = links.story.split("/").at(-1) ?? "";
    const changed = `${token.startsWith("A") ? "B" : "A"}${token.slice(1)}`;
    const tokens = [
      changed,
      token.slice(0, -1),
      `${token}A`,
      token.toLowerCase(),
      "",
      "%20",
      "%00",
      "..%2f",
      "undefined",
      token.split("").reverse().join(""),
    ];
    for (const path of [
      ...tokens.map((wrong) => `/stories/1/${wrong}`),
      `/stories/2/${token}`,
      `/articles/1/${token}`,
      `/issues/1/${token}`,
      `/stories/01/${token}`,
      `/stories/1%2f${token}`,
      `/digests/hourly.atom/${token}`,
    ]) {
      const { status, body } = await ask(web, path, stranger);
      expect([400, 403, 404], path).toContain(status);
      expect(body.length, path).toBeLessThan(100);
    }
    const unknown = await ask(web, `/stories/1/${changed}`, stranger);
    const missing = await ask(web, `/stories/999/${changed}`, stranger);
    expect([unknown.status, unknown.body]).toEqual([404, missing.body]);
  });

  test("without a token, as in mails of old, it needs signing in", async () => {
    for (const path of ["/issues/1", "/stories/1", "/articles/1", "/digests/hourly.atom"])
      expect((await ask(web, path, stranger)).status, path).toBe(403);
  });

  test("is the same for a story that was put into another, and for every page of the same installation", async () => {
    expect((await ask(web, "/stories/1")).body).toContain("2 articles");
    expect(links.plain.match(/\/stories\/\d+\/[\w-]{22}/g)?.length).toBe(2);
  });

  test("to an Atom feed is on the page of digests, and the feed names it as its own address", async () => {
    const [, path = ""] =
      /href="https:\/\/news\.example\.org(\/digests\/hourly\.atom\/[\w-]{22})"/.exec((await ask(web, "/digests")).body) ?? [];
    const feed = await ask(web, path, stranger);
    expect([feed.status, feed.headers["content-type"]]).toEqual([200, "application/atom+xml; charset=utf-8"]);
    expect(feed.body).toContain(`<link rel="self" type="application/atom+xml" href="https://${URL_HOST}${path}"/>`);
    const again = await ask(web, path, { headers: { ...stranger.headers, "if-none-match": feed.headers.etag ?? "" } });
    expect([again.status, again.body]).toEqual([304, ""]);
  });
});

describe("a page of another site", () => {
  const foreign = { "sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors", "sec-fetch-dest": "image" };

  test.each([
    ["an image", foreign],
    ["a script of a sister site", { ...foreign, "sec-fetch-site": "same-site", "sec-fetch-dest": "script" }],
    ["a frame", { ...foreign, "sec-fetch-mode": "navigate", "sec-fetch-dest": "iframe" }],
    ["a fetch", { ...foreign, "sec-fetch-mode": "cors", "sec-fetch-dest": "empty", origin: "https://attacker.example" }],
  ])("gets nothing by %s, and costs nothing", async (_name, headers) => {
    for (const path of ["/", "/status.json", "/issues/1", "/stories/1", "/preview.json?digest=hourly"]) {
      const answer = await ask(web, path, { headers });
      const said = "not allowed from a page of another site";
      expect([answer.status, answer.body]).toEqual([403, path.includes(".json") ? `{"error":"${said}"}` : `${said}\n`]);
      expect(answer.headers["access-control-allow-origin"]).toBeUndefined();
    }
  });

  test("may link to a page", async () => {
    const headers = { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document" };
    expect((await ask(web, "/issues/1", { headers })).status).toBe(200);
  });

  test("changes nothing by a form", async () => {
    for (const headers of [{ origin: "https://attacker.example" }, { origin: "null" }, { "sec-fetch-site": "cross-site" }, {}])
      for (const path of ["/", "/logout", "/issues/1"])
        expect((await ask(web, path, { method: "POST", headers })).status).toBeGreaterThanOrEqual(403);
  });

  test("gets no permission by a preflight request", async () => {
    const { status, headers } = await ask(web, "/", {
      method: "OPTIONS",
      headers: { origin: "https://attacker.example", "access-control-request-method": "POST" },
    });
    expect(status).toBe(405);
    expect(Object.keys(headers).filter((name) => name.startsWith("access-control"))).toEqual([]);
  });
});

test("a mail provider's one-click post unsubscribes by the token alone, from any origin or none", async () => {
  for (const headers of [{}, { origin: "https://mail.example", "sec-fetch-site": "cross-site" }]) {
    const clicked = await ask(web, links.unsubscribe, {
      method: "POST",
      body: "List-Unsubscribe=One-Click",
      headers: { ...stranger.headers, "content-type": "application/x-www-form-urlencoded", ...headers },
    });
    expect([clicked.status, clicked.body.includes("no longer gets")]).toEqual([200, true]);
  }
});

test.each(["/", "/system", `/${ASSETS.keys.path}`, "/livez", "/nothing", "/issues/1", "/login"])(
  "%s comes with the headers that keep it to itself",
  async (path) => {
    const { headers } = await ask(web, path);
    expect(headers).toMatchObject({
      "content-security-policy": expect.stringMatching(/^default-src 'none';.*frame-ancestors 'none'; base-uri 'none'$/),
      "cross-origin-resource-policy": "same-origin",
      "cross-origin-opener-policy": "same-origin",
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
      "referrer-policy": "same-origin",
      "cache-control": path.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-store",
    });
  },
);

test("HEAD is GET without a body, and other methods are refused with those that are known", async () => {
  const head = await ask(web, "/issues/1", { method: "HEAD" });
  expect([head.status, head.body, head.headers["content-type"]]).toEqual([200, "", "text/html; charset=utf-8"]);
  for (const [method, path, allow] of [
    ["PUT", "/", "GET, HEAD, POST"],
    ["DELETE", "/issues/1", "GET, HEAD, POST"],
    ["TRACE", "/", "GET, HEAD, POST"],
    ["POST", "/livez", "GET, HEAD"],
  ] as const) {
    const { status, headers } = await ask(web, path, { method });
    expect([method, path, status, headers.allow]).toEqual([method, path, 405, allow]);
  }
  const own = { origin: new URL(web.url).origin };
  expect(await ask(web, "/issues/1", { method: "POST", headers: own })).toMatchObject({
    status: 405,
    headers: { allow: "GET, HEAD" },
  });
});

test.each([
  "/unsubscribe/..%2fstatus.json",
  "/unsubscribe/%2e%2e/status.json",
  "//status.json",
  "/./status.json",
  "/%73tatus.json",
  "/status.json/",
  "/STATUS.JSON",
  "/status.json%00",
  "/status.json;x=1",
  "/livez/../status.json",
  "/assets/../issues/1",
  "/issues/1#/x",
  "/issues/1?token=x",
  "/\\status.json",
  "/%",
])("a stranger who writes a path as %s reads nothing", async (path) => {
  const { status, body } = await ask(web, path, stranger);
  expect([400, 403, 404]).toContain(status);
  expect(body).not.toMatch(/@example\.org|Harbour/);
});

describe("limits", () => {
  test("a header of 100 kB and a body of 100 kB are refused, and the next request is answered", async () => {
    expect((await sendRaw(web, `GET / HTTP/1.1\r\nHost: localhost\r\nX: ${"x".repeat(100_000)}\r\n\r\n`)).slice(9, 12)).toBe(
      "431",
    );
    const body = "x".repeat(100_000);
    expect((await ask(web, links.unsubscribe, { method: "POST", body })).status).toBe(413);
    const chunked = `POST ${links.unsubscribe} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n186a0\r\n${body}\r\n0\r\n\r\n`;
    expect((await sendRaw(web, chunked)).slice(9, 12)).toBe("413");
    expect((await ask(web, "/livez")).status).toBe(200);
  });

  test("a body announced twice, in two ways, is not understood", async () => {
    const twice =
      "POST /livez HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET / HTTP/1.1\r\n\r\n";
    expect((await sendRaw(web, twice)).slice(9, 12)).toBe("400");
  });

  test("500 connections that say nothing keep nobody out", async () => {
    const { connect } = await import("node:net");
    const sockets = Array.from({ length: 500 }, () => connect(Number(new URL(web.url).port), "127.0.0.1"));
    await Promise.all(sockets.map((socket) => new Promise((resolve) => socket.on("connect", resolve).on("error", resolve))));
    for (const socket of sockets) socket.write("GET / HTTP/1.1\r\nHost: local");
    expect((await ask(web, "/livez")).status).toBe(200);
    for (const socket of sockets) socket.destroy();
  });
});

test("a failing page is 500 while the database answers, and 503 once it does not", async () => {
  const other = await openStages("pglite");
  const failing = await webWith(other, { kind: "loopback" });
  await other.database.run("insert into digests (id, schedule) values ('d', 'daily')");
  await other.database.run(
    "insert into issues (digest_id, created_at, content, subject, html, plain) values ('d', now(), '{}', '', '', '')",
  );
  expect(await ask(failing, "/issues/1.html?view=whole")).toMatchObject({
    status: 500,
    body: "this page failed; the log says why\n",
  });
  await other.close();
  for (const path of ["/", "/readyz", "/issues/1"])
    expect(await ask(failing, path)).toMatchObject({
      status: 503,
      body: "not ready: the database or the queue does not answer\n",
    });
  expect((await ask(failing, "/livez")).status).toBe(200);
});
