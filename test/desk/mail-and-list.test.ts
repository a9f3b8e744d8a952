// Goal: mails, the list and a story's page show a story by the same article, in the same words. Method: invented stories full of ties, each as each digest's mail has it and as the desk lists it.
import { isDeepStrictEqual } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildIssue } from "../../src/pipeline/send-digests/build-issue.ts";
import { waitingStories } from "../../src/store/waiting-stories.ts";
import { digest, openStages, watchlists } from "../pipeline/open-stages.ts";
import { addArticle, addFeed, insert, minutesLater, NOW } from "../store/seed.ts";
import { openDice } from "../support/open-dice.ts";
import type { TestStages } from "../pipeline/open-stages.ts";
import type { IssueStory } from "../../src/digests/digest.ts";
import type { StoryCard } from "../../src/desk/stories/list-stories.ts";

const LISTS = ["alpha", "beta", "gamma"];
const STORIES = 40;
const DIGESTS = [
  digest("of-alpha", { watchlists: ["alpha"] }),
  digest("of-beta", { watchlists: ["beta"] }),
  digest("of-gamma", { watchlists: ["gamma"] }),
];
/** The same times, few and near each other, or so many that they are seen in several groups. */
const MINUTES = [0, 0, 1, 14, 15, 16, 40];
const HEADLINES = ["Harbour closed", "UPDATE 2: Harbour closed", "Harbour closed (CORRECTED)", "Ships wait"];
const NOTES = ["", "(Corrects name of the port in paragraph 2)\n", "Attention editors: the report is withdrawn.\n"];

let stages: TestStages;

beforeAll(async () => {
  stages = await openStages("pglite");
  await stages.configure({ digests: DIGESTS, watchlists: watchlists(...LISTS) });
  const dice = openDice(18);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(dice() * from.length)] as T;
  const { database } = stages;
  const feeds = [
    await addFeed(database, { name: "The Gull" }),
    await addFeed(database, { name: "The Tern", url: "https://tern.example/feed" }),
  ];
  await database.transaction(async (sql) => {
    for (let count = 0; count < STORIES; count++) {
      const size = count % 20 === 0 ? 55 : 1 + Math.floor(dice() * 8);
      const ids: number[] = [];
      for (let index = 0; index < size; index++) {
        const seen = minutesLater(pick(MINUTES) + (size > 50 ? Math.floor(index / 20) * 20 : 0));
        const published = pick([
          null,
          NOW,
          NOW,
          seen,
          minutesLater(-600),
          minutesLater(-90_000),
          new Date("2026-03-02T00:00:00Z"),
        ]);
        const text = `${pick(NOTES)}The alpha port of beta and gamma. ${"More of it. ".repeat(pick([1, 1, 1, 180]))}${pick(["", "(Reuters)", "(AFP)"])}`;
        const id = await addArticle(sql, {
          stage: "done",
          first_seen_at: seen,
          published_at: published,
          title: pick(HEADLINES),
          text,
          language: pick(["en", "de", null]),
          site: pick(["gull.example", null]),
          reason: pick([null, "robots", null]),
        });
        ids.push(id);
        for (const outlet of pick([[], [null], [null, "The Skua"], ["The Auk (forged sender: x)", null]]))
          await insert(sql, "entries", {
            feed_id: pick(feeds),
            key: `${id} ${outlet}`,
            url: `https://outlet.example/${id}#listed`,
            title: "As listed: beta",
            text: "Listed with gamma in it.",
            article_id: id,
            outlet,
            first_seen_at: seen,
            last_seen_at: seen,
          });
      }
      const [first = 0] = ids;
      const story = await insert(sql, "stories", { article_id: first, created_at: NOW, last_copy_at: NOW });
      await sql.run("update articles set story_id = $1 where id = any($2::bigint[])", [story, ids]);
      // Of long stories a late one alone, after more than the list reads at once.
      const found = size > 50 ? ids.slice(-3) : ids;
      for (const id of found)
        for (const list of LISTS.filter(() => dice() < 0.4)) {
          const start = 4 + LISTS.indexOf(list) * 5;
          const entry = await sql.maybeOne<{ id: number }>(
            "select id from entries where article_id = $1 order by id desc limit 1",
            [id],
          );
          const voice = entry !== null && dice() < 0.3 ? { voice: entry.id } : {};
          await sql.run("insert into matches (article_id, watchlist_id, spans, matched_at) values ($1, $2, $3::jsonb, $4)", [
            id,
            list,
            JSON.stringify([{ field: "text", start, end: start + 5, term: list, ...voice }]),
            NOW,
          ]);
        }
      // In any order: the digests take a story as they come.
      const of = await sql.many<{ list: string }>(
        "select distinct m.watchlist_id as list from matches m join articles a on a.id = m.article_id where a.story_id = $1 order by 1",
        [story],
      );
      for (const { list } of of)
        await sql.run("insert into digest_stories (digest_id, story_id, watchlist_id, added_at) values ($1, $2, $3, $4)", [
          `of-${list}`,
          story,
          list,
          minutesLater(pick([0, 1, 2])),
        ]);
    }
  });
  stages.clock.at = minutesLater(600);
}, 120_000);
afterAll(() => stages.close());

async function mailOf(id: string): Promise<IssueStory[]> {
  const found = DIGESTS.find((one) => one.id === id);
  if (found === undefined) throw new Error(id);
  const waiting = await waitingStories(stages.database, id, stages.deps.now());
  const since = NOW;
  const issue = await buildIssue(stages.deps, stages.database, {
    id: "1",
    digest: found,
    waiting,
    since,
    dueAt: null,
    sent: 0,
    choice: null,
  });
  return issue.sections.flatMap(({ stories }) => stories);
}

async function listOf(watchlist: string | null): Promise<Map<number, StoryCard>> {
  const asked = { watchlist, language: null, outlet: null, origin: null, starred: false, zone: "UTC", limit: 500 };
  const list = await stages.desk.stories({ ...asked, since: "2026-01-01T00:00:00Z", until: null, before: null });
  return new Map(list?.stories.map((card) => [card.story, card]));
}

const inMail = ({ article, title, titleMarks, excerpt, language, outlet, url, publishedAt, firstSeenAt, terms }: IssueStory) => ({
  article: Number(article),
  title,
  titleMarks,
  excerpt,
  language,
  outlet,
  url,
  publishedAt,
  firstSeenAt,
  terms,
});
const inList = ({ title, titleMarks, excerpt, language, terms, first }: StoryCard) => ({
  title,
  titleMarks,
  excerpt,
  language,
  terms,
  ...first,
});

test("a watchlist's list and a story's page show each story by the article, words, outlet and times of its mail", async () => {
  const differences: object[] = [];
  let compared = 0;
  for (const { id, watchlists: of } of DIGESTS) {
    const [watchlist = ""] = of ?? [];
    const listed = await listOf(watchlist);
    for (const story of await mailOf(id)) {
      const number = Number(story.id);
      const card = listed.get(number);
      const by = { story: number, withRelated: false };
      const page = await stages.desk.story({ ...by, watchlist, as: null });
      const as = new URL(story.record ?? "").searchParams.get("as");
      const fromMail = await stages.desk.story({ ...by, watchlist: null, as });
      if (card === undefined || page.kind !== "story" || fromMail.kind !== "story")
        throw new Error(`story ${number} is not listed`);
      compared += 1;
      const [said, seen] = [inMail(story), inList(card)];
      const origins = [story.origin?.name, page.origin?.name];
      const isSame =
        isDeepStrictEqual(said, seen) && page.title === said.title && fromMail.title === said.title && origins[0] === origins[1];
      if (!isSame) differences.push({ id, number, said, seen, headings: [page.title, fromMail.title], origins });
    }
  }
  expect(compared).toBeGreaterThan(50);
  expect(differences).toEqual([]);
});

test("a list of all watchlists shows each story as the mail to which it came first", async () => {
  const listed = await listOf(null);
  const mails = new Map(await Promise.all(DIGESTS.map(async ({ id }) => [id, await mailOf(id)] as const)));
  const first = await stages.database.many<{ story: number; digest: string }>(
    "select distinct on (story_id) story_id as story, digest_id as digest from digest_stories order by story_id, added_at, digest_id",
  );
  expect(first.length).toBeGreaterThan(25);
  for (const { story, digest: of } of first) {
    const mailed = mails.get(of)?.find(({ id }) => Number(id) === story);
    const card = listed.get(story);
    expect(card && inList(card), `story ${story} in ${of}`).toEqual(mailed && inMail(mailed));
  }
});
