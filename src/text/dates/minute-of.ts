// A time as people read it in messages and listings.

/** The minute in UTC, as in 2026-11-29 21:16. `time`: a string is in ISO 8601, in UTC. */
export const minuteOf = (time: Date | string): string =>
  (typeof time === "string" ? time : time.toISOString()).slice(0, 16).replace("T", " ");
