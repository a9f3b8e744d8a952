// Says of a source that it brought more than its limits allow, and what became of the rest.
import type { SourceLimits } from "./poll/quota.ts";

/** What a source brought over its limits: on a day (UTC), or to one site within an hour; and the pages that are left to be read later. */
export type OverLimit =
  | { kind: "quota"; day: string; entries: number; byWords: number; leftOut: number; limits: SourceLimits }
  | { kind: "visits"; site: string; at: Date; pages: number; limits: SourceLimits }
  | { kind: "waiting"; pages: number };

export function describeOverLimit(over: OverLimit): string {
  if (over.kind === "waiting")
    return `${over.pages} of its pages ${over.pages === 1 ? "is" : "are"} still to be read: its limits left them for a later hour or day`;
  if (over.kind === "visits") {
    const hour = over.at.toISOString().slice(0, 13).replace("T", " ");
    return `led to ${over.pages} pages of ${over.site} in the hour from ${hour}:00 UTC; ${over.limits.visits} are read, and of the others its own words`;
  }
  const { day, entries, byWords, leftOut, limits } = over;
  const limit = `${limits.entries} entries and ${limits.bytes / 1_000_000} MB`;
  const words = byWords === 0 ? [] : [`${byWords} were matched by its own words alone`];
  const rest = leftOut === 0 ? [] : [`${leftOut} were only noted`];
  return `brought ${entries} entries on ${day}, over its quota of ${limit} a day: ${[...words, ...rest].join(", ")}`;
}
