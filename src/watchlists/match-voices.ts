// Matches all that was said of one article: its page's words, and the words of each feed that lists it.
import { foldLine } from "../text/fold-line.ts";
import { matchWatchlists } from "./match-watchlists.ts";
import type { CompiledWatchlists } from "./compile-watchlists.ts";
import type { Match, MatchDocument, Span } from "./watchlist.ts";

/** One feed's words on an article. */
export interface Voice {
  /** The number of the feed's entry. */
  entry: number;
  title: string | null;
  text: string;
  /** The feed is of the article's own site. */
  own: boolean;
}

/** What a feed (or, if `entry` is null, the article) said before it said something else. */
export interface OldVoice extends Pick<Voice, "title" | "text"> {
  version: number;
  entry: number | null;
}

export interface Voices {
  voices: readonly Voice[];
  /** Judged apart, like other feeds' words: they can add a match, and cannot take one away. */
  old: readonly OldVoice[];
  /** The document is the page, not a feed's words. */
  isPage: boolean;
}

/** So many other feeds are each judged together with the page; of an article listed by more, the rest are judged by their own words. */
const WITH_PAGE_MAX = 20;

/** A feed's text of so many times the page's length may be the same article with links to others, as HTML in a feed has them. */
const REPETITION_LENGTH_MAX = 1.2;

/** A voice of more lines is not searched for each of them in the whole text, which would take time squared. */
const LITERAL_LINES_MAX = 30;

interface Segment {
  at: number;
  length: number;
  /** Where it begins in the voice's field. */
  start: number;
  said: Saying;
}

/** The speaker, as spans name it. */
type Saying = Pick<Span, "voice" | "version">;

interface Gathered {
  title: string;
  text: string;
  titles: Segment[];
  texts: Segment[];
  /** The length of the page's text; 0 if no page was read. */
  pageLength: number;
  /** What it says already, line by line, folded; null until it is asked for, since most voices repeat a line letter by letter. */
  said: Set<string> | null;
  /** The same in order, once it is asked for. */
  ordered: string[] | null;
}

/**
 * Returns the watchlists that match, with every place. The words shown and those of the site's own feeds are one document, so that a word
 * that a watchlist excludes counts wherever the outlet says it. Another feed's words are judged together with the page, each feed's apart: they
 * can add a match, and cannot take one away.
 */
export function matchVoices(compiled: CompiledWatchlists, document: MatchDocument, { voices, old, isPage }: Voices): Match[] {
  const shown = begin(document, isPage ? document.text.length : 0);
  const spoken: (Words & { own: boolean })[] = [
    ...voices.map(({ entry, ...voice }) => ({ ...voice, by: { voice: entry } })),
    ...old.map(({ entry, version, title, text }) => ({
      title,
      text,
      own: false,
      by: { version, ...(entry !== null && { voice: entry }) },
    })),
  ];
  const adding = spoken.filter((voice) => addsWords(shown, voice));
  if (adding.length === 0) return matchWatchlists(compiled, document);
  const found = new Map<string, Match>();
  const judge = (gathered: Gathered) => {
    for (const { watchlist, spans } of matchWatchlists(compiled, { ...document, title: gathered.title, text: gathered.text }))
      if (!found.has(watchlist)) found.set(watchlist, { watchlist, spans: spans.flatMap((span) => placed(span, gathered)) });
  };
  for (const voice of adding) if (voice.own) addVoice(shown, voice);
  judge(shown);
  // A thousand feeds that say the same are judged once.
  const judged = new Set<string>();
  for (const [index, voice] of adding.filter(({ own }) => !own).entries()) {
    const words = JSON.stringify([voice.title, voice.text]);
    if (judged.has(words) || !addsWords(shown, voice)) continue;
    judged.add(words);
    const together = isPage && index < WITH_PAGE_MAX ? copyOf(shown) : begin({ title: "", text: "" }, 0);
    addVoice(together, voice);
    judge(together);
  }
  return [...found.values()].filter(({ spans }) => spans.length > 0);
}

const begin = ({ title, text }: Pick<MatchDocument, "title" | "text">, pageLength: number): Gathered => ({
  title,
  text,
  pageLength,
  titles: [],
  texts: [],
  said: null,
  ordered: null,
});

function saidBy(gathered: Gathered): Set<string> {
  const { title, text } = gathered;
  gathered.said ??= new Set([...linesOf(title), ...linesOf(text)].map(({ line }) => foldLine(line)));
  return gathered.said;
}

const copyOf = (gathered: Gathered): Gathered => ({
  ...gathered,
  titles: [...gathered.titles],
  texts: [...gathered.texts],
  said: new Set(saidBy(gathered)),
});

interface Words extends Pick<Voice, "title" | "text"> {
  by: Saying;
}

function addVoice(to: Gathered, { by, title, text }: Words): void {
  if (title !== null && isNew(to, title)) {
    const said = saidBy(to);
    const at = to.title === "" ? 0 : to.title.length + 1;
    to.title = to.title === "" ? title : `${to.title}\n${title}`;
    to.titles.push({ at, length: title.length, start: 0, said: by });
    said.add(foldLine(title));
    to.ordered = null;
  }
  for (const { line, start } of newLines(to, text)) {
    const said = saidBy(to);
    const at = to.text === "" ? 0 : to.text.length + 2;
    to.text = to.text === "" ? line : `${to.text}\n\n${line}`;
    to.texts.push({ at, length: line.length, start, said: by });
    said.add(foldLine(line));
  }
  to.ordered = null;
}

const addsWords = (to: Gathered, { title, text }: Words): boolean =>
  (title !== null && isNew(to, title)) || newLines(to, text).length > 0;

/**
 * The lines that nobody has said yet. A feed that repeats most of the page, and is no longer than it, adds none: what the page's reader
 * left out there are links to other articles and the like.
 */
function newLines(to: Gathered, text: string): { line: string; start: number }[] {
  const lines = linesOf(text);
  if (lines.length > LITERAL_LINES_MAX) saidBy(to);
  const fresh = lines.filter(({ line }) => isNew(to, line));
  const isRepetition = fresh.length * 2 <= lines.length && text.length <= REPETITION_LENGTH_MAX * to.pageLength;
  return isRepetition ? [] : fresh;
}

/** A summary is often the beginning of a paragraph, cut off. */
function isNew(to: Gathered, line: string): boolean {
  if (to.said === null && (beginsLine(to.text, line) || beginsLine(to.title, line))) return false;
  const said = saidBy(to);
  const folded = foldLine(line);
  if (folded === "" || said.has(folded)) return false;
  const beginning = folded.replace(/(?:\.{2,}|…|\[…\]|\[\.{3}\])$/u, "").trimEnd();
  // In order, the lines that begin so follow it at once: thousands of lines are not compared with thousands of others.
  to.ordered ??= [...said].sort();
  const next = to.ordered[countWhile(to.ordered, (known) => known < beginning)];
  return next?.startsWith(beginning) !== true;
}

/** Whether a line of the text is this one, or begins so. */
function beginsLine(text: string, line: string): boolean {
  const at = text.indexOf(line);
  return at === 0 || text[at - 1] === "\n";
}

/** How many items at the beginning of a list have what those behind them have not. */
function countWhile<T>(items: readonly T[], has: (item: T) => boolean): number {
  let [low, high] = [0, items.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (has(items[middle] as T)) low = middle + 1;
    else high = middle;
  }
  return low;
}

function linesOf(text: string): { line: string; start: number }[] {
  const lines: { line: string; start: number }[] = [];
  for (const { 0: line, index } of text.matchAll(/[^\n]+/gu)) if (line.trim() !== "") lines.push({ line, start: index });
  return lines;
}

/** A span of the words gathered, as a span of the words of the one who said them. */
function placed(span: Span, { titles, texts }: Gathered): Span[] {
  const segments = span.field === "title" ? titles : texts;
  const segment = segments[countWhile(segments, ({ at }) => at <= span.start) - 1];
  if (segment === undefined) return [span];
  if (span.end > segment.at + segment.length) return [];
  const shift = segment.start - segment.at;
  return [{ ...span, start: span.start + shift, end: span.end + shift, ...segment.said }];
}
