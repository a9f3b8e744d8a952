// Judges whether a page is the article that its sources list, by the words that they share, in any language.
import { type KeyWords, keyWords } from "./key-words.ts";

/** What one source says of the article. */
interface SourceWords {
  title: string | null;
  /** Its summary or its text, as plain text; may be empty. */
  text: string;
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
/** Of a longer text in a feed, the beginning is compared. */
const SUMMARY_CHARS_MAX = 600;
/** A page with more words than a wall has is refused only if it shares next to nothing, its title included. */
const WALL_WORDS_MAX = 160;
/** The same in pieces of words, of which every pair of letters is one. */
const WALL_PIECES_MAX = 600;
/** A feed's text that is longer than the page's by this factor and this many characters holds more than the page. */
const LONGER_BY = 1.2;
const LONGER_CHARS_MIN = 200;

/** `text` is the page's, without its title: a wall may bear the article's title. */
export function judgePage(page: { title: string | null; text: string }, sources: readonly SourceWords[]): PageVerdict {
  const text = keyWords(page.text);
  const title = keyWords(page.title ?? "").all;
  const verdicts = sources.map((source) => judgeBySource(text, title, source));
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

function judgeBySource(text: KeyWords, title: ReadonlySet<string>, source: SourceWords): "article" | "other" | "not-judged" {
  const headline = keyWords(source.title ?? "");
  const whole = keyWords(`${source.title ?? ""}\n${source.text.slice(0, SUMMARY_CHARS_MAX)}`);
  if (isWithin(headline, text.all) || isWithin(whole, text.all)) return "article";
  if (whole.own.length < WORDS_MIN) return "not-judged";
  const isTitled = isWithin(headline, title);
  if (isTitled && countWithin(headline, text.all) > 0) return "not-judged";
  if (text.own.length <= (text.script === "unspaced" ? WALL_PIECES_MAX : WALL_WORDS_MAX)) return "other";
  // A long text may be the article in other words, or in another language than the feed.
  return isTitled || countWithin(whole, text.all) >= SHARED_MIN || text.script !== whole.script ? "not-judged" : "other";
}

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
