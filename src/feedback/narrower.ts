// Edits that may keep an article out of a watchlist: a mask, a veto, another source. Each is to be tried before it is shown.
import { cleanCharacters } from "../text/clean-characters.ts";
import { tellingWords, wordsAround } from "./words-around.ts";
import type { Span, WatchlistDefinition } from "../watchlists/watchlist.ts";
import type { Candidate } from "./candidate.ts";
import type { Edit } from "./edit.ts";

interface WronglyFound {
  title: string;
  text: string;
  spans: readonly Span[];
  /** Of its site, or the name of its feed. */
  source: string | null;
  /** How many readers did not want something of this source, for this watchlist. */
  readersAgainstSource: number;
}

/** Leaving out a source takes two readers. */
const READERS_MIN = 2;
const MASKS_MAX = 2;
const WORDS_MAX = 2;

/** `path` is that of the watchlist in its file. */
export function narrower(definition: WatchlistDefinition, path: readonly (string | number)[], found: WronglyFound): Candidate[] {
  return [...masks(path, found), ...vetoes(path, found), ...sources(definition, path, found)];
}

const add = (path: readonly (string | number)[], text: string): Edit => ({ kind: "add", path, text });

/** A term of several spans is masked where all of them are part of one or two phrases. */
function masks(path: readonly (string | number)[], { title, text, spans }: WronglyFound): Candidate[] {
  const terms = [...new Set(spans.map(({ term }) => term))];
  return terms.flatMap((term) => {
    const around = spans
      .filter((span) => span.term === term)
      .map((span) => wordsAround(span.field === "title" ? title : text, span));
    const names = distinct(around.map(({ name }) => name));
    const longest = Math.max(0, ...around.map(({ phrases }) => phrases.length));
    const rows = Array.from({ length: longest }, (_, index) => distinct(around.map(({ phrases }) => phrases[index] ?? null)));
    return [
      ...[names].filter(isFew).map((phrases) => maskOf(path, phrases, true)),
      ...rows.filter(isFew).map((phrases) => maskOf(path, phrases, false)),
    ];
  });
}

const isFew = (phrases: readonly string[]): boolean => phrases.length > 0 && phrases.length <= MASKS_MAX;

const maskOf = (path: readonly (string | number)[], phrases: readonly string[], isGeneral: boolean): Candidate => ({
  what: `mask ${phrases.map((phrase) => `"${phrase}"`).join(" and ")}`,
  edits: phrases.map((phrase) => add([...path, "mask"], phrase)),
  isGeneral,
});

/** In any case of the letters once. Only what a term can be written as. */
function distinct(phrases: readonly (string | null)[]): string[] {
  const byFold = new Map<string, string>();
  for (const phrase of phrases)
    if (phrase !== null && isPlain(phrase) && !byFold.has(phrase.toLowerCase())) byFold.set(phrase.toLowerCase(), phrase);
  return [...byFold.values()];
}

const isPlain = (phrase: string): boolean => !/[*/$~]/.test(phrase) && cleanCharacters(phrase) === phrase;

function vetoes(path: readonly (string | number)[], { title, spans }: WronglyFound): Candidate[] {
  const { names, words } = tellingWords(
    title,
    spans.filter(({ field }) => field === "title"),
  );
  const veto = (field: "title" | "any", phrase: string, isGeneral: boolean): Candidate => ({
    what: `unless "${phrase}" stands in ${field === "title" ? "the title" : "it"}`,
    edits: [add([...path, "unless", field], phrase)],
    isGeneral,
  });
  const chosen = [
    ...names
      .filter(isPlain)
      .slice(0, WORDS_MAX)
      .map((name) => [name, true] as const),
    ...words
      .filter(isPlain)
      .slice(0, WORDS_MAX)
      .map((word) => [word, false] as const),
  ];
  return (["title", "any"] as const).flatMap((field) => chosen.map(([phrase, isGeneral]) => veto(field, phrase, isGeneral)));
}

function sources(
  { filter }: WatchlistDefinition,
  path: readonly (string | number)[],
  { source, readersAgainstSource }: WronglyFound,
): Candidate[] {
  // A list of sources lets only these through: one would have to be taken out, which may be there on purpose.
  if (source === null || readersAgainstSource < READERS_MIN || Array.isArray(filter?.source)) return [];
  return [{ what: `not from ${source}`, edits: [add([...path, "filter", "source", "not"], source)], isGeneral: true }];
}
