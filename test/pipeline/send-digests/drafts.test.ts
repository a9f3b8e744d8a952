// Goal: others work while an issue is composed, and what they store meanwhile is in it. Method: something happens at the moment at which its texts are read.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { unsubscribe } from "../../../src/channels/mail/unsubscribe.ts";
import { composeIssue } from "../../../src/pipeline/send-digests/compose-issue.ts";
import { STORES } from "../../store/open-test-store.ts";
import { minutesLater } from "../../store/seed.ts";
import { digest, openStages, watchlists } from "../open-stages.ts";
import { inventText, tellStory } from "../tell-story.ts";
import type { Issue } from "../../../src/digests/digest.ts";
import type { Database, Sql } from "../../../src/store/engine/database.ts";
import type { TestStages } from "../open-stages.ts";

/** Of the statement that reads the texts of an issue's articles. */
const READS_TEXTS = /\ba\.text\b/;

/** The same, and `onRead` is called after texts were read. */
const hearing = (sql: Sql, onRead: () => Promise<unknown>): Sql => ({
  ...sql,
  async many<T>(text: string, values?: Parameters<Sql["many"]>[1]): Promise<T[]> {
    const rows = await sql.many<T>(text, values);
    if (READS_TEXTS.test(text)) await onRead();
    return rows;
  },
});

describe.each(STORES)("on %s", (kind) => {
  let stages: TestStages;
  beforeAll(async () => {
    stages = await openStages(kind);
  });
  beforeEach(async () => {
    await stages.wipe();
    await stages.configure({ digests: [digest("morning")], watchlists: watchlists("alpha") });
  });
  afterAll(() => stages.close());

  /** Composes the issue; `meanwhile` is called each time that its texts are read outside of a transaction. */
  async function compose(meanwhile: (time: number) => Promise<unknown>): Promise<{ read: number; readWithin: number }> {
    let [read, readWithin] = [0, 0];
    const { database } = stages;
    const heard: Database = {
      ...database,
      ...hearing(database, () => meanwhile((read += 1))),
      transaction: (work, options) =>
        database.transaction((sql) => work(hearing(sql, () => Promise.resolve((readWithin += 1)))), options),
    };
    stages.clock.at = minutesLater(60);
    expect(await composeIssue({ ...stages.deps, database: heard }, "morning")).toMatchObject({ kind: "issue" });
    return { read, readWithin };
  }
  const written = async () => {
    const issues = await stages.database.many<{ content: Issue }>("select content from issues order by id");
    return issues.map(({ content }) => content.sections.flatMap(({ stories }) => stories));
  };

  test("texts are read and mails composed while no transaction is open", async () => {
    await tellStory(stages.deps, { text: inventText("alpha") });
    expect(await compose(() => Promise.resolve())).toEqual({ read: 1, readWithin: 0 });
    expect(await written()).toHaveLength(1);
  });

  test("a story and a copy that come meanwhile are in the issue", async () => {
    const text = inventText("alpha");
    await tellStory(stages.deps, { title: "First", text });
    const { read } = await compose(async (time) => {
      if (time > 1) return;
      await tellStory(stages.deps, { title: "First", text });
      await tellStory(stages.deps, { title: "Second", text: inventText("alpha") });
    });
    expect(read).toBe(2);
    const [stories = [], ...more] = await written();
    expect(more).toEqual([]);
    expect(await stages.database.many("select id from issues")).toEqual([{ id: 1 }]);
    expect(stories.map(({ title }) => title).sort()).toEqual(["First", "Second"]);
    const { copies } = await stages.database.one<{ copies: number }>(
      "select count(*)::int as copies from articles a join tellings t on t.story_id = a.story_id where a.relation = 'copy'",
    );
    expect(copies).toBe(1);
  });

  test("a recipient who unsubscribes while mails are composed gets none of them", async () => {
    const { database, deps, clock } = stages;
    await tellStory(deps, { text: inventText("alpha") });
    const now = minutesLater(60);
    clock.at = now;
    const recipient = "desk@example.org";
    const heard: Database = {
      ...database,
      async many<T>(text: string, values?: Parameters<Sql["many"]>[1]): Promise<T[]> {
        const rows = await database.many<T>(text, values);
        if (/join suppressions/.test(text)) await unsubscribe(database, { digest: "morning", recipient }, now);
        return rows;
      },
    };
    await composeIssue({ ...deps, database: heard }, "morning");
    expect(await database.many("select recipient, state from deliveries")).toEqual([{ recipient, state: "suppressed" }]);
  });

  test("if stories never stop to come, the issue is composed while its digest is locked", async () => {
    await tellStory(stages.deps, { text: inventText("alpha") });
    const { read, readWithin } = await compose(() => tellStory(stages.deps, { text: inventText("alpha") }));
    expect([read, readWithin]).toEqual([3, 1]);
    expect((await written()).map((stories) => stories.length)).toEqual([4]);
  });

  test("two that compose at once write one issue", async () => {
    await tellStory(stages.deps, { text: inventText("alpha") });
    stages.clock.at = minutesLater(60);
    const both = await Promise.all([composeIssue(stages.deps, "morning"), composeIssue(stages.deps, "morning")]);
    expect(both.map(({ kind: result }) => result).sort()).toEqual(["issue", "not-due"]);
    expect(await written()).toHaveLength(1);
  });
});
