// Advises on what is looked for in feeds that there are not, and in languages that no feed is in.
import { didYouMean } from "../text/nearest.ts";
import type { WatchlistFault, WatchlistFile } from "./watchlist.ts";

/** What all feeds say of themselves; null if some feed does not say. */
export interface FeedFacts {
  languages: ReadonlySet<string> | null;
  names: readonly string[] | null;
}

type Files = readonly { file: string; content: WatchlistFile }[];

export const adviseOnFeeds = (files: Files, { languages, names }: FeedFacts): WatchlistFault[] => [
  ...adviseOnLanguages(files, languages),
  ...adviseOnNames(files, names),
];

/** A name with a dot may be a site's host. */
function adviseOnNames(files: Files, names: readonly string[] | null): WatchlistFault[] {
  if (names === null) return [];
  const known = new Set(names.map((name) => name.trim().toLowerCase()));
  return files.flatMap(({ file, content }) =>
    (content.watchlists ?? []).flatMap(({ filter }, index) => {
      const wanted = filter?.source ?? [];
      const isList = Array.isArray(wanted);
      return (isList ? wanted : wanted.not).flatMap((name, place): WatchlistFault[] => {
        if (name.includes(".") || known.has(name.trim().toLowerCase())) return [];
        const path = ["watchlists", index, "filter", "source", ...(isList ? [] : ["not"]), place];
        const advice = didYouMean(name, names) || ": write a feed's name as in feeds.yaml, or a site's host";
        return [{ file, path, message: `no feed is named ${JSON.stringify(name)}${advice}`, severity: "warning" }];
      });
    }),
  );
}

function adviseOnLanguages(files: Files, languages: ReadonlySet<string> | null): WatchlistFault[] {
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
