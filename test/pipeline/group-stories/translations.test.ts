// A story in other languages: stored as a story of its own that tells the other, shown under it in mail, page and explanation, never hidden.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { composeIssue } from "../../../src/pipeline/send-digests/compose-issue.ts";
import { groupStories } from "../../../src/pipeline/group-stories/group-stories.ts";
import { matchWatchlists } from "../../../src/pipeline/match-watchlists/match-watchlists.ts";
import { explainArticle } from "../../../src/desk/explain-article.ts";
import { showStory } from "../../../src/desk/show-story.ts";
import { formatStory } from "../../../src/cli/format/format-story.ts";
import { formatExplanation } from "../../../src/cli/format/format-explanation.ts";
import { digestsToSend } from "../../../src/store/digests.ts";
import { STORES } from "../../store/open-test-store.ts";
import { addArticle, minutesLater } from "../../store/seed.ts";
import { collision, fire, nearby } from "../../stories/translations/invented-reports.ts";
import { digest, openStages, watchlists } from "../open-stages.ts";
import type { GroupDocument } from "../../../src/stories/story.ts";
import type { TestStages } from "../open-stages.ts";

describe.each(STORES)("on %s", (kind) => {
  let stages: TestStages;
  beforeAll(async () => {
    stages = await openStages(kind);
  });
  beforeEach(() => stages.wipe());
  afterAll(() => stages.close());

  const add = ({ title, text, language, site, url }: GroupDocument) =>
    addArticle(stages.database, {
      stage: "match-watchlists",
      title,
      text,
      language: language ?? null,
      site: site ?? null,
      url: url ?? "",
      published_at: stages.deps.now(),
      first_seen_at: stages.deps.now(),
    });
  /** Each article meets a worker of its own if `fresh`, as after a restart. */
  async function tell(minutes: number, documents: readonly GroupDocument[], run = groupStories(stages.deps).run) {
    stages.clock.at = minutesLater(minutes);
    const ids = [];
    for (const document of documents) {
      const article = await add(document);
      await matchWatchlists(stages.deps).run({ article });
      await run({ article });
      ids.push(article);
    }
    return ids;
  }
  const relations = () =>
    stages.database.many<{ site: string; relation: string; told: string | null }>(
      `select a.site, a.relation, f.site as told from articles a join stories s on s.id = a.story_id
         left join stories r on r.id = s.follows_story_id left join articles f on f.id = r.article_id order by a.id`,
    );
  const compose = async (id: string, minutes: number) => {
    stages.clock.at = minutesLater(minutes);
    return (await composeIssue(stages.deps, id)).kind;
  };
  const lastMail = async () => {
    const mail = await stages.database.one<{ plain: string; html: string }>(
      "select plain, html from issues order by id desc limit 1",
    );
    return { plain: mail.plain.replace(/\s+/g, " "), html: mail.html };
  };
  const all = watchlists("Brindisi", "Бриндизи", "Otranto", "Отранто", "布林迪西");

  test("each is linked to the first story, by processes that start between the articles too", async () => {
    await stages.configure({ watchlists: all });
    const expected = [
      { site: "fire-ru.example", relation: "original", told: null },
      { site: "collision-en.example", relation: "original", told: null },
      { site: "fire-en.example", relation: "translation", told: "fire-ru.example" },
      { site: "fire-zh.example", relation: "translation", told: "fire-ru.example" },
    ];
    const inOrder = [fire.ru, collision.en, fire.en, fire.zh];
    await tell(0, inOrder);
    expect(await relations()).toEqual(expected);
    await stages.wipe();
    await stages.configure({ watchlists: all });
    for (const [minute, document] of inOrder.entries()) await tell(minute, [document]);
    expect(await relations()).toEqual(expected);
  });

  test("two workers that take turns see each other's stories", async () => {
    await stages.configure({ watchlists: all });
    const workers = [groupStories(stages.deps), groupStories(stages.deps)];
    for (const [turn, document] of [fire.de, collision.ru, fire.zh, collision.en, fire.ru].entries())
      await tell(turn, [document], (workers[turn % 2] ?? groupStories(stages.deps)).run);
    expect((await relations()).map(({ told }) => told)).toEqual([
      null,
      null,
      "fire-de.example",
      "collision-ru.example",
      "fire-de.example",
    ]);
  });

  test("a link goes when a later article fits better, and explain says why", async () => {
    await stages.configure({ watchlists: all });
    const [, second] = await tell(0, [fire.ru, nearby]);
    expect((await relations())[1]).toMatchObject({ relation: "translation", told: "fire-ru.example" });
    await tell(1, [fire.en]);
    const expected = [
      { site: "fire-ru.example", relation: "original", told: null },
      { site: "collision-en.example", relation: "original", told: null },
      { site: "fire-en.example", relation: "translation", told: "fire-ru.example" },
    ];
    expect(await relations()).toEqual(expected);
    const said = formatExplanation({ ...(await explainArticle(stages.database, String(second))), missed: [] });
    expect(said).toContain("a later article showed that it tells another story");
    // A process that starts now has read the same in the log.
    await tell(2, [fire.de]);
    expect(await relations()).toEqual([
      ...expected,
      { site: "fire-de.example", relation: "translation", told: "fire-ru.example" },
    ]);
  });

  test("a story that came first gives its name to those that a later article joins to it", async () => {
    await stages.configure({ watchlists: all });
    const worker = groupStories(stages.deps).run;
    const [, second = 0] = await tell(0, [fire.en, fire.ru, collision.en], worker);
    await stages.database.run(
      "update articles set title = $2, text = $3, stage = 'group-stories', changed = true where id = $1",
      [second, collision.ru.title, collision.ru.text],
    );
    await worker({ article: second });
    const expected = [
      { site: "fire-en.example", relation: "original", told: null },
      { site: "fire-ru.example", relation: "original", told: null },
      { site: "collision-en.example", relation: "translation", told: "fire-ru.example" },
    ];
    expect(await relations()).toEqual(expected);
    await tell(1, [collision.de]);
    expect((await relations())[3]).toEqual({ site: "collision-de.example", relation: "translation", told: "fire-ru.example" });
  });

  test("a story that a person split keeps its links", async () => {
    await stages.configure({ watchlists: all });
    await tell(0, [fire.ru, nearby]);
    const [, second] = await stages.database.many<{ id: number }>("select id from stories order by id");
    await stages.database.run(
      "insert into story_decisions (kind, story_id, into_story_id, articles, decided_by, decided_at) values ('split', $1, $1, '[]', 'Ann', now())",
      [second?.id ?? 0],
    );
    await tell(1, [fire.en]);
    expect((await relations())[1]).toMatchObject({ relation: "translation", told: "fire-ru.example" });
  });

  test("in one mail it stands under the story, with its language", async () => {
    await stages.configure({
      digests: [digest("daily", { schedule: { kind: "every", minutes: 60 } })],
      watchlists: all,
    });
    await tell(0, [fire.en, collision.en, fire.ru]);
    expect(await compose("daily", 60)).toBe("issue");
    const { plain, html } = await lastMail();
    expect(plain).toMatch(/Ferry Mirandola burns.*\+ Паром «Мирандола» загорелся.*the story above in Russian/);
    expect(html).toContain("The story above in Russian");
    expect(plain).not.toContain("What it adds");
  });

  test("who was sent the story is not alerted again, and gets it with the next issue", async () => {
    const alerts = digest("alerts", { schedule: { kind: "immediately" } });
    await stages.configure({ digests: [alerts], watchlists: all });
    await tell(0, [fire.en]);
    expect(await compose("alerts", 1)).toBe("issue");
    await tell(10, [fire.ru]);
    expect(await compose("alerts", 10)).toBe("not-due");
    await tell(20, [collision.en]);
    expect(await compose("alerts", 20)).toBe("issue");
    expect((await lastMail()).plain).toContain("tells in Russian: Ferry Mirandola burns off Brindisi");
  });

  test("when the link goes that held it, it is due at once", async () => {
    const alerts = digest("alerts", { schedule: { kind: "immediately" } });
    await stages.configure({ digests: [alerts], watchlists: all });
    await tell(0, [fire.ru]);
    expect(await compose("alerts", 1)).toBe("issue");
    await tell(10, [nearby]);
    expect((await relations())[1]).toMatchObject({ told: "fire-ru.example" });
    expect(await digestsToSend(stages.database, minutesLater(20), false)).toEqual([]);
    await tell(20, [fire.en]);
    expect((await relations())[1]).toMatchObject({ relation: "original", told: null });
    const due = minutesLater(20 + alerts.settleMs / 60_000);
    expect(await digestsToSend(stages.database, due, false)).toEqual(["alerts"]);
    expect(await compose("alerts", 20 + alerts.settleMs / 60_000)).toBe("issue");
    expect((await lastMail()).plain).toContain(nearby.title);
  });

  test("without another issue it is sent when the hold time ends", async () => {
    const alerts = digest("alerts", { schedule: { kind: "immediately" } });
    await stages.configure({ digests: [alerts], watchlists: all });
    await tell(0, [fire.en]);
    await compose("alerts", 1);
    await tell(10, [fire.zh]);
    const end = 1 + alerts.holdMs / 60_000;
    expect(await digestsToSend(stages.database, minutesLater(end - 1), false)).toEqual([]);
    expect(await digestsToSend(stages.database, minutesLater(end), false)).toEqual(["alerts"]);
    expect(await compose("alerts", end)).toBe("issue");
    expect((await lastMail()).plain).toContain("tells in Chinese");
  });

  test("a reader whose watchlists found only the story learns where else it is told", async () => {
    await stages.configure({
      digests: [digest("english", { schedule: { kind: "every", minutes: 60 }, watchlists: ["Brindisi"] })],
      watchlists: watchlists("Brindisi", "布林迪西"),
    });
    await tell(0, [fire.en, fire.zh]);
    expect(await compose("english", 60)).toBe("issue");
    const { plain, html } = await lastMail();
    expect(plain).toContain("also in Chinese, fire-zh.example: “米兰多拉”号渡轮在布林迪西附近起火");
    expect(html).toContain("Also in Chinese, fire-zh.example");
  });

  test("explain gives the evidence, and the story's page the languages", async () => {
    await stages.configure({ watchlists: all });
    const [first, second] = await tell(0, [fire.en, fire.ru]);
    const explanation = await explainArticle(stages.database, String(second));
    const said = formatExplanation({ ...explanation, missed: [] });
    expect(said).toMatch(/translation, 0\.\d+ of story \d+/);
    expect(said).toContain(`tells in another language what article ${first} tells`);
    expect(said).toMatch(/figures and dates that agree: .*483/);
    expect(said).toMatch(/names that agree: .*Mirandola \(Мирандола\)/);
    const story = await showStory(stages.deps, {
      story: Number(explanation.story?.follows?.id),
      watchlist: null,
      as: null,
      withRelated: true,
    });
    expect(story.kind === "story" && formatStory(story)).toMatch(/in Russian story \d+, fire-ru\.example: Паром/);
  });
});
