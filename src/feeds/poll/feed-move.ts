// Decides which address of a redirected feed to ask: the new one after a week, or at once if nothing can go wrong.

const STEADY_MS = 7 * 86_400_000;
const TRIES_AT_NEW_MAX = 3;

export interface FeedPlace {
  /** As configured. */
  url: string;
  /** The address that is asked instead; null for the configured one. */
  askedUrl: string | null;
  /** The address to which it says it moved, and since when it says so. */
  movedTo: string | null;
  movedSince: Date | null;
}

/** After a good answer; `movedTo` is the target of permanent redirects, null if there were none or not all were permanent. */
export function followMove(place: FeedPlace, movedTo: string | null, now: Date): FeedPlace {
  const asked = place.askedUrl ?? place.url;
  if (movedTo === null || movedTo === asked) {
    return place.askedUrl === null ? { ...place, movedTo: null, movedSince: null } : { ...place, movedTo: place.askedUrl };
  }
  const movedSince = movedTo === place.movedTo && place.movedSince !== null ? place.movedSince : now;
  const isSteady = now.getTime() - movedSince.getTime() >= STEADY_MS;
  return { ...place, movedTo, movedSince, askedUrl: isSteady || isSecured(asked, movedTo) ? movedTo : place.askedUrl };
}

/** After a failed poll: the address to ask next time if it differs, else null. `status` is 0 if no server answered. */
export function fleeFault(place: FeedPlace, fault: { status: number; redirected: boolean; failures: number }): FeedPlace | null {
  const isGone = (fault.status === 404 || fault.status === 410) && !fault.redirected;
  const { askedUrl, movedTo } = place;
  // The old address was given up within the week, and the new one is known.
  if (isGone && movedTo !== null && movedTo !== (askedUrl ?? place.url)) return { ...place, askedUrl: movedTo };
  // The new address did not last, so the configured one is asked again.
  if (askedUrl !== null && (isGone || fault.failures >= TRIES_AT_NEW_MAX)) {
    return { ...place, askedUrl: null, movedTo: null, movedSince: null };
  }
  return null;
}

/** The same address, apart from https. */
const isSecured = (from: string, to: string): boolean => from.startsWith("http://") && to === from.replace("http://", "https://");
