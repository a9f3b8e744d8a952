// Remembers the items of a page's list, so that a page which changed its form is noticed and floods nobody.
import { createHash } from "node:crypto";
import type { Entry } from "../../feeds/feed.ts";

export interface KnownItems {
  /** Marks of addresses and headlines, the latest first. */
  marks: string[];
  /** How many items the last list had. */
  count: number;
  /** When all or most items were new at once last, and how many. */
  changed: { at: string; items: number } | null;
  /** Only scripts show the list, so the page itself may say "not modified" for ever. */
  isRendered?: boolean;
}

const MARKS_MAX = 2_000;
/** So many new items at once are no slip. */
const MANY = 3;

/**
 * How many items are new, by address and by headline. `isChanged`: nothing or hardly anything of the list is known, and the items' dates do
 * not show that they came since the last look.
 */
export function compareItems(
  known: KnownItems | null,
  entries: readonly Entry[],
  lastLook: Date | null,
): { fresh: number; isChanged: boolean } {
  if (known === null) return { fresh: entries.length, isChanged: false };
  const marks = new Set(known.marks);
  const fresh = entries.filter((entry) => !marksOf(entry).some((mark) => marks.has(mark)));
  const since = lastLook?.getTime() ?? 0;
  const undated = fresh.filter(({ publishedAt }) => !(Date.parse(publishedAt ?? "") >= since));
  const isChanged = undated.length >= MANY && undated.length * 2 > entries.length;
  return { fresh: fresh.length, isChanged: isChanged || (fresh.length === entries.length && undated.length > 0) };
}

export function remember(known: KnownItems | null, entries: readonly Entry[], changed: KnownItems["changed"]): KnownItems {
  const marks = new Set([...entries.flatMap(marksOf), ...(known?.marks ?? [])]);
  return { marks: [...marks].slice(0, MARKS_MAX), count: entries.length, changed: changed ?? known?.changed ?? null };
}

const marksOf = ({ url, title }: Entry): string[] =>
  [url, title === null ? null : `title:${title.toLowerCase()}`]
    .filter((text) => text !== null)
    .map((text) => createHash("sha256").update(text).digest("base64url").slice(0, 10));
