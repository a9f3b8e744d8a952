// A shelf of the story index: a number of stories with their keys, in a few flat arrays; a full one is closed, and dropped whole when old.
import { mix } from "./hash-units.ts";

/** A story as a shelf knows it, in numbers. It keeps the three articles that others are compared with. */
export interface ShelvedStory {
  story: number;
  /** When its last article came, in seconds. */
  lastAt: number;
  first: number;
  longest: number;
  latest: number;
  /** Of the longest. */
  words: number;
}

export interface StoryShelf {
  slots: number;
  /** Calls `visit` with the story of each posting of a key. A missing key may, rarely, find one (1 in 4,000 for each posting near it). */
  eachStory(key: number, visit: (story: number) => void): void;
  find(story: number): ShelvedStory | null;
  /** Adds or replaces the story, and posts those of the keys that lead to too few stories. */
  put(story: ShelvedStory, keys: Iterable<number>): void;
  isFull(): boolean;
  /** When the newest article on the shelf came, in seconds. */
  newestAt(): number;
  stories(): number;
  bytes(): number;
}

/** A slot holds the story's place on the shelf and as many bits of the key as fit next to it, to tell neighbouring keys apart. */
const PLACE_BITS = 20;
const PLACE_MASK = 2 ** PLACE_BITS - 1;
/** Fuller tables take long to search. */
const LOAD_MAX = 0.72;
/** Beyond this a put posts no more keys: the longest text has some hundred, and a small shelf must not fill up in the middle of one. */
const LOAD_LIMIT = 0.9;
/** Most stories have more keys than this; a shelf of short ones is full before its slots are. */
const SLOTS_PER_STORY = 24;
/** A hot wire may come in a thousand versions; the keys of the first few suffice to find it. */
const KEYS_PER_STORY_MAX = 512;
/** A story's own number is posted like a key, salted. */
const STORY_SALT = 0x9e3779b9;

/** Maps keys to places on a shelf, in 4 bytes each. */
interface Postings {
  /** Visits the places of a key until told to stop. */
  walk(key: number, visit: (place: number) => boolean): void;
  /** Posts a place under a key, unless it is already there or too many others are. Returns whether it did. */
  post(key: number, place: number): boolean;
  load(): number;
  bytes: number;
}

function openPostings(slots: number, holdersMax: number): Postings {
  const table = new Uint32Array(slots);
  let used = 0;

  /** Returns the free slot after the last place, or -1 if told to stop. */
  function walk(key: number, visit: (place: number) => boolean): number {
    const hash = mix(key);
    const tag = mix(hash ^ STORY_SALT) >>> PLACE_BITS;
    let slot = Math.floor((hash / 2 ** 32) * slots);
    for (;;) {
      const value = table[slot] ?? 0;
      if (value === 0) return slot;
      if (value >>> PLACE_BITS === tag && visit((value & PLACE_MASK) - 1)) return -1;
      slot = slot + 1 === slots ? 0 : slot + 1;
    }
  }

  return {
    walk,
    post(key, place) {
      let holders = 0;
      const free = walk(key, (other) => other === place || ++holders > holdersMax);
      if (free < 0 || used >= slots * LOAD_LIMIT) return false;
      const tag = mix(mix(key) ^ STORY_SALT) >>> PLACE_BITS;
      table[free] = ((tag << PLACE_BITS) | (place + 1)) >>> 0;
      used += 1;
      return true;
    },
    load: () => used / slots,
    bytes: table.byteLength,
  };
}

/** `slots` bounds what it holds; `holdersMax` how many stories one key leads to. */
export function openStoryShelf(slots: number, holdersMax: number): StoryShelf {
  const places = Math.min(PLACE_MASK, Math.ceil((slots * LOAD_MAX) / SLOTS_PER_STORY));
  const postings = openPostings(slots, holdersMax);
  /** Stories and articles are numbered in order, so their distances from the first on the shelf fit into half the bytes. */
  const ids = new Int32Array(places);
  const articles = new Int32Array(places * 3);
  const lastAt = new Uint32Array(places);
  const words = new Uint32Array(places);
  const posted = new Uint16Array(places);
  let firstStory = 0;
  let firstArticle = 0;
  let held = 0;
  let newest = 0;

  const storyAt = (place: number): number => firstStory + (ids[place] ?? 0);

  function placeOf(story: number): number {
    let found = -1;
    postings.walk(storyKey(story), (place) => {
      if (storyAt(place) !== story) return false;
      found = place;
      return true;
    });
    return found;
  }

  function post(key: number, place: number): void {
    const count = posted[place] ?? 0;
    if (count < KEYS_PER_STORY_MAX && postings.post(key, place)) posted[place] = count + 1;
  }

  return {
    slots,
    eachStory: (key, visit) => {
      postings.walk(key, (place) => {
        visit(storyAt(place));
        return false;
      });
    },
    find(story) {
      const place = placeOf(story);
      if (place < 0) return null;
      const article = (i: number): number => firstArticle + (articles[3 * place + i] ?? 0);
      const known = { story, lastAt: lastAt[place] ?? 0, words: words[place] ?? 0 };
      return { ...known, first: article(0), longest: article(1), latest: article(2) };
    },
    put(story, keys) {
      if (held === 0) [firstStory, firstArticle] = [story.story, story.latest];
      let place = placeOf(story.story);
      if (place < 0) {
        place = held++;
        ids[place] = story.story - firstStory;
        post(storyKey(story.story), place);
      }
      [story.first, story.longest, story.latest].forEach((article, i) => (articles[3 * place + i] = article - firstArticle));
      lastAt[place] = story.lastAt;
      words[place] = story.words;
      newest = Math.max(newest, story.lastAt);
      for (const key of keys) post(key, place);
    },
    isFull: () => postings.load() >= LOAD_MAX || held >= places,
    newestAt: () => newest,
    stories: () => held,
    bytes: () => postings.bytes + [ids, articles, lastAt, words, posted].reduce((sum, { byteLength }) => sum + byteLength, 0),
  };
}

const storyKey = (story: number): number => mix((story ^ STORY_SALT) >>> 0) ^ Math.floor(story / 2 ** 32);
