// A surge: an immediate digest collects a flood on one watchlist into one mail each half hour, and the mail says why.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { composeIssue } from "../../../src/pipeline/send-digests/compose-issue.ts";
import { addStory, insert, minutesLater } from "../../store/seed.ts";
import { STORES } from "../../store/open-test-store.ts";
import { digest, openStages, watchlists } from "../open-stages.ts";
import { inventText, tellStory } from "../tell-story.ts";
import type { Digest, Issue } from "../../../src/digests/digest.ts";
import type { TestStages } from "../open-stages.ts";

const HOUR = 60;
const DAY = 24 * HOUR;
const minutesTo = (end: number) => Array.from({ length: end }, (_, minute) => minute);

describe.each(STORES)("on %s", (kind) => {
  let stages: TestStages;
  beforeAll(async () => {
    stages = await openStages(kind);
  });
  beforeEach(() => stages.wipe());
  afterAll(() => stages.close());

  const open = (more: Partial<Digest> = {}) =>
    stages.configure({
      digests: [digest("alerts", { schedule: { kind: "immediately" }, ...more })],
      watchlists: watchlists("alpha", "beta"),
    });

  /** A story a day for two weeks, told. */
  async function usualDays(days = Array.from({ length: 13 }, (_, day) => day + 1)): Promise<void> {
    const seenAt = minutesLater(-14 * DAY);
    const issue = await insert(stages.database, "issues", {
      digest_id: "alerts",
      created_at: seenAt,
      content: "{}",
      subject: "",
      html: "",
      plain: "",
    });
    for (const day of days) {
      const at = minutesLater(-day * DAY);
      const { story } = await addStory(stages.database, { seenAt: at, lastCopyAt: at });
      const row = { digest_id: "alerts", story_id: story, watchlist_id: "alpha", added_at: at, issue_id: issue };
      await stages.database.run(
        "insert into digest_stories (digest_id, story_id, watchlist_id, added_at, issue_id) values ($1, $2, $3, $4, $5)",
        Object.values(row),
      );
    }
  }

  /** Tells a story at each of these minutes, and writes the issue that is due then. Returns how many issues there are. */
  async function flood(minutes: readonly number[], word = "alpha"): Promise<number> {
    for (const minute of minutes) {
      stages.clock.at = minutesLater(minute);
      await tellStory(stages.deps, { title: `${word} ${minute}`, text: inventText(word) });
      await composeIssue(stages.deps, "alerts");
    }
    return (await contents()).length;
  }
  const contents = async () =>
    await stages.database.many<{ content: Issue; subject: string }>(
      "select content, subject from issues where subject <> '' order by id",
    );

  test("forty stories in forty minutes, with one a day usual, are six mails and not forty", async () => {
    await open();
    await usualDays();
    expect(await flood(minutesTo(40))).toBe(6);
    stages.clock.at = minutesLater(64);
    expect((await composeIssue(stages.deps, "alerts")).kind).toBe("issue");
    const [last] = (await contents()).slice(-1);
    expect(last?.subject).toMatch(/^alerts: surge on ALPHA, \d+ stories in an hour$/);
    const told = (await contents()).flatMap(({ content }) => content.sections.flatMap(({ stories }) => stories));
    expect(new Set(told.map(({ title }) => title)).size).toBe(40);
    const { plain } = await stages.database.one<{ plain: string }>("select plain from issues order by id desc limit 1");
    expect(plain.replace(/\s+/g, " ")).toMatch(/A surge on ALPHA: \d+ stories within an hour, where most hours have none\./);
  });

  test("on a watchlist that was silent for weeks a flood is a surge as well", async () => {
    await open();
    await usualDays([20]);
    expect(await flood(minutesTo(20))).toBe(5);
  });

  test("another watchlist of the digest is still sent at once", async () => {
    await open();
    await usualDays();
    await flood(minutesTo(12));
    const before = (await contents()).length;
    expect(await flood([12], "beta")).toBe(before + 1);
  });

  test("a digest with surge: false sends each at once", async () => {
    await open({ surge: false });
    await usualDays();
    expect(await flood(minutesTo(20))).toBe(20);
  });

  test("without some days of history nothing is a surge, and each story is sent at once", async () => {
    await open();
    expect(await flood(minutesTo(20))).toBe(20);
  });
});
