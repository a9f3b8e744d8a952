// The archive for a command: the store's own, or that of the process that has it open.
import { countArchived, listArchived, listArticles } from "../store/views/archive.ts";
import type { Look } from "./look-at-store.ts";
import type { Archive } from "../desk/search-archive.ts";
import type { ArchivedArticle, ArchiveQuestion } from "../store/views/archive.ts";

/** What an address may hold: Node takes headers of 16 kB. Longer questions are answered without the index. */
const wordsLengthMax = 8_000;

export function readArchive(look: Look): Archive {
  if (look.kind === "database") {
    const { database } = look;
    return {
      count: (since) => countArchived(database, since),
      list: (question) => listArchived(database, question),
      read: (ids) => listArticles(database, ids),
    };
  }
  const ask = async <T>(path: string, parameters: Record<string, string>): Promise<T> =>
    (await look.ask(`${path}?${new URLSearchParams(parameters).toString()}`)) as T;
  return {
    count: (since) => ask("/archive/count.json", sinceOf(since)),
    list: (question) => ask("/archive/list.json", questionOf(question)),
    read: (ids) => ask<ArchivedArticle[]>("/archive/articles.json", { ids: ids.join(",") }),
  };
}

const sinceOf = (since: Date | null): Record<string, string> => (since === null ? {} : { since: since.toISOString() });

function questionOf({ words, since, matchedBy }: ArchiveQuestion): Record<string, string> {
  const written = JSON.stringify(words);
  return {
    ...sinceOf(since),
    ...(words !== null && encodeURIComponent(written).length <= wordsLengthMax && { words: written }),
    ...(matchedBy.length > 0 && { matched_by: JSON.stringify(matchedBy) }),
  };
}
