// What grouping remembers of the last days' articles, in numbers: which stories share keys with a new one, and the lines of each site.
import { hostOf } from "../text/host-of.ts";
import { hashLines, hashSite, openLineMemory } from "./line-memory.ts";
import { sketchArticle } from "./sketch-article.ts";
import { openStoryIndex } from "./story-index.ts";
import { STORY_WINDOW_MS } from "./decide-story.ts";
import type { IndexedArticle } from "./story-index.ts";
import type { ShelvedStory } from "./story-shelf.ts";
import type { GroupDocument, Sketch } from "./story.ts";

/** An article read for grouping: its sketch, and what the memory will learn from it. */
export interface ReadArticle {
  sketch: Sketch;
  site: number;
  lines: Uint32Array;
}

export interface RememberedArticle extends IndexedArticle {
  site: number;
  lines: Iterable<number>;
}

/** Two memories that get the same articles in the same order give the same answers. */
export interface GroupingMemory {
  /** `now` in milliseconds. */
  read(document: GroupDocument, now: number): ReadArticle;
  /** The stories that an article may belong to, among those that took an article in the 72 hours before `now`. */
  find(sketch: Sketch, now: number): ShelvedStory[];
  /** Returns what is known of its story, this article included. */
  add(article: RememberedArticle): ShelvedStory;
  /** Drops what ended over 72 hours before `now`. */
  forget(now: number): void;
  bytes(): number;
}

export function openGroupingMemory(): GroupingMemory {
  const index = openStoryIndex();
  const memory = openLineMemory(STORY_WINDOW_MS);
  return {
    read(document, now) {
      const site = document.site ?? hostOf(document.url ?? "");
      let lines: Uint32Array = new Uint32Array();
      const sketch = sketchArticle(document, (text) => {
        lines = hashLines(text);
        return memory.without(text, site, now);
      });
      const hash = hashSite(site);
      return { sketch: { ...sketch, site: hash }, site: hash, lines };
    },
    find: ({ keys }, now) => index.find(keys, now - STORY_WINDOW_MS),
    add(article) {
      memory.add(article.lines, article.site, article.story, article.at);
      return index.add(article);
    },
    forget: (now) => index.forgetBefore(now - STORY_WINDOW_MS),
    bytes: () => index.bytes(),
  };
}
