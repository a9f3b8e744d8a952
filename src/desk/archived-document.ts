// An article of the archive as the matcher reads it: the same document as when it came.
import type { ArchivedArticle } from "../store/views/archive.ts";
import type { MatchDocument } from "../watchlists/watchlist.ts";

export function documentOf({ title, text, language, site, url, feeds, tags }: ArchivedArticle): MatchDocument {
  const source = site === null || site === "" ? feeds : [...new Set([...feeds, site])];
  return { title: title ?? "", text, language, source, url, tags };
}
