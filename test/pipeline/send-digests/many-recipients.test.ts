// Goal: a digest is locked for as long as its issue takes, not for as long as its recipients are many. Method: count the statements and bytes.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { composeIssue } from "../../../src/pipeline/send-digests/compose-issue.ts";
import { dropOldDrafts, withDraft } from "../../../src/store/deliveries/draft-messages.ts";
import { STORES } from "../../store/open-test-store.ts";
import { minutesLater } from "../../store/seed.ts";
import { digest, openStages, watchlists } from "../open-stages.ts";
import { inventText, tellStory } from "../tell-story.ts";
import type { Database, Sql, Value } from "../../../src/store/engine/database.ts";
import type { TestStages } from "../open-stages.ts";

const recipients = (count: number): string[] => Array.from({ length: count }, (_, index) => `reader-${index}@example.org`);

const fails = () => Promise.reject(new Error("the disk is full"));

/** The database, and what its transactions run. */
function listening(database: Database) {
  const heard = { statements: [] as string[], bytes: 0 };
  const note = (text: string, values: readonly Value[] = []): void => {
    heard.statements.push(text);
    for (const value of values) heard.bytes += value instanceof Uint8Array ? value.length : 0;
  };
  const listen = (sql: Sql): Sql => ({
    one: (text, values) => (note(text, values), sql.one(text, values)),
    maybeOne: (text, values) => (note(text, values), sql.maybeOne(text, values)),
    many: (text, values) => (note(text, values), sql.many(text, values)),
    run: (text, values) => (note(text, values), sql.run(text, values)),
  });
  const heardOf: Database = { ...database, transaction: (work) => database.transaction((sql) => work(listen(sql))) };
  return { heard, database: heardOf };
}

describe.each(STORES)("on %s", (kind) => {
  let stages: TestStages;
  beforeAll(async () => {
    stages = await openStages(kind);
  });
  beforeEach(() => stages.wipe());
  afterAll(() => stages.close());

  async function composeFor(count: number, meanwhile = () => Promise.resolve()) {
    await stages.wipe();
    const web = { ...stages.deps.config().web, url: "https://wirewatch.example.org" };
    await stages.configure({ web, digests: [digest("morning", { to: recipients(count) })], watchlists: watchlists("alpha") });
    await tellStory(stages.deps, { text: inventText("alpha") });
    stages.clock.at = minutesLater(60);
    const { heard, database } = listening(stages.database);
    const { run } = database;
    const composed = await composeIssue(
      {
        ...stages.deps,
        database: {
          ...database,
          async run(text, values) {
            const changed = await run(text, values);
            if (text.includes("into draft_messages")) await meanwhile();
            return changed;
          },
        },
      },
      "morning",
    );
    expect(composed).toMatchObject({ kind: "issue" });
    expect(composed.kind === "issue" && composed.deliveries).toHaveLength(count);
    return heard;
  }
  const rows = () =>
    stages.database.many<{ recipient: string; message: Uint8Array }>("select recipient, message from deliveries order by id");
  const drafts = () => stages.database.many("select place from draft_messages");

  test("an issue for 300 recipients is stored by as many statements as one for 3, and its mails before its transaction", async () => {
    const few = await composeFor(3);
    const mails = (await rows()).map(({ message }) => message.length);
    expect(few.bytes).toBe(mails.reduce((sum, bytes) => sum + bytes, 0));
    const many = await composeFor(300);
    // 200 rows at most for each.
    expect(many.statements.length).toBe(few.statements.length + 1);
    expect(many.bytes).toBe(0);
    for (const { recipient, message } of await rows()) expect(Buffer.from(message).toString()).toContain(`To: ${recipient}\r\n`);
    expect(await drafts()).toEqual([]);
  });

  test("a story that comes while the mails of many are stored is in the issue, and nothing of the draft is left", async () => {
    let times = 0;
    await composeFor(300, async () => {
      if ((times += 1) === 1) await tellStory(stages.deps, { title: "Second", text: inventText("alpha") });
    });
    const messages = (await rows()).map(({ message }) => Buffer.from(message).toString());
    expect(messages).toHaveLength(300);
    expect(messages.filter((message) => message.includes("Second"))).toHaveLength(300);
    expect(await drafts()).toEqual([]);
  });

  test("an issue that cannot be stored leaves nothing of its draft, and neither does one whose draft cannot", async () => {
    const { database } = stages;
    const messages = Array.from({ length: 20 }, (_, index) => Buffer.alloc(100_000, `message ${index} `));
    await expect(withDraft(database, 1, messages, fails)).rejects.toThrow("the disk is full");
    expect(await drafts()).toEqual([]);
    let parts = 0;
    const full: Sql = { ...database, run: (text, values) => ((parts += 1) === 2 ? fails() : database.run(text, values)) };
    await expect(withDraft(full, 1, messages, () => Promise.resolve("stored"))).rejects.toThrow("the disk is full");
    expect([parts, await drafts()]).toEqual([3, []]);
  });

  test("what a process left that died meanwhile is deleted after a day, and hinders nobody", async () => {
    const { database } = stages;
    const messages = Array.from({ length: 20 }, (_, index) => Buffer.alloc(index === 3 ? 0 : 100_000, `message ${index} `));
    expect(await withDraft(database, 1, messages.slice(0, 3), (isDrafted) => Promise.resolve(isDrafted))).toBe(false);
    const dies: Sql = {
      ...database,
      run: (text, values) => (text.startsWith("delete") ? Promise.resolve(0) : database.run(text, values)),
    };
    expect(await withDraft(dies, 1, messages, (isDrafted) => Promise.resolve(isDrafted))).toBe(true);
    const stored = await database.many<{ message: Uint8Array }>("select message from draft_messages order by place");
    expect(stored.every(({ message }, index) => Buffer.from(message).equals(messages[index]!))).toBe(true);
    await dropOldDrafts(database);
    expect(await drafts()).toHaveLength(20);
    await database.run("update draft_messages set created_at = clock_timestamp() - interval '25 hours'");
    await dropOldDrafts(database);
    expect(await drafts()).toEqual([]);
  });

  test("deliveries are entered in the order of digests.yaml, those that are not to be sent among them", async () => {
    const to = ["a@example.org", "nobody", "B <b@example.org>", "c@example.org"];
    await stages.configure({ digests: [digest("morning", { to })], watchlists: watchlists("alpha") });
    await stages.database.run(
      `insert into suppressions (recipient, digest_id, kind, reply, since) values
       ('b@example.org', '*', 'refused', '550 no such user', now()), ('b@example.org', 'morning', 'unsubscribed', null, now()), ('c@example.org', 'evening', 'unsubscribed', null, now())`,
    );
    await tellStory(stages.deps, { text: inventText("alpha") });
    stages.clock.at = minutesLater(60);
    const composed = await composeIssue(stages.deps, "morning");
    const rows = await stages.database.many<{
      id: number;
      recipient: string;
      state: string;
      reply: string | null;
      fault: string | null;
    }>("select id, recipient, state, reply, fault from deliveries order by id");
    expect(rows.map(({ recipient, state }) => [recipient, state])).toEqual([
      ["a@example.org", "pending"],
      ["nobody", "failed"],
      ["B <b@example.org>", "suppressed"],
      ["c@example.org", "pending"],
    ]);
    // A recipient's own wish for this digest says more than the server's refusals.
    expect(rows[2]).toMatchObject({ reply: expect.stringMatching(/^unsubscribed on /), fault: null });
    expect(rows[1]?.fault).toBe(rows[1]?.reply);
    expect(composed).toMatchObject({ deliveries: [rows[0]?.id, rows[3]?.id] });
  });
});
