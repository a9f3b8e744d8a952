// What readers see in a real browser: nothing runs or loads, whatever strangers wrote, and everything is readable.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { renderIssue, renderIssuePage } from "../../src/digests/render-issue.ts";
import { composeIssue } from "../../src/pipeline/send-digests/compose-issue.ts";
import { openWeb } from "../../src/web/open-web.ts";
import { issueFullOf } from "../digests/issue-full-of.ts";
import { naughtyStrings, naughtyUrls } from "../digests/naughty-strings.ts";
import { sampleIssue, story } from "../digests/sample-issue.ts";
import { digest, openStages, watchlists } from "../pipeline/open-stages.ts";
import { inventText, tellStory } from "../pipeline/tell-story.ts";
import { addFeed } from "../store/seed.ts";
import { openChromium } from "../support/open-chromium.ts";
import { activeAttributes, burmeseWithoutRoom, contrastFaults, headingFaults, isTofu, readAtom } from "./measure-page.ts";
import type { Browser, Page } from "playwright-core";
import type { TestStages } from "../pipeline/open-stages.ts";
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
  web = await openWeb({ ...stages.deps, desk: stages.desk });
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
      url === page.url() ||
      (url.startsWith(web.url) && (route.request().isNavigationRequest() || url.startsWith(`${web.url}assets/`)));
    if (isOurs) return route.continue();
    happened.push(`request: ${url}`);
    return route.abort();
  });
});

/** A phone's, and a mail's own. */
const WIDTHS = [375, 600];

/** The widths, of those given, at which the page is wider than the screen. */
async function tooWideAt(widths: readonly number[]): Promise<number[]> {
  const wide = [];
  // The present width comes first: to change it costs as much as the page itself.
  const present = widths.filter((width) => width === page.viewportSize()?.width);
  for (const width of new Set([...present, ...widths])) {
    if (width !== page.viewportSize()?.width) await page.setViewportSize({ width, height: 800 });
    if (await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth)) wide.push(width);
  }
  return wide;
}

const short = (text: string) => text.slice(0, 3_000);

describe("a mail and its page", () => {
  test("run nothing, load nothing and fit a phone, whatever their data", async () => {
    const texts = [...naughtyStrings, ...ATTACKS].map(short);
    for (const [index, text] of texts.entries()) {
      const issue = issueFullOf(text, naughtyUrls[index % naughtyUrls.length] ?? "");
      for (const html of [renderIssue(issue).html, renderIssuePage(issue)]) {
        await page.setContent(html);
        expect(await page.locator("script, img, iframe, object, svg, link, base, form, video").count(), text.slice(0, 80)).toBe(
          0,
        );
        expect(await page.evaluate(activeAttributes), text.slice(0, 80)).toEqual([]);
        expect(await tooWideAt(WIDTHS), text.slice(0, 80)).toEqual([]);
      }
    }
    expect(happened).toEqual([]);
  });

  test.each(["light", "dark"] as const)(
    "can be read in %s: every text stands out from its ground by 4.5 to 1",
    async (colorScheme) => {
      await page.emulateMedia({ colorScheme });
      const surging = sampleIssue({ surges: [{ name: "River", stories: 20, usual: 1 }] });
      for (const issue of [surging, issueFullOf("A headline", "https://news.example.org/1")])
        for (const html of [renderIssue(issue).html, renderIssuePage(issue)]) {
          await page.setContent(html);
          const { texts, faults } = await page.evaluate(contrastFaults);
          expect(texts).toBeGreaterThan(20);
          expect(faults).toEqual([]);
        }
    },
  );

  test("are legible in every script, each item in its own language and direction", async () => {
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
      const direction = await heading.evaluate((element) => getComputedStyle(element).direction);
      expect(direction, name).toBe(name === "Arabic" || name === "Hebrew" ? "rtl" : "ltr");
    }
    expect(await page.locator('h3[lang="my"]').count()).toBe(1);
    // Of what no font has the measure tells.
    await page.setContent("<h3>\u{16d40}\u{16d41}</h3>");
    expect(await page.locator("h3").evaluate(isTofu)).toBe(true);
  });

  test("give Burmese enough room for its stacked letters", async () => {
    const full = issueFullOf("မြို့တော် တံတားသစ်", "https://my.example.org/1");
    const surging = { ...full, surges: [{ name: "မြို့တော်", stories: 20, usual: 1 }] };
    await page.setContent(renderIssue(surging).html);
    const { texts, faults } = await page.evaluate(burmeseWithoutRoom);
    expect(texts).toBeGreaterThan(20);
    expect(faults).toEqual([]);
    await page.setContent('<p style="line-height:1.5">မြို့တော်</p>');
    expect((await page.evaluate(burmeseWithoutRoom)).faults).toHaveLength(1);
  });

  test.each([
    ["full", sampleIssue()],
    ["empty", sampleIssue({ sections: [], more: 0 })],
  ])("have headings in their order, and fit every width: %s", async (_name, issue) => {
    await page.setContent(renderIssue(issue).html);
    expect(await page.locator("h1").count()).toBe(1);
    expect(await page.locator("h2").count()).toBe(issue.sections.length + 1);
    expect(await page.evaluate(headingFaults)).toEqual([]);
    expect(await tooWideAt([320, 375, 600, 1_200])).toEqual([]);
  });
});

describe("the pages that Wirewatch serves", () => {
  test("run nothing, load nothing but their style and script, obey their own policy and fit a phone", async () => {
    await stages.configure({ digests: [digest("hourly", { atom: true })], watchlists: watchlists("alpha") });
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
    const paths = [
      "",
      "system",
      "feeds",
      "feeds/1",
      "feeds/add",
      "digests",
      "digests/hourly",
      "issues",
      "issues/1",
      ...ids.flatMap(({ id, story_id }) => [`stories/${story_id}`, `articles/${id}`]),
    ];
    for (const path of paths) {
      await page.goto(`${web.url}${path}`);
      expect(await page.locator("h1").count(), path).toBe(1);
      expect(await page.locator("img, iframe:not([sandbox='']), object, base").count(), path).toBe(0);
      expect(await page.locator("script:not([src*='assets/keys-'])").count(), path).toBe(0);
      expect(await page.evaluate(activeAttributes), path).toEqual([]);
      expect(await page.evaluate(headingFaults), path).toEqual([]);
      expect((await page.evaluate(burmeseWithoutRoom)).faults, path).toEqual([]);
      expect(await tooWideAt(WIDTHS), path).toEqual([]);
    }
    await page.goto(`${web.url}digests/hourly.atom`);
    expect(await page.locator("body").evaluate(readAtom)).toEqual({ isFeed: true, hasEntries: true, others: [] });
    expect(happened).toEqual([]);
  });

  test.each(["light", "dark"] as const)("can be read in %s", async (colorScheme) => {
    await stages.configure({ digests: [digest("hourly")], watchlists: watchlists("alpha") });
    await addFeed(stages.database, { name: "Failing", fault: "not found", failures: 3 });
    await page.emulateMedia({ colorScheme });
    await page.goto(`${web.url}system`);
    const { texts, faults } = await page.evaluate(contrastFaults);
    expect(texts).toBeGreaterThan(5);
    expect(faults).toEqual([]);
  });
});
