// Decides which article each new entry belongs to: one that is stored at its address under a similar headline, or one of its own.
import { foldTitle } from "./entry-key.ts";
import { areOneHeadline } from "./similar-titles.ts";
import type { NewEntry } from "./decide-entries.ts";

/** An article that is stored at an address, with the headlines under which feeds listed it. */
export interface StoredArticle {
  id: number;
  url: string;
  /** The page's headline, if it was read. */
  title: string | null;
  listed: { feed: number; title: string | null }[];
}

/** Where an entry belongs: `article` is null if it begins one, which has the key `headlineKey` among those at its address. */
export interface Place {
  article: number | null;
  headlineKey: string;
}

interface Candidate extends Place {
  titles: (string | null)[];
  /** The headlines that the feed itself gave it. */
  own: string[];
}

/**
 * For each entry of a feed, in order. An address says where a page is, not what stands there: a live ticker, a notice board or a feed that
 * names somebody else's address has several stories at one. Two feeds mean the same article if their headlines are similar. One feed
 * means it only if they are equal, since "Blast in Kyiv" and "Blast in Lviv" are two entries.
 */
export function placeEntries(
  feed: number,
  entries: readonly Pick<NewEntry, "articleUrl" | "title" | "titleKey">[],
  stored: readonly StoredArticle[],
): Place[] {
  const byAddress = new Map<string, Candidate[]>();
  for (const { id, url, title, listed } of stored)
    add(byAddress, url, {
      article: id,
      headlineKey: "",
      titles: title === null ? listed.map((entry) => entry.title) : [title, ...listed.map((entry) => entry.title)],
      own: listed.filter((entry) => entry.feed === feed).map((entry) => foldTitle(entry.title)),
    });
  return entries.map((entry) => {
    const title = foldTitle(entry.title);
    const candidates = byAddress.get(entry.articleUrl) ?? [];
    const found =
      candidates.find(({ own }) => own.includes(title)) ?? candidates.find((candidate) => isSame(candidate, entry.title));
    if (found !== undefined) {
      found.own.push(title);
      found.titles.push(entry.title);
      return { article: found.article, headlineKey: found.headlineKey };
    }
    const begun: Candidate = { article: null, headlineKey: entry.titleKey ?? "", titles: [entry.title], own: [title] };
    add(byAddress, entry.articleUrl, begun);
    return { article: null, headlineKey: begun.headlineKey };
  });
}

/** An entry without a headline contradicts nobody's. */
const isSame = ({ titles, own }: Candidate, title: string | null): boolean =>
  own.every((known) => known === "" || title === null) && titles.some((known) => areOneHeadline(known, title));

function add(groups: Map<string, Candidate[]>, key: string, candidate: Candidate): void {
  const group = groups.get(key);
  if (group === undefined) groups.set(key, [candidate]);
  else group.push(candidate);
}
