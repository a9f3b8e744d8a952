// The pages: every story of an issue, and what the status page says of mails and quarantined articles.
import { JSDOM } from "jsdom";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { composeIssue } from "../../src/pipeline/send-digests/compose-issue.ts";
import { pageToken } from "../../src/digests/page-token.ts";
import { rearrangeStories } from "../../src/desk/rearrange-stories.ts";
import { setArticleAside } from "../../src/store/articles.ts";
import { openWeb } from "../../src/web/open-web.ts";
import { digest, openStages, watchlists } from "../pipeline/open-stages.ts";
import { inventText, tellStory } from "../pipeline/tell-story.ts";
import { addArticle, addDigest, addIssue, insert, NOW } from "../store/seed.ts";
import type { TestStages } from "../pipeline/open-stages.ts";
import type { Web } from "../../src/web/open-web.ts";

let stages: TestStages;
let web: Web;
beforeAll(async () => {
  stages = await openStages("pglite");
  web = await openWeb({ ...stages.deps, desk: stages.desk });
});
beforeEach(() => stages.wipe());
afterAll(async () => {
  await web.close();
  await stages.close();
});

const get = (path: string) => fetch(`${web.url}${path}`);
const textOf = async (path: string) =>
  new JSDOM(await (await get(path)).text()).window.document.body.textContent?.replace(/\s+/g, " ") ?? "";

test("an issue's page holds every story, also those that its mail only counts, as text and never as markup", async () => {
  await stages.configure({ digests: [digest("hourly", { atMost: 1 })], watchlists: watchlists("alpha") });
  const titles = ["One", "Two", "<script>alert(3)</script>"];
  for (const title of titles) await tellStory(stages.deps, { title, text: inventText("alpha") });
  await composeIssue(stages.deps, "hourly", { atOnce: true });
  const { id, plain } = await stages.database.one<{ id: number; plain: string }>("select id, plain from issues");
  expect(plain).toContain(`http://localhost:8080/issues/${id}`);

  await stages.configure({ web: { ...stages.deps.config().web, url: "http://localhost:8080/behind/a/proxy" } });
  const token = pageToken(await stages.desk.pageKey(), `issues/${id}`);
  for (const path of [
    `issues/${id}/${token}`,
    `behind/a/proxy/issues/${id}/${token}?from=mail`,
    `issues/${id}.html?view=whole`,
  ]) {
    const answer = await get(path);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-security-policy")).toMatch(/^(sandbox; )?default-src 'none'; style-src 'unsafe-inline';/);
    const { document } = new JSDOM(await answer.text()).window;
    expect([...document.querySelectorAll("h3")].map(({ textContent }) => textContent).sort()).toEqual(titles.toSorted());
    expect(document.querySelectorAll("script, img, link")).toHaveLength(0);
  }
  expect(await (await get("issues")).text()).toContain(`href="./issues/${id}"`);
});

test.each([
  "issues/999",
  "stories/999",
  "articles/999",
  "stories/0",
  "articles/x",
  "issues/0",
  "issues/x",
  "issues/1e3",
  "issues/99999999999999999999",
  "issues/",
])("%s is not a page", async (path) => {
  expect((await get(path)).status).toBe(404);
});

test("a mail links each story to its record, which names its outlets and the reason, and no recipient", async () => {
  await stages.configure({ digests: [digest("hourly")], watchlists: watchlists("alpha") });
  const text = inventText("alpha");
  const own = "A paragraph that this outlet alone has, about what the mayor of the town said in the evening.";
  const first = await tellStory(stages.deps, { title: "<script>alert(1)</script>", text });
  await tellStory(stages.deps, { title: "Two", text: `${text}\n\n${own}` });
  await composeIssue(stages.deps, "hourly", { atOnce: true });
  const { html, plain } = await stages.database.one<{ html: string; plain: string }>("select html, plain from issues");
  const [, path = ""] = /href="http:\/\/localhost:8080\/(stories\/\d+\/[\w-]{22})"/.exec(html) ?? [];
  expect(plain).toContain(`all about it: http://localhost:8080/${path}`);

  const story = await textOf(path);
  expect(story).toContain("2 articles, 1 independent report.");
  expect(story).toContain("First published by");
  expect(story).toContain(`adds 1 paragraph${own}`);
  const answer = await get(`articles/${first}`);
  expect(answer.headers.get("content-security-policy")).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self';/);
  const { document } = new JSDOM(await answer.text()).window;
  expect(document.querySelectorAll("script:not([src*=assets]), img")).toHaveLength(0);
  expect(document.querySelector("h1")?.textContent).toBe("<script>alert(1)</script>");
  const article = document.body.textContent?.replace(/\s+/g, " ") ?? "";
  expect(article).toContain("Why it matched alpha: alpha");
  expect(article).toMatch(/Its story story \d+: original/);
  expect(article).toMatch(/Digests hourly, by alpha: issue \d+/);
  // A reader with the token sees the words that matched, and no name of a watchlist or digest.
  const token = pageToken(await stages.desk.pageKey(), `articles/${first}`);
  const forReader = await textOf(`articles/${first}/${token}`);
  expect(forReader).toContain("Why it matched alpha");
  expect(forReader).not.toContain("alpha: alpha");
  expect(forReader).not.toContain("hourly");
  for (const page of [story, article]) expect(page).not.toContain("desk@example.org");
});

test("a story that was merged into another leads to that one's record", async () => {
  await stages.configure({ digests: [digest("hourly")], watchlists: watchlists("alpha") });
  const [one, two] = [
    await tellStory(stages.deps, { title: "One", text: inventText("alpha") }),
    await tellStory(stages.deps, { title: "Two", text: inventText("alpha") }),
  ];
  const storyOf = async (article: number) =>
    (await stages.database.one<{ story_id: number }>("select story_id from articles where id = $1", [article])).story_id;
  const [story, into] = [await storyOf(one), await storyOf(two)];
  await rearrangeStories(stages.deps, { kind: "merge", by: "editor", story, into });
  expect(await textOf(`stories/${story}`)).toContain("2 articles");
});

test("a mail that may have arrived twice is marked so on its issue's page, and only that one", async () => {
  await addDigest(stages.database, "morning");
  const issue = await addIssue(stages.database, "morning");
  for (const [recipient, state, uncertain] of [
    ["once@x", "sent", 0],
    ["twice@x", "sent", 1],
    ["waits@x", "retry", 1],
  ] as const) {
    const row = { message_id: recipient, message: new Uint8Array(), not_before: NOW, created_at: NOW };
    await insert(stages.database, "deliveries", { issue_id: issue, recipient, state, uncertain, ...row });
  }
  const text = await textOf(`issues/${issue}`);
  expect(text).toMatch(/once@x: sent(?!,)/);
  expect(text).toContain("twice@x: sent, perhaps twice");
  expect(text.match(/perhaps twice/g)).toHaveLength(1);
});

test("a quarantined article is on the page of the system with its stage and the reason, and none is said to be there if there is none", async () => {
  expect(await textOf("system")).toContain("Quarantined Nothing: every stage finished what it was given.");
  const article = await addArticle(stages.database, { stage: "group-stories", title: "A broken one" });
  await setArticleAside(stages.database, article, "group-stories", "the sketch could not be made", NOW);
  const text = await textOf("system");
  expect(text).toContain("1 article could not be worked on and is in no digest.");
  expect(text).toMatch(/A broken one.*group-stories, 2026-03-02 10:00.*the sketch could not be made/);
});
