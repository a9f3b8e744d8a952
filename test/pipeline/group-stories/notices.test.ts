// An agency's notice reaches everyone who was sent the report that it names, at once, also if no watchlist finds it, and nobody else.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { composeIssue } from "../../../src/pipeline/send-digests/compose-issue.ts";
import { groupStories } from "../../../src/pipeline/group-stories/group-stories.ts";
import { matchWatchlists } from "../../../src/pipeline/match-watchlists/match-watchlists.ts";
import { STORES } from "../../store/open-test-store.ts";
import { addArticle, addFeed, insert, minutesLater } from "../../store/seed.ts";
import { HARBOUR_STORY } from "../../stories/invented.ts";
import { digest, openStages, watchlists } from "../open-stages.ts";
import type { Issue } from "../../../src/digests/digest.ts";
import type { TestStages } from "../open-stages.ts";

describe.each(STORES)("on %s", (kind) => {
  let stages: TestStages;
  beforeAll(async () => {
    stages = await openStages(kind);
  });
  beforeEach(async () => {
    await stages.wipe();
    await stages.configure({
      digests: [
        digest("alerts", { schedule: { kind: "immediately" } }),
        digest("others", { schedule: { kind: "immediately" }, watchlists: ["mayor"] }),
      ],
      watchlists: watchlists("brodsky", "mayor"),
    });
  });
  afterAll(() => stages.close());

  let pages = 0;
  async function tell(minutes: number, title: string, text: string, more: Record<string, string> = {}, feed?: string) {
    stages.clock.at = minutesLater(minutes);
    const article = await addArticle(stages.database, {
      stage: "match-watchlists",
      title,
      text,
      site: "wire.example",
      url: `https://wire.example/${(pages += 1)}`,
      published_at: stages.clock.at,
      first_seen_at: stages.clock.at,
      ...more,
    });
    if (feed !== undefined)
      await insert(stages.database, "entries", {
        feed_id: await addFeed(stages.database, { url: feed }),
        key: `${article}`,
        article_id: article,
        title,
        text,
        first_seen_at: stages.clock.at,
        last_seen_at: stages.clock.at,
      });
    await matchWatchlists(stages.deps).run({ article });
    const { outcome } = await groupStories(stages.deps).run({ article });
    const row = await stages.database.one<{ story_id: number | null; stage: string }>(
      "select story_id, stage from articles where id = $1",
      [article],
    );
    return { ...row, outcome };
  }
  const compose = async (id: string, minutes: number) => {
    stages.clock.at = minutesLater(minutes);
    if ((await composeIssue(stages.deps, id)).kind !== "issue") return [];
    const { content } = await stages.database.one<{ content: Issue }>("select content from issues order by id desc limit 1");
    return content.sections.flatMap(({ stories }) => stories);
  };

  test("a kill without the word of the watchlist, under a slug", async () => {
    const report = await tell(0, "Dock workers walk off the job in Veldhaven", HARBOUR_STORY.join("\n\n"));
    expect(await compose("alerts", 2)).toHaveLength(1);
    const notice = await tell(
      10,
      "BC-VEL-Kill",
      "Editors: Please kill the story headlined Dock workers walk off the job in Veldhaven. A substitute will follow.",
    );
    expect(notice).toEqual({ story_id: report.story_id, stage: "done", outcome: "copy" });
    const [again] = await compose("alerts", 12);
    expect(again?.news).toMatchObject({ mark: "withdrawn", markedBy: "wire.example" });
    expect(again).toMatchObject({ reports: 1, excerpt: { text: expect.stringContaining("Please kill the story") } });
    expect(await compose("others", 12)).toEqual([]);
    expect(await compose("alerts", 20)).toEqual([]);
  });

  test("a notice on a report that nobody was sent, and that no watchlist finds, is in no story", async () => {
    await tell(0, "Dock workers walk off the job in Veldhaven", HARBOUR_STORY.join("\n\n"));
    expect(await tell(1, "MANDATORY KILL", "Editors: please kill the story headlined Choir sings on the frozen lake.")).toEqual({
      story_id: null,
      stage: "done",
      outcome: "unmatched",
    });
  });

  test.each([
    ["at its own address", { url: "https://rival.example/kill", site: "rival.example" }, undefined],
    [
      "at the wire's address, in a summary of its own feed",
      { url: "https://wire.example/kill", method: "summary" },
      "https://rival.example/feed",
    ],
  ])("another source's notice %s is not told to those who were sent the report", async (_, more, feed) => {
    const report = await tell(0, "Dock workers walk off the job in Veldhaven", HARBOUR_STORY.join("\n\n"));
    expect(await compose("alerts", 2)).toHaveLength(1);
    const text = "Editors: Please kill the story headlined Dock workers walk off the job in Veldhaven. Minister Brodsky objects.";
    const notice = await tell(10, "BC-VEL-Kill", text, more, feed);
    expect(notice).toMatchObject({ outcome: "original", stage: "done" });
    expect(notice.story_id).not.toBe(report.story_id);
    expect(await compose("alerts", 12)).toMatchObject([{ title: "BC-VEL-Kill", news: null }]);
  });

  test("a copy under another outlet's kill is told in that outlet's name", async () => {
    const report = HARBOUR_STORY.join("\n\n");
    await tell(0, "Dock workers walk off the job in Veldhaven", report);
    const rival = { url: "https://rival.example/kill", site: "rival.example" };
    await tell(1, "KILL: Dock workers walk off the job in Veldhaven", report, rival);
    expect(await compose("alerts", 2)).toMatchObject([
      { outlet: "wire.example", version: { mark: "KILL", by: "rival.example" } },
    ]);
    const { plain } = await stages.database.one<{ plain: string }>("select plain from issues order by id desc limit 1");
    expect(plain.replace(/\s+/g, " ")).toContain("KILL by rival.example, Mon 2 Mar, 10:01");
  });
});
