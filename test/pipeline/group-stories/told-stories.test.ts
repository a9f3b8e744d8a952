// Stories that readers know are sent again only with new sentences, and follow-ups say what is new.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { applyConfig } from "../../../src/chores/apply-config.ts";
import { composeIssue } from "../../../src/pipeline/send-digests/compose-issue.ts";
import { previewDigest } from "../../../src/desk/preview-digest.ts";
import { explainArticle } from "../../../src/desk/explain-article.ts";
import { rearrangeStories } from "../../../src/desk/rearrange-stories.ts";
import { digestsToSend } from "../../../src/store/digests.ts";
import { HARBOUR_FOLLOW_UP, HARBOUR_STORY } from "../../stories/invented.ts";
import { STORES } from "../../store/open-test-store.ts";
import { minutesLater } from "../../store/seed.ts";
import { digest, openStages, watchlists } from "../open-stages.ts";
import { inventText, tellStory } from "../tell-story.ts";
import type { Issue, IssueStory } from "../../../src/digests/digest.ts";
import type { TestStages } from "../open-stages.ts";

const DAY = 24 * 60;
const FIRST = "The ferry company said that it would lay on buses to the northern shore from Tuesday morning.";
const SECOND = "A judge is to hear the operator's complaint against the union at the end of this week.";

describe.each(STORES)("on %s", (kind) => {
  let stages: TestStages;
  beforeAll(async () => {
    stages = await openStages(kind);
  });
  beforeEach(() => stages.wipe());
  afterAll(() => stages.close());

  const tell = (minutes: number, title: string, paragraphs: readonly string[]) => {
    stages.clock.at = minutesLater(minutes);
    return tellStory(stages.deps, { title, text: paragraphs.join("\n\n") });
  };
  const compose = async (id: string, minutes: number) => {
    stages.clock.at = minutesLater(minutes);
    return (await composeIssue(stages.deps, id)).kind;
  };
  const lastStories = async (): Promise<IssueStory[]> => {
    const row = await stages.database.one<{ content: Issue }>("select content from issues order by id desc limit 1");
    return row.content.sections.flatMap(({ stories }) => stories);
  };
  const lastMail = async () =>
    (await stages.database.one<{ plain: string }>("select plain from issues order by id desc limit 1")).plain.replace(
      /\s+/g,
      " ",
    );
  const daily = () =>
    stages.configure({
      digests: [digest("daily", { schedule: { kind: "every", minutes: DAY } })],
      watchlists: watchlists("dock"),
    });
  const withNews = [HARBOUR_STORY[0] ?? "", FIRST, ...HARBOUR_STORY.slice(1), SECOND];

  test("a story is sent again with the sentences that a later article has and no earlier one", async () => {
    await daily();
    await tell(0, "Dock workers walk off", HARBOUR_STORY);
    expect(await compose("daily", DAY)).toBe("issue");
    await tell(DAY + 60, "Dock strike: buses laid on", withNews);
    expect(await compose("daily", 2 * DAY)).toBe("issue");
    const [story, ...others] = await lastStories();
    expect(others).toEqual([]);
    expect(story).toMatchObject({
      title: "Dock strike: buses laid on",
      news: { of: "this", toldAt: minutesLater(DAY).toISOString(), sentences: [FIRST, SECOND], more: 0 },
    });
    expect(await lastMail()).toContain(`Told Tue 3 Mar, 10:00; new since then: - ${FIRST} - ${SECOND}`);
  });

  test("explain lists each issue that contained it, and that it waits again", async () => {
    await daily();
    const article = await tell(0, "Dock workers walk off", HARBOUR_STORY);
    await compose("daily", DAY);
    await tell(DAY + 60, "Dock strike: buses laid on", withNews);
    const issues = async () =>
      (await explainArticle(stages.database, String(article))).digests.map(({ issue }) => issue?.id ?? null);
    expect(await issues()).toEqual([1, null]);
    await compose("daily", 2 * DAY);
    expect(await issues()).toEqual([1, 2]);
  });

  test("another copy of the later article does not cause it to be sent again", async () => {
    await daily();
    await tell(0, "Dock workers walk off", HARBOUR_STORY);
    await compose("daily", DAY);
    await tell(DAY + 60, "Dock strike: buses laid on", withNews);
    await compose("daily", 2 * DAY);
    await tell(2 * DAY + 60, "Buses laid on in dock strike", withNews);
    expect(await compose("daily", 3 * DAY)).toBe("empty");
  });

  test("a single new sentence does not cause it to be sent again, unless the article is a declared update", async () => {
    await daily();
    await tell(0, "Dock workers walk off", HARBOUR_STORY);
    await compose("daily", DAY);
    await tell(DAY + 60, "Dock workers walk off", [...HARBOUR_STORY, FIRST]);
    expect(await compose("daily", 2 * DAY)).toBe("empty");
    await tell(2 * DAY + 60, "UPDATE 1-Dock workers walk off", [...HARBOUR_STORY, SECOND]);
    expect(await compose("daily", 3 * DAY)).toBe("issue");
    expect(await lastStories()).toMatchObject([{ news: { sentences: [SECOND] }, version: { mark: "UPDATE 1" } }]);
  });

  test("a single new sentence is sent to those for whom a watchlist finds the story by it alone", async () => {
    const every = { schedule: { kind: "every", minutes: DAY } } as const;
    await stages.configure({
      digests: [digest("both", every), digest("dock", { ...every, watchlists: ["dock"] })],
      watchlists: watchlists("dock", "buses"),
    });
    await tell(0, "Dock workers walk off", HARBOUR_STORY);
    for (const id of ["both", "dock"]) expect(await compose(id, DAY)).toBe("issue");
    await tell(DAY + 60, "Dock workers walk off", [...HARBOUR_STORY, FIRST]);
    expect(await compose("dock", 2 * DAY)).toBe("empty");
    expect(await compose("both", 2 * DAY)).toBe("issue");
    const [story] = await lastStories();
    expect(story).toMatchObject({ news: { of: "this", sentences: [FIRST] }, alsoOn: ["BUSES"] });
    // The next outlet with a sentence on it adds nothing for them.
    await tell(2 * DAY + 60, "Dock workers walk off", [...HARBOUR_STORY, FIRST, "More buses are not to be had, it says."]);
    expect(await compose("both", 3 * DAY)).toBe("empty");
  });

  test("news makes an immediate digest due four hours after the story was sent, and preview, mail and explain say so", async () => {
    const alerts = digest("alerts", { schedule: { kind: "immediately" } });
    await stages.configure({ digests: [alerts], watchlists: watchlists("dock", "zebra") });
    const article = await tell(0, "Dock workers walk off", HARBOUR_STORY);
    expect(await compose("alerts", 1)).toBe("issue");
    await tell(60, "Dock strike: buses laid on", withNews);
    expect(await compose("alerts", 61)).toBe("not-due");
    expect(await digestsToSend(stages.database, minutesLater(61), false)).toEqual([]);
    // A request for everything that waits gets it.
    expect(await digestsToSend(stages.database, minutesLater(61), true)).toEqual(["alerts"]);
    const held = { toldAt: minutesLater(1).toISOString(), until: minutesLater(241).toISOString() };
    expect((await explainArticle(stages.database, String(article))).digests.map((one) => one.held)).toEqual([null, held]);
    expect(await previewDigest(stages.deps, { digest: "alerts", withModel: true })).toMatchObject({
      text: expect.stringContaining("its news waits until") as unknown,
    });
    await applyConfig(stages.deps);
    expect(await compose("alerts", 62)).toBe("not-due");
    await tell(90, "Zebra found", [inventText("zebra")]);
    await compose("alerts", 91);
    expect((await lastStories()).map(({ title }) => title)).toEqual(["Zebra found"]);
    expect(await lastMail()).toContain("Dock workers walk off: sent Mon 2 Mar, 10:01; its news waits until Mon 2 Mar, 14:01");
    expect(await digestsToSend(stages.database, minutesLater(240), false)).toEqual([]);
    expect(await digestsToSend(stages.database, minutesLater(241), false)).toEqual(["alerts"]);
    expect(await compose("alerts", 241)).toBe("issue");
    expect((await lastStories()).map(({ title }) => title)).toEqual(["Dock strike: buses laid on"]);
  });

  test("the time for which a story is held is a setting of the digest", async () => {
    const alerts = digest("alerts", { schedule: { kind: "immediately" }, holdMs: 30 * 60_000 });
    await stages.configure({ digests: [alerts], watchlists: watchlists("dock") });
    await tell(0, "Dock workers walk off", HARBOUR_STORY);
    await compose("alerts", 1);
    await tell(10, "Dock strike: buses laid on", withNews);
    expect(await digestsToSend(stages.database, minutesLater(30), false)).toEqual([]);
    expect(await compose("alerts", 31)).toBe("issue");
  });

  test.each([
    ["UPDATE 2-Dock workers walk off", HARBOUR_STORY, undefined],
    ["Dock workers walk off", [...HARBOUR_STORY, "Correction: It is 23 ships, not 32 as this story said."], "corrected"],
    [
      "KILL: Dock workers walk off",
      ["The dock story headlined Dock workers walk off is wrong and is withdrawn. No other will be sent."],
      "withdrawn",
    ],
  ])("%s goes at once to everyone who was sent an earlier version", async (title, text, mark) => {
    const alerts = digest("alerts", { schedule: { kind: "immediately" } });
    const mornings = digest("mornings", { schedule: { kind: "every", minutes: DAY }, watchlists: ["ships"] });
    await stages.configure({ digests: [alerts, mornings], watchlists: watchlists("dock", "ships") });
    await tell(0, "Dock workers walk off", HARBOUR_STORY);
    await compose("alerts", 1);
    await compose("mornings", DAY);
    await tell(DAY + 5, title, text);
    expect(await digestsToSend(stages.database, minutesLater(DAY + 5), false)).toEqual(["alerts"]);
    expect(await compose("alerts", DAY + 5)).toBe("issue");
    expect((await lastStories())[0]?.news?.mark).toBe(mark);
    expect(await compose("mornings", 2 * DAY)).toBe("issue");
    expect(await lastStories()).toMatchObject([{ title }]);
  });

  test("a toll that rises is sent again, and the same toll in other words is not", async () => {
    await daily();
    await tell(0, "Dock workers walk off", HARBOUR_STORY);
    await compose("daily", DAY);
    await tell(
      DAY + 60,
      "Dock workers of Veldhaven walk off the job",
      HARBOUR_STORY.map((line) => line.replace("all four gates", "all 4 gates")),
    );
    expect(await compose("daily", 2 * DAY)).toBe("empty");
    await tell(
      2 * DAY + 60,
      "Dock workers: now 87 ships wait",
      HARBOUR_STORY.map((line) => line.replace("23 container ships", "87 container ships")),
    );
    expect(await compose("daily", 3 * DAY)).toBe("issue");
    expect(await lastStories()).toMatchObject([{ title: "Dock workers: now 87 ships wait" }]);
  });

  test("a copy with sentences of its own shows them with its headline before the first mail", async () => {
    await daily();
    await tell(0, "Dock workers walk off", HARBOUR_STORY);
    await tell(60, "Dock strike: buses laid on", withNews);
    await compose("daily", DAY);
    const [story, ...others] = await lastStories();
    expect(others).toEqual([]);
    expect(story?.news?.sentences.join(" ")).toContain(`“Dock strike: buses laid on”: ${FIRST} ${SECOND}`);
    expect(await lastMail()).toContain("Told by other outlets only:");
  });

  test("merged with another sent story, its news still waits for the next issue", async () => {
    await daily();
    const other = await tell(0, "A dock in the north", [inventText("dock")]);
    const first = await tell(0, "Dock workers walk off", HARBOUR_STORY);
    await compose("daily", DAY);
    await tell(DAY + 60, "Dock strike: buses laid on", withNews);
    const storyOf = async (article: number) =>
      (await stages.database.one<{ story_id: number }>("select story_id from articles where id = $1", [article])).story_id;
    const [story, into] = [await storyOf(first), await storyOf(other)];
    await rearrangeStories(stages.deps, { kind: "merge", by: "editor", story, into });
    expect(await compose("daily", 2 * DAY)).toBe("issue");
    expect(await lastStories()).toMatchObject([
      { news: { toldAt: minutesLater(DAY).toISOString(), sentences: expect.arrayContaining([FIRST]) as unknown } },
    ]);
    expect(await compose("daily", 3 * DAY)).toBe("empty");
  });

  test("a follow-up says what is new since the mail with the story that it follows", async () => {
    await daily();
    await tell(0, "Dock workers walk off", HARBOUR_STORY);
    await compose("daily", DAY);
    await tell(DAY + 60, "Court orders dock workers back", HARBOUR_FOLLOW_UP);
    expect(await compose("daily", 2 * DAY)).toBe("issue");
    const [story] = await lastStories();
    expect(story?.follows?.title).toBe("Dock workers walk off");
    expect(story?.news).toMatchObject({ of: "followed", toldAt: minutesLater(DAY).toISOString(), more: 0 });
    // Its first sentence stands above as the excerpt.
    expect(story?.news?.sentences).toEqual(HARBOUR_FOLLOW_UP.slice(1, 4));
  });

  test("a follow-up in the same issue says what it adds to the story above it", async () => {
    await daily();
    await tell(0, "Dock workers walk off", HARBOUR_STORY);
    await tell(60, "Court orders dock workers back", HARBOUR_FOLLOW_UP);
    await compose("daily", DAY);
    expect((await lastStories()).map(({ news }) => news?.toldAt)).toEqual([undefined, null]);
    expect(await lastMail()).toContain("What it adds to the story above: - Judge Pavla Renner");
  });

  test("the first outlet is named with its doubt, and the outlets are counted", async () => {
    await daily();
    await tell(0, "Dock workers walk off", HARBOUR_STORY);
    await tell(1, "Dock workers walk off the job", HARBOUR_STORY);
    await compose("daily", DAY);
    expect(await lastStories()).toMatchObject([
      { reports: 1, first: { at: minutesLater(0).toISOString(), doubt: /within two minutes/ } },
    ]);
  });
});
