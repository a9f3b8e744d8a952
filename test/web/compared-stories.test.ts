// A story as a mail told it next to what is known now, and a copy next to the first article.
import { JSDOM } from "jsdom";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { pageToken } from "../../src/digests/page-token.ts";
import { composeIssue } from "../../src/pipeline/send-digests/compose-issue.ts";
import { digest, openStages, watchlists } from "../pipeline/open-stages.ts";
import { addCopy, minutesLater } from "../store/seed.ts";
import { inventWords } from "../stories/invented.ts";
import { ask, webWith } from "./ask.ts";
import { tellTwoStories } from "./tell-two-stories.ts";
import type { TestStages } from "../pipeline/open-stages.ts";

let stages: TestStages;
let web: { url: string };
let storyOne: number;
let storyTwo: number;
let article: number;
let text: string;

beforeAll(async () => void (stages = await openStages("pglite")));
afterAll(() => stages.close());
beforeEach(async () => {
  await stages.wipe();
  await stages.configure({ digests: [digest("hourly")], watchlists: watchlists("alpha", "beta") });
  web = await webWith(stages, { kind: "loopback" });
  ({ text, article, storyOne, storyTwo } = await tellTwoStories(stages, { withCopy: false }));
  await composeIssue(stages.deps, "hourly", { atOnce: true });
});

const page = async (path: string) => new JSDOM((await ask(web, path)).body).window.document;
const words = (document: Document) => document.body.textContent?.replace(/\s+/g, " ") ?? "";

test("that no other story is about the same event is said once it was looked for", async () => {
  expect(words(await page(`/stories/${storyOne}`))).toContain("Look for stories about the same event");
  const text = words(await page(`/stories/${storyOne}?related=1`));
  expect(text).toContain("No other story of these days shares enough names");
  expect(text).not.toContain("Look for stories about the same event");
});

test.each(["articles/", "why?url="])("/%s… marks the words for which an article matched", async (path) => {
  const document = await page(`/${path}${article}`);
  expect(document.querySelector("main li mark")?.textContent).toBe("alpha");
  expect(words(document)).not.toContain("[alpha]");
});

describe("a story as mailed, and now", () => {
  test("stands side by side, with what joined it since", async () => {
    const link = [...(await page(`/stories/${storyOne}`)).querySelectorAll("main a")].find(
      (one) => one.textContent === "as mailed, and now",
    );
    expect(link?.getAttribute("href")).toBe(`../stories/${storyOne}?issue=1#mailed`);
    const seen = { first_seen_at: minutesLater(30), published_at: minutesLater(30) };
    await addCopy(stages.database, storyOne, { title: "Harbour closed for now", text, site: "tern.example", ...seen });
    await stages.database.run("update articles set title = 'Harbour open again' where id = $1", [article]);
    const document = await page(`/stories/${storyOne}?issue=1`);
    const rows = [...document.querySelectorAll("#mailed + table tbody tr")].map((row) =>
      [...row.querySelectorAll("td")].map((cell) => cell.textContent),
    );
    expect(rows).toEqual([
      ["Headline", "Harbour closed", "Harbour open again"],
      ["Written first by", "not known", "not known"],
      ["Carried by", expect.stringMatching(/^1 outlet, /), expect.stringMatching(/^2 outlets, /)],
      ["Last version", "none", "none"],
      ["Its sentence", expect.stringContaining("alpha"), "still there"],
    ]);
    expect(words(document)).toMatch(/Since then 1 article joined it:\s*tern\.example, [\d :-]+: Harbour closed for now/);
  });

  test("says that the mailed sentence is gone", async () => {
    await stages.database.run("update articles set text = 'Other words.' where id = $1", [article]);
    expect(words(await page(`/stories/${storyOne}?issue=1`))).toContain("no longer there: the outlet has changed its words");
  });

  test("is not shown for an issue without the story, or to a reader with a token", async () => {
    const token = pageToken(await stages.desk.pageKey(), `stories/${storyOne}`);
    for (const path of [`/stories/${storyOne}?issue=7`, `/stories/${storyOne}?issue=x`, `/stories/${storyOne}/${token}?issue=1`])
      expect([path, words(await page(path)).includes("As mailed")]).toEqual([path, false]);
  });
});

describe("a copy next to the first article", () => {
  test("shows what it adds and leaves out, in two columns", async () => {
    const added = inventWords(7, 30);
    const seen = { first_seen_at: minutesLater(30), published_at: minutesLater(30) };
    const copy = await addCopy(stages.database, storyOne, { title: "Harbour shut", text: `${text}\n\n${added}`, ...seen });
    const link = [...(await page(`/stories/${storyOne}`)).querySelectorAll("main a")].map((one) => one.getAttribute("href"));
    expect(link).toContain(`../stories/${storyOne}/copies/${copy}`);
    const document = await page(`/stories/${storyOne}/copies/${copy}`);
    expect(words(document)).toContain("leaves out 0 paragraphs, adds 1 paragraph, and has 0 in other words.");
    const cells = [...document.querySelectorAll(".columns.row > div")].map((cell) => cell.textContent?.trim());
    expect(cells).toEqual(["", expect.stringContaining(added)]);
    expect(JSON.parse((await ask(web, `/stories/${storyOne}/copies/${copy}.json`)).body)).toMatchObject({
      first: { article },
      copy: { article: copy },
      rows: [{ kind: "same" }, { kind: "different", first: [], copy: [added] }],
    });
  });

  test("is no page for the first article itself, or for one of another story", async () => {
    for (const id of [article, 999]) expect((await ask(web, `/stories/${storyOne}/copies/${id}`)).status).toBe(404);
    expect((await ask(web, `/stories/${storyTwo}/copies/${article}`)).status).toBe(404);
  });
});
