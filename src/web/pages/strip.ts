// Matches or stories a day as a strip of bars, with the same figures as a table for those who do not see it.
import { markup } from "../../digests/escape-html.ts";
import { counted } from "../../text/counted.ts";
import type { Markup } from "../../digests/escape-html.ts";

const DAY_MS = 86_400_000;
const BARS_MAX = 90;

export interface DayCount {
  /** As in `2026-11-26`. */
  day: string;
  matches: number;
}

interface StripWords {
  /** What is counted, one and many of it. */
  one: string;
  many: string;
  /** The zone of the days. */
  zone: string;
  /** Whether the figures stand below as a table; not in a list of many strips. */
  withTable?: boolean;
}

export const MATCHES: StripWords = { one: "match", many: "matches", zone: "UTC" };

/** The days from the first of them to the last; days without any are gaps. Null if there are fewer than two days to compare. */
export function strip(days: readonly DayCount[], { one, many, zone, withTable = true }: StripWords = MATCHES): Markup | null {
  const [first] = days;
  const last = days.at(-1);
  if (first === undefined || last === undefined || first === last) return null;
  const dayNumber = ({ day }: DayCount) => Math.round(Date.parse(day) / DAY_MS);
  const from = Math.max(dayNumber(first), dayNumber(last) - BARS_MAX + 1);
  const shown = days.filter((day) => dayNumber(day) >= from);
  const width = Math.max(30, dayNumber(last) - from + 1);
  const most = Math.max(...shown.map(({ matches }) => matches));
  const bars = shown.map((day) => {
    const height = Math.max(1, Math.round((day.matches / most) * 20));
    return markup`<rect x="${String(dayNumber(day) - from + 0.1)}" y="${String(20 - height)}" width=".8" height="${String(height)}"/>`;
  });
  const total = shown.reduce((sum, { matches }) => sum + matches, 0);
  const label = `${counted(total, one, many)} on ${counted(shown.length, "day")}, ${shown[0]?.day ?? ""} to ${last.day}; ${most} on the busiest`;
  const picture = markup`<svg class="strip" viewBox="0 0 ${String(width)} 20" preserveAspectRatio="none" role="img" aria-label="${label}">${bars}</svg>`;
  if (!withTable) return picture;
  return markup`${picture}
<details><summary>${label}</summary><table><thead><tr><th scope="col">Day (${zone})</th><th scope="col">${many}</th></tr></thead><tbody>${shown
    .toReversed()
    .map(
      ({ day, matches }) => markup`<tr><td>${day}</td><td class="number" data-label="${many}">${String(matches)}</td></tr>`,
    )}</tbody></table></details>`;
}
