// Remembers the marks of the last days' stories, and finds which of them an article tells in another language, and which it tells apart.
import { countItems, HeldTexts } from "./held-texts.ts";
import { linkTexts, MARGIN, SCORE_MIN } from "./link-texts.ts";
import { openPairs, scoreOf } from "./pair-texts.ts";
import { settleLinks } from "./settle-links.ts";
import type { Held } from "./held-texts.ts";
import type { Weighed, Weighing } from "./settle-links.ts";
import type { MarkedArticle } from "./mark.ts";

/** `story`: of an article that is held already; a new one comes after all others. */
export type Arriving = Pick<MarkedArticle, "tongue" | "marks"> & { article?: number; story?: number };

export interface TranslationMemory {
  /** The links of an article, and those of others that it changes. Changes nothing here. `now` in milliseconds. */
  weigh(article: Arriving, now: number): Weighed;
  /** What is held of an article. */
  find(article: number): Held | undefined;
  /** A new article, or one of which the words changed. */
  add(article: MarkedArticle): void;
  relink(article: number, root: number): void;
  bytes(): number;
}

/** An article is weighed with the texts nearest to it, and with those nearest to these. */
const NEAREST_MAX = 8;
const AROUND_MAX = 24;
/** Read from one side, two texts have a little more or less in common. */
const NEAR_MIN = (0.8 * SCORE_MIN) / MARGIN;

export function openTranslationMemory(): TranslationMemory {
  const texts = new HeldTexts();

  const nearTo = (text: Pick<MarkedArticle, "tongue" | "marks">, items: number, except?: Held): Held[] =>
    texts
      .compare(text)
      .filter(({ held, bits }) => held !== except && scoreOf(bits, { items }, held) >= NEAR_MIN)
      .toSorted((a, b) => scoreOf(b.bits, { items }, b.held) - scoreOf(a.bits, { items }, a.held))
      .slice(0, NEAREST_MAX)
      .map(({ held }) => held);

  return {
    weigh({ tongue, marks, article = -1, story = Infinity }, now) {
      texts.forget(now);
      const items = countItems(marks);
      const before = texts.find(article);
      const nearest = nearTo({ tongue, marks }, items, before);
      const left = before === undefined ? [] : [...texts.family(before.root)].filter((held) => held !== before);
      const near = [...new Set([...nearest, ...left])].slice(0, NEAREST_MAX);
      if (near.length === 0) {
        const isAlone = before === undefined || before.root === story;
        return { told: null, relinked: isAlone ? [] : [{ story, article, root: story, told: null }] };
      }
      const around = new Set(near);
      // Texts that tell one story have the same others near them.
      const families = new Map(near.toReversed().map((held) => [held.root, held]));
      for (const held of families.values())
        for (const further of nearTo(held, held.items, before)) if (around.size < AROUND_MAX) around.add(further);
      const weighing = [...around].map((held): Weighing => ({ ...held, isHeld: true, held }));
      const own: Weighing = { story, article, tongueId: texts.tongueIdOf(tongue), marks, items, isHeld: false, held: null };
      const core = [own, ...weighing.slice(0, near.length)];
      const links = linkTexts(core, [own, ...weighing], {
        agree: openPairs<Weighing>(texts),
        differ: (a, b) => texts.areDifferent(a.tongueId, b.tongueId),
      });
      return settleLinks(texts, { own, core, before }, links);
    },
    find: (article) => texts.find(article),
    add: (article) => texts.add(article),
    relink: (article, root) => texts.relink(article, root),
    bytes: () => texts.bytes(),
  };
}
