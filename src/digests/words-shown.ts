// Which of the words said of an article are shown for a match: the article's, or those of the feed in which it was found.
import type { Span } from "../watchlists/watchlist.ts";
import type { MatchedText } from "./digest.ts";

/** A feed's words on an article, and the feed's name. */
export interface ListedWords {
  feed: string;
  /** The outlet that it names for the article. */
  outlet?: string | null;
  title: string | null;
  text: string;
}

export interface WordsShown extends MatchedText {
  /** The feed whose words these are, if they are not the article's. */
  listedBy: string | null;
  /** The outlet that this feed names for the article. */
  outlet: string | null;
}

/** `listed` is the entry with the number of the spans' first voice. */
export function wordsShown(
  article: { title: string | null; text: string | null },
  spans: readonly Span[],
  listed: ListedWords | null,
): WordsShown {
  const own = spans.filter(({ voice }) => voice === undefined);
  const voice = spans.find((span) => span.voice !== undefined)?.voice;
  if (own.length > 0 || voice === undefined || listed === null)
    return { title: article.title ?? "", text: article.text ?? "", spans: own, listedBy: null, outlet: null };
  return {
    title: listed.title ?? article.title ?? "",
    text: listed.text,
    spans: spans.filter((span) => span.voice === voice),
    listedBy: listed.feed,
    outlet: listed.outlet ?? null,
  };
}
