// Splits stories whose articles have only a block in common that was learnt after they were put together, and tells their readers of the others.
import { decodeSketch } from "../../stories/encode-sketch.ts";
import { partsWithout } from "../../stories/blocks/judge-block.ts";
import { addLogDay } from "../../store/story-log.ts";
import { BY_ITSELF, isDecidedByPerson, listMembers } from "../../store/story-decisions.ts";
import {
  addWeighings,
  firstToWeigh,
  hasWeighings,
  listHeadlines,
  listShowings,
  membersToWeigh,
  nextWeighing,
  postponeWeighing,
  saveWeighed,
} from "../../store/blocks/weighings.ts";
import { inGroupingTurn } from "../../store/stories.ts";
import { fromBytes, toBytes } from "./remember-stories.ts";
import { splitStory } from "./split-story.ts";
import { minuteOf } from "../../text/dates/minute-of.ts";
import type { StageDeps } from "../stage-deps.ts";
import type { Sql } from "../../store/engine/database.ts";
import type { ReadArticle, TaughtBlock } from "../../stories/grouping-memory.ts";
import type { Showing } from "../../store/blocks/weighings.ts";
import type { StoryDecision } from "../../stories/story.ts";

/** So many articles of a story are compared with each other at a time. */
const ARTICLES_MAX = 30;

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
  const first = await firstToWeigh(sql, story);
  // Its part keeps the story. It may have a higher number than its copies.
  const members = first === null ? next : [first, ...next.filter(({ id }) => id !== first.id)];
  await saveWeighed(sql, story, next.length < ARTICLES_MAX ? null : (next.at(-1)?.id ?? null));
  if (await isDecidedByPerson(sql, story)) return 0;
  const block = new Set(fromBytes(weighing.block));
  const parts = partsWithout(
    members.map(({ sketch, text }) => ({ sketch: decodeSketch(sketch), text })),
    block,
  );
  if (parts.length < 2) return 0;
  const without = await readShowings(sql, story);
  let staying = await listMembers(sql, story);
  for (const part of parts.slice(1)) {
    const leaving = members.filter((_, index) => part.includes(index));
    staying = staying.filter(({ id }) => !leaving.some((one) => one.id === id));
    const reason = `split from story ${story} on ${minuteOf(now)}: they have only a block in common that a site puts around its stories`;
    await splitStory(sql, config(), { story, leaving, staying, by: BY_ITSELF, reason, now }, without);
  }
  return parts.length - 1;
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
