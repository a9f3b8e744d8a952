// Decodes HTML's character references in text that holds no markup, once.
import { readHtmlTokens } from "./read-html-tokens.ts";

// A name needs its semicolon here: in text by hand, "AT&T" and "?a=1&copy=2" are no references.
const REFERENCE = /&(?:#\d{1,7};?|#x[\da-f]{1,6};?|[a-z][a-z\d]{1,31};)/gi;

const known = new Map<string, string>();
const KNOWN_MAX = 3_000;

/** The text with `&name;`, `&#1;` and `&#x1;` decoded; what is no known reference stays as it is. */
export function decodeEntities(text: string): string {
  return text.includes("&") ? text.replace(REFERENCE, decodeReference) : text;
}

function decodeReference(reference: string): string {
  const before = known.get(reference);
  if (before !== undefined) return before;
  let decoded = "";
  readHtmlTokens(reference, { onText: (text) => (decoded += text) });
  if (known.size < KNOWN_MAX) known.set(reference, decoded);
  return decoded;
}
