// Warns of watchlists that compile and yet do nothing: what can never match, and what says the same as another.
import { quoted } from "./read-term.ts";
import type { CompiledWatchlist } from "./build-watchlist.ts";
import type { CompiledWatchlists } from "./compile-watchlists.ts";
import type { Expression } from "./expression.ts";
import type { WatchlistFault } from "./watchlist.ts";

/** Warnings, each at the watchlist or at the part of it that is to blame. Linear but for watchlists that look for the same words. */
export function warnOfWatchlists({ watchlists }: CompiledWatchlists): WatchlistFault[] {
  const byAnchor = new Map<string, CompiledWatchlist[]>();
  return watchlists.flatMap((watchlist) => {
    const key = watchlist.anchor.toSorted((a, b) => a - b).join(" ");
    const others = byAnchor.get(key) ?? [];
    byAnchor.set(key, [...others.slice(0, comparedMax), watchlist]);
    return [...whyNever(watchlist), ...sameAs(watchlist, others)];
  });
}

const comparedMax = 20;

const warning = ({ file, path }: CompiledWatchlist, key: string | null, message: string): WatchlistFault => ({
  file,
  path: [...path, ...(key === null ? [] : [key])],
  message,
  severity: "warning",
});

function whyNever(watchlist: CompiledWatchlist): WatchlistFault[] {
  const { id, expression, unless, masks } = watchlist;
  const masked = new Set(masks);
  if (masks.length > 0 && !canHold(expression, masked))
    return [
      warning(
        watchlist,
        "mask",
        `${quoted(id)} can never match: what it looks for is masked as a whole; a mask is longer than the word that it hides`,
      ),
    ];
  if (unless && implies(expression, unless))
    return [warning(watchlist, "unless", `${quoted(id)} can never match: whatever matches it is also what unless keeps out`)];
  const forbidden = expression.kind === "all" ? contradictionIn(expression.parts) : null;
  return forbidden === null
    ? []
    : [warning(watchlist, null, `${quoted(id)} can never match: it asks for ${forbidden}, which its none forbids`)];
}

/** False where every way to hold is masked: a mask hides what lies within it, and itself first of all. */
function canHold(expression: Expression, masked: ReadonlySet<number>): boolean {
  switch (expression.kind) {
    case "term":
      return !masked.has(expression.phrases[0] ?? -1);
    case "any":
      return expression.parts.some((part) => canHold(part, masked));
    case "all":
      return expression.parts.every((part) => canHold(part, masked));
    case "near":
      return canHold(expression.a, masked) && canHold(expression.b, masked);
    case "with":
      return canHold(expression.term, masked) && canHold(expression.context, masked);
    case "outside":
      return canHold(expression.term, new Set([...masked, ...expression.masks]));
    default:
      return true;
  }
}

/** What is asked for and forbidden at once, as it was written. */
function contradictionIn(parts: readonly Expression[]): string | null {
  for (const none of parts) {
    if (none.kind !== "none") continue;
    for (const forbidden of none.parts)
      if (parts.some((part) => part.kind !== "none" && implies(part, forbidden))) return namesOf(forbidden);
  }
  return null;
}

function namesOf(expression: Expression): string {
  if (expression.kind === "term") return quoted(expression.text);
  return "parts" in expression ? expression.parts.slice(0, 3).map(namesOf).join(", ") : "it";
}

/** True where every text in which `a` holds is one in which `b` does; false also where that is not known. */
function implies(a: Expression, b: Expression): boolean {
  if (a.kind === "any") return a.parts.every((part) => implies(part, b));
  if (b.kind === "any") return b.parts.some((part) => implies(a, part));
  if (b.kind === "all") return b.parts.every((part) => implies(a, part));
  if (a.kind === "all") return a.parts.some((part) => implies(part, b));
  if (b.kind === "near" && a.kind === "near") return isNearer(a, b);
  if (a.kind === "near") return implies(a.a, b) || implies(a.b, b);
  if (a.kind === "with" || a.kind === "outside") return implies(a.term, b);
  if (a.kind !== "term" || b.kind !== "term") return false;
  return (b.field === null || a.field === b.field) && b.phrases.includes(a.phrases[0] ?? -1);
}

type Near = Expression & { kind: "near" };

function isNearer(a: Near, b: Near): boolean {
  if (a.within > b.within || (b.ordered && !a.ordered)) return false;
  return (implies(a.a, b.a) && implies(a.b, b.b)) || (!b.ordered && implies(a.a, b.b) && implies(a.b, b.a));
}

function sameAs(watchlist: CompiledWatchlist, others: readonly CompiledWatchlist[]): WatchlistFault[] {
  const other = others.find(
    (one) => isPlain(one) && implies(watchlist.expression, one.expression) && implies(one.expression, watchlist.expression),
  );
  if (!other || !isPlain(watchlist)) return [];
  return [
    warning(
      watchlist,
      null,
      `${quoted(watchlist.id)} matches what ${quoted(other.id)} in ${other.file} matches, and nothing else: one of them is enough`,
    ),
  ];
}

/** Only its expression decides. */
const isPlain = ({ masks, unless, filter, minMentions }: CompiledWatchlist): boolean =>
  masks.length === 0 && unless === null && filter.length === 0 && minMentions === 1;
