// An invented press: agency stories, each in several outlets that trim, extend and dress it, in any order.
import { openDice } from "../support/open-dice.ts";
import { inventWords } from "./invented.ts";

export interface Carried {
  /** Which story it is. */
  story: number;
  outlet: string;
  title: string;
  text: string;
}

const OUTLETS = 60;

/** `stories` stories, each in 1 to 9 outlets, 5 on average, shuffled; the same for the same seed. Some 40 words a paragraph. */
export function inventPress(stories: number, { seed = 1, paragraphs: count = 8 } = {}): Carried[] {
  const dice = openDice(seed);
  const articles = Array.from({ length: stories }, (_, story) => {
    const paragraphs = Array.from({ length: count }, (_, part) =>
      sentence(seed * 1_000_003 + story * 16 + part, 26 + Math.floor(dice() * 24)),
    );
    return Array.from({ length: 1 + Math.floor(dice() * 9) }, () => carry(story, paragraphs, dice));
  }).flat();
  return articles
    .map((article) => ({ article, key: dice() }))
    .sort((a, b) => a.key - b.key)
    .map(({ article }) => article);
}

function carry(story: number, paragraphs: readonly string[], dice: () => number): Carried {
  const outlet = Math.floor(dice() * OUTLETS);
  const kept = paragraphs.slice(0, Math.ceil(paragraphs.length * (0.6 + 0.4 * dice())));
  const own = dice() < 0.3 ? [sentence(Math.floor(dice() * 1e9), 30)] : [];
  const dateline = dice() < 0.4 ? "VELDHAVEN, March 2 (Lantern Wire) - " : "";
  const blurb = `Read by the harbour: ${inventWords(5_000_000 + outlet, 20)}.`;
  return {
    story,
    outlet: `outlet${outlet}.example`,
    title: inventWords(Math.floor(dice() * 1e9), 7),
    text: [dateline + (kept[0] ?? ""), ...kept.slice(1), ...own, blurb].join("\n\n"),
  };
}

function sentence(seed: number, words: number): string {
  return `${inventWords(seed, words)} ${1 + (seed % 997)} ${inventWords(seed + 7, 4)}.`;
}
