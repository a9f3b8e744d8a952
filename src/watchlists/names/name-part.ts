// One word of a name that is watched for: all that a word of a text is compared with.
import { cyrillicGuess, isSurelySlavic, latinSpellings, soundsOf } from "./slavic-spellings.ts";
import { foldName, latinFolds } from "./fold-name.ts";
import { givenNameSpellings } from "./given-names.ts";
import { isParticle, particleInCyrillic } from "./particles.ts";
import { latinLetters, nameScriptOf } from "../../text/names/name-letters.ts";
import { latinSkeletons } from "../../text/names/skeleton.ts";
import { tableOf } from "../../text/names/tables/tables.ts";
import type { NameScript } from "../../text/names/name-letters.ts";
import type { Pieces } from "../../text/names/pair-model.ts";

export interface NamePart {
  written: string;
  script: NameScript | null;
  /** Spellings that a text's word has exactly, folded. */
  exact: readonly string[];
  /** The sounds of a Slavic name: Russian words must have them. */
  cyrillic: string | null;
  /** In the letters a to z, to be compared with words of other scripts. */
  latin: readonly LatinSpelling[];
  /** Arabic writes the article together with it. */
  hasArticle: boolean;
  /** It may stand in small letters. */
  isParticle: boolean;
}

export interface LatinSpelling {
  letters: string;
  /** By script, once it is asked for. */
  pieces: Map<NameScript, Pieces>;
}

/** `isSlavic`: another word of the name shows that it is. */
export function readNamePart(written: string, isSlavic: boolean, hasArticle = false): NamePart {
  const script = nameScriptOf(written);
  const exact = new Set(script === "latin" ? latinFolds(written) : [foldName(written, script)]);
  const latin: string[] = [];
  let cyrillic: string | null = null;
  if (script === "latin") {
    const folded = foldName(written, "latin");
    const given = givenNameSpellings(folded);
    for (const spelling of particleInCyrillic(folded)) exact.add(foldName(spelling, "cyrillic"));
    latin.push(latinLetters(written), ...(given ?? []));
    for (const spelling of given ?? []) exact.add(spelling);
    const letters = latinLetters(written);
    const guess = cyrillicGuess(letters);
    if (guess !== null) {
      exact.add(foldName(guess, "cyrillic"));
      for (const spelling of latinSpellings(guess, isSlavic)) exact.add(spelling);
      if (isSlavic || isSurelySlavic(letters)) cyrillic = soundsOf(guess);
    }
  } else if (script === "cyrillic") {
    const [first = "", ...others] = latinSpellings(written, true);
    const given = [first, ...others].map(givenNameSpellings).find((spellings) => spellings !== null);
    latin.push(first, ...(given ?? []));
    for (const spelling of [first, ...others, ...(given ?? [])]) exact.add(spelling);
  }
  return {
    written,
    script,
    cyrillic,
    exact: [...exact].filter((spelling) => spelling !== ""),
    hasArticle,
    isParticle: isParticle(written),
    latin: [...new Set(latin)].filter(({ length }) => length > 1).map((letters) => ({ letters, pieces: new Map() })),
  };
}

/** A word of a further spelling of a name. */
export function exactPart(written: string): NamePart {
  const script = nameScriptOf(written);
  return {
    written,
    script,
    exact: script === "latin" ? latinFolds(written) : [foldName(written, script)],
    cyrillic: null,
    latin: [],
    hasArticle: false,
    isParticle: isParticle(written),
  };
}

/** By how many spellings of a name it is looked up in other scripts. */
const spellingsMax = 3;

/** The skeletons under which a part is looked up in texts of other scripts. */
export function skeletonsOf({ latin }: NamePart): string[] {
  return [...new Set(latin.slice(0, spellingsMax).flatMap(({ letters }) => latinSkeletons(letters)))];
}

export function latinPieces(spelling: LatinSpelling, script: NameScript): Pieces | null {
  let pieces = spelling.pieces.get(script);
  if (!pieces) {
    pieces = tableOf(script)?.model.readLatin(spelling.letters);
    if (pieces) spelling.pieces.set(script, pieces);
  }
  return pieces ?? null;
}
