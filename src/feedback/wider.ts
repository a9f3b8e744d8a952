// Edits that may let an article into a watchlist that missed it: another form of a word, or a filter that lets it through.
import { foldWord } from "../text/words/fold-word.ts";
import { sharedByForms } from "../text/words/other-form.ts";
import type { WatchlistDefinition } from "../watchlists/watchlist.ts";
import type { Candidate } from "./candidate.ts";
import type { Edit } from "./edit.ts";

interface Missed {
  title: string;
  text: string;
  language: string | null;
  source: string | null;
}

type Path = readonly (string | number)[];

/** Forms are looked for in so much of an article. */
const CHARACTERS_READ = 3_000;
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

/** A word of the article that is another form of a term stands next to that term. */
function forms(definition: WatchlistDefinition, path: Path, { title, text }: Missed): Candidate[] {
  const words = [...new Set(`${title}\n${text}`.slice(0, CHARACTERS_READ).match(/[\p{L}\p{M}]{4,}/gu) ?? [])];
  const known = [...termsOf(definition, path), ...termsOfQuery(definition, path)];
  const folded = new Set(known.map(({ term }) => foldWord(term)));
  const candidates = known.flatMap(({ term, editTo }) =>
    words
      .filter((word) => !folded.has(foldWord(word)) && sharedByForms(foldWord(word), foldWord(term)) > 0)
      .map((word) => ({
        what: `also "${word.normalize("NFC")}", next to "${term}"`,
        edits: [editTo(word.normalize("NFC"))],
        isGeneral: true,
      })),
  );
  return candidates.slice(0, FORMS_MAX);
}

interface Term {
  term: string;
  /** The edit that adds another form. */
  editTo(form: string): Edit;
}

/** Phrases and expressions, in which a word cannot stand alone. */
const WHOLE = /"[^"]*"|(?<!NEAR)\/(?:\\.|[^/\\])+\//g;
const WORD_OF_QUERY =
  /(?<=^\s*|\(\s*|\b(?:AND|OR|O?NEAR\/\d+)\s+)(?!(?:AND|OR|NOT)\b)[\p{L}\p{M}]{4,}(?=\s*$|\s*\)|\s+(?:AND|OR|O?NEAR\/\d+)\s)/gu;

/** The words of a query that stand alone: words next to each other are a phrase. */
function termsOfQuery({ query }: WatchlistDefinition, path: Path): Term[] {
  const alone = query?.replace(WHOLE, (whole) => "\0".repeat(whole.length)).matchAll(WORD_OF_QUERY) ?? [];
  return [...alone].map(({ 0: term, index: offset }) => ({
    term,
    editTo: (form) => ({
      kind: "replace",
      path: [...path, "query"],
      offset,
      length: term.length,
      text: `(${term} OR ${form})`,
    }),
  }));
}

/** The terms of one word that stand in lists of which one has to be found. */
function termsOf({ any, all, near }: WatchlistDefinition, path: Path): Term[] {
  const inList = (value: unknown, at: Path): Term[] => {
    if (Array.isArray(value))
      return value.flatMap((item: unknown, index) =>
        typeof item === "string"
          ? /^[\p{L}\p{M}]+$/u.test(item)
            ? [{ term: item, editTo: (form) => ({ kind: "add", path: at, text: form }) }]
            : []
          : inGroup(item, [...at, index]),
      );
    return inGroup(value, at);
  };
  const inGroup = (value: unknown, at: Path): Term[] => {
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
