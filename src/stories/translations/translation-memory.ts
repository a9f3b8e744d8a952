// Remembers the marks of the last days' stories, and finds the one that an article tells in another language.
import { countItems, HeldTexts } from "./held-texts.ts";
import type { Shared } from "./held-texts.ts";
import type { MarkedArticle } from "./mark.ts";

export interface Translation {
  story: number;
  article: number;
  root: number;
  /** Bits of evidence for a text of usual length, and those for the next best story. */
  score: number;
  next: number;
  /** From 0 to 1: how much agrees of what the text with fewer figures and names says. */
  share: number;
}

export interface TranslationMemory {
  /** Null if no story held stands out. `now` in milliseconds. */
  find(article: Pick<MarkedArticle, "tongue" | "marks">, now: number): Translation | null;
  add(article: MarkedArticle): void;
  bytes(): number;
}

/** So many bits, and so many times those for any other story. */
const SCORE_MIN = 20;
const MARGIN = 1.3;
/** A text in the same language may fit the story better by so much, if it is linked to it: a brief next to the whole translation. */
const FIT_BETTER_MAX = 1.6;
/** So many different things must agree, and this share of what the text with fewer of them says: reports on one subject share less. */
const ITEMS_MIN = 3;
const SHARE_MIN = 0.22;
/** Scores are those of texts with so many items: a long text has more in common with any other. */
const USUAL_ITEMS = 50;

/** The geometric mean of what is shared and of what is shared for each item, so that length decides less. */
const scoreOf = ({ bits, held }: Shared, items: number): number =>
  bits * Math.sqrt(USUAL_ITEMS / Math.sqrt(Math.max(1, items * held.items)));

export function openTranslationMemory(): TranslationMemory {
  const texts = new HeldTexts();

  /** Another text in the article's language may fit the story better: then that one is the translation. */
  function hasBetter({ held }: Shared, tongue: string, score: number): boolean {
    return texts
      .compare(held, tongue)
      .some((other) => scoreOf(other, held.items) > (other.held.root === held.root ? score * FIT_BETTER_MAX : score / MARGIN));
  }

  return {
    find(article, now) {
      texts.forget(now);
      const items = countItems(article.marks);
      let best: Shared | null = null;
      let score = 0;
      const byRoot = new Map<number, number>();
      for (const shared of texts.compare(article)) {
        const one = scoreOf(shared, items);
        const { root } = shared.held;
        byRoot.set(root, Math.max(one, byRoot.get(root) ?? 0));
        if (one > score) [best, score] = [shared, one];
      }
      // Figures alone are a table of results.
      if (best === null || score < SCORE_MIN || best.names === 0) return null;
      const share = best.items / Math.max(1, Math.min(items, best.held.items));
      if (best.items < ITEMS_MIN || share < SHARE_MIN) return null;
      const { story, article: number, root } = best.held;
      byRoot.delete(root);
      const next = Math.max(0, ...byRoot.values());
      if (score < MARGIN * next || hasBetter(best, article.tongue, score)) return null;
      return { story, article: number, root, score, next, share: Math.min(1, Math.round(share * 1000) / 1000) };
    },
    add: (article) => texts.add(article),
    bytes: () => texts.bytes(),
  };
}
