// A source over its limits: its entries go on by their own words, the reader is told, and another source that lists them lifts the limit.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { askLeftOut } from "../../../src/pipeline/fetch-articles/ask-left-out.ts";
import { openVisitBudgets } from "../../../src/pipeline/fetch-articles/visit-budgets.ts";
import { fetchArticles } from "../../../src/pipeline/fetch-articles/fetch-articles.ts";
import { buildIssue } from "../../../src/pipeline/send-digests/build-issue.ts";
import { saveDocument } from "../../../src/pipeline/poll-feeds/take-document.ts";
import { DEFAULT_LIMITS } from "../../../src/feeds/poll/quota.ts";
import { addBrought } from "../../../src/store/limits.ts";
import { STORES } from "../../store/open-test-store.ts";
import { feedConfig, minutesLater, newEntry, NOW } from "../../store/seed.ts";
import { digest, openStages } from "../open-stages.ts";
import type { NewEntry } from "../../../src/feeds/poll/decide-entries.ts";
import type { TestStages } from "../open-stages.ts";

const [LOUD, PAPER] = ["https://loud.example/feed", "https://paper.example/feed"];

describe.each(STORES)("on %s", (kind) => {
  let stages: TestStages;
  beforeAll(async () => {
    stages = await openStages(kind);
  });
  beforeEach(async () => {
    await stages.wipe();
    await stages.configure({ feeds: [feedConfig(LOUD, { name: "Loud" }), feedConfig(PAPER, { name: "Paper" })] });
  });
  afterAll(() => stages.close());

  const idOf = async (url: string) =>
    (await stages.database.one<{ id: number }>("select id from feeds where url = $1", [url])).id;
  /** This feed lists these. Returns the articles that are to be fetched. */
  async function list(url: string, ...fresh: NewEntry[]): Promise<number[]> {
    const decided = { seen: [], fresh, dates: [], gap: false, withheld: 0 };
    const feed = { id: await idOf(url), url };
    const saved = await stages.database.transaction((sql) => saveDocument(stages.deps, sql, feed, decided));
    return (saved.handOn["fetch-articles"] ?? []).map(({ article }) => article);
  }
  const isOver = async (url: string, entries = DEFAULT_LIMITS.entries) =>
    addBrought(
      stages.database,
      await idOf(url),
      { entries: [], brought: { entries, bytes: 0 }, byWords: 0, leftOut: 0 },
      stages.deps.now(),
    );
  const read = (article: number) =>
    stages.database.one<Record<string, unknown>>("select * from articles where id = $1", [article]);
  const page = { articleUrl: "https://paper.example/story", url: "https://paper.example/story" };

  test("an entry over the quota is not asked for, and goes on by its words with the reason", async () => {
    await isOver(LOUD);
    const [article = 0] = await list(LOUD, newEntry("a"));
    expect((await fetchArticles(stages.deps).run({ article })).outcome).toBe("summary-only");
    expect(await read(article)).toMatchObject({
      stage: "match-watchlists",
      reason: "over-quota",
      detail: "its source had listed more than 3000 entries or 30 MB that day",
      text: "Text of a.",
    });
  });

  test("a new day brings a new quota", async () => {
    await isOver(LOUD);
    stages.clock.at = minutesLater(24 * 60);
    const [article = 0] = await list(LOUD, newEntry("a"));
    expect(await read(article)).toMatchObject({ over_quota: false });
  });

  test("an entry far over the quota is noted, and explained", async () => {
    await isOver(LOUD, 10 * DEFAULT_LIMITS.entries);
    expect(await list(LOUD, newEntry("a", page))).toEqual([]);
    const explained = await stages.desk.explain({ asked: page.url });
    expect(explained.stopped).toContain("its feed listed many times its daily quota");
    expect(explained.entries).toMatchObject([{ feed: "Loud", title: "Title of a", skipped: "quota" }]);
  });

  test("feed health and the digest say which feed was over its quota, and by how much", async () => {
    await isOver(LOUD);
    await list(LOUD, newEntry("a"), newEntry("b"));
    const words =
      "brought 3002 entries on 2026-03-02, over its quota of 3000 entries and 30 MB a day: 2 were matched by its own words alone";
    expect((await stages.desk.feedStates()).map(({ notes }) => notes)).toEqual([[words], []]);
    const built = await buildIssue(stages.deps, stages.database, {
      id: "1",
      digest: digest("morning"),
      waiting: [],
      since: minutesLater(-60),
      dueAt: null,
      sent: 0,
      choice: null,
    });
    expect(built.health.overLimits).toEqual([{ name: "Loud", why: words }]);
  });

  test("an article that waits since its feed was over its quota is read for another feed that lists it", async () => {
    await isOver(LOUD);
    const [article = 0] = await list(LOUD, newEntry("a", page));
    expect(await list(PAPER, newEntry("b", { ...page, title: "Title of a" }))).toEqual([article]);
    expect(await read(article)).toMatchObject({ stage: "fetch-articles", over_quota: false, turn: 0 });
  });

  test.each(["over-quota", "over-budget"])(
    "an article that was not asked for (%s) is read when another feed lists it",
    async (reason) => {
      const [article = 0] = await list(LOUD, newEntry("a", page));
      await stages.database.run("update articles set stage = 'done', reason = $2, method = 'summary' where id = $1", [
        article,
        reason,
      ]);
      expect(await list(PAPER, newEntry("b", { ...page, title: "Title of a" }))).toEqual([article]);
      expect(await read(article)).toMatchObject({ stage: "fetch-articles" });
    },
  );

  test("an article that was told to come back later is in line at once when the site's own feed lists it", async () => {
    const [article = 0] = await list(LOUD, newEntry("a", page));
    await fetchArticles(stages.deps).postpone({ article }, minutesLater(5), "paper.example is asked for other articles first");
    expect(await list(PAPER, newEntry("b", { ...page, title: "Title of a" }))).toEqual([article]);
    expect(await read(article)).toMatchObject({ stage: "fetch-articles", not_before: NOW });
  });

  test("a source may lead to so many pages of another site within an hour, over restarts, and each site has its own count", async () => {
    const first = openVisitBudgets(stages.deps)([LOUD]);
    for (let page = 0; page < DEFAULT_LIMITS.visits; page++) expect(await first.take("paper.example")).toBe(true);
    const restarted = openVisitBudgets(stages.deps)([LOUD]);
    expect([restarted.isSpent("paper.example"), await restarted.take("paper.example")]).toEqual([false, false]);
    expect([restarted.isSpent("paper.example"), await restarted.take("other.example")]).toEqual([true, true]);
    expect(await restarted.take("paper.example")).toBe(false);
    // An article that another source lists too is asked for in the name of that one.
    expect(await openVisitBudgets(stages.deps)([LOUD, PAPER]).take("paper.example")).toBe(true);
    const [loud] = await stages.desk.feedStates();
    expect(loud?.notes[0]).toMatch(/^led to 103 pages of paper\.example in the hour from 2026-03-02 10:00 UTC; 100 are read/);
    stages.clock.at = minutesLater(60);
    expect(await restarted.take("paper.example")).toBe(true);
  });

  test("a feed's own limits win over those of all feeds, and those over the program's", async () => {
    const { fetch } = stages.deps.config();
    await stages.configure({
      fetch: { ...fetch, limits: { entries: 2, visits: 1 } },
      feeds: [feedConfig(LOUD, { limits: { entries: 1 } }), feedConfig(PAPER)],
    });
    const overOf = async (url: string, key: string) => {
      await list(url, ...["a", "b", "c"].map((name) => newEntry(`${key}${name}`)));
      return stages.database.one<{ over: number }>(
        "select by_words as over from source_days d join feeds f on f.id = d.feed_id where f.url = $1",
        [url],
      );
    };
    expect([await overOf(LOUD, "l"), await overOf(PAPER, "p")]).toEqual([{ over: 2 }, { over: 1 }]);
    const budget = openVisitBudgets(stages.deps)([LOUD]);
    expect([budget.pagesMax, await budget.take("paper.example"), await budget.take("paper.example")]).toEqual([1, true, false]);
    const [loud] = await stages.desk.feedStates();
    expect(loud?.notes.join()).toContain("over its quota of 1 entries and 30 MB a day");
  });

  /** Asks for what was left out, and returns which of these wait to be read now. */
  const asked = async (articles: number[]) => {
    await askLeftOut(stages.deps);
    const rows = await stages.database.many<{ id: number }>(
      "select id from articles where id = any($1) and stage = 'fetch-articles' and not over_quota order by id",
      [articles],
    );
    return rows.map(({ id }) => id);
  };
  const isLeftOut = (articles: number[], reason: string) =>
    stages.database.run(
      "update articles set stage = 'done', reason = $2, method = 'summary', not_before = $3 where id = any($1)",
      [articles, reason, stages.deps.now()],
    );

  test("pages over the quota are read on the next day, within its quota, and are counted until then", async () => {
    await stages.configure({ feeds: [feedConfig(LOUD, { name: "Loud", limits: { entries: 2 } })] });
    const articles = await list(LOUD, ...["a", "b", "c", "d", "e"].map((name) => newEntry(name)));
    await isLeftOut(articles.slice(0, 2), "no-text");
    await isLeftOut(articles.slice(2), "over-quota");
    const said = async () => (await stages.desk.feedStates())[0]?.notes.find((note) => note.includes("to be read"));
    expect(await said()).toBe("3 of its pages are still to be read: its limits left them for a later hour or day");
    stages.clock.at = minutesLater(60);
    expect(await asked(articles)).toEqual([]);
    stages.clock.at = minutesLater(24 * 60);
    expect(await asked(articles)).toEqual(articles.slice(2, 4));
    expect(await asked(articles)).toEqual(articles.slice(2, 4));
    await isLeftOut(articles.slice(2, 4), "no-text");
    stages.clock.at = minutesLater(25 * 60);
    expect(await asked(articles)).toEqual([]);
    expect(await said()).toBe("1 of its pages is still to be read: its limits left them for a later hour or day");
    stages.clock.at = minutesLater(48 * 60);
    expect(await asked(articles)).toEqual(articles.slice(4));
  });

  test("pages over the budget of an hour are read in a later one, the first first", async () => {
    await stages.configure({ feeds: [feedConfig(LOUD, { limits: { visits: 2 } })] });
    const articles = await list(LOUD, ...["a", "b", "c"].map((name) => newEntry(name)));
    await isLeftOut(articles, "over-budget");
    expect(await asked(articles)).toEqual([]);
    stages.clock.at = minutesLater(60);
    expect(await asked(articles)).toEqual(articles.slice(0, 2));
  });

  test("a page that is read later has its own words matched, and no word of its feed is lost", async () => {
    const [article = 0] = await list(LOUD, newEntry("a", { articleUrl: "not an address" }));
    await isLeftOut([article], "over-quota");
    stages.clock.at = minutesLater(24 * 60);
    await asked([article]);
    expect((await fetchArticles(stages.deps).run({ article })).outcome).toBe("read-again");
    expect(await read(article)).toMatchObject({ stage: "match-watchlists", reason: "no-url", title: "Title of a" });
  });
});
