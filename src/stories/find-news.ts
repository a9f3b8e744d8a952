// Finds what is new in a text of a known story: the sentences that no earlier text has.
import { splitSentences } from "../text/split-sentences.ts";
import { missingFrom, paragraphsOf, shinglesIn } from "./compare-paragraphs.ts";
import { foldText } from "./fold-text.ts";
import { readVersions } from "./read-version.ts";
import { eachUnit } from "./split-units.ts";

/** A shorter sentence is a heading, a caption or "He did not say why". In spans of four words, or their equivalent in other scripts. */
const SPANS_MIN = 1.75;
/** Outlets add one sentence of their own to everything. */
const SENTENCES_MIN = 2;
/** A longer text is not a news report. */
const CHARACTERS_MAX = 20_000;

/** The earlier texts, read once for all texts that are searched for news. */
export type Told = ReadonlySet<number>;

export const readTold = (texts: readonly string[]): Told => shinglesIn([...new Set(texts)].flatMap(paragraphsOf));

/** The sentences of `text`, in order and as written, that are in none of the earlier texts. Takes linear time. */
export function findNews(text: string, told: Told): string[] {
  const sentences = paragraphsOf(text.slice(0, CHARACTERS_MAX)).flatMap((paragraph) =>
    splitSentences(paragraph).map(({ start, end }) => paragraph.slice(start, end)),
  );
  return [...new Set(missingFrom(told, sentences))].filter(saysSomething);
}

/** Whether an article of a known story is worth sending: a declared update or correction needs one new sentence, others need more. */
export function isWorthTelling(article: { title: string; text: string }, news: readonly string[]): boolean {
  return news.length >= (readVersions(article.title, article.text).length > 0 ? 1 : SENTENCES_MIN);
}

function saysSomething(sentence: string): boolean {
  let spans = 0;
  eachUnit(foldText(sentence), ({ span }) => (spans += 1 / span));
  return spans >= SPANS_MIN;
}
