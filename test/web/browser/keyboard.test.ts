// Goal: everything that the pages do can be done by the keyboard alone, with scripts and without. Method: a real browser, Tab, Enter and letters; what came of it is read from the store.
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { toError } from "../../../src/errors.ts";
import { answers, rss } from "../../cli/press.ts";
import { serve } from "../../http/serve.ts";
import { watchlists } from "../../pipeline/open-stages.ts";
import { tellTwoStories } from "../tell-two-stories.ts";
import { addArticle, feedConfig, NOW } from "../../store/seed.ts";
import { openChromium } from "../../support/open-chromium.ts";
import { webWith } from "../ask.ts";
import { openPages } from "../open-pages.ts";
import { sitDownAt } from "./keyboard.ts";
import type { Browser } from "playwright-core";
import type { TestPages } from "../open-pages.ts";

const PASSWORD = "correct horse battery staple";
let browser: Browser;
let pages: TestPages;

beforeAll(async () => {
  [browser, pages] = await Promise.all([openChromium({ installs: true }), openPages()]);
}, 300_000);
afterAll(async () => {
  await browser?.close();
  await pages?.stages.close();
});

test.each([
  ["with scripts", true],
  ["without scripts", false],
])(
  "%s every function can be done by the keyboard alone, and every place shows that it has the focus",
  async (_, javaScriptEnabled) => {
    /** The first column of the first row. */
    const stored = async (sql: string, ...values: (string | number)[]): Promise<unknown> =>
      Object.values((await pages.stages.database.maybeOne<Record<string, unknown>>(sql, values)) ?? {})[0] ?? null;

    await pages.reset();
    const { stages } = pages;
    const { port } = await serve(answers(rss([{ title: "Tern seen", link: "http://tern.example/1" }]), "application/rss+xml"));
    const feed = `http://127.0.0.1:${port}/feed`;
    const config = stages.deps.config();
    const lists = watchlists("alpha", "beta");
    await stages.configure({
      ...config,
      watchlists: lists,
      feeds: [feedConfig(feed, { name: "The Gull" })],
      web: { ...config.web, edit: true },
    });
    await mkdir(join(config.dir, "watchlists"), { recursive: true });
    await writeFile(join(config.dir, "watchlists", "test.yaml"), JSON.stringify(lists[0]?.content));
    await writeFile(join(config.dir, "feeds.yaml"), `feeds:\n  - url: ${feed}\n    name: The Gull\n`);
    const told = await tellTwoStories(stages);
    const quarantined = await addArticle(stages.database, {
      title: "Given up",
      stage: "match-watchlists",
      set_aside_at: NOW,
      fault: "a fault",
    });
    const context = await browser.newContext({ javaScriptEnabled });
    const keys = await sitDownAt(context, () => `${pages.own()["origin"] ?? ""}/`);
    const failed: string[] = [];
    /** The rest is tried too. */
    const step = async (name: string, work: () => Promise<void>): Promise<void> =>
      work().catch((thrown: unknown) => void failed.push(`${name}: ${toError(thrown).message}`));

    await step("the list is filtered, and its copies are unfolded", async () => {
      await keys.open("");
      expect(await keys.words()).toContain("Bridge open");
      await keys.press("Filter");
      await keys.to("Watchlist");
      await keys.type("beta");
      await keys.go("Show");
      expect(keys.page.url()).toContain("watchlist=beta");
      expect(await keys.words()).not.toContain("Bridge open");
      expect(await keys.words()).not.toContain("Harbour closed to ships");
      await keys.press(/^1 more article/);
      expect(await keys.words()).toContain("Harbour closed to ships");
    });

    await step("a story gets a star in the list, a note on its page, and an address for others", async () => {
      await keys.open("");
      await keys.go("Star");
      expect(await stored("select count(*)::int from story_marks where starred_at is not null")).toBe(1);
      await keys.open(`stories/${told.storyOne}`);
      await keys.press("Add a note");
      await keys.to(/^Note, for all/);
      await keys.type("Call the harbour");
      await keys.go("Save the note");
      expect(await stored("select note from story_marks where story_id = $1", told.storyOne)).toBe("Call the harbour");
      await keys.to(/\/stories\/\d+\/[\w-]{22}$/);
      const shared = await keys.page.evaluate(() => (document.activeElement as HTMLAnchorElement).pathname);
      expect((await pages.ask(shared)).body).toContain("Harbour closed");
    });

    await step("the archive is searched, and the search is kept and leaves as a file", async () => {
      await keys.open("search");
      await keys.to(/^Look for/);
      await keys.type("beta");
      await Promise.all([keys.page.waitForEvent("load"), keys.page.keyboard.press("Enter")]);
      expect(await keys.words()).toContain("2 found");
      expect((await keys.download("CSV")).suggestedFilename()).toMatch(/\.csv$/);
      await keys.open("search?q=beta");
      await keys.press("As a watchlist");
      expect((await keys.download("Download")).suggestedFilename()).toMatch(/\.yaml$/);
      await keys.open("search?q=beta");
      await keys.to("As an Atom feed");
    });

    await step("a watchlist's edit is tried on the archive", async () => {
      await keys.open("watchlists/alpha");
      await keys.to("watchlists/test.yaml");
      await keys.page.keyboard.press("Control+A");
      await keys.page.keyboard.insertText("watchlists:\n  - { id: alpha, any: [beta] }\n  - { id: beta, any: [beta] }\n");
      await keys.go("Try it");
      expect(await keys.words()).toContain("Bridge open");
      expect(await keys.words()).toMatch(/1 lost/);
    });

    await step("Why? explains an article", async () => {
      await keys.open("why");
      await keys.to(/^The address of an article/);
      await keys.type(String(told.article));
      await keys.go("Explain");
      expect(await keys.words()).toContain("Harbour closed");
    });

    await step("a digest's next mail is looked at and sent", async () => {
      await keys.open("digests/hourly");
      await keys.go("Text");
      expect(await keys.page.locator("main pre").innerText()).toContain("Harbour closed");
      await keys.open("digests/hourly");
      await keys.go("Send now");
      expect(await stored("select count(*)::int from issues where digest_id = 'hourly'")).toBe(1);
    });

    await step("a feed is tried and added, asked, and paused once one is sure", async () => {
      await keys.open("feeds/add");
      await keys.to(/^An address of any page/);
      await keys.type(feed.replace("/feed", "/other"));
      await keys.go("Try it");
      expect(await keys.words()).toContain("Tern seen");
      await keys.go("Add it to feeds.yaml");
      expect(await keys.words()).toContain("was added to feeds.yaml");
      const source = String(await stored("select id from feeds where url = $1", feed));
      await keys.open(`feeds/${source}`);
      await keys.go("Poll now");
      expect(await stored("select count(*)::int from entries where feed_id = $1", source)).toBe(1);
      await keys.go("Pause");
      await keys.go("Pause it");
      expect(await stored("select paused_at is not null from feeds where id = $1", source)).toBe(true);
      await keys.go("Resume");
      expect(await stored("select paused_at is not null from feeds where id = $1", source)).toBe(false);
    });

    await step("an answer about an alert is given, edits are looked for, and it is dismissed", async () => {
      await keys.open(`stories/${told.storyTwo}`);
      await keys.go("Not about this?");
      await keys.to(/^Not about|not about/);
      await keys.page.keyboard.press("ArrowDown");
      await keys.page.keyboard.press("ArrowUp");
      await keys.to(/^In your words/);
      await keys.type("a bridge");
      await keys.go("Send");
      expect(await stored("select reason || ': ' || words from feedback")).toBe("not-about: a bridge");
      await keys.open(`feedback/${String(await stored("select id from feedback"))}`);
      await keys.go("Look for edits");
      expect(await keys.words()).toMatch(/would answer it|Nothing is proposed/);
      await keys.go("Dismiss");
      expect(await stored("select settled from feedback")).toBe("dismissed");
    });

    await step("an article that no stage could finish is tried again", async () => {
      await keys.open("system");
      await keys.go(/^Retry/);
      expect(await stored("select set_aside_at is null from articles where id = $1", quarantined)).toBe(true);
    });

    await step("a story is split and joined, each after it was shown what that does", async () => {
      await keys.open(`stories/${told.storyOne}`);
      await keys.press("Split it");
      await keys.press(/Harbour closed to ships/, "Space");
      await keys.go("See what a split would do");
      expect(await stored("select count(*)::int from articles where story_id = $1", told.storyOne)).toBe(2);
      await keys.go("Split the story");
      expect(await stored("select count(*)::int from articles where story_id = $1", told.storyOne)).toBe(1);
      await keys.open(`stories/${told.storyOne}`);
      await keys.press("It is the same as another one");
      await keys.to(/^The other story/);
      await keys.type(String(told.storyTwo));
      await keys.go("See what joining them would do");
      await keys.go("Join the stories");
      expect(await stored("select count(*)::int from articles where story_id = $1", told.storyTwo)).toBe(2);
    });

    await step("one signs in and out", async () => {
      const web = await webWith(pages.stages, { kind: "password", password: PASSWORD });
      const guest = await browser.newContext({ javaScriptEnabled });
      const own = await sitDownAt(guest, () => web.url);
      await own.open("system");
      // The field gets the focus by itself, with the first picture of the page.
      await own.page.waitForFunction(() => document.activeElement?.id === "password");
      await own.type(PASSWORD);
      await Promise.all([own.page.waitForURL(`${web.url}system`), own.page.keyboard.press("Enter")]);
      await own.go("Sign out");
      await own.open("");
      expect(new URL(own.page.url()).pathname).toBe("/login");
      expect([...own.invisible]).toEqual([]);
      await guest.close();
    });

    await step("a name that is nowhere is not reached", async () => {
      await keys.open("");
      await expect(keys.to("A button that there is not")).rejects.toThrow(/no Tab leads to A button/);
    });
    await context.close();
    expect(failed).toEqual([]);
    expect([...keys.invisible]).toEqual([]);
  },
  240_000,
);
