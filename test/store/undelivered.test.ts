// Which failed mails an issue reports: to whom, how often, and for how long.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { listUndelivered } from "../../src/store/views/undelivered.ts";
import { openTestStore, STORES } from "./open-test-store.ts";
import { addDigest, addIssue, insert, minutesLater, NOW } from "./seed.ts";
import type { UndeliveredFor } from "../../src/store/views/undelivered.ts";
import type { TestStore } from "./open-test-store.ts";

const DAY = 24 * 60;

describe.each(STORES)("on %s", (kind) => {
  let store: TestStore;
  let mails = 0;
  beforeAll(async () => {
    store = await openTestStore(kind);
  });
  beforeEach(async () => {
    await store.wipe();
    await addDigest(store.database, "morning");
    await addDigest(store.database, "night");
  });
  afterAll(() => store.close());

  /** An issue of that minute and one mail of it; what failed failed at once. */
  async function mail(minute: number, recipient: string, more: Record<string, string | number | boolean | Date | null> = {}) {
    const { digest = "morning", ...row } = more;
    const at = minutesLater(minute);
    const issue = await addIssue(store.database, String(digest), at);
    const isSent = row["state"] === "sent";
    await insert(store.database, "deliveries", {
      issue_id: issue,
      recipient,
      message_id: `m${++mails}`,
      message: new Uint8Array(),
      state: "failed",
      not_before: at,
      created_at: at,
      sent_at: isSent ? at : null,
      fault: isSent ? null : `550 of ${minute}`,
      fault_at: isSent ? null : at,
      ...row,
    });
  }
  const sent = (minute: number, recipient: string, more = {}) => mail(minute, recipient, { state: "sent", ...more });
  const list = async (minute: number, more: Partial<UndeliveredFor> = {}) =>
    (
      await listUndelivered(store.database, {
        digest: "morning",
        recipients: ["a", "b"],
        overSmtp: true,
        now: minutesLater(minute),
        ...more,
      })
    ).map(({ digest, recipient, end, count, fault }) => [digest, recipient, end, count, fault].join(" "));

  test("a failure is reported to its reader until a later issue has reached them, even if others got one", async () => {
    await mail(0, "a");
    await mail(60, "a");
    await sent(90, "b");
    expect(await list(120)).toEqual(["morning a failed 2 550 of 60"]);
    await sent(120, "a");
    expect(await list(180)).toEqual([]);
  });

  test("a former recipient's failure is reported once, to anybody, and after two weeks not at all", async () => {
    await mail(0, "typo");
    expect(await list(60)).toEqual(["morning typo failed 1 550 of 0"]);
    await sent(60, "b");
    expect(await list(120)).toEqual([]);
    await mail(180, "a");
    expect(await list(180 + 15 * DAY)).toEqual([]);
  });

  test("another digest's failure is reported without its reader", async () => {
    await mail(0, "c", { digest: "night" });
    await mail(1, "d", { digest: "night" });
    expect(await list(60)).toEqual(["night  failed 2 550 of 1"]);
    expect(await list(60, { digest: "night", recipients: ["c"] })).toEqual([
      "night d failed 1 550 of 1",
      "night c failed 1 550 of 0",
    ]);
  });

  test("a waiting or held mail is reported each time; a late or doubtful one once it is delivered", async () => {
    await mail(0, "a", { state: "retry", fault: "450" });
    await mail(0, "a", { state: "uncertain", fault: "no end" });
    await sent(2, "a");
    expect((await list(60)).toSorted()).toEqual(["morning a retry 1 450", "morning a uncertain 1 no end"]);
    await store.database.run("update deliveries set state = 'sent', sent_at = $1 where fault = '450'", [minutesLater(45)]);
    await store.database.run("update deliveries set state = 'sent', sent_at = $1, uncertain = 1 where fault = 'no end'", [
      minutesLater(5),
    ]);
    // An issue from between said that they waited, and not how that ended.
    expect((await list(60)).toSorted()).toEqual(["morning a late 1 450", "morning a twice 1 no end"]);
  });

  test("a late mail is reported once", async () => {
    await mail(0, "a", { state: "sent", fault: "450", sent_at: minutesLater(45), fault_at: NOW });
    expect(await list(60)).toEqual(["morning a late 1 450"]);
    await sent(60, "a");
    expect(await list(120)).toEqual([]);
  });

  test("a mail that was sent in the end, soon and once, is not reported", async () => {
    await sent(0, "a", { fault: "450", fault_at: NOW, sent_at: minutesLater(20) });
    expect(await list(60)).toEqual([]);
  });

  test("a file in the outbox counts as sent while there is no mail server, and is reported once there is one", async () => {
    await mail(0, "a");
    await sent(60, "a", { filed: true, fault: "written", fault_at: minutesLater(60) });
    expect(await list(120, { overSmtp: false })).toEqual([]);
    expect(await list(120)).toEqual(["morning a filed 1 written", "morning a failed 1 550 of 0"]);
  });
});
