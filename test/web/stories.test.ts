// The first page: what is on it, how it ends, how it goes on, and what it says when there is nothing.
import { JSDOM } from "jsdom";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { composeIssue } from "../../src/pipeline/send-digests/compose-issue.ts";
import { openWeb } from "../../src/web/open-web.ts";
import { digest, openStages, watchlists } from "../pipeline/open-stages.ts";
import { inventText, tellStory } from "../pipeline/tell-story.ts";
import { addFeed, daysAgo, minutesLater, NOW } from "../store/seed.ts";
import type { StoryList } from "../../src/desk/stories/list-stories.ts";
import type { TestStages } from "../pipeline/open-stages.ts";
import type { Web } from "../../src/web/open-web.ts";

let stages: TestStages;
let web: Web;
beforeAll(async () => {
  stages = await openStages("pglite");
  web = await openWeb({ ...stages.deps, desk: stages.desk });
});
beforeEach(async () => {
  await stages.wipe();
  await stages.configure({ digests: [digest("hourly", { timezone: "Asia/Yangon" })], watchlists: watchlists("alpha", "beta") });
});
afterAll(async () => {
  await web.close();
  await stages.close();
});

const get = (path: string, cookie = "") => fetch(`${web.url}${path}`, { headers: cookie === "" ? {} : { cookie } });
const documentOf = async (answer: Response) => new JSDOM(await answer.text()).window.document;
const page = async (path = "") => documentOf(await get(path));
const words = (document: Document) => document.querySelector("main")?.textContent?.replace(/\s+/g, " ") ?? "";
const headlines = (document: Document) => [...document.querySelectorAll("h3")].map(({ textContent }) => textContent);
/** The buttons below a list: words and address. */
const linksOf = (document: Document) =>
  Object.fromEntries(
    [...document.querySelectorAll("main .line a.button")].map((link) => [link.textContent, link.getAttribute("href") ?? ""]),
  );
const json = async (path: string): Promise<StoryList> => (await (await get(path)).json()) as StoryList;

const cookieOf = (answer: Response) => (answer.headers.get("set-cookie") ?? "").split(";", 1)[0] ?? "";

/** A story that began so many minutes ago; returns its article. */
async function tell(title: string, minutesAgo: number, text = inventText("alpha")): Promise<number> {
  stages.clock.at = minutesLater(-minutesAgo);
  const article = await tellStory(stages.deps, { title, text });
  stages.clock.at = NOW;
  return article;
}

describe("the list", () => {
  test("has the newest story first, its copies under it, the terms marked, and an end that says what it was", async () => {
    await addFeed(stages.database, { name: "The Tern", configured: true, failures: 2, fault: "not found" });
    const text = inventText("alpha");
    await tell("Harbour closed", 120, text);
    await tell("Harbour closed to ships", 60, text);
    await tell("Bridge open", 30);
    await tell("Of last week", 7 * 1_440);
    const document = await page();
    expect(headlines(document)).toEqual(["Bridge open", "Harbour closed"]);
    const [, harbour] = document.querySelectorAll(".rows > li");
    expect(harbour?.querySelector("summary")?.textContent).toContain("1 more article:");
    expect(harbour?.querySelector("details")?.textContent).toContain("Harbour closed to ships");
    expect(harbour?.querySelector("mark")?.textContent).toBe("alpha");
    expect(words(document)).toContain("That is all since 2026-03-01 16:30: 2 stories, 1 copy, 1 feed could not be read.");
    // 10:00 UTC is 16:30 in the digest's zone.
    expect(harbour?.querySelector("time")?.textContent).toBe("2026-03-02 14:30");
    const { day, count } = (await json("stories.json")).days.at(-1) ?? {};
    expect([day, count]).toEqual(["2026-03-02", 2]);
    expect(document.querySelectorAll("svg.strip rect")).toHaveLength(2);
  });

  test("names the issues that contained a story, and its watchlists as filters", async () => {
    await tell("Harbour closed", 60);
    await composeIssue(stages.deps, "hourly", { atOnce: true });
    const document = await page();
    expect(words(document)).toContain("in issue 1 of hourly");
    expect(document.querySelector('a[href="./?watchlist=alpha"]')?.textContent).toBe("alpha");
  });

  test("names the first three issues of a story that is in many, and counts the others", async () => {
    const ids = ["a", "b", "c", "d", "e"];
    await stages.configure({ digests: ids.map((id) => digest(id)), watchlists: watchlists("alpha", "beta") });
    await tell("Harbour closed", 60);
    for (const id of ids) await composeIssue(stages.deps, id, { atOnce: true });
    expect((await json("stories.json")).stories[0]?.issues.map(({ digest: id }) => id)).toEqual(ids);
    expect(words(await page())).toContain("in issue 3 of c · and 2 more");
  });

  test("goes on page by page without a story twice or missing, also where many began at once", async () => {
    for (let count = 0; count < 60; count++) await tell(`Story ${count}`, count < 55 ? 10 : 20);
    const first = await page();
    const next = first.querySelector("a[rel=next]")?.getAttribute("href") ?? "";
    expect(headlines(first)).toHaveLength(50);
    expect(words(first)).not.toContain("That is all");
    const rest = await page(next);
    expect(headlines(rest)).toHaveLength(10);
    expect(new Set([...headlines(first), ...headlines(rest)]).size).toBe(60);
    expect(words(rest)).toContain("60 stories, 0 copies");
  });

  test("leads from a past day to the day after it and to now, and from a later page to the newest, with the filters", async () => {
    for (let count = 0; count < 55; count++) await tell(`Story ${count}`, 3 * 1_440);
    const past = linksOf(await page("?watchlist=alpha&since=2026-02-27T08:00Z&at=2026-02-28T08:00Z"));
    expect(past["The day after"]).toContain("watchlist=alpha&since=2026-02-28T08%3A00%3A00.000Z&at=2026-03-01T08%3A00");
    expect(past["Now"]).toBe("./?watchlist=alpha");
    const yesterday = linksOf(await page("?watchlist=alpha&at=2026-03-01T12:00Z"));
    expect(yesterday["The day after"]).toBe("./?watchlist=alpha");
    const first = await page("?watchlist=alpha&at=2026-02-28T08:00Z");
    const second = await page(linksOf(first)["Further back"]);
    const back = linksOf(second)["The newest"] ?? "";
    expect(headlines(await page(back))).toEqual(headlines(first));
  });

  test.each([
    ["watchlist=beta", ["Two"]],
    ["watchlist=alpha", ["One"]],
    ["language=nothing", []],
    ["language=my", ["Two"]],
    ["outlet=outlet.example", ["Two"]],
    ["origin=afp", ["One"]],
    ["since=2026-03-02T15:45", ["Two"]],
    ["at=2026-03-02T15:45", ["One"]],
    ["at=2026-03-02T09:15Z", ["One"]],
    ["since=nonsense&at=2026-13-45", ["Two", "One"]],
  ])("is filtered by %s", async (query, expected) => {
    await addFeed(stages.database, { configured: true, last_ok_at: NOW });
    const one = await tell("One", 60);
    const two = await tell("Two", 30, inventText("beta"));
    await stages.database.run("update articles set byline = 'AFP' where id = $1", [one]);
    await stages.database.run("update articles set language = 'my', site = 'outlet.example' where id = $1", [two]);
    const document = await page(`?${query}`);
    expect(headlines(document)).toEqual(expected);
    expect((await json(`stories.json?${query}`)).stories.map(({ title }) => title)).toEqual(expected);
    if (expected.length === 0) expect(words(document)).toContain("No story of this time fits the filter.");
  });

  test("under a filter looks through as many stories as it takes, and counts all of them", async () => {
    const { database } = stages;
    await database.run(
      `insert into articles (url, stage, not_before, first_seen_at, title, text, relation)
       select 'https://many.example/' || g, 'done', $1, $1::timestamptz - g * interval '1 second', 'Story ' || g, 'text', 'original' from generate_series(1, 1300) g`,
      [NOW],
    );
    await database.run(
      "insert into stories (article_id, created_at, last_copy_at) select id, first_seen_at, first_seen_at from articles order by id",
    );
    await database.run("update articles a set story_id = s.id from stories s where s.article_id = a.id");
    await database.run(
      "insert into matches (article_id, watchlist_id, spans, matched_at) select id, 'beta', '[]', $1 from articles where title ~ '00$'",
      [NOW],
    );
    const list = await json("stories.json?watchlist=beta");
    expect(list.stories.map(({ title }) => title)).toEqual(Array.from({ length: 13 }, (_, index) => `Story ${index + 1}00`));
    expect([list.next, list.looked, list.total]).toEqual([null, null, { stories: 13, copies: 0 }]);
    expect((await json("stories.json")).total).toBeNull();
    expect(words(await page("?since=2026-03-02T15:30&watchlist=beta"))).toContain("13 stories, 0 copies");
  });

  test("of the past shows a story with the articles that it had then", async () => {
    const text = inventText("alpha");
    await tell("Harbour closed", 120, text);
    await tell("Harbour closed to ships", 60, text);
    expect((await json("stories.json")).stories[0]?.articles).toBe(2);
    expect((await json(`stories.json?at=${minutesLater(-90).toISOString()}`)).stories[0]).toMatchObject({
      articles: 1,
      carriers: [],
    });
  });

  test.each(["before=1", "before=zzzzzzzzzz.1", "before=a.b.c", `before=${"9".repeat(99)}`])(
    "answers a place that is none, %s, with a page that leads on",
    async (query) => {
      const answer = await get(`?${query}`);
      expect(answer.status).toBe(400);
      expect(words(await documentOf(answer))).toContain("Go to the newest stories");
    },
  );
});

test("what began after this browser's last visit is new, and a reload does not change that", async () => {
  await tell("Old", 200);
  const first = await get("");
  expect(words(await documentOf(first))).not.toContain("last visit");
  stages.clock.at = minutesLater(120);
  await tellStory(stages.deps, { title: "New one", text: inventText("alpha") });
  let cookie = cookieOf(first);
  for (const minutes of [121, 125]) {
    stages.clock.at = minutesLater(minutes);
    const answer = await get("", cookie);
    cookie = cookieOf(answer);
    const document = await documentOf(answer);
    expect(words(document)).toContain("1 new since your last visit, 2026-03-02 16:30.");
    expect(document.querySelectorAll("li.new")).toHaveLength(1);
  }
  // Away for three days: the list begins where the last visit ended.
  stages.clock.at = daysAgo(-3);
  expect(words(await documentOf(await get("", cookie)))).toContain("Since 2026-03-02 18:35");
});

describe("without a story, the page says why and leads on", () => {
  test.each([
    ["no feed is configured", {}, "There are no feeds yet."],
    [
      "no feed was polled",
      { configured: true, next_due_at: minutesLater(5) },
      "Your feed has not been read yet; it is due 2026-03-02 16:35.",
    ],
    ["no article came", { configured: true, last_ok_at: NOW }, "No feed brought an article in this time."],
  ])("%s", async (_name, feed, expected) => {
    if (Object.keys(feed).length > 0) await addFeed(stages.database, feed);
    expect(words(await page())).toContain(expected);
  });

  test("no feed is configured any longer, and the days before are a link away", async () => {
    expect((await page()).querySelector("a[rel=next]")).toBeNull();
    await tell("Old", 3 * 1_440);
    expect((await page()).querySelector("a[rel=next]")?.textContent).toBe("The day before");
  });

  test("no watchlist is configured", async () => {
    await addFeed(stages.database, { configured: true, last_ok_at: NOW });
    await stages.configure({ watchlists: [], digests: [] });
    await addFeed(stages.database, { url: "https://b.example/", configured: true, last_ok_at: NOW });
    expect(words(await page())).toContain("There are no watchlists yet.");
  });

  test.each([
    ["starred=1", "No story has a star. Press Star under a story"],
    ["starred=1&language=my", "No story of this time fits the filter."],
    ["watchlist=gone", "There is no watchlist “gone”; it may have another name now."],
  ])("%s finds nothing", async (query, expected) => {
    await addFeed(stages.database, { configured: true, last_ok_at: NOW });
    await tell("One", 60);
    expect(words(await page(`?${query}`))).toContain(expected);
  });

  test("nothing matched, and there was a story before", async () => {
    await addFeed(stages.database, { configured: true, last_ok_at: NOW });
    await tell("Old", 3 * 1_440);
    await stages.database.run(
      "insert into articles (url, stage, not_before, first_seen_at, title) values ('https://o.example/1', 'done', $1, $1, 'Cake')",
      [minutesLater(-10)],
    );
    const text = words(await page());
    expect(text).toContain("1 article came in this time, and none of them began a story that a watchlist matched.");
    expect(text).toContain("The last story before this time: story 1.");
  });
});

test("the list is exported as it is shown, and an export is no visit", async () => {
  await tell("=Harbour closed", 60);
  await tell("Bridge opened", 30);
  const csv = await get("?as=csv&watchlist=alpha");
  expect(csv.headers.get("content-disposition")).toBe('attachment; filename="stories-alpha.csv"');
  expect(csv.headers.get("set-cookie")).toBeNull();
  expect((await csv.text()).split("\r\n").map((row) => row.split(",")[0])).toEqual([
    expect.any(String),
    "Bridge opened",
    "'=Harbour closed",
    "",
  ]);
  const links = [...(await page()).querySelectorAll("a[download]")].map((link) => link.getAttribute("href") ?? "");
  expect(links).toHaveLength(4);
  expect(await (await get(links[2]?.replace(/^[^?]*/, "") ?? "")).text()).toMatch(/^TY {2}- NEWS\r\nTI {2}- Bridge opened/);
});
