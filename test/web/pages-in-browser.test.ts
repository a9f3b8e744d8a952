// Every page in a real browser, at three widths, in light and dark, with and without scripts: readable by all, small, and with nothing from elsewhere.
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import axe from "axe-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { composeIssue } from "../../src/pipeline/send-digests/compose-issue.ts";
import { openWeb } from "../../src/web/open-web.ts";
import { digest, openStages, watchlists } from "../pipeline/open-stages.ts";
import { inventText, tellStory } from "../pipeline/tell-story.ts";
import { addFeed, minutesLater, NOW } from "../store/seed.ts";
import { openChromium } from "../support/open-chromium.ts";
import { headingFaults } from "./measure-page.ts";
import type { Browser, Page } from "playwright-core";
import type { TestStages } from "../pipeline/open-stages.ts";
import type { Web } from "../../src/web/open-web.ts";

/** Each page by its address: with what `fill` stores, and with an empty store if it can be empty; `press`: as it is after that button. Add new pages here. */
const PAGES: readonly { path: string; canBeEmpty?: true; frames?: number; press?: string }[] = [
  { path: "", canBeEmpty: true },
  { path: "?watchlist=alpha&at=2026-03-02T16:00" },
  { path: "?before=nonsense", canBeEmpty: true },
  { path: "stories/1?issue=1" },
  { path: "stories/1/copies/2" },
  { path: "stories/3?related=1" },
  { path: "why", canBeEmpty: true },
  { path: "why?url=1" },
  { path: "why?url=https://nowhere.example/1", canBeEmpty: true },
  { path: "articles/1" },
  { path: "feeds", canBeEmpty: true },
  { path: "feeds/1" },
  { path: "feeds/add", canBeEmpty: true },
  { path: "digests", canBeEmpty: true },
  { path: "digests/hourly" },
  { path: "issues", canBeEmpty: true },
  // With the mail in a frame.
  { path: "issues/1", frames: 1 },
  { path: "feedback", canBeEmpty: true },
  { path: "feedback/1" },
  { path: "feedback/new?story=1" },
  { path: "system", canBeEmpty: true },
  { path: "search", canBeEmpty: true },
  { path: "search?q=alpha&days=7&language=my", canBeEmpty: true },
  { path: "search?q=alpha" },
  { path: "search?q=alpha+AND+%28beta" },
  { path: "watchlists", canBeEmpty: true },
  { path: "watchlists/alpha" },
  { path: "watchlists/alpha", press: "Try it" },
  { path: "keys" },
  { path: "stories/999" },
  { path: "issues/999" },
  { path: "why?url=nonsense" },
];

/** The budgets of a first visit: what comes over the line, and in how many answers. */
const BYTES_MAX = 24_000;
const REQUESTS_MAX = 4;

let browser: Browser;
let stages: TestStages;
let web: Web;
let withScript: Reader;
let withoutScript: Reader;

beforeAll(async () => {
  [browser, stages] = await Promise.all([openChromium({ installs: true }), openStages("pglite")]);
  web = await openWeb({ ...stages.deps, desk: stages.desk });
  [withScript, withoutScript] = await Promise.all([openReader(true), openReader(false)]);
}, 300_000);

afterAll(async () => {
  await browser?.close();
  await web?.close();
  await stages?.close();
});

const LONG = "Donaudampfschifffahrtsgesellschaftskapitänswitwenversicherungsgesellschaft".repeat(3);
const TITLES = [
  "Harbour closed to all ships",
  "မြို့တော် တံတားသစ် ဖွင့်လှစ်",
  "إغلاق الميناء أمام السفن",
  "港口对所有船只关闭",
  LONG,
  '<b onclick="x">Bold</b>',
];

async function fill(): Promise<void> {
  await stages.wipe();
  await stages.configure({ digests: [digest("hourly", { atom: true })], watchlists: watchlists("alpha") });
  const { dir } = stages.deps.config();
  await mkdir(join(dir, "watchlists"), { recursive: true });
  // A test that fails, so that there is something to show.
  await writeFile(
    join(dir, "watchlists", "test.yaml"),
    "watchlists:\n  - id: alpha\n    any: [alpha, gamma]\n    tests: { match: [beta] }\n",
  );
  await addFeed(stages.database, {
    name: LONG,
    url: `https://outlet.example/${LONG}`,
    configured: true,
    failures: 3,
    fault: "not found",
    failing_since: NOW,
  });
  const text = `${inventText("alpha")}\n\n${inventText("")}`;
  for (const [index, title] of TITLES.entries()) {
    stages.clock.at = minutesLater(index - 60);
    await tellStory(stages.deps, { title, text });
    await tellStory(stages.deps, { title: `${title} 2`, text: `${inventText("alpha")} ${title}` });
  }
  for (let count = 0; count < 40; count++) await tellStory(stages.deps, { title: `Story ${count}`, text: inventText("alpha") });
  await stages.database.run("update articles set language = 'my', site = 'အောင်.example' where title ~ '[က-အ]'");
  await stages.database.run("update articles set language = 'ar' where title ~ '[ء-ي]'");
  stages.clock.at = NOW;
  await composeIssue(stages.deps, "hourly", { atOnce: true });
  const said = { reason: "not-about" as const, words: LONG, address: "", watchlist: "alpha" };
  await stages.desk.giveFeedback({ way: { kind: "page", story: 1 }, ...said });
}

interface Visit {
  page: Page;
  /** What must not happen: requests elsewhere, violations of the policy, errors, answers other than expected. */
  wrong: string[];
  sizes: number[];
}

/** A reader's browser, with scripts or without, which goes from page to page: to start one for each visit costs more than the visit. */
interface Reader {
  /** A first visit: with nothing in the cache. */
  visit(path: string, press: string | undefined): Promise<Visit>;
}

async function openReader(script: boolean): Promise<Reader> {
  const context = await browser.newContext({ viewport: { width: 320, height: 700 }, javaScriptEnabled: script });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.setCacheDisabled", { cacheDisabled: true });
  let [path, wrong, sizes]: [string, string[], number[]] = ["", [], []];
  page.on("request", (request) => {
    if (!request.url().startsWith(web.url) && !request.url().startsWith("data:")) wrong.push(`request: ${request.url()}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400 && response.url() !== `${web.url}${path}`) wrong.push(`${response.status()} ${response.url()}`);
  });
  page.on("console", (message) => {
    if (message.type() === "error" && !/status of 4\d\d/.test(message.text())) wrong.push(message.text());
  });
  page.on("pageerror", (error) => wrong.push(error.message));
  // The browser draws the parts of its own form fields from addresses of its own.
  const ours = new Set<string>();
  session.on("Network.responseReceived", ({ requestId, response }) => response.url.startsWith("http") && ours.add(requestId));
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    if (ours.has(requestId)) sizes.push(encodedDataLength);
  });
  return {
    async visit(next, press) {
      // What the page before still had under way ends here.
      await page.goto("about:blank");
      [path, wrong, sizes] = [next, [], []];
      await page.setViewportSize({ width: 320, height: 700 });
      await page.emulateMedia({ colorScheme: "light" });
      await page.goto(`${web.url}${path}`, { waitUntil: "load" });
      if (press !== undefined) await Promise.all([page.waitForEvent("load"), page.getByRole("button", { name: press }).click()]);
      // An init script would run in the blank page and in frames too, and costs more than the visit. Frames let no script run.
      if (script) await page.evaluate(axe.source);
      return { page, wrong, sizes };
    },
  };
}

const isTooWide = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);

/** What axe finds, each with the first place. `rules`: only these. */
const axeFaults = (page: Page, rules: string[] | null): Promise<string[]> =>
  page.evaluate(async (only) => {
    const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run({
      resultTypes: ["violations"],
      ...(only !== null && { runOnly: { type: "rule", values: only } }),
    });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.length} times, as in ${nodes[0]?.html.slice(0, 200)}`);
  }, rules);

/** Links and buttons that stand alone and are lower than a finger, and not hidden. */
const smallTargets = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll("nav a, button, .button, .line a, summary, input:not([type=hidden]), select")].flatMap(
      (element) => {
        const { width, height } = element.getBoundingClientRect();
        const isChoice = element.matches("input[type=checkbox], input[type=radio]");
        return width === 0 || isChoice || height >= 43.5 ? [] : [`${height}: ${element.outerHTML.slice(0, 100)}`];
      },
    ),
  );

/** What is missing for people who run no scripts. */
async function withoutScripts(path: string, press: string | undefined, shown: string): Promise<string[]> {
  const { page, wrong } = await withoutScript.visit(path, press);
  const missing = (await page.locator("main").innerText()) === shown ? [] : ["another text without scripts"];
  if ((await page.locator("nav a").count()) !== 8) missing.push("no navigation without scripts");
  return [...missing, ...wrong];
}

async function check({ path, press, frames = 0 }: (typeof PAGES)[number]): Promise<void> {
  const { page, wrong, sizes } = await withScript.visit(path, press);
  const at = await withoutScripts(path, press, await page.locator("main").innerText());
  for (const width of [320, 390, 1_280]) {
    await page.setViewportSize({ width, height: 700 });
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      at.push(
        ...(await axeFaults(page, colorScheme === "light" ? null : ["color-contrast"])).map(
          (fault) => `${width} ${colorScheme} ${fault}`,
        ),
      );
    }
    if (await isTooWide(page)) at.push(`${width} too wide`);
    // Unfolded too.
    await page.evaluate(() => {
      for (const one of document.querySelectorAll("details")) one.open = true;
    });
    if (await isTooWide(page)) at.push(`${width} unfolded too wide`);
    at.push(...(await smallTargets(page)));
  }
  at.push(...(await page.evaluate(headingFaults)), ...wrong);
  // Last, since the icon comes after all else. After a button it is no first visit.
  const total = sizes.reduce((sum, size) => sum + size, 0);
  if (press === undefined && total > BYTES_MAX) at.push(`${total} bytes`);
  if (press === undefined && sizes.length > REQUESTS_MAX + frames) at.push(`${sizes.length} requests`);
  expect(at, `/${path}`).toEqual([]);
}

describe("with stories, feeds and issues", () => {
  beforeAll(fill, 120_000);

  test.each(PAGES)("/$path is readable by all, small, and loads nothing from elsewhere", check, 120_000);

  test("keys go to headlines and pages, and are off while one types or when they are turned off", async () => {
    const page = await browser.newPage();
    await page.goto(web.url);
    const focused = () => page.evaluate(() => document.activeElement?.textContent);
    const headlines = await page.locator("main h3").allInnerTexts();
    await page.keyboard.press("j");
    await page.keyboard.press("j");
    expect(await focused()).toBe(headlines[1]);
    await page.keyboard.press("k");
    expect(await focused()).toBe(headlines[0]);
    await page.keyboard.press("o");
    await page.waitForURL("**/stories/*");
    await page.keyboard.press("g");
    await page.keyboard.press("m");
    await page.waitForURL("**/system");
    await page.keyboard.press("/");
    await page.waitForURL("**/search#q");
    await page.waitForFunction(() => document.activeElement?.id === "q");
    await page.goto(`${web.url}?at=2026-02-20T08:00Z`);
    await page.keyboard.press("n");
    await page.waitForURL("**/?since=2026-02-18*");
    await page.keyboard.press("p");
    await page.waitForURL("**/?since=2026-02-19*");
    await page.goto(`${web.url}system`);
    await page.keyboard.press("?");
    await page.getByRole("button", { name: "Turn the keys off" }).click();
    await page.keyboard.press("g");
    await page.keyboard.press("s");
    expect(page.url()).toBe(`${web.url}system`);
    await page.close();
  });

  test("the first Tab leads past the navigation to the content", async () => {
    const page = await browser.newPage();
    await page.goto(web.url);
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Skip to the content");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.closest("main") !== null)).toBe(true);
    await page.close();
  });
});

describe("with an empty store", () => {
  beforeAll(async () => {
    await stages.wipe();
    await stages.configure({ digests: [], watchlists: [] });
  });

  test.each(PAGES.filter(({ canBeEmpty }) => canBeEmpty === true))("/$path is as good", check, 120_000);
});
