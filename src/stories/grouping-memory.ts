// What grouping remembers of the last days' articles, in numbers: which stories share keys with a new one, and the lines of each site.
import { hostOf } from "../text/host-of.ts";
import { hashLines, hashSite, linesWith, openLineMemory } from "./blocks/line-memory.ts";
import { shinglesOf, sketchArticle } from "./sketch-article.ts";
import { openStoryIndex } from "./story-index.ts";
import { STORY_WINDOW_MS } from "./decide-story.ts";
import type { Named } from "./named-headlines.ts";
import type { IndexedArticle } from "./story-index.ts";
import type { ShelvedStory } from "./story-shelf.ts";
import type { GroupDocument, Sketch } from "./story.ts";

/** An article read for grouping: its sketch, and what the memory will learn from it. */
export interface ReadArticle {
  sketch: Sketch;
  site: number;
  lines: Uint32Array;
  /** Its cleaned text. */
  text: string;
  /** Shingles of the lines in its sketch that are known to be its site's own, since little else would be left; empty for most. */
  block: ReadonlySet<number>;
  /** How many of its lines were learnt when it was read. */
  learnt: number;
}

/** Lines that an article showed to be boilerplate, and the stories that have them. */
export interface TaughtBlock {
  shingles: number[];
  stories: number[];
}

export interface RememberedArticle extends IndexedArticle {
  site: number;
  lines: Iterable<number>;
}

/** Two memories that get the same articles in the same order give the same answers. */
export interface GroupingMemory {
  /** `now` in milliseconds. */
  read(document: GroupDocument, now: number): ReadArticle;
  /** False if lines of the article have been learnt since it was read: then it has to be read again. */
  isCurrent(read: ReadArticle, now: number): boolean;
  /** The stories that an article may belong to, or that it names as a notice, among those that took an article in the 72 hours before `now`. */
  find(sketch: Sketch, now: number, named?: Named | null): ShelvedStory[];
  /** What an article, not added yet, shows to be boilerplate; null for most. `story` is -1 if it begins one. */
  taught(read: ReadArticle, story: number, now: number): TaughtBlock | null;
  /** Returns what is known of its story, this article included. */
  add(article: RememberedArticle): ShelvedStory;
  /** Drops what ended over 72 hours before `now`. */
  forget(now: number): void;
  bytes(): number;
}

const NONE: ReadonlySet<number> = new Set();

export function openGroupingMemory(): GroupingMemory {
  const index = openStoryIndex();
  const memory = openLineMemory(STORY_WINDOW_MS);
  return {
    read(document, now) {
      const site = document.site ?? hostOf(document.url ?? "");
      let lines: Uint32Array = new Uint32Array();
      let cleaned = "";
      let block: ReadonlySet<number> = NONE;
      const sketch = sketchArticle(document, (text) => {
        cleaned = text;
        lines = hashLines(text);
        const own = memory.without(text, site, now);
        if (own.kept.length > 0) block = new Set(shinglesOf(own.kept.join("\n")));
        return own.text;
      });
      const hash = hashSite(site);
      const learnt = memory.countLearnt({ lines, site: hash, at: now });
      return { sketch: { ...sketch, site: hash }, site: hash, lines, text: cleaned, block, learnt };
    },
    isCurrent: ({ lines, site, learnt }, now) => memory.countLearnt({ lines, site, at: now }) === learnt,
    taught({ site, lines, text }, story, now) {
      const found = memory.taught({ lines, site, story, at: now });
      if (found.lines.length === 0) return null;
      const shingles = shinglesOf(linesWith(text, new Set(found.lines)).join("\n"));
      return { shingles: [...shingles], stories: found.stories.filter((one) => one >= 0) };
    },
    find({ keys }, now, named) {
      const found = index.find(keys, now - STORY_WINDOW_MS);
      if (named == null) return found;
      const more = index.find(named.keys, now - STORY_WINDOW_MS);
      return [...found, ...more.filter(({ story }) => !found.some((one) => one.story === story))];
    },
    add(article) {
      memory.add(article);
      return index.add(article);
    },
    forget: (now) => index.forgetBefore(now - STORY_WINDOW_MS),
    bytes: () => index.bytes(),
  };
}
