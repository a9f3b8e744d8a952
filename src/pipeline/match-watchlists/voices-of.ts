// Each feed's words on a stored article, as the matcher reads them: when the article comes, and in a search of the archive.
import { isOwnFeed } from "../../text/outlets/site-of.ts";
import type { OldVoice, Voices } from "../../watchlists/match-voices.ts";

interface ListedArticle {
  url: string;
  /** How its words were read; "summary" and "feed" if they are a feed's. */
  method: string | null;
  entries: readonly { id: number; title: string | null; text: string; feed_url: string }[];
  /** What was said of it before. */
  old: readonly OldVoice[];
}

export const voicesOf = ({ url, method, entries, old }: ListedArticle): Voices => ({
  voices: entries.map(({ id, title, text, feed_url }) => ({ entry: id, title, text, own: isOwnFeed(feed_url, url) })),
  old,
  isPage: method !== "summary" && method !== "feed",
});
