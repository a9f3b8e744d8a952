// Whatever strangers write, in titles, texts, names and addresses, is text on every page.
import { JSDOM } from "jsdom";
import { afterAll, beforeAll, expect, test } from "vitest";
import { composeIssue } from "../../src/pipeline/send-digests/compose-issue.ts";
import { openWeb } from "../../src/web/open-web.ts";
import { naughtyStrings, naughtyUrls } from "../digests/naughty-strings.ts";
import { digest, openStages, watchlists } from "../pipeline/open-stages.ts";
import { inventText, tellStory } from "../pipeline/tell-story.ts";
import { addFeed, feedConfig, insert, NOW } from "../store/seed.ts";
import type { TestStages } from "../pipeline/open-stages.ts";
import type { Web } from "../../src/web/open-web.ts";

/** Characters that end tags, attributes or texts, alone and around a script. */
const BREAKERS = [
  '"',
  "'",
  "`",
  "<",
  ">",
  "&",
  "\0",
  "\ud800",
  "\u202e",
  "\u2066",
  "\u2028",
  "\ufeff",
  "&#39;",
  "]]>",
  "-->",
  "</main>",
  "</textarea>",
];
const HOSTILE = [
  ...BREAKERS.flatMap((end) => [
    `${end}<script>alert(1)</script>`,
    `x${end} onmouseover=alert(1) y`,
    `javascript:${end}alert(1)`,
    `${end}${end}<img src=x onerror=alert(1)>${end}`,
    `<a href=${end}https://evil.example${end}>x</a>`,
    `<svg onload=${end}alert(1)${end}>`,
    `</p>${end}<iframe src=//evil.example>`,
    `<style>${end}*{display:none}</style>`,
    `<base href=${end}//evil.example/>`,
    `<meta http-equiv=refresh content=${end}0;url=//evil.example>`,
    `</title>${end}<b>`,
    `${end}<form action=//evil.example><input name=password>`,
    `<!--${end}`,
    `\u0000${end}\u0000`,
    `${end}\ud83d`,
  ]),
  ...naughtyStrings,
  ...naughtyUrls,
  "w".repeat(10_000),
  "\u202eevil\u202c".repeat(50),
];
/** Several in each title, text, name and filter, so that the pages are not asked for three hundred times. */
const AT_ONCE = 8;
const BUNDLES = Array.from({ length: Math.ceil(HOSTILE.length / AT_ONCE) }, (_, index) =>
  HOSTILE.slice(AT_ONCE * index, AT_ONCE * (index + 1)).join(" "),
);

let stages: TestStages;
let web: Web;
beforeAll(async () => {
  stages = await openStages("pglite");
  web = await openWeb({ ...stages.deps, desk: stages.desk });
  await stages.wipe();
  await stages.configure({ digests: [digest("hourly")], watchlists: watchlists("alpha") });
  for (const [index, words] of BUNDLES.entries()) {
    const title = words.slice(0, 12_000);
    const article = await tellStory(stages.deps, { title: `${title} alpha`, text: `${title}\n\n${inventText("alpha")}` });
    const feed = await addFeed(stages.database, {
      url: `https://h${index}.example/${encodeURIComponent("<b>")}`,
      name: title.slice(0, 500),
      fault: title.slice(0, 500),
    });
    const entry = { key: "1", feed_id: feed, article_id: article, first_seen_at: NOW, last_seen_at: NOW };
    await insert(stages.database, "entries", {
      ...entry,
      title,
      text: title,
      url: naughtyUrls[index % naughtyUrls.length] ?? "",
    });
    await stages.database.run("update articles set site = $2, byline = $2, language = $3 where id = $1", [
      article,
      title.slice(0, 300),
      title.slice(0, 20),
    ]);
  }
  await composeIssue(stages.deps, "hourly", { atOnce: true });
}, 180_000);
afterAll(async () => {
  await web.close();
  await stages.close();
});

/** Elements that the pages themselves have. */
const KNOWN = new Set(
  "html head meta title link script body a header nav main h1 h2 h3 p b bdi small time ol ul li mark details summary form label input select option datalist button div span svg rect table thead tbody tr th td footer code fieldset legend br textarea dl dt dd path pre".split(
    " ",
  ),
);

async function check(path: string): Promise<void> {
  const answer = await fetch(`${web.url}${path}`);
  expect([path, answer.status < 500]).toEqual([path, true]);
  const { document } = new JSDOM(await answer.text()).window;
  const others = [...document.querySelectorAll("*")].filter(({ localName }) => !KNOWN.has(localName));
  expect(
    others.map(({ outerHTML }) => outerHTML.slice(0, 200)),
    path,
  ).toEqual([]);
  expect(document.querySelectorAll("script:not([src*='assets/keys-'])"), path).toHaveLength(0);
  const active = [...document.querySelectorAll("*")].flatMap((element) =>
    [...element.attributes].filter(
      ({ name, value }) =>
        /^on/i.test(name) || name === "style" || (/^(href|src|action)$/i.test(name) && !/^(https?:|\.|#|$)/.test(value)),
    ),
  );
  expect(
    active.map(({ name, value }) => `${name}=${value.slice(0, 80)}`),
    path,
  ).toEqual([]);
  // No override of direction leaves the page in disorder. A form sends back what it was given, and a mail's text has isolates of ours.
  for (const pre of document.querySelectorAll("pre")) expect(pre.textContent, path).not.toMatch(/[\u202a-\u202e\0]/);
  for (const element of document.querySelectorAll("pre, textarea")) element.remove();
  expect(document.body.textContent, path).not.toMatch(/[\u202a-\u202e\u2066-\u2069\0]/);
}

test(`stays text in the list of stories: ${HOSTILE.length} strings`, async () => {
  expect(HOSTILE.length).toBeGreaterThanOrEqual(300);
  let path = "";
  for (let pages = 1; ; pages++) {
    await check(path);
    const { next } = (await (await fetch(`${web.url}stories.json${path.replace(/^\./, "")}`)).json()) as { next: string | null };
    if (next === null) break;
    path = `?since=2026-03-01&before=${next}`;
    expect(pages).toBeLessThan(20);
  }
});

test("stays text on the pages of stories and articles, and of why", async () => {
  const rows = await stages.database.many<{ id: number; story_id: number }>(
    "select id, story_id from articles where story_id is not null order by id",
  );
  for (const { id, story_id } of rows) {
    // The list has shown each title, and a test in here costs a second for fifty pages.
    await check(id % 2 === 0 ? `stories/${story_id}` : `articles/${id}`);
    if (id % 10 === 0) await check(`why?url=${id}`);
  }
}, 120_000);

test("stays text on the pages of sources, digests, watchlists and the system", async () => {
  const overrides = "\u202eevil\u2066 </title><b>";
  await stages.configure({
    digests: [digest("hourly", { name: overrides })],
    watchlists: [
      { file: "watchlists/test.yaml", content: { watchlists: [{ id: "alpha", name: overrides, any: ["alpha", overrides] }] } },
    ],
    feeds: BUNDLES.map((words, index) =>
      feedConfig(`https://h${index}.example/${encodeURIComponent("<b>")}`, {
        name: words.replaceAll(/[\p{Cc}\p{Cs}]/gu, "").slice(0, 200),
        tags: [overrides],
      }),
    ),
  });
  await stages.database.run("update articles set fault = title, set_aside_at = now() where id % 10 = 0");
  const { sources } = (await (await fetch(`${web.url}feeds.json`)).json()) as { sources: { id: number }[] };
  expect(sources.length).toBeGreaterThanOrEqual(BUNDLES.length);
  for (const { id } of sources) await check(`feeds/${id}`);
  for (const path of ["feeds", "digests", "digests/hourly?view=text", "issues", "issues/1?view=text", "watchlists"])
    await check(path);
  for (const path of ["watchlists/alpha", "system", "feedback", "search?q=alpha"]) await check(path);
}, 120_000);

test("stays text in what is asked for: filters and addresses", async () => {
  for (const words of BUNDLES) {
    const asked = encodeURIComponent(words.replaceAll(/\p{Cs}/gu, "").slice(0, 3_000));
    await check(`?watchlist=${asked}&outlet=${asked}&language=${asked}&origin=${asked}&at=${asked}`);
    await check(`why?url=${asked}`);
  }
}, 120_000);
