// Finds the article's title among the lines that a page shows.
import type { Block } from "../read-blocks.ts";

/** The index of the title's line, which may hold a kicker as well; -1 if there is none. */
export function findHeading(shown: readonly Block[], title: string | null): number {
  const wanted = fold(title ?? "");
  const isTitle = ({ text, tag }: Block) => {
    // A line twice as long holds more than punctuation, so it says something else.
    if (text.length > 4 * wanted.length + 40) return false;
    const folded = fold(text);
    return folded === wanted || (/^h[1-4]$/.test(tag) && folded.length < 2 * wanted.length && folded.includes(wanted));
  };
  const at = wanted === "" ? -1 : shown.findIndex(isTitle);
  return at >= 0 ? at : shown.findIndex(({ tag }) => tag === "h1");
}

/** The lines above the title's heading: the page's own, such as its name and switches. */
export function linesAboveTitle(shown: readonly Block[], title: string | null): Set<string> {
  const at = findHeading(shown, title);
  return new Set(shown.slice(0, Math.max(at, 0)).map(({ text }) => text));
}

function fold(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
}
