// Group articles as they come, in memory: what the `group` filter answers, and how grouping behaves without a database.
import { decideStory, STORY_WINDOW_MS } from "./decide-story.ts";
import { findOrigin, voteOrigin } from "./find-origin.ts";
import { sketchArticle } from "./sketch-article.ts";
import { isCorrection } from "./read-version.ts";
import { openStoryIndex } from "./story-index.ts";
import type { Origin } from "./find-origin.ts";
import type { GroupDocument, Relation } from "./story.ts";

/** `of` names the article that was copied or the story that is followed up; `origin` who wrote the story first, as far as its copies tell. */
export interface Grouped {
  id: string;
  story: string;
  relation: Relation;
  of?: string;
  score: number;
  origin?: string;
}

export interface StoryMemory {
  add(document: GroupDocument): Grouped;
}

/** Votes kept a story: the hundred-and-first copy changes nothing. */
const ORIGINS_MAX = 100;
/** The clock is the middle one of this many dates, so that one article dated 2099 doesn't make the memory forget everything. */
const CLOCK_DATES = 15;

/** An empty memory. Stories are named s1, s2, ... in the order they come; those that ended over 72 h ago are forgotten. */
export function openStoryMemory(): StoryMemory {
  const index = openStoryIndex();
  const origins = new Map<string, (Origin | null)[]>();
  const dates: number[] = [];
  let storiesSoFar = 0;

  /** The time by the articles themselves, for a domain folder reads no clock. */
  function tellTime(publishedAt: string | null): number {
    const date = publishedAt === null ? Number.NaN : Date.parse(publishedAt);
    if (!Number.isNaN(date)) dates.push(date);
    if (dates.length > CLOCK_DATES) dates.shift();
    return [...dates].sort((a, b) => a - b)[dates.length >> 1] ?? 0;
  }

  function forgetOld(now: number): void {
    for (const story of index.forgetBefore(now - STORY_WINDOW_MS)) origins.delete(story);
  }

  function originOf(story: string, document: GroupDocument): Origin | null {
    const votes = origins.get(story) ?? [];
    if (votes.length < ORIGINS_MAX) votes.push(findOrigin(document));
    origins.set(story, votes);
    return voteOrigin(votes);
  }

  return {
    add(document) {
      const now = tellTime(document.publishedAt);
      forgetOld(now);
      const { id, publishedAt } = document;
      const sketch = sketchArticle(document);
      const {
        relation,
        story: held,
        of,
        score,
      } = decideStory({ sketch, publishedAt, corrects: isCorrection(document) }, index.findCandidates(sketch));
      const story = held ?? `s${++storiesSoFar}`;
      index.add({ story, article: id, sketch, publishedAt }, now);
      const origin = originOf(story, document);
      return { id, story, relation, ...(of !== null && { of }), score, ...(origin !== null && { origin: origin.name }) };
    },
  };
}
