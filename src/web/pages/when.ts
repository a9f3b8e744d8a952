// Times on pages: the clock of one zone, with the exact instant for programs.
import { markup } from "../../digests/escape-html.ts";
import { instantAt, localStamp } from "../../digests/local-time.ts";
import type { Markup } from "../../digests/escape-html.ts";
import type { Links } from "../links.ts";

/** `date` is ISO 8601; null is shown as a dash. As `2026-11-23 07:05`; with the zone where the foot of the page does not name it. */
export const when = (date: string | null, { zone, isOwner }: Pick<Links, "zone" | "isOwner">): Markup =>
  date === null
    ? markup`–`
    : markup`<time datetime="${date}">${localStamp(zone, new Date(date))}${!isOwner && ` ${zone}`}</time>`;

/** A time that a person or a form gave: `2026-11-23T07:05`, a day, or one with its own zone. Null for anything else, and outside 1970 to 9999. */
export function instantOf(text: string | null, zone: string): Date | null {
  if (text === null || !/^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/i.test(text))
    return null;
  const hasZone = /(?:Z|[T ].*[+-]\d{2}:?\d{2})$/i.test(text);
  const at = Date.parse(hasZone ? text : `${text.length === 10 ? `${text}T00:00` : text.replace(" ", "T")}Z`);
  if (Number.isNaN(at)) return null;
  const date = hasZone ? new Date(at) : instantAt(zone, at / 60_000);
  return date === null || date.getTime() < 0 || date.getUTCFullYear() > 9_999 ? null : date;
}
