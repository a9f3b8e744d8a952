// InventedArticle: what one outlet of the newsroom publishes, before it has a date and an address.

/** A paragraph, or something that stands between paragraphs on the page without being one. `related` links to another article by its slug. */
export type Block = string | { heading: string } | { caption: string } | { related: string; slug: string };

/**
 * `{weekday}` and `{weekday-1}` in any text become that day's name in the outlet's language, counted from the day of writing.
 * Everything is invented; only countries, cities and public institutions are real.
 */
export interface InventedArticle {
  /** Unique in the whole newsroom, and the last part of the address. */
  slug: string;
  outlet: string;
  /** When it appeared, in hours before the newsroom opened. */
  hoursBefore: number;
  /** When its words were written, where that was earlier: an agency's Tuesday stays Tuesday in Wednesday's copy. */
  writtenHoursBefore?: number;
  title: string;
  byline?: string;
  /** What the feed says of it; the first paragraph where missing. */
  summary?: string;
  body: Block[];
  /** A last line that credits a source. */
  credit?: string;
  /** Ids of the demo's watchlists that it must match. */
  watchlists: string[];
  /** The story it belongs to where it is not alone in it. */
  story?: string;
  /** The story that this one follows up, or tells again in another language. */
  follows?: string;
  translationOf?: string;
  /** What the address answers instead of the article. */
  page?: "consent-wall" | "forbidden";
}

/** The paragraphs alone, as an exact reader of the page would have them. */
export function paragraphsOf(article: InventedArticle): string[] {
  return article.body.filter((block) => typeof block === "string");
}
