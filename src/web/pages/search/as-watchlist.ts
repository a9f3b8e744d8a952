// A search as a watchlist in YAML, ready to be put into config/watchlists/.
import { createHash } from "node:crypto";
import { oneLine } from "../../export/listed-item.ts";
import type { SearchAsked } from "./search-question.ts";

/** `query` is the query as it was understood, and `packs` are those whose sets it names. */
export function asWatchlist(
  { q, language, outlet }: SearchAsked,
  { query, packs }: { query: string; packs: readonly string[] },
): string {
  const filter = [
    ...(language === null ? [] : [`      language: [${quoted(language)}]`]),
    ...(outlet === null ? [] : [`      source: [${quoted(outlet)}]`]),
  ];
  return [
    ...(packs.length > 0 ? [`include: [${packs.join(", ")}]`] : []),
    "watchlists:",
    `  - id: ${quoted(idOf(q))}`,
    `    name: ${quoted(oneLine(q).slice(0, 120))}`,
    `    query: ${quoted(query)}`,
    ...(filter.length > 0 ? ["    filter:", ...filter] : []),
    "",
  ].join("\n");
}

/** Letters and digits of the search; a search without any gets a number of its own. */
export function idOf(q: string): string {
  const words =
    q
      .normalize("NFC")
      .toLowerCase()
      .match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/gu) ?? [];
  const id = words.filter((word) => !["and", "or", "not", "near"].includes(word)).join("-");
  // An id in letters that a terminal may not show is hard to type.
  return /^[a-z0-9][a-z0-9-]*$/.test(id)
    ? id.slice(0, 40).replace(/-+$/, "")
    : `search-${createHash("sha256").update(q).digest("hex").slice(0, 6)}`;
}

/** In single quotes, where only the quote itself has to be doubled; `${` would name a variable of the environment. */
const quoted = (text: string): string => `'${oneLine(text).replaceAll("'", "''").replaceAll("${", "$${")}'`;
