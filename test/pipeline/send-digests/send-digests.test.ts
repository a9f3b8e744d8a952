// The job that writes a digest's issues: nothing that comes in while it runs has to wait for another.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { sendDigests } from "../../../src/pipeline/send-digests/send-digests.ts";
import { STORES } from "../../store/open-test-store.ts";
import { digest, openStages, watchlists } from "../open-stages.ts";
import { inventText, tellStory } from "../tell-story.ts";
import type { Issue } from "../../../src/digests/digest.ts";
import type { StageDeps } from "../../../src/pipeline/stage-deps.ts";
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

  test("a story that comes in while an issue is handed on is told by the same job, in an issue of its own", async () => {
    await stages.configure({
      digests: [digest("alerts", { schedule: { kind: "immediately" } })],
      watchlists: watchlists("zebra"),
    });
    await tell("Zebra found");
    const late = ["Zebra lost", "Zebra found again"];
    const producer: StageDeps["producer"] = {
      ...stages.deps.producer,
      async enqueue(stage, payloads) {
        await stages.deps.producer.enqueue(stage, payloads);
        const title = late.shift();
        if (title !== undefined) await tell(title);
      },
    };
    expect(await sendDigests({ ...stages.deps, producer }).run({ digest: "alerts" })).toEqual({ outcome: "issue" });
    expect(await toldByIssue()).toEqual([["Zebra found"], ["Zebra lost"], ["Zebra found again"]]);
    const mails = await stages.database.many("select 1 as one from deliveries where state = 'pending'");
    expect(mails).toHaveLength(3);
  });
});
