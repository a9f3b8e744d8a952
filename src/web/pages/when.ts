// Times on pages: the clock of one zone, with the exact instant for programs.
import { markup } from "../../digests/escape-html.ts";
import { localStamp } from "../../digests/local-time.ts";
import type { Markup } from "../../digests/escape-html.ts";
import type { Links } from "../links.ts";

/** `date` is ISO 8601; null is shown as a dash. As `2026-11-23 07:05`. */
export const when = (date: string | null, { zone }: Pick<Links, "zone">): Markup =>
  date === null ? markup`–` : markup`<time datetime="${date}">${localStamp(zone, new Date(date))}</time>`;
