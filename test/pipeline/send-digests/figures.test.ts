// "What was read" counts each article in exactly one issue of a digest, whatever its schedule: over all issues the figures sum to the archive.
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { composeIssue } from "../../../src/pipeline/send-digests/compose-issue.ts";
import { deleteOld } from "../../../src/store/retention.ts";
import { daysAgo, insert, minutesLater, NOW } from "../../store/seed.ts";
import { digest, openStages, watchlists } from "../open-stages.ts";
import { inventText, tellStory } from "../tell-story.ts";
import type { Issue } from "../../../src/digests/digest.ts";
import type { TestStages } from "../open-stages.ts";

let stages: TestStages;
beforeAll(async () => {
  stages = await openStages("pglite");
});
beforeEach(() => stages.wipe());
afterAll(() => stages.close());

const figures = async (id: string) => {
  const rows = await stages.database.many<{ content: Issue }>("select content from issues where digest_id = $1 order by id", [
    id,
  ]);
  const sum = (of: (health: Issue["health"]) => number) => rows.reduce((total, { content }) => total + of(content.health), 0);
  return {
    articles: sum((health) => health.articles),
    copies: sum((health) => health.foldedCopies),
    summaries: sum((health) => health.summaryOnly),
  };
};
const counted = (condition: string) =>
  stages.database
    .one<{ count: number }>(`select count(*)::int as count from articles where ${condition}`)
    .then(({ count }) => count);
const compose = async (id: string, atOnce = false) => (await composeIssue(stages.deps, id, { atOnce })).kind;

/** Numbers that look random and are the same each time (mulberry32). */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

test.each([1, 2, 3])("the figures of three digests sum to the archive over random schedules and rounds (%i)", async (seed) => {
  const random = dice(seed);
  const minutes = () => 10 + Math.floor(random() * 200);
  await stages.configure({
    digests: [
      digest("often", { schedule: { kind: "every", minutes: minutes() } }),
      digest("seldom", { schedule: { kind: "every", minutes: 3 * minutes() }, watchlists: ["beta"], whenEmpty: "send" }),
      digest("alerts", { schedule: { kind: "immediately" }, watchlists: ["alpha"], settleMs: 60_000, mailsPerHour: 4 }),
    ],
    watchlists: watchlists("alpha", "beta"),
  });
  let told = 0;
  const texts: string[] = [];
  for (let minute = 0; minute < 1_000; minute += 5 + Math.floor(random() * 60)) {
    stages.clock.at = minutesLater(minute);
    for (let n = Math.floor(random() * 4); n > 0; n -= 1) {
      const words = ["alpha", "beta", "neither", "alpha and beta"][Math.floor(random() * 4)] ?? "";
      const copied = texts[Math.floor(random() * texts.length)];
      const text = copied !== undefined && random() < 0.3 ? copied : inventText(words);
      texts.push(text);
      await tellStory(stages.deps, { title: `${words} ${(told += 1)}`, text });
    }
    for (const id of ["often", "seldom", "alerts"]) await compose(id, random() < 0.05);
  }
  // A last issue of each, with a story for each.
  stages.clock.at = minutesLater(3_000);
  await tellStory(stages.deps, { title: "alpha and beta", text: inventText("alpha and beta") });
  for (const id of ["often", "seldom", "alerts"]) await compose(id, true);
  const archive = {
    articles: told + 1,
    copies: await counted("relation = 'copy'"),
    summaries: await counted("reason is not null"),
  };
  for (const id of ["often", "seldom", "alerts"]) expect(await figures(id)).toEqual(archive);
});

test("articles that retention deleted before the next issue are counted in it, and no other is missed for them", async () => {
  await stages.configure({ digests: [digest("hourly")], watchlists: watchlists("alpha") });
  await tellStory(stages.deps, { title: "alpha", text: inventText("alpha") });
  await compose("hourly", true);
  for (let n = 0; n < 3; n += 1)
    await insert(stages.database, "articles", {
      url: `https://outlet.example/old/${n}`,
      stage: "done",
      not_before: NOW,
      reason: "robots",
      first_seen_at: daysAgo(200),
    });
  expect(await deleteOld(stages.database, { before: daysAgo(90), windowEnd: NOW, now: NOW })).toBe(3);
  await tellStory(stages.deps, { title: "alpha again", text: inventText("alpha") });
  await compose("hourly", true);
  expect(await figures("hourly")).toEqual({ articles: 5, copies: 0, summaries: 3 });
});

test("an issue whose articles were all counted before says so", async () => {
  await stages.configure({ digests: [digest("both"), digest("late")], watchlists: watchlists("alpha") });
  await tellStory(stages.deps, { title: "alpha", text: inventText("alpha") });
  await compose("both", true);
  await stages.database.run("update digest_stories set issue_id = null where digest_id = 'both'");
  await compose("both", true);
  const { plain } = await stages.database.one<{ plain: string }>("select plain from issues order by id desc limit 1");
  expect(plain).toContain("No article came in that an earlier mail has not counted.");
});
