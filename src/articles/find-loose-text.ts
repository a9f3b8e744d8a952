// Finds an article among a page's data by its sentences alone, if no list or long string holds it: the last resort.
import { htmlToText } from "../text/html-to-text.ts";
import { keyWords } from "./key-words.ts";
import { countWords } from "./read-blocks.ts";
import { isObject } from "../text/json-values.ts";
import type { Held } from "./held/list-held.ts";
import { listMarkup } from "./held/list-markup.ts";
import { weighText } from "./held/weigh-text.ts";
import { QUOTES, listStrings } from "./held/list-strings.ts";
import { listValues, readStreamed } from "./held/list-values.ts";
import { SENTENCE_MARK } from "../text/split-sentences.ts";

/** In letters. */
const TEXT_MIN = 300;
const SENTENCE_WORDS_MIN = 8;
const SENTENCE_CHARS_MIN = 20;
/** Thai and Lao have no mark at the end of a sentence. */
const SENTENCE_END = new RegExp(`(?:${SENTENCE_MARK}|[\\p{sc=Thai}\\p{sc=Lao}])[”"'»’)\\]」』]*$`, "u");
/** A program's own messages have next to no word of the page's title. */
const TITLE_WORDS_MIN = 2;
const TITLE_SHARE_MIN = 0.5;
const DEPTH_MAX = 60;
/** An object with its own address leads elsewhere; one with an author is a comment. */
const OTHERS_KEYS = "url href link slug permalink author user username".split(" ");

/** The HTML of the sentences of the piece with the most of them, if they have words of the article's title; else null. */
export function findLooseText(html: string, held: Held, tells: ((text: string) => boolean) | null): string | null {
  if (tells === null) return null;
  let best: string[] = [];
  let most = TEXT_MIN - 1;
  const offer = (sentences: readonly string[]) => {
    const own = sentences.filter((text) => !held.aside.has(text));
    const texts = [...new Set(own.flatMap(paragraphsOf))].filter(isSentence);
    const length = texts.reduce((sum, text) => sum + weighText(text), 0);
    if (length > most && tells(texts.join("\n"))) [best, most] = [texts, length];
  };
  for (const code of [...held.scripts, ...held.values]) {
    for (const value of listValues(code)) offer([...listTexts(value, DEPTH_MAX)]);
    for (const quote of QUOTES) offer([...listStrings(code, quote, SENTENCE_CHARS_MIN)]);
  }
  offer([...listTexts(readStreamed(held.scripts), DEPTH_MAX)]);
  for (const markup of [...held.values, ...listMarkup(html)]) offer([markup]);
  return best.length === 0
    ? null
    : best.map((text) => `<p>${text.replaceAll("&", "&amp;").replaceAll("<", "&lt;")}</p>`).join("\n");
}

/** Tells whether a text, plain or HTML, has words of a title; null if none of them has any. */
export function openTitles(titles: readonly (string | null)[]): ((text: string) => boolean) | null {
  const lists = titles.map((title) => keyWords(title ?? "").own).filter((wanted) => wanted.length > 0);
  if (lists.length === 0) return null;
  return (text) => {
    const { all } = keyWords(htmlToText(text));
    return lists.some((wanted) => {
      const shared = wanted.filter((word) => all.has(word)).length;
      return shared >= Math.min(TITLE_WORDS_MIN, wanted.length) || shared >= TITLE_SHARE_MIN * wanted.length;
    });
  };
}

const paragraphsOf = (said: string): string[] =>
  (/<[a-z!/]/i.test(said) ? htmlToText(said) : said).split(/\n+/).map((line) => line.trim());

const isSentence = (text: string): boolean =>
  text.length >= SENTENCE_CHARS_MIN && SENTENCE_END.test(text) && !/[{}]/.test(text) && countWords(text) >= SENTENCE_WORDS_MIN;

function* listTexts(value: unknown, depth: number): Generator<string> {
  if (typeof value === "string") yield value;
  else if (depth === 0) return;
  else if (Array.isArray(value)) for (const item of value as unknown[]) yield* listTexts(item, depth - 1);
  else if (isObject(value) && OTHERS_KEYS.every((key) => value[key] === undefined))
    for (const inner of Object.values(value)) yield* listTexts(inner, depth - 1);
}
