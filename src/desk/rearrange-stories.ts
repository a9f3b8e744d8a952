// Splits a story or merges two on a person's request; later copies follow, since they join the article that they resemble most.
import { canonicalUrl } from "../text/canonical-url.ts";
import { addLogDay } from "../store/story-log.ts";
import { findArticlesInStories, findMergedInto, issuesWithout, listMembers, storyExists } from "../store/story-decisions.ts";
import { inGroupingTurn } from "../store/stories.ts";
import { outlineArticles, outlineStories } from "../store/views/story-outlines.ts";
import { mergeStories, splitStory } from "../pipeline/group-stories/split-story.ts";
import { minuteOf } from "../text/dates/minute-of.ts";
import type { Config } from "../config/config.ts";
import type { Database, Sql } from "../store/engine/database.ts";
import type { MemberOfStory } from "../store/story-decisions.ts";
import type { ArticleOutline, StoryOutline } from "../store/views/story-outlines.ts";

/** `by` is the person who decides, kept for later questions. Articles are named by number or address, stories also by one of an article in them. */
export type Rearrangement =
  | { kind: "split"; articles: string[]; by: string }
  | { kind: "merge"; story: number | string; into: number | string; by: string };

interface Refused {
  kind: "refused";
  reason: string;
}

/** The result, or why nothing was done. */
export type Rearranged = { kind: "split" | "merge"; story: number; into: number; articles: number[] } | Refused;

/** What a change would do: the story, for a merge also the one into which it goes, and the articles that move. */
export type RearrangementPlan =
  | { kind: "plan"; change: "split" | "merge"; stories: StoryOutline[]; moves: ArticleOutline[] }
  | Refused;

export async function planRearrangement({ database }: { database: Database }, change: Rearrangement): Promise<RearrangementPlan> {
  const found = await (change.kind === "split" ? findSplit(database, change) : findMerge(database, change));
  if (found.kind === "refused") return found;
  const stories = found.kind === "split" ? [found.story] : [found.story, found.into];
  return {
    kind: "plan",
    change: found.kind,
    stories: await outlineStories(database, stories),
    moves: await outlineArticles(database, found.kind === "split" ? idsOf(found.leaving) : found.articles),
  };
}

export async function rearrangeStories(
  deps: { database: Database; config(): Pick<Config, "digests">; now(): Date },
  change: Rearrangement,
): Promise<Rearranged> {
  const now = deps.now();
  await addLogDay(deps.database, now);
  return inGroupingTurn(deps.database, async (sql) => {
    const { by } = change;
    if (change.kind === "split") {
      const found = await findSplit(sql, change);
      return found.kind === "refused" ? found : split(sql, deps.config(), { ...found, by, now });
    }
    const found = await findMerge(sql, change);
    return found.kind === "refused" ? found : merge(sql, { ...found, by, now });
  });
}

interface Split {
  kind: "split";
  story: number;
  leaving: MemberOfStory[];
  /** By their numbers. */
  staying: number[];
}

async function findSplit(sql: Sql, { articles: asked }: { articles: string[] }): Promise<Split | Refused> {
  const numbers = asked.filter(isNumber).map(Number);
  const leaving = await findArticlesInStories(
    sql,
    numbers,
    asked.filter((one) => !isNumber(one)).flatMap((url) => [url, canonicalUrl(url) ?? url]),
  );
  const missing = numbers.find((number) => !leaving.some(({ id }) => id === number));
  if (missing !== undefined) return refused(`there is no article ${missing} in a story`);
  if (leaving.length < new Set(asked).size)
    return refused("not every address is that of an article in a story. See: wirewatch explain URL");
  const [story = 0, ...others] = new Set(leaving.map(({ story_id }) => story_id));
  if (others.length > 0)
    return refused(`they are in ${others.length + 1} stories: ${[story, ...others].join(", ")}; name those of one`);
  const staying = (await listMembers(sql, story)).filter((id) => !leaving.some((one) => one.id === id));
  return staying.length === 0
    ? refused(`that is all of story ${story}; nothing would stay in it`)
    : { kind: "split", story, leaving, staying };
}

async function split(
  sql: Sql,
  config: Pick<Config, "digests">,
  { story, leaving, staying, by, now }: Split & { by: string; now: Date },
): Promise<Rearranged> {
  const reason = `${by} split this from story ${story} on ${minuteOf(now)}`;
  const into = await splitStory(sql, config, { story, leaving, staying, by, reason, now }, issuesWithout);
  return { kind: "split", story, into, articles: idsOf(leaving) };
}

interface Merge {
  kind: "merge";
  story: number;
  into: number;
  articles: number[];
}

async function findMerge(sql: Sql, asked: { story: number | string; into: number | string }): Promise<Merge | Refused> {
  const [story, into] = [await findStory(sql, asked.story), await findStory(sql, asked.into)];
  if (typeof story !== "number") return story;
  if (typeof into !== "number") return into;
  if (story === into) return refused(`story ${story} is one already`);
  return { kind: "merge", story, into, articles: await listMembers(sql, story) };
}

/** A story by its number, or by the address of an article in it. */
async function findStory(sql: Sql, asked: number | string): Promise<number | Refused> {
  if (typeof asked === "string") {
    const [story, ...others] = new Set(
      (await findArticlesInStories(sql, [], [asked, canonicalUrl(asked) ?? asked])).map(({ story_id }) => story_id),
    );
    if (story === undefined) return refused(`${asked} is no address of an article in a story. See: wirewatch explain URL`);
    return others.length === 0 ? story : refused(`${asked} is in more stories than one: ${[story, ...others].join(", ")}`);
  }
  if (await storyExists(sql, asked)) return asked;
  const now = await findMergedInto(sql, asked);
  return refused(`there is no story ${asked}${now === null ? "" : `: it is part of story ${now}`}`);
}

async function merge(sql: Sql, { story, into, articles, by, now }: Merge & { by: string; now: Date }): Promise<Rearranged> {
  const reason = `${by} put story ${story} into story ${into} on ${minuteOf(now)}`;
  await mergeStories(sql, { story, into, articles, by, reason, now });
  return { kind: "merge", story, into, articles };
}

const isNumber = (text: string): boolean => /^\d{1,15}$/.test(text);
const idsOf = (members: readonly MemberOfStory[]): number[] => members.map(({ id }) => id);
const refused = (reason: string): Refused => ({ kind: "refused", reason });
