// Finds the watchlists of which a term stands in an article's words of now, and stood in nothing that was told.
import type { WaitingArticle } from "../../store/articles.ts";
import type { NewsText } from "../../stories/news/find-news.ts";
import type { Match, Span } from "../../watchlists/watchlist.ts";

/** `news`: the sentences that are new; only terms in one of these count. */
export function watchlistsWithNewTerms(
  article: WaitingArticle,
  matches: readonly Match[],
  { told, news }: { told: readonly NewsText[]; news: readonly string[] },
): string[] {
  const said = told.map(({ title, text }) => `${title}\n${text}`.toLowerCase());
  const sentences = news.map((sentence) => sentence.toLowerCase());
  return matches.flatMap(({ watchlist, spans }) => {
    const before = new Set(spans.flatMap(({ term, version }) => (version === undefined ? [] : [term])));
    const isNew = spans.some((span) => {
      if (span.version !== undefined || before.has(span.term)) return false;
      const words = wordsOf(article, span).toLowerCase();
      return words !== "" && sentences.some((one) => one.includes(words)) && !said.some((one) => one.includes(words));
    });
    return isNew ? [watchlist] : [];
  });
}

function wordsOf(article: WaitingArticle, { voice, field, start, end }: Span): string {
  const said = voice === undefined ? article : article.entries.find(({ id }) => id === voice);
  return (said?.[field] ?? "").slice(start, end);
}
