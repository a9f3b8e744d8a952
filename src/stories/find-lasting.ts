// Of what is new in an article that changes all the time, the sentences that are news: not its counters, and not what comes and goes.
import { foldText } from "./fold-text.ts";

/** What one source said of an article, the oldest first; the last is what it says now. */
export type Sayings = readonly { title: string; text: string }[];

/** So many changes that each took back what the one before had brought are no editor's. */
const FLEETING_MIN = 2;
/** A line with so many figures, one after the other, is a counter. */
const FIGURES_MIN = 3;

/**
 * Returns the sentences of `news` that last. Under the headline that it had, a line in which only figures changed is none. Where an article takes
 * back what it brought at every change, only those count that have stood through one.
 */
export function findLasting(news: readonly string[], voices: readonly Sayings[]): string[] {
  const read = voices.map(readVoice);
  return news.filter((sentence) => {
    const line = foldText(sentence);
    const within = read.filter(({ texts }) => texts.at(-1)?.includes(line) === true);
    return within.length === 0 || within.some((voice) => isLasting(line, voice));
  });
}

interface ReadVoice {
  texts: string[];
  /** For each line without its figures, the lines that there were. */
  lines: Map<string, Set<string>>;
  hasNewHeadline: boolean;
  isFleeting: boolean;
}

function readVoice(sayings: Sayings): ReadVoice {
  const said = sayings.map(({ text }) => new Set(sentencesOf(text)));
  const lines = new Map<string, Set<string>>();
  for (const one of said)
    for (const line of one) {
      const key = withoutFigures(line);
      lines.set(key, (lines.get(key) ?? new Set()).add(line));
    }
  const titles = titlesOf(sayings);
  return {
    texts: sayings.map(({ text }) => foldText(text)),
    lines,
    hasNewHeadline: titles.length > 1 && titles.at(-1) !== titles.at(-2) && !isCounter(sayings),
    isFleeting: countFleeting(said) >= FLEETING_MIN,
  };
}

const titlesOf = (sayings: Sayings): string[] => sayings.map(({ title }) => foldText(title));

/** Whether the headline itself is a counter: in all its versions only figures differ. */
export function isCounter(sayings: Sayings): boolean {
  const titles = titlesOf(sayings);
  return new Set(titles).size >= FIGURES_MIN && new Set(titles.map(withoutFigures)).size === 1;
}

function isLasting(line: string, { texts, lines, hasNewHeadline, isFleeting }: ReadVoice): boolean {
  if (hasNewHeadline) return true;
  // The sentence may be a part of a longer line here.
  const alike = lines.get(withoutFigures(line))?.size ?? 0;
  return alike <= 1 && (!isFleeting || texts.at(-2)?.includes(line) === true);
}

/** How many changes brought something that the next one took back. */
function countFleeting(said: readonly ReadonlySet<string>[]): number {
  let count = 0;
  for (let at = 1; at + 1 < said.length; at++) {
    const [before, now, after] = [said[at - 1], said[at], said[at + 1]];
    const brought = [...(now ?? [])].filter((line) => before?.has(line) === false);
    if (brought.some((line) => after?.has(line) === false)) count++;
  }
  return count;
}

const withoutFigures = (line: string): string => line.replace(/\p{N}+(?:[.,:]\p{N}+)*/gu, "0");

/** Longer than any news report; the sentences of ten versions are read at once. */
const CHARACTERS_MAX = 20_000;

const sentencesOf = (text: string): string[] =>
  text
    .slice(0, CHARACTERS_MAX)
    .split(/\n+|(?<=[.!?။。])\s+/u)
    .map((sentence) => foldText(sentence).trim())
    .filter((sentence) => sentence !== "");
