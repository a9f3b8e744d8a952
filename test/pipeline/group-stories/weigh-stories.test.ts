// Stories that were put together by a block are split when the block is learnt, and their readers are told of each headline that they never saw.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { composeIssue } from "../../../src/pipeline/send-digests/compose-issue.ts";
import { explainArticle } from "../../../src/desk/explain-article.ts";
import { groupStories } from "../../../src/pipeline/group-stories/group-stories.ts";
import { matchWatchlists } from "../../../src/pipeline/match-watchlists/match-watchlists.ts";
import { rearrangeStories } from "../../../src/desk/rearrange-stories.ts";
import { showStory } from "../../../src/desk/show-story.ts";
import { weighStories } from "../../../src/pipeline/group-stories/weigh-stories.ts";
import { digestsToSend } from "../../../src/store/digests.ts";
import { addWeighings } from "../../../src/store/blocks/weighings.ts";
import { shinglesOf } from "../../../src/stories/sketch-article.ts";
import { toBytes } from "../../../src/pipeline/group-stories/remember-stories.ts";
import { STORES } from "../../store/open-test-store.ts";
import { addArticle, minutesLater } from "../../store/seed.ts";
import { HARBOUR_STORY, inventWords } from "../../stories/invented.ts";
import { digest, openStages, watchlists } from "../open-stages.ts";
import type { Issue } from "../../../src/digests/digest.ts";
import type { TestStages } from "../open-stages.ts";

/** A long notice that names the harbour, and so tells of one word of a headline. */
const BLOCK = [
  `Readers of this paper who cross the harbour each morning know that ${inventWords(900, 70)}.`,
  `Our offices stay open through the winter and ${inventWords(901, 70)}.`,
  `People who wish to write to us do so by letter, for ${inventWords(902, 40)}.`,
].join("\n\n");
const withOwn = (seed: number) => `${inventWords(seed, 12)}.\n\n${BLOCK}`;
/** The block has no other word of it. */
const harbourHeadline = (seed: number) => `Harbour ${inventWords(seed, 8).replace(/\b(?=\w)/g, "w")}`;
const CRANE = "Crane topples onto quay near Arlen";
const MAYOR = "Harbour council elects Brodsky mayor";
const STRIKE = "Teachers strike over winter heating";

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
        digest("daily", { schedule: { kind: "every", minutes: 60 } }),
      ],
      watchlists: watchlists("readers"),
    });
  });
  afterAll(() => stages.close());

  let pages = 0;
  async function tell(minutes: number, site: string, title: string, text = BLOCK): Promise<number> {
    stages.clock.at = minutesLater(minutes);
    const article = await addArticle(stages.database, {
      stage: "match-watchlists",
      title,
      text,
      site,
      url: `https://${site}/${(pages += 1)}`,
      published_at: stages.clock.at,
      first_seen_at: stages.clock.at,
    });
    await matchWatchlists(stages.deps).run({ article });
    await groupStories(stages.deps).run({ article });
    return article;
  }
  const storiesOf = async (...articles: number[]) =>
    (
      await stages.database.many<{ story_id: number }>("select story_id from articles where id = any($1) order by id", [articles])
    ).map(({ story_id }) => story_id);
  const compose = async (id: string, minutes: number): Promise<string[]> => {
    stages.clock.at = minutesLater(minutes);
    if ((await composeIssue(stages.deps, id)).kind !== "issue") return [];
    const { content } = await stages.database.one<{ content: Issue }>("select content from issues order by id desc limit 1");
    return content.sections.flatMap(({ stories }) => stories.map(({ title }) => title)).sort();
  };

  test("the reader of an alert is told at once of what another site had under the same words, once the first shows that they are a block", async () => {
    const crane = await tell(0, "north.example", CRANE);
    expect(await compose("alerts", 2)).toEqual([CRANE]);
    const mayor = await tell(10, "south.example", MAYOR);
    const [first, second] = await storiesOf(crane, mayor);
    expect(second).toBe(first);
    expect(await compose("alerts", 20)).toEqual([]);
    const strike = await tell(30, "north.example", STRIKE);
    expect(await weighStories(stages.deps)).toBe(1);
    expect(new Set(await storiesOf(crane, mayor, strike)).size).toBe(3);
    expect(await digestsToSend(stages.database, minutesLater(32), false)).toContain("alerts");
    expect(await compose("alerts", 32)).toEqual([MAYOR, STRIKE]);
    // A reader who was sent nothing yet is sent all three.
    expect(await compose("daily", 60)).toEqual([CRANE, MAYOR, STRIKE].sort());
    expect(await weighStories(stages.deps)).toBe(0);
    expect(await compose("alerts", 70)).toEqual([]);
  });

  test("explanation and page of the story say why", async () => {
    const crane = await tell(0, "north.example", CRANE);
    const mayor = await tell(1, "south.example", MAYOR);
    await tell(2, "north.example", STRIKE);
    await weighStories(stages.deps);
    const [story = 0] = await storiesOf(crane);
    const { story: explained } = await explainArticle(stages.database, String(mayor));
    expect(explained?.reasons[0]).toBe(
      `split from story ${story} on 2026-03-02 10:02: they have only a block in common that a site puts around its stories`,
    );
    const shown = await showStory(stages.deps, { story, watchlist: null, as: null, withRelated: true });
    expect(shown.kind === "story" && shown.decisions).toMatchObject([{ kind: "split", articles: [mayor], by: "Wirewatch" }]);
  });

  test("lines that a site has in three stories are a block too, and the two articles that had been put together by them are split", async () => {
    // The headlines have as much in common as those of one story on two sites.
    const first = await tell(0, "north.example", "Arlen harbour bridge closes", withOwn(1));
    const second = await tell(1, "south.example", "Arlen harbour council resigns", withOwn(2));
    const [one, two] = await storiesOf(first, second);
    expect(two).toBe(one);
    for (const [index, title] of ["Judge frees two pilots", "Farmers sell last orchards", "Choir sings on frozen lake"].entries())
      await tell(2 + index, "north.example", title, withOwn(10 + index));
    await weighStories(stages.deps);
    expect(new Set(await storiesOf(first, second)).size).toBe(2);
  });

  test("later copies of each part join that part, and the block joins no more to it", async () => {
    const crane = await tell(0, "north.example", CRANE);
    const mayor = await tell(1, "south.example", MAYOR);
    await tell(2, "north.example", STRIKE);
    await weighStories(stages.deps);
    const copy = await tell(3, "east.example", MAYOR);
    const other = await tell(4, "south.example", "Harbour pilots count their owls");
    await weighStories(stages.deps);
    const [a, b, c, d] = await storiesOf(crane, mayor, copy, other);
    expect(c).toBe(b);
    expect(new Set([a, b, d]).size).toBe(3);
  });

  test("copies of one report stay together when a line that they have is learnt", async () => {
    const line = `Write to the desk of this paper at any hour, readers, for ${inventWords(77, 14)}.`;
    const report = `${inventWords(1, 80)}.\n\n${inventWords(2, 80)}.\n\n${line}`;
    const ids = [await tell(0, "north.example", CRANE, report), await tell(1, "south.example", "Quay at Arlen closed", report)];
    for (const seed of [3, 4, 5])
      await tell(seed, "north.example", inventWords(seed, 5), `${inventWords(10 * seed, 90)}.\n\n${line}`);
    await weighStories(stages.deps);
    expect(new Set(await storiesOf(...ids)).size).toBe(1);
  });

  test("a site that prints a report under foreign headlines parts none of its honest copies, and their readers are told nothing again", async () => {
    const report = [...HARBOUR_STORY, "Readers on the quay were told nothing."].join("\n\n");
    const titles = [
      "Dock workers walk off at Veldhaven over night shifts",
      "Veldhaven port at a standstill: 23 ships wait outside",
    ];
    const honest = [
      await tell(0, "north.example", titles[0] ?? "", report),
      await tell(1, "south.example", titles[1] ?? "", report),
    ];
    expect(await compose("alerts", 2)).toHaveLength(1);
    for (const [index, title] of [
      "Ten horoscopes for lucky lovers",
      "Crypto coins explode tonight",
      "Slim in seven weeks",
    ].entries()) {
      await tell(3 + index, "mirror.example", title, report);
      await weighStories(stages.deps);
    }
    honest.push(await tell(7, "east.example", "Brodsky urges both sides to return to the table", report));
    await weighStories(stages.deps);
    expect(new Set(await storiesOf(...honest)).size).toBe(1);
    expect((await compose("alerts", 20)).filter((title) => /dock|veldhaven|brodsky/i.test(title))).toEqual([]);
  });

  test("what a person has put together stays together", async () => {
    const crane = await tell(0, "north.example", CRANE);
    const mayor = await tell(1, "south.example", MAYOR);
    const alone = await tell(2, "west.example", "Night train to Arlen is back", `Readers, ${inventWords(50, 60)}.`);
    const [story = 0, , moved = 0] = await storiesOf(crane, mayor, alone);
    await rearrangeStories(stages.deps, { kind: "merge", story: moved, into: story, by: "Ann" });
    await tell(3, "north.example", STRIKE);
    expect(await weighStories(stages.deps)).toBe(0);
    expect(new Set(await storiesOf(crane, mayor, alone)).size).toBe(1);
  });

  test("a fault while it splits changes nothing, and the next time does it all", async () => {
    const crane = await tell(0, "north.example", CRANE);
    const mayor = await tell(1, "south.example", MAYOR);
    await tell(2, "north.example", STRIKE);
    await stages.database.run("alter table story_decisions add constraint fault check (false) not valid");
    await expect(weighStories(stages.deps)).rejects.toThrow(/fault/);
    await stages.database.run("alter table story_decisions drop constraint fault");
    expect(new Set(await storiesOf(crane, mayor)).size).toBe(1);
    expect(await weighStories(stages.deps)).toBe(1);
    expect(new Set(await storiesOf(crane, mayor)).size).toBe(2);
  });

  test("a story that cannot be weighed keeps no other waiting", async () => {
    const pairs: number[][] = [];
    for (const [index, titles] of [
      [CRANE, MAYOR],
      [STRIKE, "Night train to Arlen is back"],
    ].entries()) {
      const text = `Readers, ${inventWords(950 + index, 150)}.`;
      const own: number[] = [];
      for (const [place, title] of titles.entries()) own.push(await tell(index, `${place}-${index}.example`, title, text));
      const [story = 0] = await storiesOf(...own);
      await stages.database.run("update articles set story_id = $1 where id = any($2)", [story, own]);
      await addWeighings(stages.database, { stories: [story], block: toBytes(shinglesOf(text)), now: minutesLater(index) });
      pairs.push(own);
    }
    const [[first = 0] = [], second = []] = pairs;
    const [story = 0] = await storiesOf(first);
    await stages.database.run(`alter table story_decisions add constraint fault check (story_id <> ${story}) not valid`);
    stages.clock.at = minutesLater(9);
    await expect(weighStories(stages.deps)).rejects.toThrow(/fault/);
    await weighStories(stages.deps).catch(() => undefined);
    await stages.database.run("alter table story_decisions drop constraint fault");
    expect(new Set(await storiesOf(...second)).size).toBe(2);
  });

  test("two that leave a large story in different turns are one story if they belong together, and one that belongs to what stayed stays", async () => {
    const [report, other] = [inventWords(60, 80), inventWords(61, 80)];
    const first = await tell(0, "north.example", CRANE, `${report}.\n\n${BLOCK}`);
    const [story = 0] = await storiesOf(first);
    const ids: number[] = [];
    for (let i = 0; i < 44; i++) {
      const [title, text] =
        i === 3 || i === 41
          ? [MAYOR, `${other}.\n\n${BLOCK}`]
          : i === 5 || i === 40
            ? [`Quay shut ${i}`, `${report}.`]
            : [harbourHeadline(200 + i), BLOCK];
      ids.push(await tell(1, `m${i}.example`, title, text));
    }
    await stages.database.run("update articles set story_id = $1, relation = 'copy' where id = any($2)", [story, ids]);
    await addWeighings(stages.database, {
      stories: [story],
      block: toBytes(shinglesOf(BLOCK.replaceAll("\n\n", "\n"))),
      now: stages.deps.now(),
    });
    const made = await weighStories(stages.deps);
    const [, ...now] = await storiesOf(first, ...ids);
    expect([now[5], now[40]]).toEqual([story, story]);
    expect(now[41]).toBe(now[3]);
    expect(new Set(now).size).toBe(42);
    expect(made).toBe(41);
    expect(
      await stages.database.many("select 1 from story_decisions where kind = 'merge' and decided_by <> 'Wirewatch'"),
    ).toEqual([]);
    const { story: explained } = await explainArticle(stages.database, String(ids[41] ?? 0));
    expect(explained?.reasons[0]).toMatch(/^put into story \d+ on .*, whose articles left story \d+ before$/);
  });

  test("a story of many articles is weighed in parts, each a short transaction, also if its first article was met last", async () => {
    const first = await tell(0, "north.example", CRANE);
    const [story = 0] = await storiesOf(first);
    const ids = [];
    for (let i = 0; i < 70; i++) ids.push(await tell(1, `s${i}.example`, harbourHeadline(200 + i)));
    await stages.database.run("update articles set story_id = $1, relation = 'copy' where id = any($2)", [story, ids]);
    await stages.database.run("update stories set article_id = $2 where id = $1", [story, ids.at(-1) ?? 0]);
    await addWeighings(stages.database, {
      stories: [story],
      block: toBytes(shinglesOf(BLOCK.replaceAll("\n\n", "\n"))),
      now: stages.deps.now(),
    });
    const parts = [];
    for (let part = await weighStories(stages.deps, { most: 1 }); part > 0; part = await weighStories(stages.deps, { most: 1 }))
      parts.push(part);
    expect(parts.length).toBe(3);
    expect(new Set(await storiesOf(first, ...ids)).size).toBe(71);
  });
});
