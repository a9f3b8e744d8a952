// Goal: a digest is locked for as long as its issue takes, not for as long as its recipients are many. Method: count the statements.
import { afterAll, beforeAll, expect, test } from "vitest";
import { composeIssue } from "../../../src/pipeline/send-digests/compose-issue.ts";
import { minutesLater } from "../../store/seed.ts";
import { digest, openStages, watchlists } from "../open-stages.ts";
import { inventText, tellStory } from "../tell-story.ts";
import type { Database, Sql } from "../../../src/store/engine/database.ts";
import type { TestStages } from "../open-stages.ts";

let stages: TestStages;
beforeAll(async () => {
  stages = await openStages("pglite");
});
afterAll(() => stages.close());

const recipients = (count: number): string[] => Array.from({ length: count }, (_, index) => `reader-${index}@example.org`);

/** The database, and every statement that a transaction of it runs. */
function listening(database: Database): { database: Database; statements: string[] } {
  const statements: string[] = [];
  const heard = (sql: Sql): Sql => ({
    one: (text, values) => (statements.push(text), sql.one(text, values)),
    maybeOne: (text, values) => (statements.push(text), sql.maybeOne(text, values)),
    many: (text, values) => (statements.push(text), sql.many(text, values)),
    run: (text, values) => (statements.push(text), sql.run(text, values)),
  });
  return { statements, database: { ...database, transaction: (work) => database.transaction((sql) => work(heard(sql))) } };
}

async function statementsFor(count: number): Promise<string[]> {
  await stages.wipe();
  const web = { ...stages.deps.config().web, url: "https://wirewatch.example.org" };
  await stages.configure({ web, digests: [digest("morning", { to: recipients(count) })], watchlists: watchlists("alpha") });
  await tellStory(stages.deps, { text: inventText("alpha") });
  stages.clock.at = minutesLater(60);
  const { database, statements } = listening(stages.database);
  const composed = await composeIssue({ ...stages.deps, database }, "morning");
  expect(composed).toMatchObject({ kind: "issue" });
  expect(composed.kind === "issue" && composed.deliveries).toHaveLength(count);
  return statements;
}

const inserts = (statements: string[]) => statements.filter((text) => text.startsWith("insert into deliveries"));

test("an issue for 300 recipients takes as many statements as one for 3, but for the parts of its long list of mails", async () => {
  const few = await statementsFor(3);
  const many = await statementsFor(300);
  expect(inserts(few)).toHaveLength(1);
  expect(many.length - inserts(many).length).toBe(few.length - 1);
  const { bytes } = await stages.database.one<{ bytes: number }>("select sum(length(message))::int as bytes from deliveries");
  // Mails of a megabyte a statement, and 200 rows at most.
  expect(inserts(many).length).toBeLessThanOrEqual(2 + Math.ceil(bytes / 500_000));
  expect(inserts(many).length).toBeLessThan(20);
});

test("deliveries are entered in the order of digests.yaml, those that are not to be sent among them", async () => {
  await stages.wipe();
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
