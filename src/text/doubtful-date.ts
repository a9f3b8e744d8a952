// Whether the date that a source gives may be false: it is well before anybody saw the article there.

/** Feeds bring an article hours after its date, some a day. */
const WELL_BEFORE_MS = 2 * 86_400_000;

/** Dates are ISO 8601; an article without a date has nothing to doubt. */
export const isDoubtfulDate = (publishedAt: string | null, firstSeenAt: string): boolean =>
  publishedAt !== null && Date.parse(publishedAt) < Date.parse(firstSeenAt) - WELL_BEFORE_MS;
