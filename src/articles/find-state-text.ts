// Finds an article that a page carries only as data of a script or an attribute: a list of paragraphs, or one long plain text.
import { countWords } from "./read-blocks.ts";
import { isObject, parseJson } from "../text/json-values.ts";
import { openChoice } from "./held/choose-text.ts";
import type { Held } from "./held/list-held.ts";
import { listValues, readStreamed } from "./held/list-values.ts";
import { QUOTES, listStrings } from "./held/list-strings.ts";
import { charsOf, weighText } from "./held/weigh-text.ts";
import { SENTENCE_MARK } from "../text/split-sentences.ts";

/** In letters. */
const TEXT_MIN = 600;
/** A piece with fewer words is a label or a heading, and proves nothing. */
const SENTENCE_WORDS_MIN = 8;
/** Editors nest a paragraph's words at most this deep below the list of paragraphs. */
const ITEM_DEPTH_MAX = 6;
/** Real pages nest state at most this deep. */
const DEPTH_MAX = 60;
/** Keys under which editors keep the words of a paragraph, and keys that lie between. */
const WORD_KEYS = "text content value body html paragraph children nodes leaves data model".split(" ");
const TITLE_KEYS = "title headline".split(" ");
/** The heading of a section has fewer words. */
const HEADLINE_WORDS_MIN = 5;
/** An item with its own address leads elsewhere; an item with an author is a comment. */
const OTHERS_KEYS = "url href link slug permalink author user username".split(" ");
const SENTENCE_END = new RegExp(`(?:${SENTENCE_MARK}|["”»」』])$`, "u");
/** If two pieces meet without a space at such characters, they are two labels, not two parts of a sentence. */
const SPACED_LETTER = /[\p{sc=Latin}\p{sc=Cyrillic}\p{sc=Greek}\p{sc=Arabic}\p{N}]/u;
const MARKUP = /<\/?[a-z]/i;

/**
 * The HTML of the text with the most sentences in the page's script data, or null if none has so many letters. One that tells of the article's
 * title goes before those that do not.
 */
export function findStateText(
  { scripts, values, aside }: Held,
  tells: ((text: string) => boolean) | null,
  lettersMin = TEXT_MIN,
): string | null {
  const choice = openChoice<string[]>(lettersMin, tells && ((paragraphs) => tells(paragraphs.join("\n"))));
  const offer = (paragraphs: string[]) => {
    choice.offer(
      paragraphs,
      paragraphs.reduce((sum, text) => sum + (aside.has(text) ? 0 : measureProse(text)), 0),
    );
  };
  const walk = (value: unknown, depth: number): void => {
    if (depth > DEPTH_MAX) return;
    if (typeof value === "string" && value.length >= charsOf(lettersMin) && !aside.has(value)) {
      const inner = /^\s*[{[]/.test(value) ? parseJson(value) : undefined;
      if (inner === undefined) offer(value.split(/\n+/));
      else walk(inner, depth + 1);
    } else if (Array.isArray(value)) {
      if (tells === null || !areArticles(value, tells)) offer(value.flatMap(readParagraphs));
      for (const item of value) walk(item, depth + 1);
    } else if (isObject(value)) for (const inner of Object.values(value)) walk(inner, depth + 1);
  };
  for (const code of [...scripts, ...values]) {
    for (const value of listValues(code)) walk(value, 0);
    for (const quote of QUOTES) for (const text of listStrings(code, quote, charsOf(lettersMin))) walk(text, DEPTH_MAX);
  }
  for (const value of values) walk(value, DEPTH_MAX);
  walk(readStreamed(scripts), 0);
  return choice.taken()?.map(asParagraph).join("\n") ?? null;
}

/** Whether a list is of articles, of which one has the title that is looked for: each is a text of its own then. */
function areArticles(items: readonly unknown[], tells: (text: string) => boolean): boolean {
  const titles = items.flatMap((item) => (isObject(item) ? TITLE_KEYS.map((key) => item[key]) : []));
  const texts = titles.filter((title) => typeof title === "string");
  return texts.some(tells) && texts.some((title) => countWords(title) >= HEADLINE_WORDS_MIN && !tells(title));
}

/** One list item is one paragraph, or several if sentences or labels follow each other without a space. */
function readParagraphs(item: unknown): string[] {
  // A list directly within a list is judged by itself.
  if (Array.isArray(item) || (isObject(item) && OTHERS_KEYS.some((key) => item[key] !== undefined))) return [];
  const pieces = readWords(item, ITEM_DEPTH_MAX);
  return pieces
    .map((piece, i) => (runsOn(pieces[i - 1], piece) ? piece : `\n${piece}`))
    .join("")
    .split(/\n+/);
}

/** Whether two pieces belong to one sentence, like the words before, in and after a link. */
function runsOn(before: string | undefined, after: string): boolean {
  const last = before?.at(-1) ?? "";
  return /^\s/.test(after) || !(SENTENCE_END.test(last) || (SPACED_LETTER.test(last) && SPACED_LETTER.test(after.charAt(0))));
}

function readWords(value: unknown, depth: number): string[] {
  if (typeof value === "string") return [value];
  if (depth === 0) return [];
  if (Array.isArray(value)) return value.flatMap((inner) => readWords(inner, depth - 1));
  return isObject(value) ? WORD_KEYS.flatMap((key) => readWords(value[key], depth - 1)) : [];
}

function measureProse(text: string): number {
  if (text.length < 2 * SENTENCE_WORDS_MIN) return 0;
  const shown = text.replace(/<[^<>]*>/g, "").trim();
  return countWords(shown) >= SENTENCE_WORDS_MIN && !/[{}]|^[\x21-\x7e]+$/.test(shown) ? weighText(shown) : 0;
}

function asParagraph(text: string): string {
  return `<p>${MARKUP.test(text) ? text : text.replaceAll("&", "&amp;").replaceAll("<", "&lt;")}</p>`;
}
