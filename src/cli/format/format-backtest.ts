// What a backtest found, for a terminal: a bar for each day, and samples.
import { formatHit } from "./format-hit.ts";
import { counted } from "../../text/counted.ts";
import type { Backtest, Backtested, Baseline } from "../../desk/backtest.ts";

const DAY_MS = 86_400_000;
const BAR_MAX = 40;
/** With more days than this, a line is a week. */
const DAYS_MAX = 31;
/** A watchlist that matches this share of everything says nothing. */
const TOO_MUCH = 1 / 3;

export function formatBacktest({ watchlists, articles, from }: Backtest, baseline: Baseline): string {
  if (from === null) return "No article of that time is in the archive.";
  const since = from.slice(0, 10);
  const days = Math.max(1, Math.ceil((Date.now() - Date.parse(from)) / DAY_MS));
  const head = `${articles} articles since ${since}, ${counted(days, "day")}`;
  return [head, ...watchlists.map((one) => formatWatchlist(one, { articles, days, since, baseline }))].join("\n\n");
}

function formatWatchlist(
  { watchlist, count, stories, days, samples, added, dropped }: Backtested,
  { articles, days: span, since, baseline }: { articles: number; days: number; since: string; baseline: Baseline },
): string {
  const perDay = (count / span).toFixed(count / span < 10 ? 1 : 0);
  const lines = [
    `${watchlist}: ${count} match${count === 1 ? "es" : ""}, in ${counted(stories, "story", "stories")}, ${perDay} a day`,
  ];
  if (count === 0)
    lines.push("  It would have matched nothing. See what it was understood to look for: wirewatch check --explain");
  if (articles >= 30 && count > articles * TOO_MUCH)
    lines.push(`  That is ${Math.round((100 * count) / articles)} % of everything: all, near or a mask would narrow it.`);
  lines.push(...chart(days, since));
  if (added && dropped) lines.push("", ...changes(added, dropped, baseline));
  if (samples.length > 0 && (added === null || added.count < count))
    lines.push("", `  The newest${samples.length < count ? ` ${samples.length}` : ""}:`, ...samples.map(indented));
  return lines.join("\n");
}

function changes(
  added: NonNullable<Backtested["added"]>,
  dropped: NonNullable<Backtested["dropped"]>,
  baseline: Baseline,
): string[] {
  const than = baseline.kind === "then" ? "what it matched when each article came" : "the one in force";
  if (added.count + dropped.count === 0) return [`  The same as ${than}.`];
  return [
    `  Against ${than}: ${added.count} more, ${dropped.count} fewer`,
    ...(added.samples.length > 0 ? ["", "  New:", ...added.samples.map(indented)] : []),
    ...(dropped.samples.length > 0 ? ["", "  Gone:", ...dropped.samples.map(indented)] : []),
  ];
}

function chart(days: Backtested["days"], since: string): string[] {
  const last = new Date().toISOString().slice(0, 10);
  const step = (Date.parse(last) - Date.parse(since)) / DAY_MS >= DAYS_MAX ? 7 : 1;
  const bars: { day: string; matches: number }[] = [];
  for (let at = Date.parse(since); at <= Date.parse(last); at += step * DAY_MS) {
    const until = at + step * DAY_MS;
    const matches = days
      .filter(({ day }) => Date.parse(day) >= at && Date.parse(day) < until)
      .reduce((sum, one) => sum + one.matches, 0);
    bars.push({ day: new Date(at).toISOString().slice(0, 10), matches });
  }
  const most = Math.max(...bars.map(({ matches }) => matches), 1);
  const unit = step === 7 ? " (week)" : "";
  return bars.map(
    ({ day, matches }) =>
      `  ${day}${unit}  ${"█".repeat(Math.ceil((matches / most) * BAR_MAX))}${matches > 0 ? " " : ""}${matches}`,
  );
}

const indented = (hit: Parameters<typeof formatHit>[0]): string => formatHit(hit).replace(/^/gm, "    ");
