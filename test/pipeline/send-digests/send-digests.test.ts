// The job that writes a digest's issues: nothing that comes in while it runs has to wait for another.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { sendDigests } from "../../../src/pipeline/send-digests/send-digests.ts";
import { STORES } from "../../store/open-test-store.ts";
import { digest, openStages, watchlists } from "../open-stages.ts";
import { inventText, tellStory } from "../tell-story.ts";
import type { Issue } from "../../../src/digests/digest.ts";
import type { Database } from "../../../src/store/engine/database.ts";
import type { TestStages } from "../open-stages.ts";

describe.each(STORES)("on %s", (kind) => {
  let stages: TestStages;
  beforeAll(async () => {
    stages = await openStages(kind);
  });
  beforeEach(() => stages.wipe());
  afterAll(() => stages.close());

  const tell = (title: string) => tellStory(stages.deps, { title, text: inventText("zebra") });
  const toldByIssue = async () =>
    (await stages.database.many<{ content: Issue }>("select content from issues order by id")).map(({ content }) =>
      content.sections.flatMap(({ stories }) => stories.map(({ title }) => title)),
    );

  test("a story that comes in while an issue is saved gets an issue of its own from the same job", async () => {
    await stages.configure({
      digests: [digest("alerts", { schedule: { kind: "immediately" } })],
      watchlists: watchlists("zebra"),
    });
    await tell("Zebra found");
    const late = ["Zebra lost", "Zebra found again"];
    const database: Database = {
      ...stages.database,
      async transaction(work) {
        const result = await stages.database.transaction(work);
        const title = late.shift();
        if (title !== undefined) await tell(title);
        return result;
      },
    };
    const { outcome, handOn } = await sendDigests({ ...stages.deps, database }).run({ digest: "alerts" });
    expect(outcome).toBe("issue");
    expect(await toldByIssue()).toEqual([["Zebra found"], ["Zebra lost"], ["Zebra found again"]]);
    const mails = await stages.database.many<{ delivery: number }>("select id as delivery from deliveries order by id");
    expect(mails).toHaveLength(3);
    expect(handOn).toEqual({ "send-digests": mails.map(({ delivery }) => ({ delivery, lane: "mail" })) });
  });
});
