// What a round reports: its own failures and waiting work, never what an earlier round reported.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { setArticleAside } from "../../src/store/articles.ts";
import { roundErrors } from "../../src/store/views/round-errors.ts";
import { openTestStore, STORES } from "./open-test-store.ts";
import { addArticle, addDigest, addIssue, daysAgo, insert, minutesLater, NOW } from "./seed.ts";
import type { TestStore } from "./open-test-store.ts";

describe.each(STORES)("on %s", (kind) => {
  let store: TestStore;
  beforeAll(async () => {
    store = await openTestStore(kind);
  });
  beforeEach(() => store.wipe());
  afterAll(() => store.close());

  const told = async () => (await roundErrors(store.database, NOW)).map(({ stage, message }) => `${stage}: ${message}`);

  test("a quarantined article is reported under the stage that failed, however old it is, and not again", async () => {
    for (const stage of ["match-watchlists", "group-stories"] as const) {
      const now = await addArticle(store.database, { stage, first_seen_at: daysAgo(3), not_before: daysAgo(3) });
      const before = await addArticle(store.database, { stage });
      await setArticleAside(store.database, now, stage, `${stage} broke`, NOW);
      await setArticleAside(store.database, before, stage, "of yesterday", daysAgo(1));
    }
    expect(await told()).toEqual(["match-watchlists: match-watchlists broke", "group-stories: group-stories broke"]);
  });

  test("a page that could be read only by its summary or in part is reported in the round that tried, however old the article is", async () => {
    const read = { stage: "done", reason: "paywall", detail: "behind a paywall", first_seen_at: daysAgo(3) };
    await addArticle(store.database, { ...read, not_before: minutesLater(1) });
    await addArticle(store.database, { ...read, not_before: daysAgo(1) });
    await addArticle(store.database, {
      ...read,
      reason: "beginning",
      detail: "page 1 of 3 was read",
      not_before: minutesLater(1),
    });
    expect(await told()).toEqual(["fetch-articles: behind a paywall", "fetch-articles: beginning only: page 1 of 3 was read"]);
  });

  test("a refused mail is reported once; a waiting one until it is sent, with the time of its next try", async () => {
    await addDigest(store.database, "morning");
    const issue = await addIssue(store.database, "morning");
    const add = (recipient: string, more: Record<string, string | Date>) =>
      insert(store.database, "deliveries", {
        issue_id: issue,
        recipient,
        message_id: recipient,
        message: new Uint8Array(),
        not_before: minutesLater(5),
        created_at: daysAgo(1),
        ...more,
      });
    await add("a@x", { state: "failed", reply: "550 of yesterday", ended_at: daysAgo(1) });
    await add("b@x", { state: "failed", reply: "550 no such user", ended_at: minutesLater(1) });
    await add("c@x", { state: "retry", reply: "connection refused" });
    await add("d@x", { state: "uncertain", reply: "no answer" });
    await add("e@x", { state: "sent", reply: "250 ok", ended_at: minutesLater(1) });
    expect(await told()).toEqual([
      "send-digests: given up: 550 no such user",
      "send-digests: kept; tried again at 2026-03-02 10:05 UTC: connection refused",
      "send-digests: may have arrived; sent once more at 2026-03-02 10:05 UTC: no answer",
    ]);
  });
});
