// What Wirewatch should make of an edition: the stories it should report, and what it should say it could not read.
import type { Edition, PublishedArticle } from "./edition.ts";

interface ExpectedStory {
  key: string;
  /** The title of its first article. */
  title: string;
  watchlists: string[];
  /** Canonical addresses, the original first, then its copies by time. */
  articles: string[];
  relation: "original" | "follow-up";
  /** Key of the story that it follows up. */
  follows?: string;
  /** Key of the same story in another language; the two stay apart. */
  translationOf?: string;
}

export interface Expected {
  /** Every story that matches a watchlist, oldest first. */
  stories: ExpectedStory[];
  /** Addresses whose text is only in the feed. */
  summaryOnly: string[];
  deadFeed: string;
  /** Articles in all, and those of them that match nothing. */
  articles: number;
  unmatched: number;
}

function storyOf(key: string, articles: [PublishedArticle, ...PublishedArticle[]]): ExpectedStory {
  const [first] = articles;
  return {
    key,
    title: first.title,
    watchlists: first.watchlists,
    articles: articles.map((article) => article.url),
    relation: first.follows === undefined ? "original" : "follow-up",
    ...(first.follows !== undefined && { follows: first.follows }),
    ...(first.translationOf !== undefined && { translationOf: first.translationOf }),
  };
}

/** What to expect of an edition; the story of a single article has its slug as key. */
export function expectationsOf(edition: Edition, deadFeed: string): Expected {
  const matched = edition.articles.filter((article) => article.watchlists.length > 0).toReversed();
  const stories = new Map<string, [PublishedArticle, ...PublishedArticle[]]>();
  for (const article of matched) {
    const key = article.story ?? article.slug;
    const held = stories.get(key);
    if (held) held.push(article);
    else stories.set(key, [article]);
  }
  return {
    stories: [...stories].map(([key, articles]) => storyOf(key, articles)),
    summaryOnly: edition.articles.filter((article) => article.page !== undefined).map((article) => article.url),
    deadFeed,
    articles: edition.articles.length,
    unmatched: edition.articles.length - matched.length,
  };
}
