// Feed and entry: the content of a publisher's document, before anything is fetched or stored.

/** One item of a feed. Dates are ISO 8601 in UTC; `title` and `summary` are plain text, `content` is HTML as the feed gave it. */
export interface Entry {
  /** The publisher's identifier (guid, atom:id, rdf:about), as given. */
  id: string | null;
  /** Absolute http(s) address of the article. */
  url: string | null;
  title: string | null;
  author: string | null;
  publishedAt: string | null;
  updatedAt: string | null;
  summary: string | null;
  content: string | null;
  /** The article's own address, if `url` goes through a counting service (feedburner:origLink). */
  originalUrl?: string;
  /** The article of another site that it shares; `url` is the post. */
  sharedUrl?: string;
  /** Its audio or video file, which is shown next to its page, or instead if it has none. */
  mediaUrl?: string;
  /** Its own words are all that there is: the page at `url` says no more and is not read. */
  isWhole?: boolean;
  /** Its place shows that it is older than what was there before, so it is no news. */
  isOlder?: boolean;
  /** The outlet that published it, if the feed names one (RSS `<source>`, the title of Atom's `<source>`); `url` is its site or feed. */
  source?: { name: string; url: string | null };
}

/** A feed document as read: its own metadata, and its entries in document order. */
export interface ParsedFeed {
  feed: { title: string | null; url: string | null; language: string | null };
  entries: Entry[];
  /** True if the document was damaged, so that entries may be missing. */
  incomplete: boolean;
  /** How long the publisher asks readers to wait between polls (ttl, sy:*), in minutes. */
  ttlMinutes: number | null;
  /** It holds only what is new, and no identifier changes: a headline that was there before identifies nothing. */
  onlyNews?: { /** ISO 8601 dates of entries before these, for the rhythm. */ earlier: readonly string[] };
}

/** Why a document gave no feed; `message` is for people. */
export class FeedError extends Error {
  override name = "FeedError" as const;
  readonly code: "empty" | "html" | "not-a-feed" | "too-large";
  constructor(code: FeedError["code"], message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
