// Splits stories whose articles have only a block in common that was learnt after they were put together, and tells their readers of the others.
import { cleanForGrouping } from "../../stories/clean-for-grouping.ts";
import { shinglesOf } from "../../stories/sketch-article.ts";
import { decodeSketch } from "../../stories/encode-sketch.ts";
import { isHeldByBlock, partsWithout } from "../../stories/blocks/judge-block.ts";
import { STORY_WINDOW_MS } from "../../stories/decide-story.ts";
import { addLogDay } from "../../store/story-log.ts";
import { BY_ITSELF, isDecidedByPerson, listMembers } from "../../store/story-decisions.ts";
import {
  addWeighings,
  firstOfParts,
  firstToWeigh,
  hasWeighings,
  listHeadlines,
  listShowings,
  membersToWeigh,
  membersWeighed,
  nextWeighing,
  postponeWeighing,
  saveWeighed,
} from "../../store/blocks/weighings.ts";
import { inGroupingTurn } from "../../store/stories.ts";
import { fromBytes, toBytes } from "./remember-stories.ts";
import { mergeStories, splitStory } from "./split-story.ts";
import { minuteOf } from "../../text/dates/minute-of.ts";
import type { StageDeps } from "../stage-deps.ts";
import type { Sql } from "../../store/engine/database.ts";
import type { ReadArticle, TaughtBlock } from "../../stories/grouping-memory.ts";
import type { MemberToWeigh, Showing } from "../../store/blocks/weighings.ts";
import type { StoryDecision } from "../../stories/story.ts";

/** So many articles of a story are compared with each other at a time. */
const ARTICLES_MAX = 30;
/** And with so many that stayed when they were compared before, and so many stories that left. */
const STAYED_MAX = 5;
const LEFT_MAX = 300;

/** More than a page that is no article has. */
const BLOCK_SHINGLES_MAX = 20_000;

type WeighDeps = Pick<StageDeps, "database" | "config" | "now" | "log">;

/** Marks the stories that an article showed to be held by a block, if any. Call while the grouping lock is held. */
export async function markToWeigh(
  sql: Sql,
  { read, decision, taught, story }: { read: ReadArticle; decision: StoryDecision; taught: TaughtBlock | null; story: number },
  now: Date,
): Promise<void> {
  // Stories that come after a block was learnt are not put together by it.
  const shown = read.block.size === 0 ? decision.block : undefined;
  if (taught === null && shown === undefined) return;
  const shingles = Uint32Array.from([...(taught?.shingles ?? []), ...(shown?.shingles ?? [])]);
  const stories = [story, ...(taught?.stories ?? []), ...(shown?.stories ?? []).map(Number)];
  await addWeighings(sql, { stories: [...new Set(stories)], block: toBytes(shingles), now });
}

/** Marks the stories of articles whose page turned out to show one text for several headlines: others may have joined them by it. */
export async function markRepeated(
  { database, now }: Pick<StageDeps, "database" | "now">,
  stories: readonly number[],
  text: string,
): Promise<void> {
  if (stories.length === 0) return;
  const block = toBytes(shinglesOf(cleanForGrouping(text)).slice(0, BLOCK_SHINGLES_MAX));
  await inGroupingTurn(database, (sql) => addWeighings(sql, { stories, block, now: now() }));
}

/** Weighs so many stories at most, or parts of large ones, each in a transaction of its own. Returns how many stories it made of them. */
export async function weighStories(
  deps: WeighDeps,
  { most = Infinity, signal }: { most?: number; signal?: AbortSignal } = {},
): Promise<number> {
  let made = 0;
  for (let done = 0; done < most; done++) {
    if (signal?.aborted === true || !(await hasWeighings(deps.database))) break;
    const now = deps.now();
    await addLogDay(deps.database, now);
    try {
      made += await inGroupingTurn(deps.database, (sql) => weighNext(deps, sql, now));
    } catch (error) {
      // A story that can't be weighed must not keep others waiting.
      await postponeWeighing(deps.database, now);
      throw error;
    }
  }
  if (made > 0) deps.log.info({ stories: made }, "split stories that had only a block of their site in common");
  return made;
}

async function weighNext({ config }: WeighDeps, sql: Sql, now: Date): Promise<number> {
  const weighing = await nextWeighing(sql);
  if (weighing === null) return 0;
  const { story_id: story, after_article: after } = weighing;
  const next = await membersToWeigh(sql, { story, after, limit: ARTICLES_MAX });
  await saveWeighed(sql, story, next.length < ARTICLES_MAX ? null : (next.at(-1)?.id ?? null));
  if (await isDecidedByPerson(sql, story)) return 0;
  const stay = await stayedBefore(sql, story, after);
  const members = [...stay, ...next.filter(({ id }) => id !== stay[0]?.id)].map(weighed);
  const block = new Set(fromBytes(weighing.block));
  const parts = partsWithout(members, block, stay.length);
  if (parts.length < 2) return 0;
  const since = new Date(now.getTime() - STORY_WINDOW_MS);
  const left = (await firstOfParts(sql, { story, since, limit: LEFT_MAX })).map(weighed);
  const without = await readShowings(sql, story);
  let staying = await listMembers(sql, story);
  let made = 0;
  for (const part of parts.slice(1)) {
    const texts = members.filter((_, index) => part.includes(index));
    const leaving = texts.map(({ member }) => member);
    staying = staying.filter((id) => !leaving.some((one) => one.id === id));
    const at = minuteOf(now);
    const reason = `split from story ${story} on ${at}: they have only a block in common that a site puts around its stories`;
    const into = await splitStory(sql, config(), { story, leaving, staying, by: BY_ITSELF, reason, now }, without);
    const other = left.find((one) => texts.some(({ sketch }) => !isHeldByBlock(one.sketch, sketch, block, () => false)));
    if (other === undefined) made += 1;
    else
      await mergeStories(sql, {
        story: into,
        into: other.member.story_id,
        articles: leaving.map(({ id }) => id),
        by: BY_ITSELF,
        reason: `put into story ${other.member.story_id} on ${at}, whose articles left story ${story} before`,
        now,
      });
  }
  return made;
}

const weighed = (member: MemberToWeigh) => ({ member, sketch: decodeSketch(member.sketch), text: member.text });

/** Of a story that is weighed in several turns: its first article, whose part keeps the story, and some others that stayed. */
async function stayedBefore(sql: Sql, story: number, after: number): Promise<MemberToWeigh[]> {
  // It may have a higher number than its copies.
  const first = await firstToWeigh(sql, story);
  return first === null ? [] : [first, ...(await membersWeighed(sql, { story, until: after, limit: STAYED_MAX }))];
}

/** Tells which issues with a story showed none of these articles by its headline: their readers never saw it. */
async function readShowings(sql: Sql, story: number): Promise<Parameters<typeof splitStory>[3]> {
  const showings = await listShowings(sql, story);
  const titles = new Map((await listHeadlines(sql, story)).map(({ id, title }) => [id, title]));
  return (_sql, _story, articles) => {
    const ids = new Set(articles.map(String));
    const names = articles.map((id) => titles.get(id) ?? "").filter((title) => title !== "");
    const isShown = ({ article, title, news }: Showing): boolean =>
      ids.has(article ?? "") || names.some((name) => name === title || news.includes(`“${name.replaceAll('"', '\\"')}”`));
    const shown = new Set(showings.filter(isShown).map(({ issue_id }) => issue_id));
    return Promise.resolve([...new Set(showings.map(({ issue_id }) => issue_id))].filter((issue) => !shown.has(issue)));
  };
}
