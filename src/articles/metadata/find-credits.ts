// Finds the lines in which an article credits an agency or outlet, before cleaning removes them.
import { isAgenciesOnly, nameAgency } from "../../text/name-agency.ts";
import { isAbbreviation, isShortFor } from "../../text/short-for.ts";
import { SOURCE_WORDS } from "../../text/source-words.ts";
import type { Block } from "../read-blocks.ts";
import { SENTENCE_MARK } from "../../text/split-sentences.ts";

/** A whole line that names the source of a text, in the languages seen so far. */
const CREDIT_LINE = new RegExp(
  [
    `^(?:${SOURCE_WORDS})\\s*[:：]\\s*\\S`,
    String.raw`^(?:\(?(?:additional |with )?(?:reporting|writing|editing|compiled) by\b)`,
    String.raw`^(?:with|mit material von|avec|con información de|с использованием материалов) (?:files from|inputs from|material from|agencies|agency)?\s*\S`,
    String.raw`^(?:©|\(c\)|copyright)\s*\S`,
    String.raw`^this (?:story|article|report) (?:was|is) (?:first |originally )?(?:published|produced|provided|written) (?:by|in|on|at)\b`,
    String.raw`^(?:originally|first) published (?:by|in|on|at)\b`,
    String.raw`^(?:republished|reprinted) (?:from|with permission)\b`,
  ].join("|"),
  "iu",
);
const WITH = /^(?:with|mit|avec|con) /iu;
const BRACKETED = /[(（［【[][^()（）[\]［］【】\n]{2,60}[)）\]］】]/gu;
const BRACKET = /[(（［【[]/;
const SENTENCE_END = new RegExp(`(?:${SENTENCE_MARK}|["”»)])\\s*$`, "u");
const FOLLOWED_BY_TEXT = /^\s*[-–—:]|^\s+\p{Lu}/u;
/** "Washington, August 3 (Reuters) - ". */
const PLACE_CHARS_MAX = 60;
const LINE_CHARS_MAX = 200;
/** Longer lines are sentences, whatever they begin with. */
const NAMES_CHARS_MAX = 62;
const CREDITS_MAX = 10;

/** `blocks` are the page's own, uncleaned. A credit is a whole line, or an agency in brackets within a longer one. */
export function findCredits(blocks: readonly Block[]): string[] {
  const credits = new Set<string>();
  for (const { text } of blocks) {
    if (credits.size >= CREDITS_MAX) break;
    if (text.length <= LINE_CHARS_MAX && isCreditLine(text)) credits.add(text);
    else if (BRACKET.test(text)) {
      const agency = findBracketed(text, 0) ?? findBracketed(text, text.length - NAMES_CHARS_MAX);
      if (agency !== null) credits.add(agency);
    }
  }
  return [...credits];
}

function isCreditLine(text: string): boolean {
  if (text.length <= NAMES_CHARS_MAX && isAgenciesOnly(text)) return true;
  return CREDIT_LINE.test(text) && (!WITH.test(text) || nameAgency(text) !== null);
}

/** "(AFP)", "(Reuters) -", "(dpa/AP)", "（路透社）": agencies in brackets, one or several, near `from`. */
function findBracketed(text: string, from: number): string | null {
  const start = Math.max(0, from);
  for (const { 0: names, index } of text.slice(start, start + LINE_CHARS_MAX).matchAll(BRACKETED))
    if (isAgenciesOnly(names) && isSignature(names, text, start + index)) return names;
  return null;
}

/** Whether the brackets at `start` open the text, end it, or follow the place in a dateline. */
function isSignature(names: string, text: string, start: number): boolean {
  const before = text.slice(Math.max(0, start - LINE_CHARS_MAX), start);
  if (before.trim() === "") return true;
  const after = text.slice(start + names.length, start + names.length + 20);
  const isShort = isAbbreviation(names);
  if (/^[\s.。]*$/u.test(after)) return !isShort || SENTENCE_END.test(before);
  return start <= PLACE_CHARS_MAX && FOLLOWED_BY_TEXT.test(after) && !isShortFor(names, before);
}
