// Entries whose words change while their feed shows them: the new words are matched for everybody, the old ones are kept, and nothing goes out twice.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { composeIssue } from "../../../src/pipeline/send-digests/compose-issue.ts";
import { explainArticle } from "../../../src/desk/explain-article.ts";
import { fetchArticles } from "../../../src/pipeline/fetch-articles/fetch-articles.ts";
import { groupStories } from "../../../src/pipeline/group-stories/group-stories.ts";
import { matchWatchlists } from "../../../src/pipeline/match-watchlists/match-watchlists.ts";
import { takeDocument } from "../../../src/pipeline/poll-feeds/take-document.ts";
import { findFeed } from "../../../src/store/feeds.ts";
import { STORES } from "../../store/open-test-store.ts";
import { feedConfig, minutesLater } from "../../store/seed.ts";
import { digest, openStages, watchlists } from "../open-stages.ts";
import { inventText } from "../tell-story.ts";
import type { Issue } from "../../../src/digests/digest.ts";
import type { Entry } from "../../../src/feeds/feed.ts";
import type { TestStages } from "../open-stages.ts";

const URL = "https://outlet.example/feed";

const blank: Entry = {
  id: "guid",
  url: null,
  title: "Fire at the mill",
  author: null,
  publishedAt: minutesLater(-5).toISOString(),
  updatedAt: null,
  summary: null,
  content: null,
};

const numbered = (count: number) => ({ id: `guid ${count}`, url: "https://outlet.example/fire" });
const noise = (poll: number) =>
  [
    `This report was read ${poll * 7} times by the people of the town since the morning.`,
    `Posted ${poll} minutes ago by the night desk of the paper at the harbour.`,
    `Buy the fine carpets of number ${"abcdefghij"[poll]} from our shop by the harbour, today only.`,
    `Our reader ${"klmnopqrst"[poll]} says that the new bread of the old bakery is the best in town.`,
  ].join("\n\n");
const dated = (minutes: number) =>
  [1, 2, 3, 4].map((n) => ({
    id: `guid ${n}`,
    title: `Fire number ${n}`,
    updatedAt: minutesLater(minutes).toISOString(),
  }));

describe.each(STORES)("on %s", (kind) => {
  let stages: TestStages;
  let minutes = 0;
  beforeAll(async () => {
    stages = await openStages(kind);
  });
  beforeEach(async () => {
    await stages.wipe();
    minutes = 0;
    await stages.configure({
      feeds: [feedConfig(URL, { backlog: { kind: "all" } })],
      watchlists: watchlists("fire", "gunman", "counter"),
      digests: [digest("fire", { watchlists: ["fire"] }), digest("gunman", { watchlists: ["gunman"] }), digest("both")],
    });
  });
  afterAll(() => stages.close());

  /** The feed shows these; what is handed on is worked off. */
  async function show(...entries: Partial<Entry>[]): Promise<void> {
    stages.clock.at = minutesLater((minutes += 10));
    const { id } = await stages.database.one<{ id: number }>("select id from feeds");
    const feed = await findFeed(stages.database, id);
    if (feed === null) throw new Error("no feed");
    const document = {
      feed: { title: null, url: null, language: null },
      entries: entries.map((entry) => ({ ...blank, ...entry })),
      incomplete: false,
      ttlMinutes: null,
    };
    await takeDocument(stages.deps, feed, { kind: "fresh", document, web: null, cursor: null }, null);
    await work();
  }
  async function work(): Promise<void> {
    const waiting = await stages.database.many<{ id: number }>("select id from articles where stage <> 'done' order by id");
    for (const { id: article } of waiting) {
      await fetchArticles(stages.deps).run({ article });
      await matchWatchlists(stages.deps).run({ article });
      await groupStories(stages.deps).run({ article });
    }
  }
  /** The issues that are written when this much later each digest is due. */
  async function sent(later = 60): Promise<string[]> {
    const before = await stages.database.one<{ id: number }>("select coalesce(max(id), 0) as id from issues");
    stages.clock.at = minutesLater((minutes += later));
    for (const id of ["fire", "gunman", "both"]) await composeIssue(stages.deps, id);
    const issues = await stages.database.many<{ content: Issue }>("select content from issues where id > $1 order by id", [
      before.id,
    ]);
    return issues.flatMap(({ content }) =>
      content.sections.flatMap(({ watchlist, stories }) =>
        stories.map(({ title, excerpt }) => `${content.digest} by ${watchlist}: ${title}: ${excerpt.text}`),
      ),
    );
  }
  const versions = () => stages.database.many<{ title: string }>("select title from versions order by id");

  test("words that an entry gets later are told to those readers whom that watchlist has told nothing, and to no others", async () => {
    const text = inventText("fire");
    await show({ summary: text });
    expect((await sent()).map((line) => line.slice(0, 14))).toEqual(["fire by fire: ", "both by fire: "]);
    await show({ title: "Fire at the mill: gunman dead", summary: `${text}\n\nThe gunman is dead.` });
    expect(await versions()).toEqual([{ title: "Fire at the mill" }]);
    const later = await sent();
    expect(later.map((line) => line.slice(0, 16))).toEqual(["gunman by gunman", "both by gunman: "]);
    expect(later[0]).toContain("Fire at the mill: gunman dead");
    await show({ title: "Fire at the mill: gunman dead", summary: `${text}\n\nThe gunman is dead.` });
    expect(await sent(600)).toEqual([]);
  });

  test("one new sentence is told to the readers who watch what it names, and a text in place of another to all", async () => {
    const text = `${inventText("fire")}\n\nNobody was hurt, said the owner.`;
    await show({ summary: text });
    await sent();
    await show({ summary: `${text}\n\nThe old watchman of the mill died of his burns in hospital on Friday evening.` });
    expect(await sent(600)).toEqual([]);
    await show({ summary: `${text}\n\nA fire counter at the town hall was set up by the mayor for the whole quarter.` });
    expect((await sent(600)).map((line) => line.slice(0, 15))).toEqual(["both by counter"]);
    await show({ summary: "Customs men at Mirrowick seized two lorries with forged tobacco stamps." });
    expect((await sent(600)).map((line) => line.slice(0, 8))).toEqual(["fire by ", "both by "]);
  });

  test("each line that a live blog adds is told to those who watch what it names, however short it is, and none twice", async () => {
    await stages.configure({
      feeds: [feedConfig(URL, { backlog: { kind: "all" } })],
      watchlists: [
        {
          file: "watchlists/storm.yaml",
          content: { watchlists: [{ id: "storm", name: "Storm", any: ["Elmsworth", "Netherexe", "Quillhaven"] }] },
        },
      ],
      digests: [digest("both")],
    });
    const lines = ["The mast of Quillhaven fell.", "The ferry to Netherexe stays in port.", "Trees are down in Elmsworth."];
    for (const count of [1, 2, 3]) {
      await show({ title: "Storm: live", summary: lines.slice(-count).join(" ") });
      expect((await sent(600)).map((line) => line.includes(lines.at(-count) ?? ""))).toEqual([true]);
    }
    await show({ title: "Storm: live", summary: `${lines.join(" ")} Stay indoors.` });
    expect(await sent(600)).toEqual([]);
  });

  test("words that were taken back are told as they stood there when they matched", async () => {
    await show({ summary: "The gunman is dead." });
    await show({ summary: "All are well." });
    const told = (await sent()).find((line) => line.startsWith("gunman"));
    expect(told).toBe("gunman by gunman: Fire at the mill: The gunman is dead.");
    const { content } = await stages.database.one<{ content: Issue }>("select content from issues where digest_id = 'gunman'");
    expect(content.sections[0]?.stories[0]?.changedAt).toBe(minutesLater(20).toISOString());
  });

  test("explain names the versions, and the other articles at the address", async () => {
    const url = "https://outlet.example/ticker";
    await show({ id: "a", url: `${url}#a`, title: "Fire at the mill" }, { id: "b", url: `${url}#b`, title: "Calm at sea" });
    await show(
      { id: "a", url: `${url}#a`, title: "Fire at the mill: all are well" },
      { id: "b", url: `${url}#b`, title: "Calm at sea" },
    );
    const { id } = await stages.database.one<{ id: number }>("select article_id as id from entries where title like 'Fire%'");
    const explained = await explainArticle(stages.database, String(id));
    expect(explained.versions).toMatchObject([{ title: "Fire at the mill", until: minutesLater(20).toISOString() }]);
    expect(explained.entries.map(({ title }) => title)).toEqual(["Fire at the mill: all are well"]);
  });

  test("words that changed before anybody read them are matched all the same", async () => {
    await show({ summary: "All are well." });
    await stages.database.run("update articles set stage = 'match-watchlists'");
    await stages.database.run("update entries set text = 'The gunman is dead.'");
    await show({ summary: "All are very well." });
    expect((await sent()).filter((line) => line.startsWith("gunman"))).toHaveLength(1);
  });

  test("an entry that changes at every poll sends nothing twice, and keeps a few versions", async () => {
    const text = inventText("fire");
    await show({ summary: `${text}\n\nRead 0 times by our counter.` });
    await sent();
    for (let count = 1; count <= 30; count++) await show({ summary: `${text}\n\nRead ${count} times by our counter.` });
    expect(await sent(600)).toEqual([]);
    expect((await versions()).length).toBeLessThanOrEqual(12);
    expect(await stages.database.one("select rereads from articles")).toEqual({ rereads: 4 });
  });

  test("counters and advertisements that change at every poll bring no story back", async () => {
    const text = inventText("fire");
    await show({ summary: `${text}\n\n${noise(0)}` });
    await sent();
    for (let poll = 1; poll <= 8; poll++) await show({ summary: `${text}\n\n${noise(poll)}` });
    expect(await sent(600)).toEqual([]);
    const report =
      "A second body was found under the roof in the evening.\n\nThe owner of the mill was taken away by two officers.";
    await show({ title: "Fire at the mill: second body", summary: `${text}\n\n${noise(9)}\n\n${report}` });
    expect((await sent(600)).map((line) => line.slice(0, 4))).toEqual(["fire", "both"]);
  });

  test("an entry that alternates between two texts has two versions", async () => {
    for (let count = 0; count < 8; count++) await show({ summary: count % 2 === 0 ? "All are well." : "Fire." });
    expect(await versions()).toHaveLength(2);
  });

  test("guids that change at every poll tell nothing twice, keep few rows, and new words are read under any of them", async () => {
    await show({ ...numbered(0), summary: "Fire." });
    for (let count = 1; count <= 12; count++) await show({ ...numbered(count), summary: "Fire." });
    expect((await sent()).filter((line) => line.startsWith("fire"))).toHaveLength(1);
    expect((await stages.database.many("select id from entries")).length).toBeLessThanOrEqual(7);
    await show({ ...numbered(13), summary: "Fire.\n\nThe gunman is dead." });
    expect((await sent()).filter((line) => line.startsWith("gunman"))).toHaveLength(1);
  });

  test("a feed that gives all its entries the time of the poll has no page read again", async () => {
    await show(...dated(1));
    await show(...dated(2));
    expect(await stages.database.one("select sum(rereads)::int as rereads from articles")).toEqual({ rereads: 0 });
  });
});
