// Finds the line by which an article is signed where nothing marks its author: "By Ann Author" by the title, "Author: Ann Author" anywhere.
import type { Block } from "../read-blocks.ts";
import { findHeading } from "./find-heading.ts";

/** How far below the title the line may be, in blocks. */
const BLOCKS_BELOW = 8;
const LINE_CHARS_MAX = 160;
/** A name's words begin with capitals, but for the small ones between them. */
const CAPITALIZED = String.raw`\p{Lu}[\p{L}\p{M}.'’-]*`;
const NAME = String.raw`${CAPITALIZED}(?:\s+(?:(?:de|da|di|del|della|van|von|der|den|ten|la|le|bin|al|af|zu)\s+)*${CAPITALIZED}){1,4}`;
const BY = new RegExp(
  String.raw`^(?:(?:[Ww]ritten |[Pp]osted |[Ss]tory |[Tt]ext )?[Bb][Yy]|[Vv]on|[Pp]ar|[Pp]or|[Dd]i|[Dd]oor|[Aa]f|[Aa]v)\s+(${NAME}(?:\s*(?:,|and|und|et|y|e|en|og|och|&)\s+${NAME}){0,4})\s*(?:$|[|·•–—,/(]|\d)`,
  "u",
);
const LABELLED =
  /^[（(［[]?\s*(?:autor(?:in)?(?:\/autor(?:in)?)?|authors?|auteur|autore|autorka|автор|作者|记者|記者|责编|责任编辑|責任編輯)(?:\s*[:：]\s*|\s+(?=\p{Lu}))(?<names>[^:：]{2,80}?)[\s)）\]］]*$/iu;
const NAMES_WORDS_MAX = 6;

/** The names as the line gives them; empty if no line is such a signature. */
export function findSigned(shown: readonly Block[], title: string | null): string[] {
  const at = findHeading(shown, title);
  const below = at < 0 ? [] : shown.slice(at + 1, at + 1 + BLOCKS_BELOW);
  for (const { text } of below) {
    const names = text.length > LINE_CHARS_MAX ? undefined : BY.exec(text)?.[1];
    if (names !== undefined) return [names];
  }
  for (const { text } of shown) {
    const names = text.length > LINE_CHARS_MAX ? undefined : LABELLED.exec(text)?.groups?.["names"];
    if (names !== undefined && names.split(/\s+/).length <= NAMES_WORDS_MAX && !/\d/.test(names)) return names.split(/[、，]/);
  }
  return [];
}
