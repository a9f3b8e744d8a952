// Advises on what is looked for in languages that no feed is in.
import type { WatchlistFault, WatchlistFile } from "./watchlist.ts";

/** `languages`: those of the feeds, null if some feed does not say. */
export function adviseOnLanguages(
  files: readonly { file: string; content: WatchlistFile }[],
  languages: ReadonlySet<string> | null,
): WatchlistFault[] {
  if (languages === null || languages.size === 0) return [];
  const lacks = (language: string) => !languages.has(language);
  return files.flatMap(({ file, content }) => [
    ...(content.watchlists ?? []).flatMap(({ id, filter }, index): WatchlistFault[] => {
      const wanted = Array.isArray(filter?.language) ? filter.language : [];
      if (wanted.length === 0 || !wanted.every(lacks)) return [];
      return [
        warning(file, ["watchlists", index, "filter", "language"], `"${id}" wants articles in ${wanted.join(", ")}`, wanted),
      ];
    }),
    ...Object.entries(content.sets ?? {}).flatMap(([name, terms]): WatchlistFault[] => {
      const spoken = terms.map((term) => (typeof term === "object" && "stem" in term ? (term.language ?? null) : null));
      const wanted = [...new Set(spoken)].filter((language) => language !== null);
      if (spoken.length === 0 || spoken.includes(null) || !wanted.every(lacks)) return [];
      return [warning(file, ["sets", name], `the set $${name} is all in ${wanted.join(", ")}`, wanted)];
    }),
  ]);
}

const warning = (file: string, path: (string | number)[], said: string, wanted: readonly string[]): WatchlistFault => ({
  file,
  path,
  message: `${said}, and no feed is: add one to feeds.yaml, with language: ${wanted[0]}`,
  severity: "warning",
});
