// An article that hundreds of feeds list, one after another: each feed costs as much as the one before, and all of them are matched and found.
import { afterAll, beforeAll, expect, test } from "vitest";
import { indexArchive } from "../../../src/chores/index-archive.ts";
import { matchWatchlists } from "../../../src/pipeline/match-watchlists/match-watchlists.ts";
import { saveDocument } from "../../../src/pipeline/poll-feeds/take-document.ts";
import { listArchived } from "../../../src/store/views/archive.ts";
import { addFeed, newEntry } from "../../store/seed.ts";
import { openStages, watchlists } from "../open-stages.ts";
import { inventText } from "../tell-story.ts";
import type { Database, Value } from "../../../src/store/engine/database.ts";
import type { TestStages } from "../open-stages.ts";

const FEEDS = 140;

let stages: TestStages;
let readChars = 0;
beforeAll(async () => {
  stages = await openStages("pglite");
  await stages.configure({ watchlists: watchlists("zither70", "zither139", "harbour") });
});
afterAll(() => stages.close());

const count = <T>(rows: T): T => {
  readChars += JSON.stringify(rows)?.length ?? 0;
  return rows;
};

/** The database, with what it returns counted. */
function counted(database: Database): Database {
  return {
    ...database,
    maybeOne: async <T>(text: string, values?: readonly Value[]) => count(await database.maybeOne<T>(text, values)),
    many: async <T>(text: string, values?: readonly Value[]) => count(await database.many<T>(text, values)),
    transaction: (work) =>
      database.transaction((sql) =>
        work({ ...sql, many: async <T>(text: string, values?: readonly Value[]) => count(await sql.many<T>(text, values)) }),
      ),
  };
}

test("the hundredth feed costs no more than the fiftieth, and no feed's words are lost", async () => {
  const deps = { ...stages.deps, database: counted(stages.database) };
  const costs: number[] = [];
  let article = 0;
  for (let number = 0; number < FEEDS; number++) {
    const url = `https://feed${number}.example/feed`;
    const id = await addFeed(stages.database, { url });
    readChars = 0;
    const entry = newEntry(`e${number}`, {
      articleUrl: "https://outlet.example/story",
      title: "The harbour of one",
      text: `${inventText("harbour")} It is the zither${number}.`,
    });
    await deps.database.transaction(async (sql) =>
      saveDocument(deps, sql, { id, url }, { seen: [], fresh: [entry], dates: [], gap: false, withheld: 0 }),
    );
    if (number === 0) {
      article = (await stages.database.one<{ id: number }>("select id from articles")).id;
      await stages.database.run(
        "update articles set stage = 'match-watchlists', title = 'A storm', text = 'A storm came.', method = 'readability'",
      );
    }
    await matchWatchlists(deps).run({ article });
    await stages.database.run("update articles set stage = 'done'");
    await indexArchive(deps);
    costs.push(readChars);
  }
  const sum = (from: number) => costs.slice(from, from + 30).reduce((total, cost) => total + cost, 0);
  expect(sum(100) / sum(50)).toBeLessThan(1.1);
  const found = await stages.database.many<{ id: string }>("select watchlist_id as id from matches order by 1");
  expect(found.map(({ id }) => id)).toEqual(["harbour", "zither139", "zither70"]);
  const search = (word: string) =>
    listArchived(stages.database, { words: { kind: "word", word, prefix: false }, since: null, matchedBy: [] });
  expect([await search("zither3"), await search("zither139"), await search("zither999")]).toEqual([[article], [article], []]);
});

test("an entry that is stored after one with a higher number is read too", async () => {
  const { id: article } = await stages.database.one<{ id: number }>("select id from articles");
  const { id: feed } = await stages.database.one<{ id: number }>("select id from feeds where url = 'https://feed7.example/feed'");
  await stages.database.run("update articles set heard_to = heard_to + 1000");
  await stages.configure({ watchlists: watchlists("late") });
  const entry = newEntry("late", {
    articleUrl: "https://outlet.example/story",
    title: "The harbour of one",
    text: "It came late.",
  });
  await stages.database.transaction(async (sql) =>
    saveDocument(
      stages.deps,
      sql,
      { id: feed, url: "https://feed7.example/feed" },
      { seen: [], fresh: [entry], dates: [], gap: false, withheld: 0 },
    ),
  );
  expect(await matchWatchlists(stages.deps).run({ article })).toMatchObject({ outcome: "matched" });
});
