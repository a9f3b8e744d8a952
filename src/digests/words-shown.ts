// Which of the words said of an article are shown for a match: the article's, those of the feed in which it was found, or an earlier version.
import type { Span } from "../watchlists/watchlist.ts";
import type { MatchedText } from "./digest.ts";

/** Words on an article that are not the article's now: a feed's, with its name, or a version that was replaced. */
export interface ListedWords {
  feed: string | null;
  /** The outlet that it names for the article. */
  outlet?: string | null;
  title: string | null;
  text: string;
  /** When other words replaced these (ISO 8601); null if they still stand there. */
  until: string | null;
}

export interface WordsShown extends MatchedText {
  /** The feed whose words these are, if they are not the article's. */
  listedBy: string | null;
  /** The outlet that this feed names for the article. */
  outlet: string | null;
  /** When they were replaced; null if they still stand there. */
  changedAt: string | null;
}

/** `listed` are the words in which the first span is that `isElsewhere`. */
export function wordsShown(
  article: { title: string | null; text: string | null },
  spans: readonly Span[],
  listed: ListedWords | null,
): WordsShown {
  const own = spans.filter((span) => !isElsewhere(span));
  const first = spans.find(isElsewhere);
  if (own.length > 0 || first === undefined || listed === null)
    return { title: article.title ?? "", text: article.text ?? "", spans: own, listedBy: null, outlet: null, changedAt: null };
  return {
    title: listed.title ?? article.title ?? "",
    text: listed.text,
    spans: spans.filter(({ voice, version }) => voice === first.voice && version === first.version),
    listedBy: listed.feed,
    outlet: listed.outlet ?? null,
    changedAt: listed.until,
  };
}

/** Whether a span is in other words than the article's present ones. */
export const isElsewhere = ({ voice, version }: Span): boolean => voice !== undefined || version !== undefined;
