// Reads the term { name: … }: the words of the name, and further forms of it.
import { withArticles, withPlainArticle } from "./arabic-names.ts";
import { burmeseSpellings } from "./burmese-spellings.ts";
import { knownSpellings } from "./known-names.ts";
import { isInSmallLetters } from "./particles.ts";
import { latinLetters, nameScriptOf } from "../../text/names/name-letters.ts";
import { foldWord } from "../../text/words/fold-word.ts";
import { givenNameSpellings } from "./given-names.ts";
import type { ArabicWord } from "./arabic-names.ts";
import type { NameIndex } from "./name-index.ts";
import type { NameScript } from "../../text/names/name-letters.ts";

/** `plain`: forms in scripts without word endings, which are found as ordinary phrases. */
export type NameReading =
  | {
      kind: "name";
      spellings: readonly (readonly string[])[];
      joined: readonly string[];
      /** As Arabic writes it, if the name has an article. */
      arabic: readonly ArabicWord[] | null;
      plain: readonly string[];
      fixed: ReadonlySet<NameScript>;
    }
  | { kind: "fault"; message: string };

const lettersMax = 100;
const wordsMax = 8;
const inflecting = new Set<NameScript | null>(["latin", "cyrillic", "arabic", "hebrew", "greek", "georgian", "devanagari"]);
const fault = (message: string): NameReading => ({ kind: "fault", message });

/** `forms` are further spellings, which win over the tables in their scripts. */
export function readName(written: string, forms: readonly string[] = []): NameReading {
  const wrong = faultOf(written) ?? forms.map(faultOf).find((message) => message !== null);
  if (wrong !== null && wrong !== undefined) return fault(wrong);
  const spellings = new Map<string, readonly string[]>();
  const joined = new Set<string>();
  const plain = new Set<string>();
  const fixed = new Set<NameScript>();
  const known = knownSpellings(written);
  for (const [number, form] of [written, ...forms, ...known].entries()) {
    const script = nameScriptOf(wordsOf(form, true)[0] ?? "");
    // Given spellings win over the tables; known ones where tables are least sure.
    if (number > 0 && script !== null && script !== "latin" && (number <= forms.length || script === "han")) fixed.add(script);
    if (!inflecting.has(script)) {
      plain.add(form);
      continue;
    }
    for (const isSplit of [true, false]) {
      const words = wordsOf(form, isSplit);
      spellings.set(words.join(" "), words);
      if (number === 0 && words.length > 1) joined.add(words.join(""));
    }
  }
  for (const form of burmeseSpellings(wordsOf(written, true))) if (!fixed.has("burmese")) plain.add(form);
  const arabic = nameScriptOf(written) === "latin" ? withArticles(wordsOf(withPlainArticle(written), true)) : null;
  return { kind: "name", spellings: [...spellings.values()], joined: [...joined], arabic, plain: [...plain], fixed };
}

function faultOf(written: string): string | null {
  const shown = `"${written.length > 60 ? `${written.slice(0, 59)}…` : written}"`;
  const words = wordsOf(written, true);
  if (words.length === 0) return `${shown} holds no letters, so it is no name: write it as a plain word`;
  if (written.length > lettersMax) return `a name has at most ${lettersMax} letters: shorten ${shown}`;
  if (words.length > wordsMax) return `a name has at most ${wordsMax} words: shorten ${shown}`;
  if (words.length === 1 && Array.from(words[0] ?? "").length < 2 && nameScriptOf(words[0] ?? "") !== "han")
    return `${shown} is one letter, which is no name: write a plain word with case: true`;
  if (/\p{Extended_Pictographic}/u.test(written)) return `${shown} has a picture in it: write the name's letters`;
  return null;
}

function wordsOf(written: string, isSplit: boolean): string[] {
  const parts = written.normalize("NFC").split(isSplit ? /[\s\-‐‑–·・•＝=]+/u : /[\s·・•＝=]+/u);
  return parts.map((part) => part.replace(/[-‐‑–'’‘ʼʻ`.,"“”]/gu, "")).filter((part) => /\p{L}/u.test(part));
}

/** Adds a name to the index: what it finds is recorded as `phrase`. */
export function indexName(
  index: NameIndex,
  reading: NameReading & { kind: "name" },
  phrase: number,
  notForms: readonly string[] = [],
): void {
  const excluded = notForms.length > 0 ? new Set(notForms.map(foldWord)) : null;
  const fixed = reading.fixed.size > 0 ? reading.fixed : null;
  for (const [number, spelling] of reading.spellings.entries()) {
    // A name typed in small letters throughout tells nothing of its small words.
    const words = spelling.every(isInSmallLetters)
      ? spelling.map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
      : spelling;
    const isSlavic = words.some((word) => givenNameSpellings(latinLetters(word)) !== null || nameScriptOf(word) === "cyrillic");
    index.add({ parts: words.map((word) => index.partOf(word, isSlavic, number > 0)), phrase, isJoined: false, fixed, excluded });
  }
  if (reading.arabic !== null) {
    const parts = reading.arabic.map(({ word, hasArticle }) => index.partOf(word, false, false, hasArticle));
    index.add({ parts, phrase, isJoined: false, fixed, excluded });
  }
  for (const word of reading.joined) index.add({ parts: [index.partOf(word, false)], phrase, isJoined: true, fixed, excluded });
}
