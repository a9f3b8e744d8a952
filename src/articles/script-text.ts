// Finds an article that a page carries only as HTML in a string of a script or an attribute.
import type { Held } from "./held/list-held.ts";
import { QUOTES, listStrings } from "./held/list-strings.ts";
import { charsOf, weighText } from "./held/weigh-text.ts";

/** In letters. */
const LONG = 600;
/** Real pages nest state (a JSON text in a JSON text) at most this deep. */
const LAYERS_MAX = 3;

interface Found {
  html: string;
  /** How many letters its paragraphs have. */
  prose: number;
}

/** The HTML with the most paragraph text among the strings of a page's scripts and attributes, or null. */
export function findScriptText({ scripts, values }: Held): string | null {
  let best: Found = { html: "", prose: 0 };
  for (const code of [...scripts, ...values]) best = better(best, search(code, LAYERS_MAX));
  for (const html of values) best = better(best, { html, prose: measureParagraphs(html) });
  return best.prose >= LONG ? best.html : null;
}

function search(code: string, layers: number): Found {
  let best: Found = { html: "", prose: 0 };
  // Within a string only JSON is looked for.
  for (const quote of layers === LAYERS_MAX ? QUOTES : QUOTES.slice(0, 1)) {
    for (const html of listStrings(code, quote, charsOf(LONG))) {
      if (weighText(html) < LONG) continue;
      const outer = { html, prose: measureParagraphs(html) };
      const inner = layers > 1 ? search(html, layers - 1) : best;
      // A string that holds the article in a string of its own is state, not HTML.
      best = better(best, inner.prose * 2 > outer.prose ? inner : outer);
    }
  }
  return best;
}

function better(a: Found, b: Found): Found {
  return b.prose > a.prose ? b : a;
}

function measureParagraphs(text: string): number {
  let sum = 0;
  for (const [, inner = ""] of text.matchAll(/<p\b[^<>]*>([^<]{20,})/gi)) sum += weighText(inner);
  return sum;
}
