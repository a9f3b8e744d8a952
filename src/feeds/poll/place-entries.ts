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
  listed: Listed[];
}

interface Listed {
  feed: number;
  title: string | null;
  /** As in `NewEntry`. */
  linkKey: string | null;
}

/** Where an entry belongs: `article` is null if it begins one, which has the key `headlineKey` among those at its address. */
export interface Place {
  article: number | null;
  headlineKey: string;
}

interface Candidate extends Place {
  titles: (string | null)[];
  /** Under which headline and link the feed itself listed it. */
  own: { title: string; linkKey: string | null }[];
}

/**
 * For each entry of a feed, in order. An address says where a page is, not what stands there: a live ticker, a notice board or a feed that
 * names somebody else's address has several stories at one. Two feeds mean the same article if their headlines are similar. One feed
 * means it only if they are equal, since "Blast in Kyiv" and "Blast in Lviv" are two entries. Even then, two anchors of a page are two of its
 * entries, and so are two posts without a headline.
 */
export function placeEntries(
  feed: number,
  entries: readonly Pick<NewEntry, "key" | "articleUrl" | "title" | "titleKey" | "linkKey">[],
  stored: readonly StoredArticle[],
): Place[] {
  const byAddress = new Map<string, Candidate[]>();
  for (const { id, url, title, listed } of stored)
    add(byAddress, url, {
      article: id,
      headlineKey: "",
      titles: title === null ? listed.map((entry) => entry.title) : [title, ...listed.map((entry) => entry.title)],
      own: listed.filter((entry) => entry.feed === feed).map((entry) => ({ ...entry, title: foldTitle(entry.title) })),
    });
  return entries.map((entry) => {
    const listed = { title: foldTitle(entry.title), linkKey: entry.linkKey };
    const candidates = byAddress.get(entry.articleUrl) ?? [];
    const found =
      candidates.find(({ own }) => own.some((known) => isOneEntry(known, listed))) ??
      candidates.find((candidate) => isSame(candidate, entry.title));
    if (found !== undefined) {
      found.own.push(listed);
      found.titles.push(entry.title);
      return { article: found.article, headlineKey: found.headlineKey };
    }
    const isKeyTaken = candidates.some(({ own }) => entry.titleKey === null || own.some(({ title }) => title === listed.title));
    const headlineKey = isKeyTaken ? entry.key : (entry.titleKey ?? "");
    add(byAddress, entry.articleUrl, { article: null, headlineKey, titles: [entry.title], own: [listed] });
    return { article: null, headlineKey };
  });
}

type Own = Candidate["own"][number];

const isOneEntry = (a: Own, b: Own): boolean =>
  a.title !== "" && a.title === b.title && (a.linkKey === null || b.linkKey === null || a.linkKey === b.linkKey);

/** Another feed's entry without a headline contradicts nobody's. */
const isSame = ({ titles, own }: Candidate, title: string | null): boolean =>
  own.length === 0 && titles.some((known) => areOneHeadline(known, title));

function add(groups: Map<string, Candidate[]>, key: string, candidate: Candidate): void {
  const group = groups.get(key);
  if (group === undefined) groups.set(key, [candidate]);
  else group.push(candidate);
}
