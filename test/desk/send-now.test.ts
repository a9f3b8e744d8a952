// Goal: `digest send` ends when its own mails were tried, whatever other mails wait for. Method: issues with deliveries of dead workers.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { sendNow } from "../../src/desk/run-round.ts";
import { openTally } from "../../src/pipeline/tally.ts";
import { deliverIssue } from "../../src/pipeline/send-digests/deliver-issue.ts";
import { claimDelivery } from "../../src/store/deliveries/deliveries.ts";
import { digest, openStages, watchlists } from "../pipeline/open-stages.ts";
import { inventText, tellStory } from "../pipeline/tell-story.ts";
import { STORES } from "../store/open-test-store.ts";
import { addDigest, addIssue, insert, minutesLater, NOW } from "../store/seed.ts";
import { until } from "../support/wait.ts";
import type { RunningPipeline } from "../../src/desk/desk-deps.ts";
import type { TestStages } from "../pipeline/open-stages.ts";

const LEASE_MS = 2 * 60_000;

describe.each(STORES)("on %s", (kind) => {
  let stages: TestStages;
  beforeAll(async () => {
    stages = await openStages(kind);
  });
  beforeEach(async () => {
    await stages.wipe();
    await stages.configure({
      digests: [digest("morning", { to: ["one@example.org", "two@example.org"] })],
      watchlists: watchlists("alpha"),
    });
    await tellStory(stages.deps, { text: inventText("alpha") });
  });
  afterAll(() => stages.close());

  const statesOf = async (digestId: string) =>
    (
      await stages.database.many<{ state: string }>(
        "select d.state from deliveries d join issues i on i.id = d.issue_id where i.digest_id = $1 order by d.id",
        [digestId],
      )
    ).map(({ state }) => state);

  /** Its workers do this with the deliveries of the digest `morning`. */
  function pipeline(deliver: (id: number) => Promise<unknown>): RunningPipeline {
    const start = async () => {
      const rows = await stages.database.many<{ id: number }>(
        "select d.id from deliveries d join issues i on i.id = d.issue_id where i.digest_id = 'morning' order by d.id",
      );
      for (const { id } of rows) await deliver(id);
    };
    return { deps: stages.deps, tally: openTally(), start: () => void start(), sweep: () => Promise.resolve(0) };
  }

  test("the mails of another digest that are stuck, or still to send, are not waited for", async () => {
    await addDigest(stages.database, "evening");
    const issue = await addIssue(stages.database, "evening");
    const row = { issue_id: issue, message: new Uint8Array(), created_at: NOW };
    const taken = { state: "sending", lease_until: minutesLater(60), not_before: minutesLater(60) };
    await insert(stages.database, "deliveries", { ...row, ...taken, recipient: "a@x", message_id: "1" });
    await insert(stages.database, "deliveries", { ...row, state: "pending", not_before: NOW, recipient: "b@x", message_id: "2" });

    const sent = await sendNow(
      pipeline((id) => deliverIssue(stages.deps, id)),
      "morning",
    );
    expect(sent.deliveries.map(({ state }) => state)).toEqual(["sent", "sent"]);
    expect(await statesOf("evening")).toEqual(["sending", "pending"]);
  });

  test("its own mail that a dead worker holds is waited for until the worker's lease ends", async () => {
    let hasEnded = false;
    const workers = pipeline(async (id) => {
      const isFirst = (await statesOf("morning"))[0] === "pending";
      return isFirst ? deliverIssue(stages.deps, id) : claimDelivery(stages.database, id, stages.deps.now(), LEASE_MS);
    });
    const sending = sendNow(workers, "morning").finally(() => (hasEnded = true));
    await until(async () => (await statesOf("morning")).join() === "sent,sending", "one mail left, and one is held");
    stages.clock.at = new Date(NOW.getTime() + LEASE_MS - 1);
    expect(hasEnded).toBe(false);
    stages.clock.at = new Date(NOW.getTime() + LEASE_MS);
    expect((await sending).deliveries.map(({ state }) => state)).toEqual(["sent", "sending"]);
  });
});
