// Headlines and names as one line of clean text.
import { cleanCharacters } from "./clean-characters.ts";
import { decodeEntities } from "./decode-entities.ts";
import { foldSpace } from "./fold-space.ts";

// Only tags that HTML knows: a headline may hold "Vector<T>" or "<unnamed>". Each class stops at "<", so this is linear.
const BREAKING = /<\/?(?:br|p|div|h[1-6]|hr|li|ul|ol|td|th|tr|table|blockquote|center|img)(?:[\s/][^<>]*)?>/gi;
const INLINE =
  /<\/?(?:a|abbr|acronym|b|big|cite|code|del|dfn|em|font|i|ins|kbd|mark|nobr|q|s|samp|small|span|strike|strong|sub|sup|time|tt|u|var|wbr)(?:[\s/][^<>]*)?>/gi;

/**
 * One line of text from an HTML title: no tags, entities decoded once, no control or direction-override characters.
 * If the source says that its text is plain, `kind: "text"` keeps tags and entities as they are.
 */
export function cleanTitle(text: string, kind: "html" | "text" = "html"): string {
  const plain = kind === "html" ? decodeEntities(dropTags(text)) : text;
  return foldSpace(cleanCharacters(plain)).trim();
}

function dropTags(text: string): string {
  if (!text.includes("<")) return text;
  return dropBetween(dropBetween(text, "<script", "</script>"), "<!--", "-->")
    .replace(BREAKING, " ")
    .replace(INLINE, "");
}

function dropBetween(text: string, opening: string, closing: string): string {
  let kept = "";
  let from = 0;
  for (;;) {
    const start = text.indexOf(opening, from);
    const end = start < 0 ? -1 : text.indexOf(closing, start);
    if (end < 0) return kept + text.slice(from);
    kept += text.slice(from, start);
    from = end + closing.length;
  }
}
