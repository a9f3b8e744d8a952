// What a search page was asked, as it stands in its address.
import type { SearchQuestion } from "../../../desk/search/search.ts";
import type { Asked } from "../../page.ts";

export interface SearchAsked {
  q: string;
  /** Only the last so many days; null: the whole archive. */
  days: number | null;
  language: string | null;
  outlet: string | null;
  before: number | null;
}

const QUERY_MAX = 2_000;
const DAY_MS = 86_400_000;

/** What is not understood is left out: old links still answer. */
export function readQuestion(c: Asked): SearchAsked {
  const given = (name: string) => c.req.query(name)?.trim().slice(0, QUERY_MAX) || null;
  const number = (name: string) => (/^[1-9]\d{0,14}$/.test(given(name) ?? "") ? Number(given(name)) : null);
  const days = number("days");
  return {
    q: given("q") ?? "",
    days: days !== null && days <= 3_650 ? days : null,
    language: given("language"),
    outlet: given("outlet"),
    before: number("before"),
  };
}

export const deskQuestion = (
  { q, days, language, outlet, before }: SearchAsked,
  { now, limit, lookMs }: { now: Date } & Pick<SearchQuestion, "limit" | "lookMs">,
): SearchQuestion => ({
  query: q,
  since: days === null ? null : new Date(now.getTime() - days * DAY_MS).toISOString(),
  language,
  outlet,
  before,
  limit,
  lookMs,
});

/** The part of an address behind the question mark; always the same for the same question. */
export function parametersOf(asked: SearchAsked, more: Partial<SearchAsked> = {}): string {
  const all = { ...asked, ...more };
  const given = (["q", "days", "language", "outlet", "before"] as const).flatMap((name): [string, string][] =>
    all[name] === null ? [] : [[name, String(all[name])]],
  );
  return new URLSearchParams(given).toString();
}

/** The feed of a search with all its filters: its path and parameters, for which its token is. */
export const feedPage = (asked: SearchAsked): string => `search.atom?${parametersOf(asked, { before: null })}`;
