// An article that a second feed lists too: what that feed adds is read, in whichever order the feeds come, and no digest gets a story twice.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { composeIssue } from "../../../src/pipeline/send-digests/compose-issue.ts";
import { groupStories } from "../../../src/pipeline/group-stories/group-stories.ts";
import { matchWatchlists } from "../../../src/pipeline/match-watchlists/match-watchlists.ts";
import { saveDocument } from "../../../src/pipeline/poll-feeds/take-document.ts";
import { STORES } from "../../store/open-test-store.ts";
import { addFeed, feedConfig, minutesLater, newEntry } from "../../store/seed.ts";
import { digest, openStages, watchlists } from "../open-stages.ts";
import { inventText } from "../tell-story.ts";
import type { Issue } from "../../../src/digests/digest.ts";
import type { HandOn } from "../../../src/pipeline/pipeline.ts";
import type { NewEntry } from "../../../src/feeds/poll/decide-entries.ts";
import type { TestStages } from "../open-stages.ts";

const PAGE = "https://outlet.example/story";

const at = (name = "one") => ({
  articleUrl: `https://${name}.example/story`,
  title: `The harbour of ${name}`,
  text: inventText("harbour"),
});

describe.each(STORES)("on %s", (kind) => {
  let stages: TestStages;
  let feeds: Record<string, number>;
  beforeAll(async () => {
    stages = await openStages(kind);
  });
  beforeEach(async () => {
    await stages.wipe();
    feeds = {};
    await stages.configure({
      feeds: [feedConfig("https://three.example/feed", { robots: "ignore" })],
      watchlists: [
        {
          file: "watchlists/test.yaml",
          content: {
            watchlists: [
              { id: "all", name: "All", any: ["harbour"] },
              { id: "asia", name: "Asia", any: ["harbour"], filter: { tags: ["asia"] } },
              { id: "two", name: "Two", any: ["harbour"], filter: { source: ["Feed two"] } },
            ],
          },
        },
      ],
      digests: [digest("all", { watchlists: ["all"] }), digest("some", { watchlists: ["asia", "two"] }), digest("both")],
    });
    for (const name of ["one", "two", "three"]) {
      const url = `https://${name}.example/feed`;
      feeds[name] = await addFeed(stages.database, { url, name: `Feed ${name}`, tags: name === "two" ? ["asia"] : [] }).catch(
        async () => (await stages.database.one<{ id: number }>("select id from feeds where url = $1", [url])).id,
      );
    }
  });
  afterAll(() => stages.close());

  /** This feed lists the story. Returns what is handed on. */
  function list(name: string, more: Partial<NewEntry> = {}): Promise<HandOn<"poll-feeds">> {
    const decided = { seen: [], fresh: [newEntry(name, { articleUrl: PAGE, ...more })], dates: [], gap: false, withheld: 0 };
    const feed = { id: feeds[name] ?? 0, url: `https://${name}.example/feed` };
    return stages.database.transaction(async (sql) => (await saveDocument(stages.deps, sql, feed, decided)).handOn);
  }
  /** Its page was read, with this text, or could not be. */
  const read = (text: string, reason: string | null = null) =>
    stages.database.run(
      "update articles set stage = 'match-watchlists', title = 'A storm', text = $1, reason = $2, indexed = true",
      [text, reason],
    );
  const article = () =>
    stages.database.one<{ id: number; stage: string; text: string; indexed: boolean; story_id: number | null }>(
      "select id, stage, text, indexed, story_id from articles",
    );
  async function work(): Promise<string[]> {
    const { id } = await article();
    return [
      (await matchWatchlists(stages.deps).run({ article: id })).outcome,
      (await groupStories(stages.deps).run({ article: id })).outcome,
    ];
  }
  const matches = async () =>
    (await stages.database.many<{ id: string }>("select watchlist_id as id from matches order by 1")).map(({ id }) => id);
  const sent = async () => {
    stages.clock.at = minutesLater((later += 61));
    for (const id of ["all", "some", "both"]) await composeIssue(stages.deps, id);
    const issues = await stages.database.many<{ content: Issue }>("select content from issues order by id");
    return issues.map(
      ({ content }) =>
        `${content.digest}: ${content.sections.flatMap((section) => section.stories.map(() => section.watchlist)).join()}`,
    );
  };
  let later = 0;

  test("an article that nothing matched is matched by the tags and the name of a second feed", async () => {
    await list("one");
    await read(inventText("storm"));
    expect(await work()).toEqual(["unmatched", "already-done"]);
    await read(inventText("harbour"));
    await stages.database.run("update articles set stage = 'done'");
    expect(await list("two")).toEqual({ "fetch-articles": [], "match-watchlists": [{ article: (await article()).id }] });
    expect(await work()).toEqual(["matched", "original"]);
    expect(await matches()).toEqual(["all", "asia", "two"]);
  });

  test("a story that digests have comes to those alone that a second feed brings it to, once", async () => {
    await list("one");
    await read(inventText("harbour"));
    expect(await work()).toEqual(["matched", "original"]);
    expect(await matches()).toEqual(["all"]);
    expect(await sent()).toEqual(["all: all", "both: all"]);
    const { story_id: story } = await article();
    await list("two");
    expect(await work()).toEqual(["matched", "known-story"]);
    expect(await matches()).toEqual(["all", "asia", "two"]);
    expect(await sent()).toEqual(["all: all", "both: all", "some: asia"]);
    await list("three");
    expect(await work()).toEqual(["unmatched", "already-done"]);
    expect(await sent()).toHaveLength(3);
    expect(await article()).toMatchObject({ stage: "done", story_id: story });
    expect(await stages.database.one("select count(*)::int as rows from story_log")).toEqual({ rows: 1 });
  });

  test("a second entry of the same feed, or one that may not alert, sends no article back", async () => {
    await list("one");
    await read(inventText("harbour"));
    await work();
    const nothing = { "fetch-articles": [], "match-watchlists": [] };
    const again = { key: "another guid", linkKey: null };
    expect(await list("one", again)).toEqual(nothing);
    expect(await list("two", { skipped: "backlog" })).toEqual(nothing);
    expect(await article()).toMatchObject({ stage: "done" });
  });

  test("a feed that lists an article while it is matched is read too", async () => {
    await list("one");
    await read(inventText("harbour"));
    let listed = false;
    const watchlists = () => {
      // Between the loading of the article and the saving of its matches.
      pending = listed ? Promise.resolve() : list("two");
      listed = true;
      return stages.deps.watchlists();
    };
    let pending: Promise<unknown> = Promise.resolve();
    const database = {
      ...stages.database,
      many: async <T>(...asked: Parameters<TestStages["database"]["many"]>) => {
        await pending;
        return stages.database.many<T>(...asked);
      },
    };
    const { id } = await article();
    expect(await matchWatchlists({ ...stages.deps, watchlists, database }).run({ article: id })).toMatchObject({
      outcome: "matched",
    });
    expect(await matches()).toEqual(["all", "asia", "two"]);
  });

  test("a feed that lists an article while it is grouped sends it back, and its matches stay", async () => {
    await list("one");
    await read(inventText("harbour"));
    const { id } = await article();
    await matchWatchlists(stages.deps).run({ article: id });
    await stages.configure({ watchlists: [] });
    await list("two");
    expect(await groupStories(stages.deps).run({ article: id })).toEqual({ outcome: "already-done" });
    expect(await work()).toEqual(["matched", "original"]);
    expect(await matches()).toEqual(["all"]);
  });

  test("what only a second feed says is matched, and the words shown before stay", async () => {
    await stages.configure({ watchlists: watchlists("harbour", "lighthouse") });
    for (const [text, reason] of [
      ["A storm.", "paywall"],
      ["A storm, as the page says.", null],
    ] as const) {
      await stages.database.run("delete from entries");
      await stages.database.run("delete from articles");
      await list("one");
      await read(text, reason);
      await work();
      await list("two", { text: "A storm.\n\nThe lighthouse is dark." });
      expect(await work()).toContain("matched");
      expect(await article()).toMatchObject({ text });
      const { spans, entry } = await stages.database.one<{ spans: object[]; entry: number }>(
        `select m.spans, e.id as entry from matches m, entries e where m.watchlist_id = 'lighthouse' and e.text like '%lighthouse%'`,
      );
      expect(spans).toMatchObject([{ field: "text", start: 14, end: 24, voice: entry }]);
    }
  });

  test("an article that a thousand sources list is told once, and what the last of them adds is read", async () => {
    await stages.configure({ watchlists: watchlists("harbour", "lighthouse"), digests: [digest("both")] });
    await list("one", { title: "The harbour is open" });
    await stages.database.run(
      `with sources as (insert into feeds (url, name, next_due_at)
         select 'https://s' || n || '.example/feed', 'Source ' || n, $1 from generate_series(1, 1000) n on conflict (url) do update set name = excluded.name returning id)
       insert into entries (feed_id, key, article_id, title, text, first_seen_at, last_seen_at)
         select s.id, 'a', a.id, 'The harbour is open', 'Text of one.', $1, $1 from sources s, articles a`,
      [minutesLater(0)],
    );
    await read(inventText("harbour"));
    expect(await work()).toEqual(["matched", "original"]);
    expect(await sent()).toEqual(["both: harbour"]);
    await list("two", { title: "The harbour is open", text: "The lighthouse is dark." });
    expect(await work()).toContain("matched");
    expect(await matches()).toEqual(["harbour", "lighthouse"]);
    expect(await stages.database.many("select id from articles")).toHaveLength(1);
    expect(await stages.database.one("select count(distinct story_id)::int as stories from digest_stories")).toEqual({
      stories: 1,
    });
  });

  test("feeds that list each other's articles in a circle come to rest, and each story is sent once", async () => {
    await stages.configure({ watchlists: watchlists("harbour"), digests: [digest("all")] });
    const names = ["one", "two", "three"];
    for (const name of names) await list(name, at(name));
    for (const round of [1, 2])
      for (const [index, name] of names.entries()) await list(name, { key: `${name} ${round}`, ...at(names[(index + 1) % 3]) });
    await stages.database.run("update articles set stage = 'match-watchlists', text = title || id, method = 'summary'");
    const ids = (await stages.database.many<{ id: number }>("select id from articles order by id")).map(({ id }) => id);
    expect(ids).toHaveLength(3);
    for (const id of ids) {
      await matchWatchlists(stages.deps).run({ article: id });
      await groupStories(stages.deps).run({ article: id });
    }
    expect(await stages.database.many("select id from articles where stage <> 'done'")).toEqual([]);
    expect(await stages.database.one("select count(*)::int as waiting from digest_stories")).toEqual({ waiting: 3 });
  });

  test("a second entry of the same feed under the same headline is read for its own words", async () => {
    await stages.configure({ watchlists: watchlists("harbour", "lighthouse") });
    await list("one");
    await read(inventText("harbour"));
    await work();
    await list("one", { key: "another guid", text: "The lighthouse is dark." });
    expect(await work()).toContain("matched");
    expect(await matches()).toEqual(["harbour", "lighthouse"]);
  });

  test("a page that robots.txt forbids is fetched for a feed that joins when the article was told by its summary", async () => {
    await list("one");
    await read(inventText("harbour"), "robots");
    expect(await work()).toEqual(["matched", "original"]);
    const { id } = await article();
    expect(await list("three", { text: "" })).toEqual({ "fetch-articles": [{ article: id }], "match-watchlists": [] });
  });

  test("a page that robots.txt forbids is fetched for a second feed that may ignore it", async () => {
    await list("one");
    await read("A storm.", "robots");
    await work();
    expect(await list("two", { text: "" })).toMatchObject({ "fetch-articles": [] });
    await work();
    const { id } = await article();
    expect(await list("three", { text: "" })).toEqual({ "fetch-articles": [{ article: id }], "match-watchlists": [] });
    expect(await article()).toMatchObject({ stage: "fetch-articles" });
  });
});
