// Saying: what one reader said of one alert; and the complaint that sayings of several readers make together.

export const REASONS = ["not-about", "folded", "missed", "good"] as const;
export type Reason = (typeof REASONS)[number];

/** Each as a form offers it. */
export const REASON_WORDS: Record<Reason, string> = {
  "not-about": "It is not about this",
  folded: "It is folded with a story that is not the same",
  missed: "An article is missing, at this address",
  good: "It is right, and I want more like it",
};

export interface Saying {
  /** Its number. */
  id: number;
  /** 0: it was said on a page. */
  issue: number;
  /** 0: an article was missed. */
  story: number;
  /** To whom the mail with the link went; anybody may have it by now. Null: somebody who may read the pages. */
  sender: string | null;
  /** Of what was missed; else empty. */
  address: string;
  reason: Reason;
  /** In the reader's own words; mostly empty. */
  words: string;
  watchlist: string;
  article: number | null;
  title: string | null;
  at: Date;
  settled: "applied" | "dismissed" | null;
}

/** What readers said of one story or address for one watchlist, for one reason. */
export interface Complaint {
  /** That of its first saying. */
  id: number;
  reason: Reason;
  watchlist: string;
  story: number;
  address: string;
  article: number | null;
  title: string | null;
  sayings: Saying[];
  /** Several sayings of one person count once, and so does all that was said on pages. */
  readers: number;
  /** Others said the opposite of the same story. */
  isDisputed: boolean;
  settled: Saying["settled"];
}

/** A dismissed complaint was wrong. Praise is dismissed when it was read: there is no other way to settle it. */
export const isEvidence = ({ reason, settled }: Pick<Complaint, "reason" | "settled">): boolean =>
  reason === "good" || settled !== "dismissed";

/** The newest first. */
export function complaintsOf(sayings: readonly Saying[]): Complaint[] {
  const groups = groupBy(sayings);
  const complaints = [...groups.values()].flatMap((group) => {
    const ordered = group.toSorted((a, b) => a.id - b.id);
    const [first] = ordered;
    if (first === undefined) return [];
    const { id, reason, watchlist, story, address } = first;
    const last = ordered.at(-1) ?? first;
    const isDisputed = story !== 0 && sayings.some((other) => isOpposite(first, other));
    const readers = new Set(ordered.map(({ sender }) => sender)).size;
    const { article, title, settled } = last;
    return [{ id, reason, watchlist, story, address, article, title, sayings: ordered, readers, isDisputed, settled }];
  });
  return complaints.toSorted((a, b) => b.id - a.id);
}

const keyOf = ({ watchlist, story, address, reason }: Saying): string => JSON.stringify([watchlist, story, address, reason]);

function groupBy(sayings: readonly Saying[]): Map<string, Saying[]> {
  const groups = new Map<string, Saying[]>();
  for (const saying of sayings) groups.set(keyOf(saying), [...(groups.get(keyOf(saying)) ?? []), saying]);
  return groups;
}

const isOpposite = (a: Saying, b: Saying): boolean =>
  a.story === b.story &&
  a.watchlist === b.watchlist &&
  ((a.reason === "good" && b.reason === "not-about") || (a.reason === "not-about" && b.reason === "good"));
