// Edits that may let an article into a watchlist that missed it: another form of a word, or a filter that lets it through.
import { sharedLength } from "../text/words/shared-length.ts";
import type { WatchlistDefinition } from "../watchlists/watchlist.ts";
import type { Candidate } from "./candidate.ts";

interface Missed {
  title: string;
  text: string;
  language: string | null;
  source: string | null;
}

type Path = readonly (string | number)[];

/** Forms are looked for in so much of an article. */
const CHARACTERS_READ = 3_000;
/** Letters that two forms of one word have in common at their beginning. */
const COMMON_MIN = 4;
const ENDING_MAX = 4;
const FORMS_MAX = 4;

/** `path` is that of the watchlist in its file. */
export function wider(definition: WatchlistDefinition, path: Path, missed: Missed): Candidate[] {
  return [...filters(definition, path, missed), ...forms(definition, path, missed)];
}

function filters({ filter }: WatchlistDefinition, path: Path, { language, source }: Missed): Candidate[] {
  const asked = [
    ["language", language],
    ["source", source],
  ] as const;
  return asked.flatMap(([key, own]) => {
    const list = filter?.[key];
    if (own === null || !Array.isArray(list) || list.includes(own)) return [];
    return [
      {
        what: `also the ${key} ${own}`,
        edits: [{ kind: "add" as const, path: [...path, "filter", key], text: own }],
        isGeneral: true,
      },
    ];
  });
}

/** A word of the article that begins as a term does and ends otherwise stands next to that term. */
function forms(definition: WatchlistDefinition, path: Path, { title, text }: Missed): Candidate[] {
  const words = [...new Set(`${title}\n${text}`.slice(0, CHARACTERS_READ).match(/[\p{L}\p{M}]{4,}/gu) ?? [])];
  const known = termsOf(definition, path);
  const folded = new Set(known.map(({ term }) => term.toLowerCase()));
  const candidates = known.flatMap(({ term, list }) =>
    words
      .filter((word) => !folded.has(word.toLowerCase()) && isFormOf(word.toLowerCase(), term.toLowerCase()))
      .map((word) => ({
        what: `also "${word.normalize("NFC")}", next to "${term}"`,
        edits: [{ kind: "add" as const, path: list, text: word.normalize("NFC") }],
        isGeneral: true,
      })),
  );
  return candidates.slice(0, FORMS_MAX);
}

function isFormOf(word: string, term: string): boolean {
  const common = sharedLength(word, term);
  return common >= COMMON_MIN && word.length - common <= ENDING_MAX && term.length - common <= ENDING_MAX;
}

/** The terms of one word that stand in lists of which one has to be found, with the path of the list. */
function termsOf({ any, all, near }: WatchlistDefinition, path: Path): { term: string; list: Path }[] {
  const inList = (value: unknown, at: Path): { term: string; list: Path }[] => {
    if (Array.isArray(value))
      return value.flatMap((item: unknown, index) =>
        typeof item === "string"
          ? /^[\p{L}\p{M}]+$/u.test(item)
            ? [{ term: item, list: at }]
            : []
          : inGroup(item, [...at, index]),
      );
    return inGroup(value, at);
  };
  const inGroup = (value: unknown, at: Path): { term: string; list: Path }[] => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return [];
    const group = value as { any?: unknown; all?: unknown; near?: { a?: unknown; b?: unknown } };
    return [
      ...inList(group.any, [...at, "any"]),
      ...(Array.isArray(group.all) ? group.all.flatMap((part: unknown, index) => inGroup(part, [...at, "all", index])) : []),
      ...inList(group.near?.a, [...at, "near", "a"]),
      ...inList(group.near?.b, [...at, "near", "b"]),
    ];
  };
  return inGroup({ any, all, near }, path);
}
