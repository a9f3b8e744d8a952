// Reads days without a year, as lists of news have them: "28 Nov", "November 28", "28.11.", "11月28日".
import { foldSpace } from "../fold-space.ts";
import { parseDate } from "./parse-date.ts";

const CHARS_MAX = 24;
const DAY = String.raw`\p{Nd}{1,2}(?:\.|st|nd|rd|th|º)?`;
const MONTH = String.raw`\p{L}[\p{L}\p{M}.]{1,15}`;
const FORM = new RegExp(String.raw`^(?:${DAY}\s*(?:de |di )?${MONTH}|${MONTH}\s*${DAY}|\p{Nd}{1,2}\.\p{Nd}{1,2}\.)$`, "u");
const HAN = /^\p{Nd}{1,2}[月월]\s*\p{Nd}{1,2}[日일]$/u;
/** Midnight comes this much earlier at the end of the world's last time zone. */
const AHEAD_MS = 14 * 3_600_000;

/** The latest such day that is not after `now`, as `2026-11-28`; null if the text names none. */
export function readYearlessDate(text: string, now: Date): string | null {
  const plain = foldSpace(text).trim();
  const isHan = HAN.test(plain);
  if (plain.length > CHARS_MAX || !/\p{Nd}/u.test(plain) || !(isHan || FORM.test(plain))) return null;
  const year = now.getUTCFullYear();
  for (const candidate of [year + 1, year, year - 1]) {
    const date = parseDate(isHan ? `${candidate}年${plain}` : plain.endsWith(".") ? plain + candidate : `${plain} ${candidate}`);
    if (date !== null && Date.parse(date) <= now.getTime() + AHEAD_MS) return date.slice(0, 10);
  }
  return null;
}
