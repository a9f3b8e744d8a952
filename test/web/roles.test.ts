// Goal: nobody does more than their role allows. Method: every page and form of the tables, asked for by owners, readers, strangers and other sites.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { JSDOM } from "jsdom";
import { composeIssue } from "../../src/pipeline/send-digests/compose-issue.ts";
import { openWeb } from "../../src/web/open-web.ts";
import { formsOf, pagesOf } from "../../src/web/pages/pages.ts";
import { digest, openStages, watchlists } from "../pipeline/open-stages.ts";
import { closing } from "../support/closing.ts";
import { ask, webWith } from "./ask.ts";
import { tellTwoStories } from "./tell-two-stories.ts";
import type { WebAccess } from "../../src/config/config.ts";
import type { TestStages } from "../pipeline/open-stages.ts";
import type { Asking } from "./ask.ts";

const PROXY: WebAccess = {
  kind: "proxy",
  from: ["127.0.0.0/8"],
  owners: { header: "Remote-User", names: ["ana", "bo@example.org"] },
};
const PASSWORDS: WebAccess = { kind: "password", password: "of owners", readerPassword: "of readers" };
const FORM = { "content-type": "application/x-www-form-urlencoded" };

let stages: TestStages;
beforeAll(async () => {
  stages = await openStages("pglite");
  await stages.configure({ digests: [digest("hourly")], watchlists: watchlists("alpha", "beta") });
  await tellTwoStories(stages);
  await composeIssue(stages.deps, "hourly", { atOnce: true });
});
afterAll(() => stages.close());

const deps = () => ({ ...stages.deps, desk: stages.desk });

/** A path of the tables with numbers and names in it. */
const pathOf = (route: string): string =>
  route
    .replace(/:file\{.*\.html\}$/, "1.html")
    .replace(/:file\{.*\.diff\}$/, "1-1.diff")
    .replace(/(?<=^\/watchlists\/):id\{\[\^\/\]\+\}/, "alpha")
    .replace(/:id\{\[\^\/\]\+\}/, "hourly")
    .replace(/:\w+\{[^}]*\}(?:\})?/g, (part) => (part.startsWith(":article") ? "2" : "1"));

const FORMS = formsOf({} as ReturnType<typeof deps>).map(([route, role]) => ({ path: pathOf(route), role }));
const PAGES = pagesOf({} as ReturnType<typeof deps>).map(([route]) => pathOf(route));

const own = (web: { url: string }) => ({ origin: new URL(web.url).origin, ...FORM });
const post = (web: { url: string }, path: string, headers: Record<string, string>, asking: Asking = {}) =>
  ask(web, path, { method: "POST", headers: { ...own(web), ...headers }, ...asking });

async function sessionOf(web: { url: string }, password: string): Promise<string> {
  const { headers } = await post(web, "/login", {}, { body: new URLSearchParams({ password }).toString() });
  return headers["set-cookie"]?.[0]?.split(";")[0] ?? "";
}

test("the tables have no route that this test does not understand", () => {
  for (const path of [...PAGES, ...FORMS.map(({ path }) => path)]) expect(path).toMatch(/^\/[\w./-]*$/);
  expect([PAGES.length, FORMS.length]).toEqual([24, 19]);
  expect(FORMS.filter(({ role }) => role === "reader").map(({ path }) => path)).toEqual([
    "/stories/1/star",
    "/stories/1/note",
    "/feedback/new",
  ]);
});

describe("every form", () => {
  test.each(FORMS)("$path refuses other sites' pages, and bodies that are no form", async ({ path }) => {
    const web = await webWith(stages, { kind: "loopback" });
    for (const headers of [
      { origin: "https://attacker.example" },
      { origin: "null" },
      { "sec-fetch-site": "cross-site" },
      { "sec-fetch-site": "same-site" },
      {},
    ])
      expect((await ask(web, path, { method: "POST", headers: { ...FORM, ...headers } })).status).toBe(403);
    for (const type of ["application/json", "text/plain", "text/plain; x=application/x-www-form-urlencoded", "application/xml"])
      expect((await post(web, path, { "content-type": type }, { body: "{}" })).status, type).toBe(415);
  });

  test("needs signing in", async () => {
    const web = await webWith(stages, PASSWORDS);
    for (const { path } of FORMS) expect([path, (await post(web, path, {})).status]).toEqual([path, 401]);
  });
});

/** Readers by their password, by a proxy that names somebody else, nobody, or an owner twice, and strangers. */
const OTHERS: [
  who: string,
  access: WebAccess,
  headers: (web: { url: string }) => Promise<Record<string, string>>,
  says: boolean,
][] = [
  ["a reader by password", PASSWORDS, async (web) => ({ cookie: await sessionOf(web, "of readers") }), true],
  ["a reader by name", PROXY, () => Promise.resolve({ "remote-user": "Ana" }), true],
  ["somebody without a name", PROXY, () => Promise.resolve({}), true],
  ["a stranger", { kind: "open" }, () => Promise.resolve({ "x-forwarded-for": "192.0.2.1" }), false],
];

describe.each(OTHERS)("%s", (_who, access, headersOf, says) => {
  test(`is refused every form but ${says ? "star, note and feedback" : "none"}`, async () => {
    const web = await webWith(stages, access);
    const headers = await headersOf(web);
    for (const { path, role } of FORMS) {
      const { status, body } = await post(web, path, headers);
      const isRefused = status === 403 && /owners change things|only this machine may change/.test(body);
      expect([path, isRefused]).toEqual([path, !says || role === "owner"]);
    }
  });

  test("finds no form on any page that would refuse it, and no keys in the list of feeds", async () => {
    const web = await webWith(stages, access);
    const headers = await headersOf(web);
    const allowed = says ? FORMS.filter(({ role }) => role === "reader").map(({ path }) => path) : [];
    for (const path of [...PAGES, "/feedback/new?story=1"]) {
      const { status, body } = await ask(web, path, { headers: { accept: "text/html", ...headers } });
      expect([path, status]).toEqual([path, expect.toSatisfy((given) => [200, 403, 404].includes(given as number))]);
      const { document } = new JSDOM(body, { url: new URL(path, web.url).href }).window;
      const posts = [...document.querySelectorAll("form[method=post]")].map((form) =>
        new URL(form.getAttribute("action") ?? "", document.URL).pathname.replace(/\d+/, "1"),
      );
      expect([path, posts.filter((action) => action !== "/logout" && !allowed.includes(action))]).toEqual([path, []]);
    }
  });
});

describe("an owner", () => {
  test.each([
    ["by password", PASSWORDS, async (web: { url: string }) => ({ cookie: await sessionOf(web, "of owners") })],
    ["by name", PROXY, () => Promise.resolve({ "remote-user": "bo@example.org" })],
    ["on this machine", { kind: "open" as const }, () => Promise.resolve({})],
  ])("%s may post every form", async (_name, access, headersOf) => {
    const web = await webWith(stages, access);
    const headers: Record<string, string> = await headersOf(web);
    // What it would do is tested with its page: here an empty form is enough.
    for (const path of FORMS.map((form) => form.path).filter((one) => !/\/(send|test|poll|pause|opml)$/.test(one)))
      expect([path, (await post(web, path, headers)).status]).toEqual([
        path,
        expect.not.toSatisfy((given) => [401, 403].includes(given as number)),
      ]);
  });

  test("is nobody whose name a header has twice, or who does not come from the proxy", async () => {
    const web = await webWith(stages, { ...PROXY, from: ["127.0.0.2/32"] });
    const twice = {
      method: "POST",
      from: "127.0.0.2",
      headers: { ...own(web), "remote-user": ["bo", "ana"] as unknown as string },
    };
    expect((await ask(web, "/system/quarantine", twice)).body).toContain("owners change things");
    expect((await post(web, "/system/quarantine", { "remote-user": "ana" })).body).toContain("add it to web.proxies");
    expect((await post(web, "/system/quarantine", { "remote-user": "ana" }, { from: "127.0.0.2" })).status).toBe(303);
  });
});

test("a reload of the settings makes nobody an owner: who may do what is what it was when the page was opened", async () => {
  let access: WebAccess = { kind: "open" };
  const config = () => ({ ...stages.deps.config(), web: { ...stages.deps.config().web, access } });
  const web = closing(await openWeb({ ...deps(), config }));
  access = { kind: "loopback" };
  const stranger = { "x-forwarded-for": "192.0.2.1" };
  expect((await post(web, "/system/quarantine", stranger)).status).toBe(403);
  expect((await ask(web, "/system", { headers: stranger })).body).not.toContain("<form");
});

test("readers whose password is that of owners are refused at the start", async () => {
  await expect(webWith(stages, { ...PASSWORDS, readerPassword: " of owners " })).rejects.toThrow(
    "WEB_READER_PASSWORD is the same as WEB_PASSWORD",
  );
});

test("a start without a password is refused", async () => {
  for (const password of [null, ""])
    await expect(webWith(stages, { kind: "password", password })).rejects.toThrow(
      "neither WEB_PASSWORD nor WEB_PASSWORD_FILE is set",
    );
});
