// Where a feed is asked when its address redirects: at the new one once that has held for a week, at once where nothing can be wrong.

const STEADY_MS = 7 * 86_400_000;
const TRIES_AT_NEW_MAX = 3;

export interface FeedPlace {
  /** As configured. */
  url: string;
  /** Where it is asked instead; null: as configured. */
  askedUrl: string | null;
  /** Where it says that it has moved, and since when it has said so. */
  movedTo: string | null;
  movedSince: Date | null;
}

/** After a good answer; `movedTo` is where permanent redirects led, null where there was none or not all were permanent. */
export function followMove(place: FeedPlace, movedTo: string | null, now: Date): FeedPlace {
  const asked = place.askedUrl ?? place.url;
  if (movedTo === null || movedTo === asked) {
    return place.askedUrl === null ? { ...place, movedTo: null, movedSince: null } : { ...place, movedTo: place.askedUrl };
  }
  const movedSince = movedTo === place.movedTo && place.movedSince !== null ? place.movedSince : now;
  const isSteady = now.getTime() - movedSince.getTime() >= STEADY_MS;
  return { ...place, movedTo, movedSince, askedUrl: isSteady || isSecured(asked, movedTo) ? movedTo : place.askedUrl };
}

/** After a poll that failed: where to ask next time if that is another place, else null. `status` is 0 where nobody answered. */
export function fleeFault(place: FeedPlace, fault: { status: number; redirected: boolean; failures: number }): FeedPlace | null {
  const isGone = (fault.status === 404 || fault.status === 410) && !fault.redirected;
  const { askedUrl, movedTo } = place;
  // The old address was given up within the week, and the new one is known.
  if (isGone && movedTo !== null && movedTo !== (askedUrl ?? place.url)) return { ...place, askedUrl: movedTo };
  // The new address did not last. What is configured is the last word.
  if (askedUrl !== null && (isGone || fault.failures >= TRIES_AT_NEW_MAX)) {
    return { ...place, askedUrl: null, movedTo: null, movedSince: null };
  }
  return null;
}

/** The same address, but for https. */
const isSecured = (from: string, to: string): boolean => from.startsWith("http://") && to === from.replace("http://", "https://");
