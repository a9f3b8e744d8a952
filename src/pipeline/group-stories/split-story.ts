// Moves articles of a story to a new one, or a whole story into another, with what its readers were sent of them; later copies follow, since they join the article that they resemble most.
import { decodeSketch } from "../../stories/encode-sketch.ts";
import {
  findArticlesInStories,
  listWatchlistsOf,
  logLikeness,
  moveIntoStory,
  moveToNewStory,
  saveStoryDecision,
} from "../../store/story-decisions.ts";
import { countAsSent, lockDigestsOf, takeOffLists } from "../../store/told-stories.ts";
import { offersOf, offerToDigests } from "./offer-story.ts";
import { toBytes } from "./remember-stories.ts";
import type { Config } from "../../config/config.ts";
import type { Sql } from "../../store/engine/database.ts";
import type { MemberOfStory } from "../../store/story-decisions.ts";

export interface StorySplit {
  story: number;
  leaving: readonly MemberOfStory[];
  /** By their numbers. */
  staying: readonly number[];
  /** The name of the person, and the reason. */
  by: string;
  reason: string;
  now: Date;
}

/**
 * Call while the grouping lock is held. `without` returns the issues with the story that did not contain some of its articles: their readers are told of
 * these. Returns the number of the new story.
 */
export async function splitStory(
  sql: Sql,
  config: Pick<Config, "digests">,
  { story, leaving, staying, by, reason, now }: StorySplit,
  without: (sql: Sql, story: number, articles: number[]) => Promise<number[]>,
): Promise<number> {
  const [articles, left] = [leaving.map(({ id }) => id), [...staying]];
  await lockDigestsOf(sql, story);
  const [neverSent, neverSentLeft] = [await without(sql, story, articles), await without(sql, story, left)];
  const into = await moveToNewStory(sql, story, articles, reason);
  // Three articles represent a story; if one of them leaves, one that stays takes its place.
  for (const member of leaving) await logMember(sql, into, member, now);
  for (const member of await findArticlesInStories(sql, left.slice(-1), [])) await logMember(sql, story, member, now);
  const watchlists = await listWatchlistsOf(sql, articles);
  await countAsSent(sql, { story, into, articles, never: neverSent }, offersOf(config.digests, watchlists), watchlists);
  await offerToDigests(config, sql, { story: into, watchlists, now });
  const off = await takeOffLists(sql, story, neverSentLeft);
  const digests = config.digests.filter(({ id }) => off.includes(id));
  await offerToDigests({ digests }, sql, { story, watchlists: await listWatchlistsOf(sql, left), now });
  await saveStoryDecision(sql, { kind: "split", story, into, articles, by, at: now });
  return into;
}

async function logMember(sql: Sql, story: number, { id, sketch }: MemberOfStory, at: Date): Promise<void> {
  if (sketch === null) return;
  const { words, keys } = decodeSketch(sketch);
  await logLikeness(sql, { story, article: id, words, keys: toBytes(keys), at });
}

export interface StoryMerge {
  story: number;
  into: number;
  /** All articles of `story`. */
  articles: number[];
  by: string;
  reason: string;
  now: Date;
}

/** Call while the grouping lock is held. */
export async function mergeStories(sql: Sql, { story, into, articles, by, reason, now }: StoryMerge): Promise<void> {
  await lockDigestsOf(sql, story);
  await lockDigestsOf(sql, into);
  await saveStoryDecision(sql, { kind: "merge", story, into, articles, by, at: now });
  await moveIntoStory(sql, story, into, reason);
}
