// Finds what is new in a text of a known story: sentences that no earlier text has, and known ones of which a fact changed.
import { splitSentences } from "../../text/split-sentences.ts";
import { missingFrom, paragraphsOf, shinglesIn } from "../compare-paragraphs.ts";
import { findCorrectionNotes, isVersionNote, NOTICES, readVersions, withoutVersion } from "../read-version.ts";
import { foldText } from "../fold-text.ts";
import { guessTongue } from "./guess-tongue.ts";
import { once } from "./once.ts";
import { openTold } from "./told-facts.ts";
import { readFacts } from "./read-facts.ts";
import { eachUnit } from "../split-units.ts";
import type { ToldFacts } from "./told-facts.ts";
import type { VersionKind } from "../read-version.ts";

/** A text that was or may be sent. */
export interface NewsText {
  title: string;
  text: string;
}

export interface NewsItem {
  /** A sentence as written; the headline, or a correction's own note. */
  text: string;
  /** What makes it new. */
  kind: "sentence" | "figure" | "name" | "negation" | "quotation" | "headline" | "correction";
}

/** What the earlier texts said, read once for all texts that are searched for news. */
export interface Told {
  /** As written. What has been said word for word changes nothing, and most of a copy has been. */
  sentences: ReadonlySet<string>;
  shingles(): ReadonlySet<number>;
  facts(): ToldFacts;
  /** Correction notes, folded, and versions as "update 2". */
  notes: ReadonlySet<string>;
  versions: ReadonlySet<string>;
}

/** A shorter sentence is a heading, a caption or "He did not say why". In spans of four words, or their equivalent in other scripts. */
const SPANS_MIN = 1.75;
/** Outlets add one sentence of their own to everything. */
const SENTENCES_MIN = 2;
/** A longer text is not a news report. */
const CHARACTERS_MAX = 20_000;
/** A sentence with fewer words that no earlier text has is an earlier one in other words. */
const OWN_WORDS_MIN = 0.25;

/** Of a sentence in place of another, so many telling words were not told. */
const REPLACED_MIN = 0.6;

export function readTold(texts: readonly NewsText[]): Told {
  const bodies = [...new Set(texts.map(({ text }) => text))];
  const sentences = [...texts.map(({ title }) => title), ...bodies.flatMap(sentencesOf)];
  return {
    sentences: new Set(sentences),
    shingles: once(() => shinglesIn(bodies.flatMap(paragraphsOf))),
    facts: once(() => openTold(sentences, guessTongue(bodies.join("\n")))),
    notes: new Set(bodies.flatMap(findCorrectionNotes).map(foldText)),
    versions: new Set(texts.flatMap(versionsOf)),
  };
}

/** What is new in an article, in order; `brief`: also sentences that are too short to say something to everybody. Takes linear time. */
export function findNews({ title, text }: NewsText, told: Told, { brief = false } = {}): NewsItem[] {
  const sentences = sentencesIn(text).filter((sentence) => !told.sentences.has(sentence));
  const missing = new Set(sentences.length === 0 ? [] : missingFrom(told.shingles(), sentences));
  const notes = findCorrectionNotes(text).filter((note) => !told.notes.has(foldText(note)));
  const isNote = (sentence: string): boolean => notes.some((note) => note.includes(sentence));
  const tongue = guessTongue(text);
  const items = sentences.flatMap((sentence): NewsItem[] => {
    if (isNote(sentence)) return [];
    const facts = readFacts(sentence, tongue);
    const changed = told.facts().findChange(facts, { text: sentence, isNew: missing.has(sentence) });
    if (changed !== null) return [{ text: sentence, kind: changed }];
    if (!missing.has(sentence) || told.facts().ownShare(facts) < OWN_WORDS_MIN) return [];
    if (!brief && !saysSomething(sentence)) return [];
    return [{ text: sentence, kind: "sentence" }];
  });
  const headline = withoutVersion(title);
  const facts = readFacts(headline, tongue);
  const hasNewFigure = facts.figures.length > 0 && told.facts().findFigure(facts, headline);
  return [
    ...notes.map((note): NewsItem => ({ text: note, kind: "correction" })),
    ...(hasNewFigure ? [{ text: headline, kind: "headline" } as const] : []),
    ...items,
  ];
}

export type Urgency = "none" | "later" | "at once";

/**
 * Whether an article of a known story is worth sending. A withdrawal, a correction and a numbered update go to everyone who was sent an
 * earlier version, at once; a changed fact is worth sending, and so are two new sentences, or one in a declared update.
 */
export function judgeNews(article: NewsText, news: readonly NewsItem[], told: Told): Urgency {
  const all = readVersions(article.title, article.text);
  const versions = all.filter((version) => !told.versions.has(keyOf(version)));
  if (versions.some(({ kind, number }) => NOTICES.has(kind) || (kind === "update" && number !== null))) return "at once";
  if (news.some(({ kind }) => kind === "correction")) return "at once";
  // A correction of a correction has the same mark.
  if (all.some(({ kind }) => NOTICES.has(kind)) && news.some(({ kind }) => kind !== "sentence")) return "at once";
  if (news.some(({ kind }) => kind !== "sentence")) return "later";
  return news.length >= (versions.length > 0 ? 1 : SENTENCES_MIN) ? "later" : "none";
}

/** Whether a text has no sentence of what was told, and says something of its own instead: then something else is reported in its place. */
export function isReplaced({ text }: NewsText, news: readonly NewsItem[], told: Told): boolean {
  const sentences = sentencesIn(text);
  const isOwn = (sentence: string): boolean => told.facts().ownShare(readFacts(sentence)) >= REPLACED_MIN;
  return news.length > 0 && missingFrom(told.shingles(), sentences).length === sentences.length && sentences.every(isOwn);
}

const keyOf = ({ kind, number }: { kind: VersionKind; number: number | null }): string => `${kind} ${number ?? ""}`;

const versionsOf = ({ title, text }: NewsText): string[] => readVersions(title, text).map(keyOf);

const sentencesOf = (text: string): string[] =>
  paragraphsOf(text)
    .filter((paragraph) => !isVersionNote(paragraph))
    .flatMap((paragraph) => splitSentences(paragraph).map(({ start, end }) => paragraph.slice(start, end)));

/** Each once. */
const sentencesIn = (text: string): string[] => [...new Set(sentencesOf(text.slice(0, CHARACTERS_MAX)))];

function saysSomething(sentence: string): boolean {
  let spans = 0;
  eachUnit(foldText(sentence), ({ span }) => (spans += 1 / span));
  return spans >= SPANS_MIN;
}
