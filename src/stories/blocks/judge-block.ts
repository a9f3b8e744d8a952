// Tells whether two texts have only a block in common: words that one site puts under different headlines, and that tell of none of them.
import { cut, intersect } from "../compare-sketches.ts";
import { areBothTold } from "../judge-headlines.ts";
import { completeBelow, coveredText } from "../sketch-article.ts";
import { tellingWords } from "../title-words.ts";
import type { Overlap } from "../compare-sketches.ts";
import type { Candidate, Sketch } from "../story.ts";
import type { Verdict } from "../judge-pair.ts";

/** So much of the shorter of two texts without the block must be in the other: with the block, they were alike enough. */
const REST_SHARED_MIN = 0.5;
/** Texts that never had the block were put together by other words; these are of two reports only if they have next to nothing in common. */
const STRANGERS_BELOW = 0.1;
/** With fewer shingles left, a text is little more than the block. */
const REST_MIN = 4;
/** Then the headlines must have so much in common, of the longer one. */
const HEADLINE_MIN = 0.75;

/**
 * Whether two texts that were put together have too little in common without a block, whose shingles are `block`. It is enough that one of them has it:
 * a text without it would else hold two others together that have only the block in common. `inShared`: whether the part that both have has a word: a
 * report that tells both headlines is no block, though some site prints it under others.
 */
export function isHeldByBlock(a: Sketch, b: Sketch, block: ReadonlySet<number>, inShared: (word: number) => boolean): boolean {
  return !areAlike(withoutBlock(a, b, block), [a, b]) && !areBothTold(a.title, b.title, inShared);
}

type Rests = Record<"a" | "b", { shingles: Uint32Array; hadBlock: boolean }>;

function withoutBlock(a: Sketch, b: Sketch, block: ReadonlySet<number>): Rests {
  const below = Math.min(completeBelow(a), completeBelow(b));
  const restOf = (sketch: Sketch) => {
    const all = cut(sketch.shingles, below);
    const shingles = all.filter((hash) => !block.has(hash));
    return { shingles, hadBlock: shingles.length < all.length };
  };
  return { a: restOf(a), b: restOf(b) };
}

function areAlike({ a, b }: Rests, [first, second]: readonly [Sketch, Sketch]): boolean {
  const shorter = Math.min(a.shingles.length, b.shingles.length);
  if (shorter < REST_MIN) return areHeadlinesAlike(first.title, second.title);
  const least = a.hadBlock || b.hadBlock ? REST_SHARED_MIN : STRANGERS_BELOW;
  return intersect(a.shingles, b.shingles).length >= shorter * least;
}

/** True also if neither headline has a telling word. */
function areHeadlinesAlike(a: Uint32Array, b: Uint32Array): boolean {
  const longer = Math.max(a.length, b.length);
  return intersect(a, b).length >= longer * HEADLINE_MIN;
}

/** An article of a story, with the beginning of its text. */
export interface Weighed {
  sketch: Sketch;
  text: string;
}

/**
 * Parts the texts of one story: those of a part have more in common than the block, or it tells their headlines. The first `together` texts are in the
 * first part. Compares each with each, so give it a bounded number.
 */
export function partsWithout(articles: readonly Weighed[], block: ReadonlySet<number>, together = 1): number[][] {
  const partOf = articles.map((_, index) => (index < together ? 0 : index));
  const shingles = Uint32Array.from(block);
  const words = articles.map(({ text }) => tellingWords(coveredText(text, shingles)));
  for (const [index, { sketch }] of articles.entries())
    for (let other = 0; other < index; other++) {
      const [mine, theirs] = [partOf[index] ?? index, partOf[other] ?? other];
      const before = articles[other]?.sketch;
      if (mine === theirs || before === undefined) continue;
      const inBoth = (word: number): boolean => words[index]?.has(word) === true && words[other]?.has(word) === true;
      if (isHeldByBlock(before, sketch, block, inBoth)) continue;
      for (const [at, part] of partOf.entries()) if (part === Math.max(mine, theirs)) partOf[at] = Math.min(mine, theirs);
    }
  const parts = new Map<number, number[]>();
  for (const [index, part] of partOf.entries()) parts.set(part, [...(parts.get(part) ?? []), index]);
  return [...parts.values()];
}

/** A candidate that was compared with the arriving article. */
export interface Compared {
  candidate: Candidate;
  overlap: Overlap;
  verdict: Verdict;
}

/** Of one site so many are enough to see that it puts the same words under different headlines. */
const OF_SITE_MAX = 6;

/**
 * What the candidates show to be a block: words of the arriving article that its own site has under another headline, or that another site has in two
 * stories, and that tell of neither. `tellsNeither`: whether the arriving text tells of nothing that only one of two headlines says.
 */
export function blockAmong(
  compared: readonly Compared[],
  tellsNeither: (a: Sketch, b: Sketch) => boolean,
): { shingles: Set<number>; stories: Set<string> } {
  const shingles = new Set<number>();
  const stories = new Set<string>();
  const bySite = new Map<number, Compared[]>();
  const add = (shared: Uint32Array, ...holders: Compared[]): void => {
    for (const hash of shared) shingles.add(hash);
    for (const { candidate } of holders) stories.add(candidate.story);
  };
  for (const one of compared) {
    if (one.verdict.isBlock === true) add(one.overlap.shared, one);
    const { site } = one.candidate.sketch;
    const others = bySite.get(site) ?? [];
    if (site !== 0 && others.length < OF_SITE_MAX) bySite.set(site, [...others, one]);
  }
  for (const ofSite of bySite.values())
    for (const [index, one] of ofSite.entries())
      for (const other of ofSite.slice(0, index)) {
        const [a, b] = [one.candidate, other.candidate];
        if (a.story === b.story || areHeadlinesAlike(a.sketch.title, b.sketch.title) || !tellsNeither(a.sketch, b.sketch))
          continue;
        add(intersect(one.overlap.shared, other.overlap.shared), one, other);
      }
  return { shingles, stories };
}
