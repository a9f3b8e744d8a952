// Splits a story or merges two on a person's request; later copies follow, since they join the article that they resemble most.
import { canonicalUrl } from "../text/canonical-url.ts";
import { decodeSketch } from "../stories/encode-sketch.ts";
import { addLogDay } from "../store/story-log.ts";
import {
  findArticlesInStories,
  findMergedInto,
  listMembers,
  listWatchlistsOf,
  logLikeness,
  moveIntoStory,
  moveToNewStory,
  saveStoryDecision,
  storyExists,
} from "../store/story-decisions.ts";
import { takeGroupingTurn } from "../store/stories.ts";
import { offerToDigests } from "../pipeline/group-stories/offer-story.ts";
import { toBytes } from "../pipeline/group-stories/remember-stories.ts";
import type { Config } from "../config/config.ts";
import type { Database, Sql } from "../store/engine/database.ts";
import type { MemberOfStory } from "../store/story-decisions.ts";

/** `by` is the person who decides, kept for later questions. Articles are named by number or address. */
export type Rearrangement =
  | { kind: "split"; articles: string[]; by: string }
  | { kind: "merge"; story: number; into: number; by: string };

/** The result, or why nothing was done. */
export type Rearranged =
  | { kind: "split"; story: number; into: number; articles: number[] }
  | { kind: "merge"; story: number; into: number; articles: number[] }
  | { kind: "refused"; reason: string };

export async function rearrangeStories(
  deps: { database: Database; config(): Pick<Config, "digests">; now(): Date },
  change: Rearrangement,
): Promise<Rearranged> {
  const now = deps.now();
  await addLogDay(deps.database, now);
  return deps.database.transaction(async (sql) => {
    await takeGroupingTurn(sql);
    return change.kind === "split" ? split(sql, deps.config(), now, change) : merge(sql, now, change);
  });
}

async function split(
  sql: Sql,
  config: Pick<Config, "digests">,
  now: Date,
  { articles: asked, by }: Extract<Rearrangement, { kind: "split" }>,
): Promise<Rearranged> {
  const numbers = asked.filter((one) => /^\d{1,15}$/.test(one)).map(Number);
  const urls = asked.filter((one) => !/^\d{1,15}$/.test(one)).flatMap((url) => [url, canonicalUrl(url) ?? url]);
  const found = await findArticlesInStories(sql, numbers, urls);
  const missing = numbers.find((number) => !found.some(({ id }) => id === number));
  if (missing !== undefined) return refused(`there is no article ${missing} in a story`);
  if (found.length < new Set(asked).size)
    return refused("not every address is that of an article in a story. See: wirewatch explain URL");
  const [story = 0, ...others] = new Set(found.map(({ story_id }) => story_id));
  if (others.length > 0)
    return refused(`they are in ${others.length + 1} stories: ${[story, ...others].join(", ")}; name those of one`);
  const staying = (await listMembers(sql, story)).filter(({ id }) => !found.some((leaving) => leaving.id === id));
  const last = staying.at(-1);
  if (last === undefined) return refused(`that is all of story ${story}; nothing would stay in it`);
  const articles = found.map(({ id }) => id);
  const into = await moveToNewStory(sql, story, articles, `${by} split this from story ${story} on ${day(now)}`);
  // Three articles represent a story; if one of them leaves, one that stays takes its place.
  for (const member of found) await logMember(sql, into, member, now);
  await logMember(sql, story, last, now);
  await offerToDigests(config, sql, { story: into, watchlists: await listWatchlistsOf(sql, articles), now });
  await saveStoryDecision(sql, { kind: "split", story, into, articles, by, at: now });
  return { kind: "split", story, into, articles };
}

async function merge(sql: Sql, now: Date, { story, into, by }: Extract<Rearrangement, { kind: "merge" }>): Promise<Rearranged> {
  if (story === into) return refused(`story ${story} is one already`);
  for (const one of [story, into]) {
    if (await storyExists(sql, one)) continue;
    const now = await findMergedInto(sql, one);
    return refused(`there is no story ${one}${now === null ? "" : `: it is part of story ${now}`}`);
  }
  const articles = (await listMembers(sql, story)).map(({ id }) => id);
  await moveIntoStory(sql, story, into, `${by} put story ${story} into story ${into} on ${day(now)}`);
  await saveStoryDecision(sql, { kind: "merge", story, into, articles, by, at: now });
  return { kind: "merge", story, into, articles };
}

async function logMember(sql: Sql, story: number, { id, sketch }: MemberOfStory, at: Date): Promise<void> {
  if (sketch === null) return;
  const { words, keys } = decodeSketch(sketch);
  await logLikeness(sql, { story, article: id, words, keys: toBytes(keys), at });
}

const refused = (reason: string): Rearranged => ({ kind: "refused", reason });
const day = (date: Date): string => date.toISOString().slice(0, 16).replace("T", " ");
