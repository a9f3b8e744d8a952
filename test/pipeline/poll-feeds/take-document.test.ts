// Which entries are told, whatever a publisher does to guids, links, hosts and windows. Method: documents one after the other into a real
// store, and a look at the articles that they begin, for each of these is an alert to come.
import { createHash } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { decideDocument, saveDocument, takeDocument } from "../../../src/pipeline/poll-feeds/take-document.ts";
import { findFeed } from "../../../src/store/feeds.ts";
import { listGaps } from "../../../src/store/gaps.ts";
import { STORES } from "../../store/open-test-store.ts";
import { feedConfig, minutesLater, NOW } from "../../store/seed.ts";
import { processorStall } from "../../support/processor-stall.ts";
import { openStages } from "../open-stages.ts";
import type { Entry, ParsedFeed } from "../../../src/feeds/feed.ts";
import type { FeedRow } from "../../../src/store/feeds.ts";
import type { TestStages } from "../open-stages.ts";

const URL = "https://outlet.example/feed";
const NO_VALIDATORS = { etag: null, lastModified: null };
const WORDS = ["storm", "harbour", "budget", "strike", "election", "bridge", "drought", "verdict", "museum", "ferry", "border"];

/** Item `n`: published an hour after item `n - 1`, the first a day before NOW. */
const item = (n: number, more: Partial<Entry> = {}): Entry => ({
  id: `guid-${n}`,
  url: `https://outlet.example/news/${n}`,
  title: `${WORDS[n % WORDS.length]} report number ${n} from the ${WORDS[(n * 7 + 3) % WORDS.length]}`,
  author: null,
  publishedAt: minutesLater(60 * (n - 24)).toISOString(),
  updatedAt: null,
  summary: `About ${n}.`,
  content: null,
  ...more,
});
/** Items `from` down to `to`, as feeds show them. */
const items = (from: number, to: number, change: (n: number) => Partial<Entry> = () => ({})): Entry[] =>
  Array.from({ length: from - to + 1 }, (_, index) => item(from - index, change(from - index)));

const endless = (n: number) => ({ url: `https://x.example.org/${n}?${"utm_a=1&b=".repeat(300)}` });
const daily = (n: number): Partial<Entry> => (n % 5 === 0 ? { title: "The weather" } : {});
const undated = () => ({ publishedAt: null });
const wrong = () => ({ publishedAt: "1970-01-01T00:00:00.000Z" });
const numbered = (from: number) => (n: number) => ({ id: String(from - n + 1) });
const edit = (n: number): Partial<Entry> => (n >= 19 ? { title: `Another headline altogether ${n}`, summary: "Edited." } : {});

describe.each(STORES)("on %s", (kind) => {
  let stages: TestStages;
  let polls = 0;
  beforeAll(async () => {
    stages = await openStages(kind);
  });
  beforeEach(async () => {
    await stages.wipe();
    polls = 0;
    await stages.configure({ feeds: [feedConfig(URL, { backlog: { kind: "all" } })] });
  });
  afterAll(() => stages.close());

  const row = () => stages.database.one<FeedRow>("select * from feeds");

  /** Takes a document, an hour after the last one, and returns the titles' numbers (or titles) of the articles that it begins. */
  async function show(
    entries: Entry[],
    { incomplete = false, pushed = false, etag = null as string | null } = {},
  ): Promise<string[]> {
    stages.clock.at = minutesLater(60 * polls);
    polls += 1;
    const feed = await findFeed(stages.database, (await row()).id);
    if (feed === null) throw new Error("no feed");
    const before = await stages.database.many<{ id: number }>("select id from articles");
    const document: ParsedFeed = { feed: { title: null, url: null, language: null }, entries, incomplete, ttlMinutes: null };
    if (pushed) {
      const decided = await decideDocument(stages.deps, feed, document, { now: stages.deps.now() });
      await saveDocument(stages.deps, stages.database, feed, decided);
    } else {
      const said = { url: URL, headers: {}, head: new Uint8Array(), maxAgeS: null, movedTo: null };
      const web = { ...said, validators: NO_VALIDATORS, sent: { etag, lastModified: null } };
      await takeDocument(stages.deps, feed, { kind: "fresh", document, web }, null);
    }
    const told = await stages.database.many<{ title: string }>("select title from articles where id <> all($1) order by id", [
      before.map(({ id }) => id),
    ]);
    return told.map(({ title }) => /number (\d+)/.exec(title)?.[1] ?? title).sort();
  }
  const gaps = () => listGaps(stages.database, new Date(0));

  test.each<[string, (n: number) => Partial<Entry>]>([
    ["new guids", (n) => ({ id: `again-${n}` })],
    ["no guids any more", () => ({ id: null })],
    ["guids that changed to https", (n) => ({ id: `https://outlet.example/news/${n}` })],
    ["another host", (n) => ({ id: `https://new.example/news/${n}`, url: `https://new.example/news/${n}` })],
    ["another host and no dates", (n) => ({ id: null, url: `https://new.example/news/${n}`, publishedAt: null })],
    ["other guids and other addresses", (n) => ({ id: `x-${n}`, url: `https://new.example/story-${n * 31}` })],
    [
      "other guids and addresses, and the date of the change for all",
      (n) => ({ id: `x-${n}`, url: `https://new.example/story-${n * 31}`, publishedAt: NOW.toISOString() }),
    ],
    [
      "other guids and addresses, and no dates",
      (n) => ({ id: `x-${n}`, url: `https://new.example/${n}.html`, publishedAt: null }),
    ],
  ])("a feed that comes with %s tells nothing again, and what is new all the same; then back", async (_, change) => {
    expect(await show(items(20, 11))).toHaveLength(10);
    expect(await show(items(21, 12, change))).toEqual(["21"]);
    expect(await show(items(22, 13, change))).toEqual(["22"]);
    expect(await show(items(23, 14))).toEqual(["23"]);
    expect(await gaps()).toEqual([]);
  });

  test("when guids and addresses all change at once, that is said", async () => {
    await show(items(20, 11));
    expect((await row()).withheld).toBe(0);
    await show(items(21, 12, (n) => ({ id: `x-${n}`, url: `https://new.example/story-${n * 31}` })));
    expect(await row()).toMatchObject({ withheld: 9, withheld_at: minutesLater(60) });
    await show(items(22, 13, (n) => ({ id: `x-${n}`, url: `https://new.example/story-${n * 31}` })));
    expect(await row()).toMatchObject({ withheld: 9, withheld_at: minutesLater(60) });
  });

  test("a headline that comes every day is new every day, also on the day on which all guids change", async () => {
    await show(items(20, 11, daily));
    expect(await show(items(25, 16, daily))).toEqual(["21", "22", "23", "24", "The weather"]);
    const moved = (n: number) => ({ ...daily(n), id: `x-${n}`, url: `https://new.example/story-${n * 31}` });
    expect(await show(items(30, 21, moved))).toEqual(["26", "27", "28", "29", "The weather"]);
  });

  test("a window in another order, or one that slides back, tells nothing", async () => {
    await show(items(20, 11));
    await show(items(25, 16));
    expect(await show(items(25, 16).reverse())).toEqual([]);
    expect(await show(items(20, 11))).toEqual([]);
    expect(await show(items(26, 17))).toEqual(["26"]);
    expect(await gaps()).toEqual([]);
  });

  test("a window that shows what was there before we came tells only what the backlog lets through", async () => {
    await stages.configure({ feeds: [feedConfig(URL, { backlog: { kind: "within", ms: 6 * 3_600_000 } })] });
    expect(await show(items(23, 14))).toEqual(["18", "19", "20", "21", "22", "23"]);
    // An entry was taken back, so that an older one comes in at the end; then all of the archive is shown, then a backup of last week.
    expect(await show(items(24, 13).filter(({ id }) => id !== "guid-20"))).toEqual(["24"]);
    expect(await show(items(25, 2))).toEqual(["25"]);
    expect(await show(items(-200, -209))).toEqual([]);
    expect(await gaps()).toEqual([]);
    expect(await show(items(26, 17))).toEqual(["26"]);
  });

  test("the rest of a document that was cut when we met the feed is its backlog too", async () => {
    await stages.configure({ feeds: [feedConfig(URL, { backlog: { kind: "none" } })] });
    await show(items(20, 17, undated), { incomplete: true });
    expect(await show(items(21, 11, undated))).toEqual(["21"]);
  });

  test("a feed whose dates are all wrong tells all that is new", async () => {
    await show(items(20, 11, wrong));
    expect(await show(items(24, 15, wrong))).toEqual(["21", "22", "23", "24"]);
  });

  test("guids that number what is shown identify nothing: what is new is told, once", async () => {
    await show(items(20, 11, numbered(20)));
    expect(await show(items(21, 12, numbered(21)))).toEqual(["21"]);
    expect(await show(items(23, 14, numbered(23)))).toEqual(["22", "23"]);
    expect(await show(items(23, 14, numbered(23)))).toEqual([]);
  });

  test.each<[string, (n: number) => Partial<Entry>]>([
    ["one guid for all", () => ({ id: "same" })],
    ["one guid and one address for all", () => ({ id: "same", url: "https://outlet.example/live" })],
    ["no guids", () => ({ id: null })],
    ["no guids and the site's address for all", () => ({ id: null, url: "https://outlet.example/" })],
    ["no guids, addresses or dates", () => ({ id: null, url: null, publishedAt: null })],
    ["one address for all", () => ({ url: "https://outlet.example/live" })],
  ])("a feed with %s tells each entry once", async (_, change) => {
    expect(await show(items(20, 11, change))).toHaveLength(10);
    expect(await show(items(22, 13, change))).toEqual(["21", "22"]);
    expect(await show(items(22, 13, change).reverse())).toEqual([]);
    expect(await show(items(23, 14, change))).toEqual(["23"]);
  });

  test("an edit is no new entry; its article goes back to be read again, also if it was told", async () => {
    await show(items(20, 11));
    await stages.database.run("update articles set stage = 'done', text = 'A text.', method = 'summary'");
    const { id: told } = await stages.database.one<{ id: number }>("select id from articles where title like '%number 19 %'");
    await stages.database.run("insert into matches (article_id, watchlist_id, spans, matched_at) values ($1, 'w', '[]', $2)", [
      told,
      NOW,
    ]);
    expect(await show(items(20, 11, edit))).toEqual([]);
    expect(
      await stages.database.many(
        "select e.title, a.stage from articles a join entries e on e.article_id = a.id where a.stage <> 'done' order by 1",
      ),
    ).toEqual([
      { title: "Another headline altogether 19", stage: "fetch-articles" },
      { title: "Another headline altogether 20", stage: "fetch-articles" },
    ]);
    await stages.database.run("update articles set stage = 'done'");
    await show(items(20, 11, edit));
    expect(await stages.database.many("select id from articles where stage <> 'done'")).toEqual([]);
  });

  test("when nothing is left of what a feed showed, the time between is a gap, and gaps that touch are one", async () => {
    await show(items(20, 11));
    expect(await show(items(35, 26))).toHaveLength(10);
    const { id, hurry } = await row();
    expect(await gaps()).toEqual([{ feed_id: id, since: NOW, until: minutesLater(60) }]);
    expect(hurry).toBe(1);
    await show(items(50, 41));
    expect(await gaps()).toEqual([{ feed_id: id, since: NOW, until: minutesLater(120) }]);
    await show(items(51, 42));
    await show(items(70, 61));
    expect(await gaps()).toHaveLength(2);
  });

  test("an entry that stays on top for ever hides no gap", async () => {
    const pinned = item(1);
    await show([pinned, ...items(20, 11)]);
    await show([pinned, ...items(35, 26)]);
    expect(await gaps()).toHaveLength(1);
    await show([pinned, ...items(36, 27)]);
    expect(await gaps()).toHaveLength(1);
  });

  test("a first poll, an empty document before, and a push of what is new alone are no gaps", async () => {
    await show([]);
    await show(items(5, 1));
    await show(items(20, 19), { pushed: true });
    expect(await gaps()).toEqual([]);
  });

  test("a server that hid news is believed again only after a conditional request that brought news", async () => {
    await show(items(20, 11));
    await stages.database.run("update feeds set hides_news = true");
    await show(items(20, 11), { etag: "x" });
    expect((await row()).hides_news).toBe(true);
    await show(items(21, 12));
    expect((await row()).hides_news).toBe(true);
    await stages.database.run("update feeds set etag = 'x'");
    await show(items(22, 13), { etag: "x" });
    expect((await row()).hides_news).toBe(false);
  });

  test("a document of thousands of endless addresses leaves other work its turns", async () => {
    const feed = await findFeed(stages.database, (await row()).id);
    if (feed === null) throw new Error("no feed");
    const entries = items(5_000, 1, endless);
    const document: ParsedFeed = {
      feed: { title: null, url: null, language: null },
      entries,
      incomplete: false,
      ttlMinutes: null,
    };
    const decide = () => decideDocument(stages.deps, feed, document, { now: NOW });
    const { result, stallMs, totalMs } = await processorStall(decide);
    expect(result.fresh).toHaveLength(5_000);
    // In one go it would be nearly all.
    expect(stallMs / totalMs).toBeLessThan(1 / 3);
  });

  test("a link longer than an index takes costs no entry of its feed", async () => {
    const path = Array.from({ length: 60 }, (_, n) => createHash("sha256").update(String(n)).digest("hex")).join("");
    const long = (n: number) => (n === 2 ? { url: `https://outlet.example/${path}` } : {});
    expect(await show(items(3, 1, long))).toHaveLength(3);
  });
});
