// Decodes a page's character references while it is still one text.
import { decodeEntities } from "../text/decode-entities.ts";

const REFERENCE = /&#?[a-z\d]{2,32};/gi;

/**
 * The page with every reference decoded that does not stand for a mark of HTML's own, and no-break spaces made plain: linkedom makes
 * a text node of each reference that it reads or has written, and a page in Burmese or Russian may be written in nothing else.
 */
export function decodeAhead(html: string): string {
  return html
    .replace(REFERENCE, (reference) => {
      const text = decodeEntities(reference);
      return /[<>&"'\r]/.test(text) ? reference : text;
    })
    .replaceAll("\u00a0", " ");
}
