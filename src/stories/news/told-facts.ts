// The facts of all that was sent of a story, sentence by sentence, to find the ones that a later text changes.
import { foldText } from "../fold-text.ts";
import { isNameChanged } from "./changed-names.ts";
import { countOnes, isMonthChanged, isSizeChanged } from "./magnitudes.ts";
import { once } from "./once.ts";
import { isSpelledAlike, nameOf, readFacts } from "./read-facts.ts";
import { isConverted, readVagueFigures } from "./read-figures.ts";
import { tellingWords } from "../title-words.ts";
import type { Facts } from "./read-facts.ts";
import type { Figure } from "./read-figures.ts";
import type { Tongue } from "./guess-tongue.ts";

export type Change = "figure" | "name" | "negation" | "quotation";

export interface ToldFacts {
  /** Which fact of a sentence was not told so; null if none. `isNew`: no earlier text has the sentence, whose words are `text`. */
  findChange(facts: Facts, sentence: { text: string; isNew: boolean }): Change | null;
  /** Whether a headline has a figure that nothing sent has. */
  findFigure(facts: Facts, headline: string): boolean;
  /** The share of the telling words that nothing sent has. */
  ownShare(facts: Facts): number;
}

/** Sentences with so many words in common are one, with something changed. */
const SAME_SENTENCE = 0.7;
/** With so few words, a sentence is compared with none. */
const WORDS_MIN = 3;
const SENTENCES_MAX = 2_000;
/** "Nearly 90" for 87. */
const ROUND = /\b(?:nearly|almost|about|around|some|over|more than|at least|up to|dozens|scores|hundreds)\b/iu;
const ROUND_SLACK = 0.1;

interface ToldSentence {
  text: string;
  words: ReadonlySet<number>;
  facts(): Facts;
  /** Figures that its vague words may stand for. */
  vague(): readonly string[];
}

/** Of a copy hardly anything is compared: what takes long to read is read when asked for. */
export function openTold(given: readonly string[], tongue: Tongue | null): ToldFacts {
  const sentences = given.slice(0, SENTENCES_MAX).map((text): ToldSentence => {
    const words = tellingWords(text);
    return { text, words, facts: once(() => readFacts(text, tongue, words)), vague: once(() => readVagueFigures(text)) };
  });
  const holders = new Map<number, number[]>();
  for (const [index, { words }] of sentences.entries()) for (const word of words) push(holders, word, index);
  const figures = once(() => sentences.flatMap((one) => one.facts().figures));
  const values = once(() => new Set([...figures().map(({ value }) => value), ...sentences.flatMap(({ vague }) => vague())]));
  const spelled = once(() => new Set(sentences.flatMap(({ text }) => (text.match(/[\p{L}\p{M}'’-]{3,}/gu) ?? []).map(nameOf))));
  const names = once(() => [...new Set(sentences.flatMap((one) => [...one.facts().names]))]);
  const allTold = once(() => foldText(sentences.map(({ text }) => text).join("\n")));

  /** The told sentence with most of the words. */
  function nearest({ words }: Facts): { sentence: ToldSentence; share: number } | null {
    if (words.size < WORDS_MIN) return null;
    const shared = new Map<number, number>();
    for (const word of words) for (const index of holders.get(word) ?? []) shared.set(index, (shared.get(index) ?? 0) + 1);
    let best: { sentence: ToldSentence; share: number } | null = null;
    for (const [index, count] of shared) {
      const sentence = sentences[index];
      const share = sentence === undefined ? 0 : count / Math.max(words.size, sentence.words.size);
      if (sentence !== undefined && share > (best?.share ?? 0)) best = { sentence, share };
    }
    return best;
  }

  /** A day is told another way in most texts ("on Tuesday"), so it is compared only with that of the same sentence. */
  const isTold = (figure: Figure): boolean =>
    figure.value.startsWith("day ") ||
    values().has(figure.value) ||
    isConverted(figure, figures()) ||
    hoursOf(figure).some((hour) => values().has(hour));
  const isNameTold = (name: string): boolean => spelled().has(name) || names().some((known) => isSpelledAlike(known, name));

  return {
    findChange(facts, { text, isNew }) {
      if (facts.figures.some((figure) => !isTold(figure))) return "figure";
      // In Korean and other languages that put the denial into the verb, a short sentence that is turned round looks new.
      const near = nearest(facts);
      if (isNew && near !== null && near.share >= SAME_SENTENCE && facts.negations !== near.sentence.facts().negations)
        return "negation";
      if (near !== null && isNameChanged({ before: near.sentence.text, after: text }, allTold)) return "name";
      if (isNew) return null;
      if (facts.areNamesSure && [...facts.names].some((name) => !isNameTold(name))) return "name";
      const own = facts.quotes.flatMap((quote) => [...tellingWords(quote)]).filter((word) => !holders.has(word));
      if (own.length > 0) return "quotation";
      if (near === null || near.share < SAME_SENTENCE) return null;
      return changeBetween(near.sentence, { ...facts, text });
    },
    findFigure: ({ figures: inHeadline }, headline) =>
      inHeadline.some((figure) => {
        if (isTold(figure)) return false;
        const value = Number(figure.value);
        return !(ROUND.test(headline) && figures().some((known) => Math.abs(Number(known.value) - value) <= ROUND_SLACK * value));
      }),
    ownShare: ({ words }) => {
      const own = [...words].filter((word) => !holders.has(word)).length;
      return words.size === 0 ? 1 : own / words.size;
    },
  };
}

const isAmong = (figure: Figure, others: readonly Figure[]): boolean =>
  others.some(({ value }) => value === figure.value || hoursOf(figure).includes(value)) || isConverted(figure, others);

/** Which fact of two versions of one sentence is another. */
function changeBetween(told: ToldSentence, now: Facts & { text: string }): Change | null {
  const before = { ...told.facts(), text: told.text };
  const known = new Set([...before.figures.map(({ value }) => value), ...told.vague()]);
  const ownFigures = now.figures.filter((figure) => !known.has(figure.value) && !isAmong(figure, before.figures));
  const lostFigures = before.figures.filter(
    (figure) => !isAmong(figure, now.figures) && !now.figures.some((other) => hoursOf(other).includes(figure.value)),
  );
  // The new figure may be one that the sentence had already.
  const isRepeated = now.figures.some(({ value, times }) =>
    before.figures.some((figure) => figure.value === value && figure.times < times),
  );
  if (lostFigures.length > 0 && (ownFigures.length > 0 || isRepeated)) return "figure";
  const [onesBefore, onesNow] = [countOnes(before.text), countOnes(now.text)];
  if ((lostFigures.length > 0 && onesNow > onesBefore) || (isRepeated && onesNow < onesBefore)) return "figure";
  if (isSizeChanged(before.text, now.text) || isMonthChanged(before.text, now.text)) return "figure";
  if (lacks(now, before).length > 0 && lacks(before, now).length > 0) return "name";
  return now.negations === before.negations ? null : "negation";
}

/** "At eleven" is told of "11 p.m.". */
function hoursOf({ value }: Figure): string[] {
  const hour = /^(\d+):00$/.exec(value)?.[1];
  return hour === undefined ? [] : [hour, String(Number(hour) % 12)];
}

const lacks = (one: Facts, other: Facts): string[] =>
  [...one.names].filter((name) => ![...other.names].some((there) => isSpelledAlike(there, name)));

function push(map: Map<number, number[]>, key: number, value: number): void {
  const held = map.get(key);
  if (held === undefined) map.set(key, [value]);
  else held.push(value);
}
