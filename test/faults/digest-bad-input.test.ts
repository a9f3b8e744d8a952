// Goal: a digest with bad input reports it and loses nothing. Method: a real store, and the outbox or a mail server.
import { mkdir, rm, symlink } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { renderIssuePage } from "../../src/digests/render-issue.ts";
import { composeIssue } from "../../src/pipeline/send-digests/compose-issue.ts";
import { deliverIssue } from "../../src/pipeline/send-digests/deliver-issue.ts";
import { listLedger } from "../../src/store/views/ledger.ts";
import { digest, openStages, watchlists } from "../pipeline/open-stages.ts";
import { inventText, tellStory } from "../pipeline/tell-story.ts";
import { STORES } from "../store/open-test-store.ts";
import { minutesLater, NOW } from "../store/seed.ts";
import { readOutbox } from "../support/read-mails.ts";
import type { Issue } from "../../src/digests/digest.ts";
import type { LedgerRow } from "../../src/store/views/ledger.ts";
import type { TestStages } from "../pipeline/open-stages.ts";

const MATCHES = 5_000;
const HTML_BYTES_MAX = 64_000;

describe.each(STORES)("on %s", (store) => {
  let stages: TestStages;
  beforeAll(async () => {
    stages = await openStages(store);
  });
  beforeEach(async () => {
    await stages.wipe();
    await rm(stages.outbox, { recursive: true, force: true });
  });
  afterAll(() => stages.close());

  const configure = (to: string[], atMost = 40) =>
    stages.configure({ watchlists: watchlists("harbour"), digests: [digest("morning", { to, atMost })] });
  const ledger = (): Promise<LedgerRow[]> =>
    listLedger(stages.database, { digest: null, recipient: null, state: null, limit: 100 });
  const lastMail = async () =>
    (await readOutbox(stages.outbox)).toSorted((a, b) => (a.date?.getTime() ?? 0) - (b.date?.getTime() ?? 0)).at(-1);

  /** What waits goes into an issue; its mails, which are not delivered yet. */
  async function compose(minute: number): Promise<number[]> {
    stages.clock.at = minutesLater(minute);
    const composed = await composeIssue(stages.deps, "morning", { atOnce: true });
    if (composed.kind !== "issue") throw new Error(`no issue was written: ${composed.kind}`);
    return composed.deliveries;
  }
  async function tellAndCompose(minute: number): Promise<number[]> {
    stages.clock.at = minutesLater(minute);
    await tellStory(stages.deps, { title: `Report of minute ${minute}`, text: inventText("harbour") });
    return compose(minute);
  }
  const deliver = async (minute: number, mail: number) => {
    stages.clock.at = minutesLater(minute);
    return (await deliverIssue(stages.deps, mail)).outcome;
  };

  test("an invalid recipient is reported in the ledger and in the next issue, and delays nobody", async () => {
    await configure(["desk@example.org", "night desk example.org"]);
    for (const minute of [0, 60])
      for (const mail of await tellAndCompose(minute)) expect(await deliver(minute, mail)).toBe("sent");
    const words = '"night desk example.org" is not one mail address: correct it in digests.yaml';
    expect((await ledger()).filter(({ state }) => state === "failed").map(({ reply }) => reply)).toEqual([words, words]);
    expect((await lastMail())?.text?.replace(/\s+/g, " ")).toContain(`“morning” of Mon 2 Mar, 10:00: not delivered: ${words}`);
  });

  test("an outbox on a full disk is reported, and the mail is written once there is room", async () => {
    await configure(["desk@example.org"]);
    const [first = 0] = await tellAndCompose(0);
    // Writing to /dev/full fails as writing to a full disk does.
    await mkdir(stages.outbox, { recursive: true });
    await symlink("/dev/full", join(stages.outbox, `2026-03-02T1000-morning-1-${first}.eml.part`));
    expect(await deliver(0, first)).toBe("retry");
    const [row] = await ledger();
    expect(row).toMatchObject({
      state: "retry",
      fault: expect.stringMatching(/^could not write .*no room on the disk \(ENOSPC\): make room/),
    });
    const [second = 0] = await tellAndCompose(20);
    for (const mail of [first, second]) expect(await deliver(20, mail)).toBe("sent");
    expect(await readOutbox(stages.outbox)).toHaveLength(2);
    expect((await lastMail())?.text?.replace(/\s+/g, " ")).toMatch(
      /“morning” of Mon 2 Mar, 10:00 to desk@example\.org: not taken yet, and tried again: could not write .*no room on the disk \(ENOSPC\)/,
    );
  });

  test(
    "of 5,000 matches a mail shows as many as it may, lists as many headlines as fit and links to all",
    { timeout: 120_000 },
    async () => {
      await configure(["desk@example.org"], 40);
      await seedMatches(stages, MATCHES);
      const [mail = 0] = await compose(1);
      expect(await deliver(1, mail)).toBe("sent");
      const [{ html, text, subject } = {}] = await readOutbox(stages.outbox);
      expect(subject).toMatch(/and 4999 more$/);
      expect((String(html).match(/<h3/g) ?? []).length).toBe(40);
      expect(Buffer.byteLength(String(html))).toBeLessThanOrEqual(HTML_BYTES_MAX);
      const [, listed] = /4960 more stories matched, of which (\d+) are listed here:/.exec(text ?? "") ?? [];
      expect(Number(listed)).toBeGreaterThanOrEqual(150);
      expect((String(html).match(/<li>/g) ?? []).length).toBe(Number(listed));
      expect(text).toContain("all on the web:\nhttp://localhost:8080/issues/1");
      const { content } = await stages.database.one<{ content: Issue }>("select content from issues");
      const shown = (renderIssuePage(content).match(/<h3/g) ?? []).length;
      expect(shown + content.more).toBe(MATCHES);
      expect(shown).toBe(MATCHES);
      expect(content.onPageOnly).toHaveLength(MATCHES - 40 - Number(listed));
      const { waiting } = await stages.database.one<{ waiting: number }>(
        "select count(*)::int as waiting from digest_stories where issue_id is null",
      );
      expect(waiting).toBe(0);
    },
  );
});

/** Stories of one article each, all waiting for the digest. */
async function seedMatches({ database }: TestStages, count: number): Promise<void> {
  await database.run(
    `with a as (insert into articles (url, stage, not_before, first_seen_at, title, text, published_at, relation)
       select 'https://outlet.example/' || n, 'done', $1, $1, 'Harbour report ' || n, repeat('The harbour was quiet on day ' || n || '. ', 40), $1, 'original'
       from generate_series(1, $2::int) n returning id),
     s as (insert into stories (article_id, created_at, last_copy_at) select id, $1, $1 from a returning id, article_id),
     m as (insert into matches (article_id, watchlist_id, spans, matched_at)
       select id, 'harbour', '[{"field":"title","start":0,"end":7,"term":"harbour"}]'::jsonb, $1 from a)
     insert into digest_stories (digest_id, story_id, watchlist_id, added_at) select 'morning', id, 'harbour', $1 from s`,
    [NOW, count],
  );
  await database.run("update articles set story_id = s.id from stories s where s.article_id = articles.id");
}
