// Remembers the items of a page's list, so that a page which changed its form is noticed and floods nobody.
import { markOfTitle, markOfUrl } from "../../feeds/listing/item-mark.ts";
import { shapeOf } from "../../feeds/listing/choose-links.ts";
import type { Entry } from "../../feeds/feed.ts";

export interface KnownItems {
  /** Marks of addresses and headlines: those of the last list first, in its order. */
  marks: string[];
  /** How many items the last list had. */
  count: number;
  /** The marks of its last item. Left out by versions that did not know them. */
  end?: string[];
  /** New items were seen above those that were known. */
  isNewestFirst?: boolean;
  /** When all or most items were new at once last, and how many. */
  changed: { at: string; items: number } | null;
  /** Only scripts show the list, so the page itself may say "not modified" for ever. */
  isRendered?: boolean;
}

export interface Compared {
  /** How many items are new, by address and by headline. */
  fresh: number;
  /**
   * Nothing or hardly anything of the list is known, the items' dates do not show that they came since the last look, and neither does their
   * place above those that are known.
   */
  isChanged: boolean;
  /** So many at the end are older than the last look: a list that shows more than before, or whose items moved up where others were withdrawn. */
  older: number;
  isNewestFirst: boolean;
}

/** Marks that are remembered at least, so that an item may be away for a while. */
const MARKS_MAX = 2_000;
/** So many new items at once are no slip. */
const MANY = 3;
/** So many may be pinned above the newest. */
const PINNED_MAX = 2;
/** A list that goes on has about as many items as before. */
const GROWTH_MAX = 1.25;

export function compareItems(
  known: KnownItems | null,
  entries: readonly Entry[],
  { lastLook, isNamed = false }: { lastLook: Date | null; isNamed?: boolean },
): Compared {
  if (known === null) return { fresh: entries.length, isChanged: false, older: 0, isNewestFirst: false };
  const places = new Map(known.marks.toReversed().map((mark, index) => [mark, known.marks.length - 1 - index]));
  const seen = entries.map((entry) => Math.min(...marksOf(entry).map((mark) => places.get(mark) ?? Infinity)));
  const look: Look = { known, entries, seen, isFresh: seen.map((place) => place === Infinity) };
  const order = readOrder(look);
  const fresh = look.isFresh.filter(Boolean).length;
  const since = lastLook?.getTime() ?? 0;
  const undated = entries.filter(
    ({ publishedAt }, index) =>
      look.isFresh[index] && index < entries.length - order.older && !(Date.parse(publishedAt ?? "") >= since),
  ).length;
  const isMost = undated >= MANY && undated * 2 > entries.length && !order.goesOn;
  // A selector may name the one story on top, and with that another one each time.
  const isShort = isNamed && known.count < MANY && entries.length < MANY;
  const isChanged = isMost || (fresh === entries.length && undated > 0 && !isShort);
  return { fresh, isChanged, older: isChanged ? 0 : order.older, isNewestFirst: order.isNewestFirst };
}

interface Look {
  known: KnownItems;
  entries: readonly Entry[];
  /** Where each item's mark is among those that are known; Infinity if it is new. */
  seen: number[];
  isFresh: boolean[];
}

/** What the order of a list says: whether it goes on as before, with new items above those that are known, and how many at its end are older. */
function readOrder({ known, entries, seen, isFresh }: Look): Pick<Compared, "older" | "isNewestFirst"> & { goesOn: boolean } {
  const ofLast = seen.filter((place) => place < 2 * known.count);
  const isInOrder = ofLast.length >= 2 && ofLast.every((place, index) => index === 0 || place > (ofLast[index - 1] ?? 0));
  if (!isInOrder) return { older: 0, isNewestFirst: false, goesOn: false };
  const lastKnown = isFresh.lastIndexOf(false);
  const [first, firstKnownBelow] = [isFresh.indexOf(true), isFresh.indexOf(false, isFresh.indexOf(true))];
  const isAbove = first !== -1 && first <= PINNED_MAX && firstKnownBelow !== -1;
  const isBlock = isAbove && !isFresh.slice(firstKnownBelow, lastKnown).includes(true);
  const isNewestFirst = isBlock || known.isNewestFirst === true;
  const end = new Set(known.end);
  const endsAt = entries.findIndex((entry) => marksOf(entry).some((mark) => end.has(mark)));
  const followsEnd = endsAt !== -1 && !isFresh.slice(endsAt, lastKnown).includes(true);
  const shapes = new Set(entries.flatMap(({ url }, index) => (isFresh[index] || url === null ? [] : [shapeOf(url)])));
  const isOfList = ({ url }: Entry): boolean => url !== null && shapes.has(shapeOf(url));
  // A list whose order nobody knows yet may be the oldest first: what it shows at its end is told then.
  const withdrawn = isNewestFirst ? known.count - ofLast.length : 0;
  const tail = entries.slice(lastKnown + 1);
  // Of several lists on a page the last may grow at its end while another one moves on.
  const isOlder =
    followsEnd &&
    shapes.size === 1 &&
    (withdrawn >= tail.length || (isNewestFirst && tail.length >= MANY)) &&
    tail.every((entry) => entry.publishedAt === null && isOfList(entry));
  const older = isOlder ? tail.length : 0;
  const goesOn =
    isBlock &&
    tail.length === older &&
    entries.length - older <= known.count * GROWTH_MAX &&
    entries.slice(first, firstKnownBelow).every(isOfList);
  return { older, isNewestFirst, goesOn };
}

export function remember(known: KnownItems | null, entries: readonly Entry[], compared: Compared, now: Date): KnownItems {
  const latest = new Set(entries.flatMap(marksOf));
  const marks = new Set([...latest, ...(known?.marks ?? [])]);
  const end = entries.at(-1);
  return {
    // A list of thousands is remembered whole: what is forgotten of it would be new each time.
    marks: [...marks].slice(0, Math.max(MARKS_MAX, latest.size)),
    count: entries.length,
    ...(end !== undefined && { end: marksOf(end) }),
    ...(compared.isNewestFirst && { isNewestFirst: true }),
    changed: compared.isChanged ? { at: now.toISOString(), items: compared.fresh } : (known?.changed ?? null),
  };
}

const marksOf = ({ url, title }: Entry): string[] => [
  ...(url === null ? [] : [markOfUrl(url)]),
  ...(title === null ? [] : [markOfTitle(title)]),
];
