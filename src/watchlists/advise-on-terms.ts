// Advises on terms that compile and find far too much, or too little: one letter, a common word, a stem that its own forms leave.
import { foldWord } from "../text/words/fold-word.ts";
import { quoted } from "./read-term.ts";
import { isAcronym } from "./spelling/word-forms.ts";
import { declinedForms } from "./words/decline-stem.ts";
import { stemLanguageOf, stemLanguages, stemWord } from "./words/stem-word.ts";
import type { Path } from "./place.ts";
import type { WatchlistFault, WatchlistFile } from "./watchlist.ts";

const COMMON = new Set(
  (
    "the a an and or of in on at to for from by with is are was were be it its he she they we you who what when where why how this that these those " +
    "us our not no yes all any some new news said say says one two more most over under will would can could may might must has have had do does did " +
    "up out about into after before than then there here now people time year years man woman day world country government state president minister"
  ).split(" "),
);
/** Words that are first names or surnames too. */
const NAMESAKES = new Set(
  "may will mark rose grace hope page bush stone brown white black green young king long love rice wood hill field lake may june".split(
    " ",
  ),
);
/** An ending that a name takes in each language, after a back vowel and after a front one; the stem must stay the same under it. */
const OBLIQUE: Record<string, readonly [string, string]> = {
  tr: ["da", "de"],
  hu: ["ban", "ben"],
  fi: ["ssa", "ssä"],
  bg: ["ът", "ът"],
  ro: ["ul", "ul"],
  de: ["s", "s"],
  sv: ["s", "s"],
  da: ["s", "s"],
  no: ["s", "s"],
};
const LISTS = ["any", "all", "none", "mask", "unless", "near", "a", "b", "with", "title", "text"];

/** Advice for every term of the files, each with the line to write instead; packs have tests of their own. */
export function adviseOnTerms(files: readonly { file: string; content: WatchlistFile }[]): WatchlistFault[] {
  return files.flatMap(({ file, content }) => {
    const found: WatchlistFault[] = [];
    const note = (path: Path, message: string) => found.push({ file, path: [...path], message, severity: "warning" });
    for (const key of ["sets", "watchlists"] as const)
      for (const [name, value] of Object.entries(content[key] ?? {}))
        look(value, [key, key === "sets" ? name : Number(name)], note);
    return found;
  });
}

type Note = (path: Path, message: string) => void;

function look(value: unknown, path: Path, note: Note): void {
  if (typeof value === "string") return adviseOnWord(value, path, note);
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) look(item, [...path, index], note);
    return;
  }
  if (typeof value !== "object" || value === null) return;
  const fields = value as Record<string, unknown>;
  const { stem, language, name, case: cased, with: context } = fields;
  if (typeof stem === "string") adviseOnStem(stem, typeof language === "string" ? language : null, [...path, "stem"], note);
  if (typeof name === "string" && path.length > 2) adviseOnName(name, [...path, "name"], note);
  const isTerm = typeof fields["text"] === "string";
  for (const key of LISTS) {
    if (fields[key] === undefined || (key === "text" && isTerm && (cased !== undefined || context !== undefined))) continue;
    look(fields[key], [...path, key], note);
  }
}

function adviseOnWord(term: string, path: Path, note: Note): void {
  const word = term.trim();
  if (/^[$/]|[\s*]/u.test(word)) return;
  if (/^(?:\p{L}|\p{Nd})$/u.test(word))
    return note(
      path,
      `${quoted(word)} is one letter and finds it in nearly every text: write { text: ${word}, case: true, with: { within: 10, any: [...] } }`,
    );
  const folded = foldWord(word);
  if (!isAcronym(word) && COMMON.has(folded))
    note(
      path,
      `${quoted(word)} is a word of nearly every text: write more of the name, or ${folded.length < 6 ? `${folded.toUpperCase()} for an acronym` : `near: { within: 10, a: ${word}, b: ... }`}`,
    );
}

function adviseOnName(name: string, path: Path, note: Note): void {
  const word = name.trim();
  if (!/\s/.test(word) && NAMESAKES.has(foldWord(word)))
    note(path, `${quoted(word)} alone is also a word, and a name of others: write { name: First ${word} }, with the first name`);
}

function adviseOnStem(word: string, given: string | null, path: Path, note: Note): void {
  const language = given ?? stemLanguageOf(word);
  if (language === null || /\s/.test(word) || !/^\p{Lu}/u.test(word) || !stemLanguages.includes(language)) return;
  if (declinedForms(word, given ?? undefined)) return;
  const stem = attempt(word, language);
  const endings = OBLIQUE[language];
  if (!endings || /[sxzß]$/.test(word)) return;
  const form = `${word}${/[eiöüäéyi][^aouıáóú]*$/iu.test(word) ? endings[1] : endings[0]}`;
  if (attempt(form, language) !== stem)
    note(
      path,
      `the stem of ${quoted(word)} is ${quoted(stem)}, and ${quoted(form)} has another, so it is missed: write { name: ${word} }`,
    );
}

function attempt(word: string, language: string): string {
  try {
    return stemWord(word, language);
  } catch {
    return foldWord(word);
  }
}
