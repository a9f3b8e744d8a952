// What a browser is shown where there is nothing to show, or something went wrong: a page with the next step; programs get a line, or JSON.
import { JSDOM } from "jsdom";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { pageToken } from "../../src/digests/page-token.ts";
import { rearrangeStories } from "../../src/desk/rearrange-stories.ts";
import { digest, openStages, watchlists } from "../pipeline/open-stages.ts";
import { inventText, tellStory } from "../pipeline/tell-story.ts";
import { ask, webWith } from "./ask.ts";
import type { TestStages } from "../pipeline/open-stages.ts";
import type { Answered, Asking } from "./ask.ts";

let stages: TestStages;
let web: { url: string };
let stories: number[];

beforeAll(async () => void (stages = await openStages("pglite")));
afterAll(() => stages.close());
beforeEach(async () => {
  await stages.wipe();
  await stages.configure({ digests: [digest("hourly")], watchlists: watchlists("alpha") });
  web = await webWith(stages, { kind: "loopback" });
  for (const title of ["One", "Two"]) await tellStory(stages.deps, { title, text: inventText("alpha") });
  stories = (await stages.database.many<{ id: number }>("select id from stories order by id")).map(({ id }) => id);
});

const HTML = "text/html,application/xhtml+xml,*/*;q=0.8";
const browse = (path: string, { headers = {}, ...asking }: Asking = {}, at = web): Promise<Answered> =>
  ask(at, path, { ...asking, headers: { accept: HTML, ...headers } });

const post = (more: Partial<Asking>) => browse("/system/quarantine", { method: "POST", ...more });

function read({ status, body }: Answered) {
  const { document } = new JSDOM(body).window;
  return {
    status,
    heading: document.querySelector("h1")?.textContent,
    words: document.querySelector("main")?.textContent?.replace(/\s+/g, " ") ?? "",
    links: [...document.querySelectorAll("main a")].map((link) => link.getAttribute("href")),
    navigation: document.querySelectorAll("nav a").length,
  };
}

test.each([
  ["/nothing", "There is no such page", ["../keys", "./keys"]],
  ["/stories/999", "There is no such story", ["../"]],
  ["/articles/999", "There is no such article", ["../search", "../"]],
  ["/issues/999", "There is no such issue", ["../issues", "../"]],
  ["/feeds/999", "There is no such feed", ["../feeds", "../"]],
  ["/digests/none", "There is no such digest", ["../digests", "../"]],
  ["/watchlists/none", "There is no such watchlist", ["../watchlists", "../"]],
  ["/stories/one/two/three", "There is no such story", ["../../../"]],
])("%s is a page that says what is not there, and leads on", async (path, heading, links) => {
  const page = read(await browse(path));
  expect(page).toMatchObject({ status: 404, heading, navigation: 8 });
  for (const link of page.links) expect(links).toContain(link);
  expect(page.links.length).toBeGreaterThan(0);
});

test("programs get a line of text, or JSON at an address of JSON or if they ask for it", async () => {
  expect(await ask(web, "/stories/999")).toMatchObject({ status: 404, body: "there is no such page\n" });
  for (const [path, headers] of [
    ["/stories/999.json", {}],
    ["/stories/999.json", { accept: HTML }],
    ["/stories/999", { accept: "application/json" }],
  ] as const) {
    const { status, body } = await ask(web, path, { headers });
    expect([path, status, JSON.parse(body)]).toEqual([path, 404, { error: "there is no such page" }]);
  }
  expect(await ask(web, "/stories/999", { headers: { accept: "image/avif,image/webp,*/*" } })).toMatchObject({
    status: 404,
    body: "there is no such page\n",
  });
  expect((await ask(web, "/stories.json?before=nonsense")).body).toBe('{"error":"before names no place of a list"}');
});

test("a wrong token says the same of what there is and of what there is not, without a way in", async () => {
  const token = pageToken(await stages.desk.pageKey(), "stories/999");
  const stranger = { headers: { "x-forwarded-for": "192.0.2.1" } };
  const [known, unknown] = [
    await browse(`/stories/${stories[0]}/${token}`, stranger),
    await browse(`/stories/998/${token}`, stranger),
  ];
  expect(read(known)).toMatchObject({ status: 404, heading: "There is no such page", navigation: 0 });
  expect(known.body).toBe(unknown.body);
});

test("an address with a thousand steps is answered by a line", async () => {
  expect((await browse(`/${"a/".repeat(1_100)}`)).body.length).toBeLessThan(200);
});

test("a form's address opened as a page names the page that has the form", async () => {
  const page = await browse(`/stories/${stories[0]}/rearrange`);
  expect([page.headers.allow, read(page)]).toMatchObject([
    "POST",
    { status: 405, heading: "This address is for a form", links: [`../../stories/${stories[0]}`] },
  ]);
});

test.each(["DELETE", "POST"])("%s at a page says that it takes none, and leads to the page", async (method) => {
  const path = `/stories/${stories[0]}`;
  const page = read(await browse(path, { method, headers: { origin: new URL(web.url).origin } }));
  expect(page).toMatchObject({ status: 405, heading: `This address takes no ${method}`, links: [`..${path}`] });
  expect(page.words).not.toContain("form");
});

describe("refused requests", () => {
  test("for another host get a page that loads nothing, since nothing else would come", async () => {
    const page = await browse("/", { headers: { host: "attacker.example" } });
    expect(read(page)).toMatchObject({ status: 421, heading: "Not an address of this Wirewatch", links: [] });
    expect(page.body).not.toMatch(/<link|<script|src=/);
    expect(page.headers["content-security-policy"]).toContain("default-src 'none'; style-src 'unsafe-inline'");
  });

  test("with a crooked path get one too", async () => {
    expect(read(await browse("/stories//1"))).toMatchObject({ status: 400, heading: "This address is not understood" });
  });

  test("from another machine say how that would be allowed", async () => {
    const page = read(await browse("/", { headers: { "x-forwarded-for": "192.0.2.1" } }));
    expect(page).toMatchObject({ status: 403, heading: "Only this machine may read these pages", navigation: 0 });
    expect(page.words).toContain("web.access");
  });

  test("from a page of another site say that nothing was done", async () => {
    const page = read(await browse("/system/quarantine", { method: "POST", headers: { "sec-fetch-site": "cross-site" } }));
    expect(page).toMatchObject({ status: 403, heading: "Asked by a page of another site" });
  });

  test("that are no forms, or too long, say so", async () => {
    const own = { "sec-fetch-site": "same-origin" };
    expect(read(await post({ headers: { ...own, "content-type": "application/json" }, body: "{}" }))).toMatchObject({
      status: 415,
      heading: "Only forms are read",
      navigation: 8,
    });
    expect(read(await post({ headers: own, body: "x".repeat(70_000) }))).toMatchObject({
      status: 413,
      heading: "Larger than is read",
    });
  });

  test("to change something on open pages say who may", async () => {
    const open = await webWith(stages, { kind: "open" });
    const headers = { "sec-fetch-site": "same-origin", "x-forwarded-for": "192.0.2.1" };
    const page = read(await browse("/system/quarantine", { method: "POST", headers }, open));
    expect(page).toMatchObject({ status: 403, heading: "Only this machine may change anything", navigation: 8 });
  });
});

test("a session that has ended is named: on the sign-in page, and to a form that was open", async () => {
  const locked = await webWith(stages, { kind: "password", password: "sesame" });
  const old = { cookie: "wirewatch=of-yesterday" };
  const to = (await browse("/system?x=1", { headers: old }, locked)).headers.location ?? "";
  expect(to).toBe("./login?to=%2Fsystem%3Fx%3D1&ended=1");
  expect(read(await browse(`/${to}`.replace("/./", "/"), {}, locked)).words).toContain("Your session has ended");
  expect((await browse("/system", {}, locked)).headers.location).toBe("./login?to=%2Fsystem");
  const posted = await browse(
    "/system/quarantine",
    { method: "POST", headers: { ...old, "sec-fetch-site": "same-origin" } },
    locked,
  );
  expect(read(posted)).toMatchObject({ status: 401, heading: "Your session has ended", links: ["../login"], navigation: 0 });
});

test("a story that was put into another says which number was asked for", async () => {
  const [one = 0, two = 0] = stories;
  await rearrangeStories(stages.deps, { kind: "merge", by: "Quincy", story: one, into: two });
  const page = read(await browse(`/stories/${one}`));
  expect([page.status, page.heading]).toEqual([200, "One"]);
  expect(page.words).toContain(`You asked for story ${one}: it is part of this story now.`);
  expect(read(await browse(`/stories/${two}`)).words).not.toContain("You asked for");
  const token = pageToken(await stages.desk.pageKey(), `stories/${one}`);
  const shared = read(await browse(`/stories/${one}/${token}`, { headers: { "x-forwarded-for": "192.0.2.1" } }));
  expect([shared.words.includes("You asked for story"), shared.words.includes("Quincy")]).toEqual([true, false]);
});

test("faults are pages too: 500 while the database answers, 503 once it does not", async () => {
  const other = await openStages("pglite");
  const failing = await webWith(other, { kind: "loopback" });
  await other.database.run("alter table stories rename to no_stories");
  expect(read(await browse("/", {}, failing))).toMatchObject({ status: 500, heading: "This page failed", navigation: 8 });
  await other.close();
  expect(read(await browse("/", {}, failing))).toMatchObject({ status: 503, heading: "Not ready" });
});

test("all pages and keys are on one page, which is there as JSON too", async () => {
  const page = read(await browse("/keys"));
  expect(page).toMatchObject({ status: 200, heading: "Pages and keys" });
  for (const link of page.links)
    expect([link, (await ask(web, `/${link ?? ""}`.replace("/./", "/"))).status]).toEqual([link, 200]);
  expect(JSON.parse((await ask(web, "/keys.json")).body)).toMatchObject({
    keys: expect.arrayContaining([{ key: "j, k", does: expect.any(String) }]),
  });
  expect((await ask(web, "/")).body).toContain('<a href="./keys">');
});
