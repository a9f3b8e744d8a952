// Judges whether a page is the article that its sources list, by the words that they share, in any language.
import { settleLanguage } from "./detect-language.ts";
import { type KeyWords, keyWords } from "./key-words.ts";
import { countWords } from "./read-blocks.ts";

/** What one source says of the article. */
interface SourceWords {
  title: string | null;
  /** Its summary or its text, as plain text; may be empty. */
  text: string;
  /** A BCP 47 tag, if the source says one. */
  language: string | null;
}

/** Its words alone. */
export type Listed = Pick<SourceWords, "title" | "text">;

interface JudgedPage {
  title: string | null;
  /** Without its title: a wall may bear the article's title. */
  text: string;
  language: string | null;
  /** Whether it says when or by whom it was written, as walls seldom do. */
  isSigned: boolean;
}

interface PageWords extends JudgedPage {
  words: KeyWords;
  titleWords: ReadonlySet<string>;
}

/**
 * `article`: the page shares the words of a source. `beginning`: it does, but a source has a longer text, at this index. `other`: it shares
 * almost none, so something else stands there. `not-judged`: the sources say too little, or say it in another language than the page.
 */
type PageVerdict =
  | { kind: "article" }
  | { kind: "beginning"; longer: number }
  | { kind: "other"; detail: string }
  | { kind: "not-judged" };

/** With fewer words than this, too little is known of an article. */
const WORDS_MIN = 3;
/** A page with so many words of a headline or a summary is the article; a wall has at most one by chance. */
const SHARED_MIN = 2;
/** Of a long summary some words stand in any text, so this share is needed too. */
const SHARE_MIN = 0.2;
/** The same for scripts without blanks, whose pieces of words recur more often by chance, and less often in inflected forms. */
const SHARE_OF_PIECES_MIN = 0.12;
const MOST_MIN = 0.5;
/** Of a longer text in a feed, the beginning is compared. */
const SUMMARY_CHARS_MAX = 600;
/** A page with more words than a wall has is refused only if it shares next to nothing, its title included. */
const WALL_WORDS_MAX = 160;
/** The same in pieces of words, of which every pair of letters is one. */
const WALL_PIECES_MAX = 600;
/** A wall that bears the article's headline has no more words than this. */
const TITLED_WORDS_MAX = 250;
/** In another language than its source's words, a text shares none with them; with more words than this it is more than a wall. */
const FOREIGN_WORDS_MAX = 70;
/** A shorter text is easily taken for one in a similar language. */
const TELLING_CHARS_MIN = 200;
/** A feed's text that is longer than the page's by this factor and this many characters holds more than the page. */
const LONGER_BY = 1.2;
const LONGER_CHARS_MIN = 200;

/** Judges a page by the words that it shares with what its sources list; `words` are those of its text. */
export function judgePage(page: JudgedPage, sources: readonly SourceWords[], words = keyWords(page.text)): PageVerdict {
  const titled: PageWords = { ...page, words, titleWords: keyWords(page.title ?? "").all };
  const verdicts = sources.map((source) => judgeBySource(titled, source));
  if (verdicts.includes("article")) {
    const longer = findLonger(page.text, sources);
    return longer < 0 ? { kind: "article" } : { kind: "beginning", longer };
  }
  return verdicts.includes("other")
    ? {
        kind: "other",
        detail: "The page is not the article: it has almost none of the words of the feed's headline and summary.",
      }
    : { kind: "not-judged" };
}

/** Whether the text has most of the words of a source's headline or summary, so that it is the article whatever else is odd about it. */
export function hasMostWords({ all }: KeyWords, sources: readonly Listed[]): boolean {
  return sources.some((source) =>
    [source.title ?? "", source.text.slice(0, SUMMARY_CHARS_MAX)].some((said) => {
      const words = keyWords(said);
      const shared = countWithin(words, all);
      return shared >= SHARED_MIN && shared >= MOST_MIN * words.own.length;
    }),
  );
}

/** Whether a text, however short, has words of what a source lists, so that it is about the same. */
export function sharesWords(text: string, sources: readonly Listed[]): boolean {
  const { all } = keyWords(text);
  return sources.some((source) => {
    const whole = keyWords(`${source.title ?? ""}\n${source.text.slice(0, SUMMARY_CHARS_MAX)}`);
    if (whole.own.length < WORDS_MIN) return countWithin(whole, all) > 0;
    return isWithin(whole, all) || isWithin(keyWords(source.title ?? ""), all);
  });
}

/** Whether the text has most of the words that one entry has and another has not; null if there are next to none. */
export function tellsOf({ all }: KeyWords, one: Listed, another: Listed): boolean | null {
  const [own, known] = [one, another].map(({ title, text }) => keyWords(`${title ?? ""}\n${text.slice(0, SUMMARY_CHARS_MAX)}`));
  const telling = own?.own.filter((word) => known?.all.has(word) !== true) ?? [];
  const shared = telling.filter((word) => all.has(word)).length;
  return telling.length < SHARED_MIN ? null : shared >= SHARED_MIN && shared >= MOST_MIN * telling.length;
}

function judgeBySource(page: PageWords, source: SourceWords): "article" | "other" | "not-judged" {
  const { words: text, titleWords } = page;
  const headline = keyWords(source.title ?? "");
  const whole = keyWords(`${source.title ?? ""}\n${source.text.slice(0, SUMMARY_CHARS_MAX)}`);
  if (isWithin(headline, text.all) || isWithin(whole, text.all)) return "article";
  const shared = countWithin(whole, text.all);
  if (whole.own.length < WORDS_MIN) return judgeByFewWords(page, whole, shared);
  const isTitled = isWithin(headline, titleWords);
  // A short report under a playful headline may have next to none of its words; a wall that bears the headline has no date or author.
  const isHeadlineAlone = whole.own.length === headline.own.length;
  if (isTitled && page.isSigned && (isHeadlineAlone || countWithin(headline, text.all) > 0)) return "not-judged";
  // A long text may be the article in other words, and one that bears the headline is, however often it repeats its words.
  if (isLong(text) && (isTitled || shared >= SHARED_MIN)) return "not-judged";
  if (isTitled && countWords(page.text) > TITLED_WORDS_MAX) return "not-judged";
  const isMore = page.isSigned || isLong(text) || countWords(page.text) > FOREIGN_WORDS_MAX;
  return isMore && (text.script !== whole.script || isForeign(page, source)) ? "not-judged" : "other";
}

/** A short text without any of the headline's one or two words is not the article, unless it says when or by whom it was written. */
function judgeByFewWords(page: PageWords, { own }: KeyWords, shared: number): "other" | "not-judged" {
  return own.length === 0 || shared > 0 || page.isSigned || isLong(page.words) ? "not-judged" : "other";
}

const isLong = ({ own, script }: KeyWords): boolean => own.length > (script === "unspaced" ? WALL_PIECES_MAX : WALL_WORDS_MAX);

/** Whether the page is in another language than the source's words, which then tell nothing. */
function isForeign(page: JudgedPage, source: SourceWords): boolean {
  const ofPage = languageOf(page.text, page.language);
  // Words that are said again and again prove no language.
  const said = new Set(`${source.title ?? ""} ${source.text.slice(0, SUMMARY_CHARS_MAX)}`.split(/\s+/));
  const ofSource = languageOf([...said].join(" "), source.language);
  return ofPage !== null && ofSource !== null && mainTag(ofPage) !== mainTag(ofSource);
}

/** What a longer text shows is surer than what its page or feed declares. */
const languageOf = (text: string, declared: string | null): string | null =>
  (text.length < TELLING_CHARS_MIN ? null : settleLanguage(null, text)) ?? declared;

const mainTag = (tag: string): string => tag.toLowerCase().split("-", 1)[0] ?? "";

function isWithin(words: KeyWords, found: ReadonlySet<string>): boolean {
  const shared = countWithin(words, found);
  const shareMin = words.script === "unspaced" ? SHARE_OF_PIECES_MIN : SHARE_MIN;
  return shared >= SHARED_MIN && shared >= shareMin * words.own.length;
}

const countWithin = ({ own }: KeyWords, found: ReadonlySet<string>): number =>
  own.reduce((sum, word) => sum + (found.has(word) ? 1 : 0), 0);

/** The index of the source with the longest text, if that is clearly longer than the page's; else -1. */
function findLonger(text: string, sources: readonly SourceWords[]): number {
  const lengths = sources.map((source) => source.text.length);
  const longest = Math.max(0, ...lengths);
  return longest > LONGER_BY * text.length && longest > text.length + LONGER_CHARS_MIN ? lengths.indexOf(longest) : -1;
}
