// Finds an article that a page carries only as HTML in a string of a script or an attribute.
import { openChoice, type Choice } from "./held/choose-text.ts";
import type { Held } from "./held/list-held.ts";
import { QUOTES, listStrings } from "./held/list-strings.ts";
import { charsOf, weighText } from "./held/weigh-text.ts";

/** In letters. */
const LONG = 600;
/** Real pages nest state (a JSON text in a JSON text) at most this deep. */
const LAYERS_MAX = 3;

/**
 * The HTML with the most paragraph text among the strings of a page's scripts and attributes, or null. One that tells of the article's title goes
 * before those that do not.
 */
export function findScriptText({ scripts, values }: Held, tells: ((text: string) => boolean) | null): string | null {
  const choice = openChoice(LONG, tells);
  for (const code of [...scripts, ...values]) search(code, LAYERS_MAX, choice);
  for (const html of values) choice.offer(html, measureParagraphs(html));
  return choice.taken();
}

/** Returns the most paragraph text of a string in it. */
function search(code: string, layers: number, choice: Choice<string>): number {
  let most = 0;
  // Within a string only JSON is looked for.
  for (const quote of layers === LAYERS_MAX ? QUOTES : QUOTES.slice(0, 1)) {
    for (const html of listStrings(code, quote, charsOf(LONG))) {
      if (weighText(html) < LONG) continue;
      const outer = measureParagraphs(html);
      const inner = layers > 1 ? search(html, layers - 1, choice) : 0;
      // A string that holds the article in a string of its own is state, not HTML.
      if (inner * 2 <= outer) choice.offer(html, outer);
      most = Math.max(most, inner, outer);
    }
  }
  return most;
}

function measureParagraphs(text: string): number {
  let sum = 0;
  for (const [, inner = ""] of text.matchAll(/<p\b[^<>]*>([^<]{20,})/gi)) sum += weighText(inner);
  return sum;
}
