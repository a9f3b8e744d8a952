// Goal: what is printed is whole, and says what it is. Method: a real browser with the style for paper.
import { afterAll, beforeAll, expect, test } from "vitest";
import { openWeb } from "../../../src/web/open-web.ts";
import { digest, openStages, watchlists } from "../../pipeline/open-stages.ts";
import { inventText, tellStory } from "../../pipeline/tell-story.ts";
import { openChromium } from "../../support/open-chromium.ts";
import type { Browser, Page } from "playwright-core";
import type { TestStages } from "../../pipeline/open-stages.ts";
import type { Web } from "../../../src/web/open-web.ts";

let browser: Browser;
let stages: TestStages;
let web: Web;
let page: Page;

beforeAll(async () => {
  [browser, stages] = await Promise.all([openChromium({ installs: true }), openStages("pglite")]);
  web = await openWeb({ ...stages.deps, desk: stages.desk });
  await stages.configure({ digests: [digest("hourly")], watchlists: watchlists("alpha") });
  const own = inventText("gamma");
  const text = `${inventText("alpha")}\n\n${inventText("beta")}`;
  await tellStory(stages.deps, { title: "Harbour closed", text: `${text}\n\n${own}` });
  await tellStory(stages.deps, { title: "Harbour closed to ships", text });
  page = await browser.newPage();
  await page.emulateMedia({ media: "print" });
}, 300_000);
afterAll(async () => {
  await browser?.close();
  await web?.close();
  await stages?.close();
});

/** What stands on paper. */
async function printed(path: string): Promise<string> {
  await page.goto(`${web.url}${path}`);
  return page.locator("body").innerText();
}

test("a paragraph that a copy leaves out is called so above it", async () => {
  const text = await printed("stories/1");
  expect(text).toMatch(/leaves out 1 paragraph\n+\S/);
  expect(text).not.toMatch(/Split it|Add a note|Which articles|not one story|Not about this/);
});

test("a list has its stories and their copies, and nothing to press", async () => {
  const text = await printed("?watchlist=alpha");
  expect(text).toMatch(/Harbour closed[^]*1 more article: [^]*Harbour closed to ships/);
  expect(text).not.toMatch(/Filter|Only starred|Show all|The day before|Star|Why is it|Export/);
});
