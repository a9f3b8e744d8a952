// An index of the last days' stories by the keys that they share with an article: numbers in flat arrays, under 300 bytes an article.
import { openStoryShelf } from "./story-shelf.ts";
import type { ShelvedStory, StoryShelf } from "./story-shelf.ts";

/** A key of more stories than this is a set phrase, a form or a blurb, and nominates none of them. */
const STORIES_PER_KEY_MAX = 8;
const CANDIDATE_STORIES_MAX = 40;
/** How many keys an article must share with a story to be compared with it, if it has as many keys that nominate. */
const SHARED_MIN = 2;
/** A new shelf is a quarter of what is held, so that little space is empty and few shelves are searched. */
const SHELF_SHARE = 0.25;
const SLOTS_MIN = 2 ** 13;
const SLOTS_MAX = 2 ** 22;

/** An article as the index takes it: the numbers of its story and of itself, and parts of its sketch. */
export interface IndexedArticle {
  story: number;
  article: number;
  words: number;
  keys: Iterable<number>;
  /** When it came, in milliseconds. */
  at: number;
}

export interface StoryIndex {
  /** Up to 40 stories that took an article after `since`, in milliseconds; those with the most common keys first. */
  find(keys: Uint32Array, since: number): ShelvedStory[];
  /** Returns what is known of its story, this article included. */
  add(article: IndexedArticle): ShelvedStory;
  /** Forgets stories that took no article after `at`, in milliseconds; some stay until their whole shelf is as old. */
  forgetBefore(at: number): void;
  /** How many stories are on the shelves, counting those twice that continued from one to the next. */
  stories(): number;
  bytes(): number;
}

/** An empty index. The work for an article is bounded: its keys (128 at most) on each of some twenty shelves, nine stories a key. */
export function openStoryIndex(): StoryIndex {
  /** The newest first. */
  let shelves: StoryShelf[] = [];
  let slotsHeld = 0;

  function openShelf(): StoryShelf {
    const slots = Math.round(Math.min(SLOTS_MAX, Math.max(SLOTS_MIN, slotsHeld * SHELF_SHARE)));
    const shelf = openStoryShelf(slots, STORIES_PER_KEY_MAX);
    slotsHeld += slots;
    shelves.unshift(shelf);
    return shelf;
  }

  /** As the newest shelf knows it: earlier shelves have its earlier state. */
  function findStory(story: number): ShelvedStory | null {
    for (const shelf of shelves) {
      const found = shelf.find(story);
      if (found !== null) return found;
    }
    return null;
  }

  return {
    find(keys, since) {
      const alive = new Map<number, ShelvedStory | null>();
      const lookUp = (story: number): ShelvedStory | null => {
        let found = alive.get(story);
        if (found === undefined) {
          found = findStory(story);
          if (found !== null && found.lastAt * 1_000 < since) found = null;
          alive.set(story, found);
        }
        return found;
      };
      const { shared, common } = countShared(shelves, keys, (story) => lookUp(story) !== null);
      // In a form nearly all keys are in all others of its kind: then one distinctive key suffices.
      const sharedMin = common > keys.length / 2 ? 1 : Math.min(SHARED_MIN, keys.length);
      return [...shared]
        .filter(([, count]) => count >= sharedMin)
        .sort(([a, sharedByA], [b, sharedByB]) => sharedByB - sharedByA || a - b)
        .slice(0, CANDIDATE_STORIES_MAX)
        .flatMap(([story]) => lookUp(story) ?? []);
    },

    add({ story, article, words, keys, at }) {
      const known = findStory(story);
      const seconds = Math.floor(at / 1_000);
      const newest = shelves[0];
      const shelf = newest === undefined || (newest.isFull() && newest.find(story) === null) ? openShelf() : newest;
      const isLongest = known === null || words > known.words;
      const now: ShelvedStory = {
        story,
        lastAt: Math.max(seconds, known?.lastAt ?? 0),
        first: known?.first ?? article,
        longest: isLongest ? article : known.longest,
        latest: article,
        words: isLongest ? words : known.words,
      };
      shelf.put(now, keys);
      return now;
    },

    forgetBefore(at) {
      shelves = shelves.filter((shelf) => shelf.newestAt() * 1_000 >= at);
      slotsHeld = shelves.reduce((sum, shelf) => sum + shelf.slots, 0);
    },
    stories: () => shelves.reduce((sum, shelf) => sum + shelf.stories(), 0),
    bytes: () => shelves.reduce((sum, shelf) => sum + shelf.bytes(), 0),
  };
}

/** How many of the keys each story has, ignoring keys of too many stories; and how many keys count. */
function countShared(
  shelves: readonly StoryShelf[],
  keys: Uint32Array,
  isAlive: (story: number) => boolean,
): { shared: Map<number, number>; common: number } {
  const shared = new Map<number, number>();
  const holders = new Set<number>();
  const hold = (story: number): void => {
    if (holders.size <= STORIES_PER_KEY_MAX && isAlive(story)) holders.add(story);
  };
  let common = 0;
  for (const key of keys) {
    holders.clear();
    for (const shelf of shelves) shelf.eachStory(key, hold);
    if (holders.size > STORIES_PER_KEY_MAX) common += 1;
    else for (const story of holders) shared.set(story, (shared.get(story) ?? 0) + 1);
  }
  return { shared, common };
}
