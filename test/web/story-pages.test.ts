// The pages of a story and of an article, splitting and joining stories by forms, and why an article was or was not sent.
import { JSDOM } from "jsdom";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { pageToken } from "../../src/digests/page-token.ts";
import { composeIssue } from "../../src/pipeline/send-digests/compose-issue.ts";
import { digest, openStages, watchlists } from "../pipeline/open-stages.ts";
import { inventText, tellStory } from "../pipeline/tell-story.ts";
import { addArticle, addFeed, insert, NOW } from "../store/seed.ts";
import { ask, webWith } from "./ask.ts";
import { tellTwoStories } from "./tell-two-stories.ts";
import type { TestStages } from "../pipeline/open-stages.ts";

let stages: TestStages;
let web: { url: string };
let storyOne: number;
let storyTwo: number;
let article: number;
/** That of the first story's two articles. */
let text: string;

beforeAll(async () => {
  stages = await openStages("pglite");
});
afterAll(() => stages.close());

beforeEach(async () => {
  await stages.wipe();
  await stages.configure({ digests: [digest("hourly")], watchlists: watchlists("alpha", "beta") });
  web = await webWith(stages, { kind: "loopback" });
  ({ text, article, storyOne, storyTwo } = await tellTwoStories(stages));
  await composeIssue(stages.deps, "hourly", { atOnce: true });
});

const page = async (path: string) => new JSDOM((await ask(web, path)).body).window.document;
const episodesOn = async (path: string) =>
  [...(await page(path)).querySelectorAll("a")]
    .filter(({ textContent }) => textContent === "audio or video")
    .map(({ href }) => href);
const words = (document: Document) => document.body.textContent?.replace(/\s+/g, " ") ?? "";
const post = (path: string, form: [string, string][]) =>
  ask(web, path, {
    method: "POST",
    body: new URLSearchParams(form).toString(),
    headers: { "sec-fetch-site": "same-origin", "content-type": "application/x-www-form-urlencoded" },
  });

describe("a story's page", () => {
  test("says in which issue it was sent, and has an address to share that opens it alone", async () => {
    const document = await page(`/stories/${storyOne}`);
    expect(words(document)).toContain("In mail issue 1 of hourly");
    const share = [...document.querySelectorAll("a")]
      .map((link) => link.getAttribute("href") ?? "")
      .find((href) => href.startsWith("http://localhost:8080/"));
    const token = pageToken(await stages.desk.pageKey(), `stories/${storyOne}`);
    expect(share).toBe(`http://localhost:8080/stories/${storyOne}/${token}`);
    const shared = await ask(web, `/stories/${storyOne}/${token}`);
    expect(shared.body).toContain("2 articles, 1 independent report.");
    expect(shared.body).not.toMatch(/hourly|<form|<nav|Share|rearrange/);
    expect(shared.body).toContain("UTC</time>");
  });

  test("and its article's page link the audio or video file of an episode, and none if there is none", async () => {
    const file = "https://files.example/7.mp3";
    const feed = await addFeed(stages.database);
    const entry = {
      feed_id: feed,
      key: "7",
      article_id: article,
      url: "https://outlet.example/7",
      first_seen_at: NOW,
      last_seen_at: NOW,
    };
    const id = await insert(stages.database, "entries", entry);
    expect([await episodesOn(`/stories/${storyOne}`), await episodesOn(`/articles/${article}`)]).toEqual([[], []]);
    await stages.database.run("update entries set media = $1 where id = $2", [file, id]);
    expect([await episodesOn(`/stories/${storyOne}`), await episodesOn(`/articles/${article}`)]).toEqual([[file], [file]]);
  });

  test("is the record of its JSON", async () => {
    expect(JSON.parse((await ask(web, `/stories/${storyOne}.json`)).body)).toMatchObject({
      story: storyOne,
      articles: 2,
      sent: [{ issue: 1 }],
    });
    expect((await ask(web, "/stories/999.json")).status).toBe(404);
  });
});

describe("an article's page", () => {
  test("has its text with marks that name watchlist and term, for the owner alone", async () => {
    const document = await page(`/articles/${article}`);
    const marks = [...document.querySelectorAll(".text mark")].map((mark) => [mark.textContent, mark.getAttribute("title")]);
    expect(marks).toEqual([
      ["alpha", "alpha: alpha"],
      ["beta", "beta: beta"],
    ]);
    expect(document.querySelector(".text p")?.textContent).toBe(text);
    const token = pageToken(await stages.desk.pageKey(), `articles/${article}`);
    expect((await ask(web, `/articles/${article}/${token}`)).body).not.toMatch(/class="text"|<mark title/);
  });

  test("has its headline with marks if watchlists found something there", async () => {
    const named = await tellStory(stages.deps, { title: "An alpha ship", text: inventText("gamma") });
    const document = await page(`/articles/${named}`);
    expect(words(document)).toContain("Its text, with 1 marked place An alpha ship");
    expect([...document.querySelectorAll("mark")].map((mark) => mark.getAttribute("title"))).toEqual(["alpha: alpha"]);
  });

  test("has what each feed says of it", async () => {
    const feed = await addFeed(stages.database, { name: "The Tern" });
    const entry = { key: "1", feed_id: feed, article_id: article, first_seen_at: NOW, last_seen_at: NOW };
    await insert(stages.database, "entries", { ...entry, title: "Port shut", text: "The Tern's own words." });
    const shown = words(await page(`/articles/${article}`));
    expect(shown).toMatch(/What its feeds say The Tern, [\d :-]+: Port shut/);
    expect(shown).toContain("The Tern's own words.");
  });
});

describe("the forms of a story", () => {
  test("split it once a person agrees to what that would do", async () => {
    const copies = await stages.database.many<{ id: number }>("select id from articles where story_id = $1 order by id", [
      storyOne,
    ]);
    const form: [string, string][] = [
      ["kind", "split"],
      ["article", String(copies[1]?.id)],
    ];
    const asked = await post(`/stories/${storyOne}/rearrange`, form);
    expect([asked.status, asked.body]).toEqual([200, expect.stringContaining("Split this story?")]);
    expect(asked.body).toContain("would become a story of its own");
    expect(
      (await stages.desk.story({ story: storyOne, watchlist: null, as: null, withRelated: false })) as { articles: number },
    ).toMatchObject({
      articles: 2,
    });
    const done = await post(`/stories/${storyOne}/rearrange`, [...form, ["sure", "yes"], ["by", "anna"]]);
    expect(done.status).toBe(303);
    const document = await page(
      new URL(done.headers.location ?? "", `${web.url}stories/${storyOne}/rearrange`).href.slice(web.url.length - 1),
    );
    expect(words(document)).toContain(`Split from story ${storyOne}.`);
    expect(words(document)).toContain("anna split 1 article from");
  });

  test("join it with another, named by its number or by an article's address", async () => {
    const [{ url } = { url: "" }] = await stages.database.many<{ url: string }>("select url from articles where story_id = $1", [
      storyTwo,
    ]);
    for (const into of [String(storyTwo), url]) {
      const asked = await post(`/stories/${storyOne}/rearrange`, [
        ["kind", "merge"],
        ["into", into],
      ]);
      expect(asked.body).toContain(`would go into story ${storyTwo}`);
    }
    await post(`/stories/${storyOne}/rearrange`, [
      ["kind", "merge"],
      ["into", url],
      ["sure", "yes"],
    ]);
    expect(words(await page(`/stories/${storyOne}`))).toContain("3 articles");
  });

  test.each([
    [[["kind", "split"]], "Choose the articles"],
    [
      [
        ["kind", "merge"],
        ["into", "999"],
      ],
      "Not possible: there is no story 999.",
    ],
    [
      [
        ["kind", "merge"],
        ["into", "https://nowhere.example/"],
      ],
      "Not possible: https://nowhere.example/ is no address of an article in a story.",
    ],
    [
      [
        ["kind", "split"],
        ["article", "1"],
        ["article", "2"],
      ],
      "Not possible: that is all of story",
    ],
    [[], "Choose the articles"],
  ] as [[string, string][], string][])("refuse %j and say why", async (form, reason) => {
    const answer = await post(`/stories/${storyOne}/rearrange`, form);
    expect(answer.status).toBe(303);
    const to = new URL(answer.headers.location ?? "", `${web.url}stories/${storyOne}/rearrange`);
    expect(words(await page(to.pathname + to.search))).toContain(reason);
  });

  test("change nothing for another site's page, or for a reader who has only a token", async () => {
    const form = {
      method: "POST",
      body: `kind=merge&into=${storyTwo}&sure=yes`,
      headers: { "content-type": "application/x-www-form-urlencoded" },
    };
    expect(
      (
        await ask(web, `/stories/${storyOne}/rearrange`, {
          ...form,
          headers: { ...form.headers, "sec-fetch-site": "cross-site" },
        })
      ).status,
    ).toBe(403);
    const token = pageToken(await stages.desk.pageKey(), `stories/${storyOne}`);
    expect((await ask(web, `/stories/${storyOne}/${token}`, form)).status).toBeGreaterThanOrEqual(403);
    expect(
      (
        await ask(web, `/stories/${storyOne}/rearrange`, {
          ...form,
          headers: { ...form.headers, "x-forwarded-for": "192.0.2.1", origin: "http://localhost" },
        })
      ).status,
    ).toBe(403);
    expect(words(await page(`/stories/${storyOne}`))).toContain("2 articles");
  });
});

describe("why", () => {
  test("says of an article that was sent each step, and to which issue it went", async () => {
    const text = words(await page(`/why?url=${article}`));
    for (const expected of [
      "It was sent.",
      "2. It was read: ",
      "3. A watchlist matched: yes",
      "4. It is in a story: yes",
      "5. A digest has it: yes",
      "issue 1",
    ])
      expect(text).toContain(expected);
    expect(JSON.parse((await ask(web, `/why.json?url=${article}`)).body)).toMatchObject({
      stage: "done",
      matches: [{ watchlist: "alpha" }, { watchlist: "beta" }],
    });
  });

  test("says at which step an article stopped", async () => {
    const id = await addArticle(stages.database, { stage: "done", title: "Cake", text: "A cake." });
    const text = words(await page(`/why?url=${id}`));
    expect(text).toContain("It stopped here: no watchlist matched.");
    expect(text).toContain("3. A watchlist matched: no");
    expect(text).toContain("4. It is in a story: not reached");
  });

  test("says of each watchlist that nearly matched by which change it would", async () => {
    await stages.configure({
      digests: [digest("hourly")],
      watchlists: [
        {
          file: "watchlists/test.yaml",
          content: {
            watchlists: [
              { id: "near", near: { within: 2, a: "cake", b: "oven" } },
              { id: "form", any: ["bakeries"] },
              { id: "burmese", any: ["cake"], filter: { language: ["my"] } },
              { id: "now", any: ["oven"] },
            ],
          },
        },
      ],
    });
    const id = await addArticle(stages.database, {
      stage: "done",
      title: "Cake",
      language: "en",
      text: "A cake from the old stone oven of a bakery.",
    });
    const document = await page(`/why?url=${id}`);
    for (const said of [
      'Not near: "cake" and "oven" are both in it, but 5 words apart at best, and 2 is the most: it would hold with within: 5.',
      'Not form: "bakeries" is not in it, but "bakery" is, which baker* would find.',
      "Not burmese: the filter keeps it out: its language (en) is none of my; without it, its words are there.",
      'It would match now: now, as it holds "oven".',
    ])
      expect(words(document)).toContain(said);
    expect([...document.querySelectorAll("main a")].map((link) => link.getAttribute("href"))).toContain("./watchlists/near");
    expect(JSON.parse((await ask(web, `/why.json?url=${id}`)).body)).toMatchObject({
      missed: [{ watchlist: "near" }, {}, {}, { matches: true }],
    });
  });

  test("of an address that never came, and without one, leads on", async () => {
    await addFeed(stages.database, { name: "The Tern", url: "https://tern.example/feed" });
    expect(words(await page("/why?url=https://tern.example/1"))).toContain(
      "These feeds are of its site, and did not list it: The Tern.",
    );
    expect(words(await page("/why?url=https://nowhere.example/1"))).toContain("No feed of its site is configured.");
    expect(words(await page("/why"))).toContain("Paste the address of an article");
    expect((await ask(web, "/why.json")).body).toBe("null");
  });
});
