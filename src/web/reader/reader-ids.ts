// The numbers of items, and the names of streams and times, as programs of the Reader API write them.
import type { Stream } from "../../desk/reader/read-streams.ts";

export interface ItemId {
  stream: number;
  story: number;
}

const LONG = "tag:google.com,2005:reader/item/";
/** The lower half of an item's number is its story's, the upper half its stream's. So it stays below 2^53, which is as far as some programs count. */
const HALF = 32n;
const LOWER = 2n ** HALF - 1n;
const NUMBER_MAX = 2n ** 64n - 1n;

const numberOf = ({ stream, story }: ItemId): bigint => (BigInt(stream) << HALF) | BigInt(story);

/** As in `4294967313`. */
export const shortId = (item: ItemId): string => numberOf(item).toString();

/** As in `tag:google.com,2005:reader/item/0000000100000011`. */
export const longId = (item: ItemId): string => `${LONG}${numberOf(item).toString(16).padStart(16, "0")}`;

/** Sixteen hexadecimal digits without the words before them: a decimal number begins with no zero and has no letter. */
const BARE = /^(?=0|.*[a-f])[\da-f]{16}$/i;

/** Reads a long id, its sixteen digits alone, or a decimal number. Null if it is none of these; there may be no such item. */
export function parseItemId(text: string): ItemId | null {
  const hex = text.startsWith(LONG) ? text.slice(LONG.length) : BARE.test(text) ? text : null;
  if (hex === null ? !/^-?\d{1,20}$/.test(text) : !/^[\da-f]{1,16}$/i.test(hex)) return null;
  // Programs that keep it in a signed number may send a large one as negative.
  const number = hex === null ? BigInt(text) : BigInt(`0x${hex}`);
  if (number > NUMBER_MAX || number < -NUMBER_MAX) return null;
  const value = BigInt.asUintN(64, number);
  return { stream: Number(value >> HALF), story: Number(value & LOWER) };
}

/** Items of these streams; null: read or not, starred or not. */
export interface Selection {
  streams: number[];
  starred: boolean | null;
  read: boolean | null;
}

export const FOLDERS = { digest: "Digests", watchlist: "Watchlists" } as const;

export const labelOf = (kind: Stream["kind"]): string => `user/-/label/${FOLDERS[kind]}`;
export const feedOf = (stream: number): string => `feed/${stream}`;
export const stateOf = (name: string): string => `user/-/state/com.google/${name}`;

const NAMED = /^(?:feed\/(?<feed>.+)|user\/[^/]+\/(?:label\/(?<label>.+)|state\/com\.google\/(?<state>[\w-]+)))$/s;

/** The items that the name of a stream selects; null if it is no name of a stream. A stream that there is not has no items. */
export function selectionOf(name: string, streams: readonly Stream[]): Selection | null {
  const parts = NAMED.exec(name)?.groups;
  if (parts === undefined) return null;
  const { feed, label, state } = parts;
  const chosen = (isChosen: (stream: Stream) => boolean, marks: Partial<Selection> = {}): Selection => ({
    streams: streams.filter(isChosen).map(({ stream }) => stream),
    starred: null,
    read: null,
    ...marks,
  });
  if (feed !== undefined) return chosen(({ stream }) => String(stream) === feed);
  if (label !== undefined) return chosen(({ kind }) => FOLDERS[kind] === label);
  switch (state) {
    case "reading-list":
      return chosen(() => true);
    case "starred":
      return chosen(() => true, { starred: true });
    case "read":
      return chosen(() => true, { read: true });
    case "unread":
    case "kept-unread":
      return chosen(() => true, { read: false });
    default:
      return chosen(() => false);
  }
}

/** Keeps of a selection what another one has too, or what it has not. */
export function narrow(selection: Selection, other: Selection, keeps: boolean): Selection {
  const { starred, read } = other;
  if (starred !== null || read !== null)
    return {
      ...selection,
      ...(starred !== null && { starred: starred === keeps }),
      ...(read !== null && { read: read === keeps }),
    };
  return { ...selection, streams: selection.streams.filter((stream) => other.streams.includes(stream) === keeps) };
}

/** A time as the number of seconds since 1970; programs also send milli-, micro- and nanoseconds. Null if it is none. */
export function instantOf(text: string): Date | null {
  if (!/^\d{1,19}(?:\.\d{0,9})?$/.test(text)) return null;
  let ms = Number(text) * 1_000;
  // Seconds have eleven digits in the year 5138.
  while (ms >= 1e14) ms /= 1_000;
  return new Date(Math.floor(ms));
}
