// Stars and notes of stories: set by forms, shown on pages and in exports, kept when stories are joined.
import { JSDOM } from "jsdom";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { pageToken } from "../../src/digests/page-token.ts";
import { digest, openStages, watchlists } from "../pipeline/open-stages.ts";
import { ask, webWith } from "./ask.ts";
import { tellTwoStories } from "./tell-two-stories.ts";
import type { TestStages } from "../pipeline/open-stages.ts";

let stages: TestStages;
let web: { url: string };
let storyOne: number;
let storyTwo: number;

beforeAll(async () => {
  stages = await openStages("pglite");
});
afterAll(() => stages.close());

beforeEach(async () => {
  await stages.wipe();
  await stages.configure({ digests: [digest("hourly")], watchlists: watchlists("alpha", "beta") });
  web = await webWith(stages, { kind: "loopback" });
  ({ storyOne, storyTwo } = await tellTwoStories(stages));
});

const page = async (path: string) => new JSDOM((await ask(web, path)).body).window.document;
const words = (document: Document) => document.body.textContent?.replace(/\s+/g, " ") ?? "";
const post = (path: string, form: [string, string][]) =>
  ask(web, path, {
    method: "POST",
    body: new URLSearchParams(form).toString(),
    headers: { "sec-fetch-site": "same-origin", "content-type": "application/x-www-form-urlencoded" },
  });
const star = (set: string, more: [string, string][] = []) => post(`/stories/${storyOne}/star`, [["star", set], ...more]);
const note = (text: string, was = "") =>
  post(`/stories/${storyOne}/note`, [
    ["note", text],
    ["was", was],
  ]);
const json = async (path: string) => JSON.parse((await ask(web, path)).body) as Record<string, unknown>;

test("a star and a note are set by forms, shown on its page and in the list, and not to readers with a token", async () => {
  expect(await star("1")).toMatchObject({ status: 303, headers: { location: `../../stories/${storyOne}` } });
  expect((await note("Call <the> harbour\r\nmaster. ")).status).toBe(303);
  const document = await page(`/stories/${storyOne}`);
  expect(document.querySelector(".note")?.innerHTML).toBe("Call &lt;the&gt; harbour<br>master.");
  expect(words(document)).toContain("Starred Remove star");
  expect(await json(`/stories/${storyOne}.json`)).toMatchObject({ starred: true, note: "Call <the> harbour\nmaster." });
  const list = await page("/");
  expect(words(list)).toMatch(/Starred · .*Call <the> harbour master\./);
  const token = pageToken(await stages.desk.pageKey(), `stories/${storyOne}`);
  expect((await ask(web, `/stories/${storyOne}/${token}`)).body).not.toMatch(/Starred|harbour<br>|Call/);
  for (const format of ["csv", "ris", "bibtex", "json"])
    for (const path of ["/?", "/search?q=alpha&"])
      expect((await ask(web, `${path}as=${format}`)).body, path + format).toMatch(/Call <the> harbour(?: |\\n)master\./);
});

const listAfter = async (list: string) => (await star("1", [["list", list]])).headers.location;

test("a star set in a list leads back to it, and to no other address", async () => {
  expect(await listAfter("?watchlist=alpha&starred=1")).toBe(`../../?watchlist=alpha&starred=1#story-${storyOne}`);
  expect(await listAfter("")).toBe(`../../#story-${storyOne}`);
  for (const wrong of ["//attacker.example", "https://attacker.example", "?a b", "?\u2028", "\\\\attacker.example"])
    expect(await listAfter(wrong), wrong).toBe(`../../stories/${storyOne}`);
});

test("starred stories are a list without a beginning, which other filters narrow", async () => {
  expect(await json("/stories.json?starred=1")).toMatchObject({ stories: [] });
  await star("1");
  await stages.database.run("update stories set created_at = created_at - interval '60 days'");
  await stages.database.run("update articles set first_seen_at = first_seen_at - interval '60 days'");
  const document = await page("/?starred=1");
  expect([...document.querySelectorAll("h3")].map(({ textContent }) => textContent)).toEqual(["Harbour closed"]);
  expect(words(document)).toMatch(/Starred: all.*That is all: 1 story, 1 copy\./);
  expect(words(await page("/?starred=1&watchlist=beta"))).toContain("Harbour closed");
  expect(await json("/stories.json?starred=1&watchlist=none")).toMatchObject({ stories: [] });
  expect(await json("/stories.json?starred=1")).toMatchObject({ stories: [{ story: storyOne, starred: true }], days: [] });
  await star("0");
  expect(await json("/stories.json?starred=1")).toMatchObject({ stories: [] });
});

const from = async (path: string) => (await page(path)).querySelector<HTMLInputElement>("input[name=since]")?.value;

test("the filter sends no beginning that its reader did not choose, which would leave out what was starred before it", async () => {
  for (const path of ["/", "/?starred=1", "/?watchlist=alpha"]) expect(await from(path), path).toBe("");
  expect(await from("/?since=2026-03-01T07:00&starred=1")).toBe("2026-03-01T07:00");
});

test("a note that another page changed meanwhile is kept, and its writer loses nothing", async () => {
  await note("First");
  const second = await note("Second");
  expect(second.status).toBe(409);
  const shown = new JSDOM(second.body).window.document;
  expect(shown.querySelector(".note")?.textContent).toBe("First");
  expect(shown.querySelector("textarea")?.value).toBe("Second");
  expect(shown.querySelector<HTMLInputElement>("input[name=was]")?.value).toBe("First");
  expect((await note("Second", "First")).status).toBe(303);
  expect((await note("Second", "First")).status).toBe(409);
  expect((await note("", "Second")).status).toBe(303);
  expect(await json(`/stories/${storyOne}.json`)).toMatchObject({ note: null });
  expect((await post("/stories/999/note", [["note", "x"]])).status).toBe(404);
  expect((await post("/stories/999/star", [["star", "1"]])).status).toBe(303);
});

test("a note that is too long is shown again with its limit, and line breaks count once", async () => {
  const long = await note("x".repeat(5_001));
  expect(long.status).toBe(400);
  const shown = new JSDOM(long.body).window.document;
  expect(shown.querySelector("textarea")?.value).toBe("x".repeat(5_001));
  expect(shown.querySelector(".fault")?.textContent).toContain("at most 5000 characters");
  expect(await json(`/stories/${storyOne}.json`)).toMatchObject({ note: null });
  const lines = "a\r\n".repeat(2_500);
  expect((await note(lines)).status).toBe(303);
  expect((await note("ခ".repeat(5_000), lines)).status).toBe(303);
  expect((await note("က".repeat(5_000), "ခ".repeat(5_000))).status).toBe(303);
});

const joinOneIntoTwo = () =>
  post(`/stories/${storyOne}/rearrange`, [
    ["kind", "merge"],
    ["into", String(storyTwo)],
    ["sure", "yes"],
    ["by", "ana"],
  ]);

test("the notes of joined stories, which are longer than a note may be, can be changed as long as they get no longer", async () => {
  await note("x".repeat(3_000));
  await post(`/stories/${storyTwo}/note`, [["note", "y".repeat(3_000)]]);
  await joinOneIntoTwo();
  const joined = `${"y".repeat(3_000)}\n\n${"x".repeat(3_000)}`;
  const change = (text: string, was: string) =>
    post(`/stories/${storyTwo}/note`, [
      ["note", text],
      ["was", was],
    ]);
  expect((await page(`/stories/${storyTwo}`)).querySelector("textarea")?.maxLength).toBe(6_002);
  expect((await change(`${joined}z`, joined)).status).toBe(400);
  expect((await change(joined.slice(2), joined)).status).toBe(303);
  expect((await change("short", joined.slice(2))).status).toBe(303);
  expect((await change("z".repeat(5_001), "short")).status).toBe(400);
  expect(await json(`/stories/${storyTwo}.json`)).toMatchObject({ note: "short" });
});

test("a star and a note stay when their story becomes part of another", async () => {
  await star("1");
  await note("One");
  await post(`/stories/${storyTwo}/note`, [["note", "Two"]]);
  await joinOneIntoTwo();
  expect(await json(`/stories/${storyTwo}.json`)).toMatchObject({ starred: true, note: "Two\n\nOne" });
});

test.each(["star", "note"])("the form of a %s refuses the page of another site", async (action) => {
  const answer = await ask(web, `/stories/${storyOne}/${action}`, {
    method: "POST",
    body: "star=1&note=x",
    headers: { "sec-fetch-site": "cross-site", "content-type": "application/x-www-form-urlencoded" },
  });
  expect(answer.status).toBe(403);
});
