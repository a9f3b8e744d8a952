// An oracle for matching: documents that are made of known words, and watchlists judged on those words by their definition alone. It
// shares nothing with the matcher: it never reads the text, has no index, and tries every part at every place.
import type { ExpressionDefinition, MatchDocument, WatchlistDefinition } from "../../src/watchlists/watchlist.ts";

/** A word as it is printed, and what it is: its plain form with case, and the word that its endings belong to. */
interface Word {
  printed: string;
  plain: string;
  root: string;
  /** A character of a script without spaces: it counts half a word, and nothing stands between it and the next. */
  cluster: boolean;
}

/** A word in its place. */
interface Token extends Word {
  field: "title" | "text";
  /** No phrase goes on from the word before. */
  begins: boolean;
  place: number;
}

export interface KnownDocument {
  document: MatchDocument;
  tokens: Token[];
}

const word = (printed: string, plain = printed, root = plain.toLowerCase()): Word => ({ printed, plain, root, cluster: false });
const character = (printed: string): Word => ({ printed, plain: printed, root: printed, cluster: true });

/** Words with all that texts do to them: cases, accents, possessives, elisions, dots, endings, wide letters, invisible ones. */
const words: readonly Word[] = [
  word("junta"),
  word("Junta"),
  word("JUNTA"),
  word("Zürich’s", "Zurich"),
  word("juntas", "juntas", "junta"),
  word("Zürich", "Zurich"),
  word("Zurich"),
  word("l’Ukraine", "Ukraine"),
  word("UN"),
  word("U.N.", "UN"),
  word("un"),
  word("Polish"),
  word("polish"),
  word("sanction"),
  word("sanctions", "sanctions", "sanction"),
  word("sanctioned", "sanctioned", "sanction"),
  word("talks", "talks", "talk"),
  word("river"),
  word("House"),
  word("house"),
  word("Moscow"),
  word("ｆｕｅｌ", "fuel"),
  word("Nay\u00adpyidaw", "Naypyidaw"),
  word("Россия", "Россия", "росс"),
  word("России", "России", "росс"),
  word("хунты", "хунты", "хунт"),
  word("хунта", "хунта", "хунт"),
  word("2026"),
  character("缅"),
  character("甸"),
  character("军"),
  character("政"),
];
const plainWords = [
  "junta",
  "zurich",
  "Ukraine",
  "polish",
  "sanctions",
  "talks",
  "river",
  "house",
  "Moscow",
  "fuel",
  "Naypyidaw",
  "россия",
  "хунта",
  "2026",
];
const phrases = ["Polish house", "river talks", "junta talks", "缅甸", "缅甸军政", "军", "House talks river", "Moscow 2026"];

export type Random = () => number;

/** The same numbers from 0 up to 1 for the same seed. */
export function openRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
}

const pick = <T>(random: Random, list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;

export function inventDocument(random: Random): KnownDocument {
  const tokens: Token[] = [];
  const texts = { title: "", text: "" };
  let place = 0;
  for (const field of ["title", "text"] as const) {
    const count = field === "title" ? 3 + Math.floor(random() * 5) : 5 + Math.floor(random() * 60);
    let begins = true;
    for (let at = 0; at < count; at++) {
      const next = pick(random, words);
      tokens.push({ ...next, field, begins, place });
      place += next.cluster ? 1 : 2;
      const kind = random();
      // What ends a sentence or a paragraph parts a phrase, and so does a comma; dashes, brackets and line ends do not.
      const glue =
        kind < 0.06
          ? "! "
          : kind < 0.1
            ? "\n\n"
            : kind < 0.2
              ? ", "
              : kind < 0.25
                ? " – "
                : kind < 0.3
                  ? "\n"
                  : kind < 0.33
                    ? " ("
                    : " ";
      begins = kind < 0.1 || (kind < 0.2 && !next.cluster);
      texts[field] += next.printed + (next.cluster && kind >= 0.1 ? "" : glue);
    }
    place += 1_000_000;
  }
  return { document: texts, tokens };
}

// ---- watchlists

function inventTerm(random: Random): ExpressionDefinition {
  const kind = random();
  if (kind < 0.5) return pick(random, plainWords);
  if (kind < 0.7) return pick(random, phrases);
  if (kind < 0.76) return pick(random, ["UN", { text: "Polish", case: true }, { text: "House", case: true }]);
  if (kind < 0.84) return pick(random, ["sanction*", "jun*", "росс*", "hous*"]);
  if (kind < 0.9) return pick(random, ["sa*on", "po*sh", "ju*as", "/jun(ta|tas)/", "/(po|zu).*h/"]);
  if (kind < 0.96) return pick(random, [{ stem: "junta" }, { stem: "sanction" }, { stem: "хунта" }, { stem: "Россия" }]);
  return { forms: ["junta", "juntas"] };
}

const terms = (random: Random, most: number): ExpressionDefinition[] =>
  Array.from({ length: 1 + Math.floor(random() * most) }, () => inventTerm(random));

function inventNear(random: Random): ExpressionDefinition {
  return {
    near: {
      within: 1 + Math.floor(random() * 8),
      ordered: random() < 0.3,
      a: terms(random, 2),
      b: random() < 0.2 ? inventNear(random) : terms(random, 2),
    },
  };
}

function inventExpression(random: Random): ExpressionDefinition {
  const kind = random();
  if (kind < 0.4) return inventTerm(random);
  if (kind < 0.65) return inventNear(random);
  if (kind < 0.8) return { all: [inventTerm(random), inventTerm(random)] };
  if (kind < 0.9) return { all: [inventTerm(random), { none: terms(random, 2) }] };
  return { text: pick(random, ["UN", "junta", "Moscow"]), with: { within: 1 + Math.floor(random() * 6), any: terms(random, 2) } };
}

export function inventWatchlist(random: Random, id: string): WatchlistDefinition {
  const any = Array.from({ length: 1 + Math.floor(random() * 3) }, () => inventExpression(random));
  return {
    id,
    any,
    ...(random() < 0.15 && { none: terms(random, 2) }),
    ...(random() < 0.2 && { mask: [pick(random, phrases), pick(random, ["polish river", "fuel house", "junta*"])] }),
    ...(random() < 0.15 && { unless: { [pick(random, ["title", "text", "any"] as const)]: terms(random, 2) } }),
  };
}

// ---- the judgement

interface Occurrence {
  first: number;
  last: number;
}

type Covered = (occurrence: Occurrence) => boolean;

export function judge({ tokens }: KnownDocument, { any = [], none = [], mask = [], unless = {} }: WatchlistDefinition): boolean {
  const masks = mask.flatMap((term) => find(tokens, term, () => false));
  const covered: Covered = ({ first, last }) => masks.some((one) => one.first <= first && one.last >= last);
  const holds = (list: readonly ExpressionDefinition[], hidden: Covered, where: readonly Token[] = tokens) =>
    list.some((part) => find(where, part, hidden).length > 0);
  if (!holds(any, covered) || (none.length > 0 && holds(none, covered))) return false;
  const within = (field: "title" | "text") => tokens.filter((token) => token.field === field);
  return !(
    holds(unless.title ?? [], () => false, within("title")) ||
    holds(unless.text ?? [], () => false, within("text")) ||
    holds(unless.any ?? [], () => false)
  );
}

const everywhere = (tokens: readonly Token[]): Occurrence[] => (tokens.length > 0 ? [{ first: 0, last: 0 }] : []);

/** Where a part occurs; for what holds at no place of its own, something or nothing. */
function find(tokens: readonly Token[], part: ExpressionDefinition, covered: Covered): Occurrence[] {
  const some = (list: ExpressionDefinition | readonly ExpressionDefinition[]) =>
    [list].flat().flatMap((one) => find(tokens, one, covered));
  if (typeof part === "string") return findWords(tokens, part, false).filter((one) => !covered(one));
  if ("any" in part) return some(part.any);
  if ("forms" in part) return some(part.forms);
  if ("all" in part) return [part.all].flat().every((one) => some(one).length > 0) ? everywhere(tokens) : [];
  if ("none" in part) return some(part.none).length > 0 ? [] : everywhere(tokens);
  // Names have tests of their own.
  if ("name" in part) return [];
  if ("stem" in part) return findStem(tokens, part.stem).filter((one) => !covered(one));
  if ("near" in part) {
    const { within, ordered = false, a, b } = part.near;
    return pairs(tokens, some(a), some(b), within, ordered);
  }
  const found = findWords(tokens, part.text, part.case ?? false).filter((one) => !covered(one));
  const { with: context } = part;
  return context ? found.filter((one) => pairs(tokens, [one], some(context.any), context.within, false).length > 0) : found;
}

/** Windows over both, where they do not overlap and are not too far apart: words count two, characters one. */
function pairs(
  tokens: readonly Token[],
  a: readonly Occurrence[],
  b: readonly Occurrence[],
  within: number,
  ordered: boolean,
): Occurrence[] {
  const apart = (before: Occurrence, after: Occurrence) => (tokens[after.first]?.place ?? 0) - (tokens[before.last]?.place ?? 0);
  const found: Occurrence[] = [];
  for (const one of a) {
    for (const other of b) {
      if (one.last < other.first && apart(one, other) <= within * 2) found.push({ first: one.first, last: other.last });
      else if (!ordered && other.last < one.first && apart(other, one) <= within * 2)
        found.push({ first: other.first, last: one.last });
    }
  }
  return found;
}

function findWords(tokens: readonly Token[], term: string, cased: boolean): Occurrence[] {
  const acronym = /^[A-Z]{2,5}$/.test(term);
  const regex = /^\/(.*)\/$/.exec(term)?.[1];
  const wanted =
    regex === undefined ? term.split(" ").flatMap((one) => (/\p{sc=Han}/u.test(one) ? one.split("") : [one])) : [term];
  const tests = wanted.map((one) => {
    if (regex !== undefined) return new RegExp(`^(?:${regex})$`, "iu");
    const pattern = one.replace(/[.]/g, "\\.").replaceAll("*", "\\S*");
    return new RegExp(`^${pattern}$`, cased || acronym ? "u" : "iu");
  });
  const found: Occurrence[] = [];
  for (let first = 0; first + tests.length <= tokens.length; first++) {
    const run = tokens.slice(first, first + tests.length);
    const fits = run.every(
      (token, at) => tests[at]?.test(token.plain) && (at === 0 || (!token.begins && token.field === run[0]?.field)),
    );
    if (fits) found.push({ first, last: first + tests.length - 1 });
  }
  return found;
}

const roots: Record<string, string> = { junta: "junta", sanction: "sanction", хунта: "хунт", Россия: "росс" };

function findStem(tokens: readonly Token[], stem: string): Occurrence[] {
  return tokens.flatMap((token, at) => (token.root === roots[stem] ? [{ first: at, last: at }] : []));
}
