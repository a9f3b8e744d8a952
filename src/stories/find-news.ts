// News in a text whose story was told: the sentences that no text told before has.
import { splitSentences } from "../text/split-sentences.ts";
import { missingFrom, paragraphsOf, shinglesIn } from "./compare-paragraphs.ts";
import { foldText } from "./fold-text.ts";
import { readVersions } from "./read-version.ts";
import { eachUnit } from "./split-units.ts";

/** A shorter sentence is a heading, a caption or "He did not say why". In spans of four words, or what is as long in other scripts. */
const SPANS_MIN = 1.75;
/** One sentence is what an outlet adds of its own to everything. */
const SENTENCES_MIN = 2;
/** What is longer is no news report. */
const CHARACTERS_MAX = 20_000;

/** What was told, read once for all texts that are looked through for news. */
export type Told = ReadonlySet<number>;

export const readTold = (texts: readonly string[]): Told => shinglesIn([...new Set(texts)].flatMap(paragraphsOf));

/** The sentences of `text`, in their order and as they are written, that stand in none of the texts that were told. Linear in the text. */
export function findNews(text: string, told: Told): string[] {
  const sentences = paragraphsOf(text.slice(0, CHARACTERS_MAX)).flatMap((paragraph) =>
    splitSentences(paragraph).map(({ start, end }) => paragraph.slice(start, end)),
  );
  return [...new Set(missingFrom(told, sentences))].filter(saysSomething);
}

/** Whether an article of a story that its readers know is worth telling them: an update or correction that says so needs one new sentence. */
export function isWorthTelling(article: { title: string; text: string }, news: readonly string[]): boolean {
  return news.length >= (readVersions(article.title, article.text).length > 0 ? 1 : SENTENCES_MIN);
}

function saysSomething(sentence: string): boolean {
  let spans = 0;
  eachUnit(foldText(sentence), ({ span }) => (spans += 1 / span));
  return spans >= SPANS_MIN;
}
