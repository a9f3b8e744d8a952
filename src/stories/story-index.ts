// Stories held in memory, found again by the keys of their representatives, forgotten when they are too old to take copies.
import type { Candidate, Sketch } from "./story.ts";

/** A key held by this many stories is a set phrase or a blurb, and nominates none of them. */
const STORIES_PER_KEY_MAX = 8;
const CANDIDATE_STORIES_MAX = 40;
/** A hot wire may come in a thousand dressings; what its first few add is enough to find it. */
const KEYS_PER_STORY_MAX = 512;

interface HeldStory {
  id: string;
  /** When its last article came, in milliseconds. */
  lastAt: number;
  first: Candidate;
  longest: Candidate;
  latest: Candidate;
  keys: Set<number>;
}

export interface StoryIndex {
  /** Up to three representatives of each of up to 40 stories, those with the most keys in common first. */
  findCandidates(sketch: Sketch): Candidate[];
  /** Add an article to its story, new or held. `at` is in milliseconds. */
  add(article: Candidate, at: number): void;
  /** Forget the stories whose last article came before `at`. */
  forgetBefore(at: number): string[];
}

/** An empty index. Work for each article is bounded: keys times 8 postings, then 40 times 3 comparisons. */
export function openStoryIndex(): StoryIndex {
  /** In the order of their last article, oldest first. */
  const stories = new Map<string, HeldStory>();
  const storiesByKey = new Map<number, Set<string>>();

  function post(story: HeldStory, keys: Uint32Array): void {
    for (const key of keys) {
      if (story.keys.size >= KEYS_PER_STORY_MAX) return;
      const holders = storiesByKey.get(key);
      if (holders === undefined) storiesByKey.set(key, new Set([story.id]));
      else if (holders.size < STORIES_PER_KEY_MAX) holders.add(story.id);
      else continue;
      story.keys.add(key);
    }
  }

  function forget(story: HeldStory): void {
    stories.delete(story.id);
    for (const key of story.keys) {
      const holders = storiesByKey.get(key);
      holders?.delete(story.id);
      if (holders?.size === 0) storiesByKey.delete(key);
    }
  }

  return {
    findCandidates(sketch) {
      const shared = new Map<string, number>();
      for (const key of sketch.keys) {
        const holders = storiesByKey.get(key);
        if (holders === undefined || holders.size >= STORIES_PER_KEY_MAX) continue;
        for (const id of holders) shared.set(id, (shared.get(id) ?? 0) + 1);
      }
      const best = [...shared].sort(([, a], [, b]) => b - a).slice(0, CANDIDATE_STORIES_MAX);
      return best.flatMap(([id]) => {
        const story = stories.get(id);
        return story === undefined ? [] : [...new Set([story.first, story.longest, story.latest])];
      });
    },

    add(article, at) {
      const held = stories.get(article.story);
      const story = held ?? {
        id: article.story,
        lastAt: at,
        first: article,
        longest: article,
        latest: article,
        keys: new Set<number>(),
      };
      story.latest = article;
      if (article.sketch.words > story.longest.sketch.words) story.longest = article;
      story.lastAt = Math.max(story.lastAt, at);
      stories.delete(story.id);
      stories.set(story.id, story);
      post(story, article.sketch.keys);
    },

    forgetBefore(at) {
      const forgotten: string[] = [];
      for (const story of stories.values()) {
        if (story.lastAt >= at) break;
        forget(story);
        forgotten.push(story.id);
      }
      return forgotten;
    },
  };
}
