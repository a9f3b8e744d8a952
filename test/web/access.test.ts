// Goal: only those who may read the web page do, whatever a request claims. Method: requests over real connections, written as an attacker would.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openWeb } from "../../src/web/open-web.ts";
import { composeIssue } from "../../src/pipeline/send-digests/compose-issue.ts";
import { digest, openStages, watchlists } from "../pipeline/open-stages.ts";
import { inventText, tellStory } from "../pipeline/tell-story.ts";
import { minutesLater } from "../store/seed.ts";
import { ASSETS } from "../../src/web/assets/assets.ts";
import { ask, portOf, sendRaw, webWith } from "./ask.ts";
import type { TestStages } from "../pipeline/open-stages.ts";
import type { Asking } from "./ask.ts";

const SECRETS = ["secret.source@example.org", "Harbour closed"];
const PRIVATE =
  "/ /stories.json /system /status.json /issues/1 /stories/1 /stories/1.json /articles/1 /digests/hourly.atom /nothing".split(
    " ",
  );
const OPEN = ["/livez", "/healthz", "/readyz", ...Object.values(ASSETS).map(({ path }) => `/${path}`)];
const PASSWORD = "correct horse battery staple";
const form = (fields: Record<string, string>, headers: Record<string, string> = {}): Asking => ({
  method: "POST",
  body: new URLSearchParams(fields).toString(),
  headers: { "content-type": "application/x-www-form-urlencoded", ...headers },
});

const own = (web: { url: string }, headers = {}) => ({ origin: `http://127.0.0.1:${portOf(web)}`, ...headers });
const cookieOf = (header: string[] | undefined) => header?.[0]?.split(";")[0] ?? "";

let stages: TestStages;
beforeAll(async () => {
  stages = await openStages("pglite");
});
beforeEach(async () => {
  await stages.wipe();
  const desk = digest("hourly", { to: ["secret.source@example.org"], atom: true });
  await stages.configure({ digests: [desk], watchlists: watchlists("alpha") });
  await tellStory(stages.deps, { title: "Harbour closed", text: inventText("alpha") });
  await composeIssue(stages.deps, "hourly", { atOnce: true });
});
afterAll(() => stages.close());

/** Asks for each path in turn: path and status of those that did not answer as expected, or contained a secret. */
async function leaks(web: { url: string }, paths: readonly string[], status: number, asking?: Asking): Promise<string[]> {
  const found = [];
  for (const path of paths) {
    const answer = await ask(web, path, asking);
    if (answer.status !== status || SECRETS.some((secret) => answer.body.includes(secret)))
      found.push(`${path} ${answer.status}`);
  }
  return found;
}

describe("the Host", () => {
  test.each([
    "rebind.attacker.example",
    "rebind.attacker.example:8080",
    "192.0.2.1",
    "10.0.0.5:8080",
    "0.0.0.0",
    "2130706433",
    "[fd00::1]",
    "[::ffff:127.0.0.1]",
    "localhost.attacker.example",
    "127.0.0.1.attacker.example",
    "localhost.",
    "news.example.org:8080",
    "attacker.example#localhost",
  ])("%s is refused on every path", async (host) => {
    const web = await webWith(stages, { kind: "open" }, { url: "https://news.example.org" });
    for (const path of [...PRIVATE, ...OPEN, "/unsubscribe/x", "/websub/x"])
      expect([400, 421], path).toContain((await ask(web, path, { headers: { host } })).status);
  });

  test.each(["localhost", "LOCALHOST:8080", "127.0.0.1:1", "[::1]:8080", "news.example.org", "news.example.org:443"])(
    "%s is ours",
    async (host) => {
      const web = await webWith(stages, { kind: "open" }, { url: "https://news.example.org" });
      expect((await ask(web, "/", { headers: { host } })).status).toBe(200);
    },
  );

  test("is named once, and by the request line too if that names one", async () => {
    const web = await webWith(stages, { kind: "open" });
    const statusOf = async (head: string) => (await sendRaw(web, `${head}\r\nConnection: close\r\n\r\n`)).slice(9, 12);
    expect(await statusOf("GET / HTTP/1.1\r\nX: y")).toBe("400");
    expect(await statusOf("GET / HTTP/1.0")).toBe("400");
    expect(await statusOf("GET / HTTP/1.1\r\nHost: localhost\r\nHost: attacker.example")).toBe("400");
    expect(await statusOf("GET http://attacker.example/ HTTP/1.1\r\nHost: localhost")).toBe("421");
    expect(await statusOf("GET http://localhost/ HTTP/1.1\r\nHost: attacker.example")).toBe("421");
    expect(await statusOf("GET http://localhost/ HTTP/1.1\r\nHost: localhost")).toBe("200");
  });
});

describe("with web.access: loopback", () => {
  test("this machine reads everything without signing in", async () => {
    const web = await webWith(stages, { kind: "loopback" });
    for (const path of ["/", "/status.json", "/issues/1", "/stories/1", "/articles/1", "/digests/hourly.atom"])
      expect((await ask(web, path)).status, path).toBe(200);
    expect((await ask(web, "/issues/1")).body).toContain("secret.source@example.org");
    const gone = ["/ledger.json?filter=%7B", "/preview.json?digest=hourly", "/archive/count.json"];
    expect(await leaks(web, ["/nothing", "/login", ...gone], 404)).toEqual([]);
  });

  test.each([
    ["by the name of web.url", { host: "news.example.org" }],
    ["with X-Forwarded-For", { "x-forwarded-for": "127.0.0.1" }],
    ["with Forwarded", { forwarded: "for=127.0.0.1;host=localhost" }],
    ["with X-Real-IP", { "x-real-ip": "127.0.0.1" }],
    ["with X-Forwarded-Host", { "x-forwarded-host": "localhost" }],
    ["with Via", { via: "1.1 proxy" }],
  ])("a request through a proxy on this machine, %s, reads nothing", async (_name, headers: Record<string, string>) => {
    const web = await webWith(stages, { kind: "loopback" }, { url: "https://news.example.org" });
    expect(await leaks(web, PRIVATE, 403, { headers })).toEqual([]);
    expect(await leaks(web, OPEN, 200, { headers })).toEqual([]);
  });

  test("a proxy that asks by HTTP/1.0, as nginx does, reads nothing", async () => {
    const web = await webWith(stages, { kind: "loopback" });
    const answer = await sendRaw(web, "GET / HTTP/1.0\r\nHost: 127.0.0.1:8080\r\n\r\n");
    expect(answer).toMatch(/^HTTP\/1\.1 403 /);
    expect(answer).not.toContain("secret.source");
  });

  test.each(["0.0.0.0", "192.0.2.1", "::", "news.example.org"])("another address to listen on is refused: %s", async (host) => {
    await expect(webWith(stages, { kind: "loopback" }, { host })).rejects.toThrow(
      `web.listen is ${host}:0, which others can reach: set web.access to password, proxy or open`,
    );
  });
});

describe("with web.access: proxy", () => {
  test("only the addresses of web.proxies are answered, and they read everything", async () => {
    const web = await webWith(stages, { kind: "proxy", from: ["127.0.0.2/32"] }, { url: "https://news.example.org" });
    const asking = { from: "127.0.0.2", headers: { host: "news.example.org", "x-forwarded-for": "192.0.2.1" } };
    expect((await ask(web, "/issues/1", asking)).body).toContain("secret.source@example.org");
    expect(await leaks(web, [...PRIVATE, ...OPEN], 403, { headers: { "x-forwarded-for": "127.0.0.2" } })).toEqual([]);
  });

  test("a path that leaves an open one is refused, since the proxy may have taken it for that one", async () => {
    const web = await webWith(stages, { kind: "proxy", from: ["127.0.0.0/8"] });
    const rests = [
      "../status.json",
      "%2e%2e/status.json",
      ".%2E/status.json",
      "..%2fstatus.json",
      "..%5cstatus.json",
      "..\\status.json",
      "x/../../",
      ".",
    ];
    const paths = ["//status.json", ...rests.flatMap((rest) => [`/unsubscribe/${rest}`, `/websub/${rest}`, `/livez/${rest}`])];
    expect(await leaks(web, paths, 400)).toEqual([]);
  });
});

describe("with web.access: password", () => {
  const open = (more = {}) => webWith(stages, { kind: "password", password: PASSWORD }, more);
  const enter = async (web: { url: string }, password = PASSWORD, headers = {}, to = "/") =>
    ask(web, "/login", form({ password, to }, own(web, headers)));

  test("nothing is read before signing in, also on this machine, and pages lead to the sign-in page", async () => {
    const web = await open();
    const pages = PRIVATE.filter((path) => !path.includes("."));
    expect(await leaks(web, pages, 303)).toEqual([]);
    expect(await leaks(web, ["/status.json", "/ledger.json", "/digests/hourly.atom"], 401)).toEqual([]);
    expect((await ask(web, "/stories/1?x=1")).headers.location).toBe("../login?to=%2Fstories%2F1%3Fx%3D1");
    const page = await ask(web, "/login?to=/stories/1");
    expect(page.body).toContain('<input type="hidden" name="to" value="/stories/1">');
    expect(page.body).toMatch(/variable WEB_PASSWORD.*WEB_PASSWORD_FILE.*restart Wirewatch: this ends every session/s);
    expect(page.headers["content-security-policy"]).toContain("form-action 'self'");
  });

  test("the password opens a session that lasts until it is signed out, and a copy of its cookie ends with it", async () => {
    const web = await open();
    const entered = await enter(web, PASSWORD, {}, "/stories/1");
    expect([entered.status, entered.headers.location]).toEqual([303, "./stories/1"]);
    expect(entered.headers["set-cookie"]).toEqual([
      expect.stringMatching(/^wirewatch=[\w-]{43}; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax$/),
    ]);
    const cookie = cookieOf(entered.headers["set-cookie"]);
    const status = await ask(web, "/", { headers: { cookie } });
    expect(status.body).toContain('<form method="post" action="./logout">');
    expect((await ask(web, "/logout", { method: "POST", headers: { cookie, origin: "https://attacker.example" } })).status).toBe(
      403,
    );
    expect((await ask(web, "/", { headers: { cookie } })).status).toBe(200);
    expect((await ask(web, "/logout", { method: "POST", headers: own(web, { cookie }) })).headers.location).toBe("./login");
    expect((await ask(web, "/", { headers: { cookie } })).status).toBe(303);
  });

  test("by https the cookie is for this host and https alone, and signing out ends it", async () => {
    const web = await open({ url: "https://news.example.org" });
    const byHttps = { host: "news.example.org", origin: "https://news.example.org" };
    const entered = await enter(web, PASSWORD, byHttps);
    expect(entered.headers["set-cookie"]).toEqual([
      expect.stringMatching(/^__Host-wirewatch=[\w-]{43}; Max-Age=2592000; Path=\/; HttpOnly; Secure; SameSite=Lax$/),
    ]);
    const cookie = cookieOf(entered.headers["set-cookie"]);
    // Another site of the domain may set the plain one, under which no value opens anything.
    const both = { ...byHttps, cookie: `wirewatch=${"A".repeat(43)}; ${cookie}` };
    expect((await ask(web, "/", { headers: both })).status).toBe(200);
    expect((await ask(web, "/", { headers: { host: byHttps.host, cookie: cookie.slice(7) } })).status).toBe(303);
    const out = await ask(web, "/logout", { method: "POST", headers: both });
    expect(out.headers["set-cookie"]?.[0]).toMatch(/^__Host-wirewatch=; Max-Age=0; Path=\/; Secure/);
    expect((await ask(web, "/", { headers: both })).status).toBe(303);
  });

  test("sessions end after 30 days, and with the process", async () => {
    const web = await open();
    const cookie = cookieOf((await enter(web)).headers["set-cookie"]);
    stages.clock.at = minutesLater(30 * 24 * 60 - 1);
    expect((await ask(web, "/", { headers: { cookie } })).status).toBe(200);
    stages.clock.at = minutesLater(30 * 24 * 60);
    expect((await ask(web, "/", { headers: { cookie } })).status).toBe(303);
    stages.clock.at = minutesLater(0);
    expect((await ask(await open(), "/", { headers: { cookie } })).status).toBe(303);
  });

  test("a session that somebody else chose is never taken up", async () => {
    const web = await open();
    const chosen = `wirewatch=${"A".repeat(43)}`;
    const entered = await enter(web, PASSWORD, { cookie: chosen });
    expect(cookieOf(entered.headers["set-cookie"])).not.toBe(chosen);
    for (const cookie of [chosen, "wirewatch=", "wirewatch=__proto__", "wirewatch"])
      expect((await ask(web, "/", { headers: { cookie } })).status).toBe(303);
  });

  test.each(["", "wrong", PASSWORD.toUpperCase(), "x".repeat(60_000)])("%.20s is not the password", async (password) => {
    const answer = await enter(await open(), password);
    expect([answer.status, answer.headers["set-cookie"]]).toEqual([401, undefined]);
    expect(answer.body).toContain("This is not the password.");
  });

  test("ten wrong passwords make a network wait, the right one included, and no other network", async () => {
    const web = await open();
    const enterFrom = (from: string, password: string) => ask(web, "/login", { ...form({ password }, own(web)), from });
    const cookie = cookieOf((await enter(web)).headers["set-cookie"]);
    for (let time = 0; time < 10; time++) expect((await enterFrom("127.0.0.3", "wrong")).status).toBe(401);
    const waiting = await enterFrom("127.0.0.3", PASSWORD);
    expect([waiting.status, waiting.headers["retry-after"]]).toEqual([429, "900"]);
    expect(waiting.body).toContain("Too many wrong passwords: try again in 15 minutes.");
    expect((await ask(web, "/", { headers: { cookie } })).status).toBe(200);
    expect((await enterFrom("127.0.0.1", PASSWORD)).status).toBe(303);
    stages.clock.at = minutesLater(15);
    expect((await enterFrom("127.0.0.3", PASSWORD)).status).toBe(303);
  });

  test.each([
    "https://attacker.example/",
    "//attacker.example",
    "/\\attacker.example",
    "javascript:alert(1)",
    "/a\r\nset-cookie: x=y",
    "",
  ])("the sign-in page never redirects to another site: %j", async (to) => {
    const web = await open();
    const { headers } = await enter(web, PASSWORD, {}, to);
    expect(headers.location).toBe("./");
    expect((await ask(web, `/login?to=${encodeURIComponent(to)}`)).body).toContain('name="to" value="/"');
  });

  test("the password is taken from our own page only", async () => {
    const web = await open();
    for (const headers of [
      {},
      { origin: "https://attacker.example" },
      { origin: "null" },
      { origin: "http://localhost:1" },
      { "sec-fetch-site": "cross-site", origin: `http://127.0.0.1:${portOf(web)}` },
    ])
      expect((await ask(web, "/login", form({ password: PASSWORD }, headers))).status).toBe(403);
    expect((await ask(web, "/login", form({ password: PASSWORD }, { "sec-fetch-site": "same-origin" }))).status).toBe(303);
  });
});

test.each([
  ["open", { kind: "open" } as const, {}, "web.access is open: anyone"],
  [
    "loopback behind a public web.url",
    { kind: "loopback" } as const,
    { url: "https://news.example.org" },
    "set web.access to password or proxy",
  ],
  [
    "a password by http",
    { kind: "password", password: PASSWORD } as const,
    { url: "http://news.example.org" },
    "put a proxy with https in front",
  ],
  ["loopback at home", { kind: "loopback" } as const, {}, null],
])("a start warns about a risky setting: %s", async (_name, access, more, warning) => {
  const said: unknown[] = [];
  const log = Object.assign(Object.create(stages.deps.log) as typeof stages.deps.log, {
    warn: (words: unknown) => said.push(words),
  });
  const config = () => ({ ...stages.deps.config(), web: { ...stages.deps.config().web, ...more, access } });
  const web = await openWeb({ ...stages.deps, desk: stages.desk, config, log });
  await web.close();
  expect(said).toEqual(warning === null ? [] : [expect.stringContaining(warning)]);
});
