// InventedArticle: an outlet's article before it has a date and an address.

/** A paragraph, or a block between paragraphs that is not one. `related` links to another article by its slug. */
export type Block = string | { heading: string } | { caption: string } | { related: string; slug: string };

/**
 * `{weekday}` and `{weekday-1}` in any text become that day's name in the outlet's language, counted from the day of writing.
 * Everything is invented; only countries, cities and public institutions are real.
 */
export interface InventedArticle {
  /** Unique in the whole newsroom, and the last part of the address. */
  slug: string;
  outlet: string;
  /** When it was published, in hours before the newsroom opened. */
  hoursBefore: number;
  /** When its text was written, if earlier: an agency's Tuesday stays Tuesday in Wednesday's copy. */
  writtenHoursBefore?: number;
  title: string;
  byline?: string;
  /** Its summary in the feed; by default the first paragraph. */
  summary?: string;
  body: Block[];
  /** A last line that credits a source. */
  credit?: string;
  /** Ids of the demo's watchlists that it must match. */
  watchlists: string[];
  /** The story to which it belongs, if it is not alone in it. */
  story?: string;
  /** The story that this one follows up, or repeats in another language. */
  follows?: string;
  translationOf?: string;
  /** What its address returns instead of the article. */
  page?: "consent-wall" | "forbidden";
}

/** The paragraphs alone: what an exact reader of the page would find. */
export function paragraphsOf(article: InventedArticle): string[] {
  return article.body.filter((block) => typeof block === "string");
}
