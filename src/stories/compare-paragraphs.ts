// Compares two texts of one story paragraph by paragraph: what a copy leaves out, and what it adds.
import { cleanForGrouping } from "./clean-for-grouping.ts";
import { foldText } from "./fold-text.ts";
import { hashShingle, hashText } from "./hash-units.ts";
import { eachUnit } from "./split-units.ts";

export interface ParagraphChanges {
  /** Paragraphs of the first text that are not in the copy, as written. */
  leavesOut: string[];
  /** Paragraphs of the copy that are not in the first text. */
  adds: string[];
}

/** If the other text has less of a paragraph than this, the paragraph is missing there, whatever words they share. */
const PRESENT_MIN = 0.4;
const CHARACTERS_MAX = 200_000;

/** Compares copies with one text. Ignores captions, bylines and other lines that outlets put around a story. Takes linear time. */
export function openComparison(first: string): (copy: string) => ParagraphChanges {
  // Copies have most paragraphs in common.
  const known = new Map<string, Shingled>();
  const read = (part: string): Shingled => {
    const made = known.get(part) ?? shingled(part);
    known.set(part, made);
    return made;
  };
  const ofFirst = paragraphsOf(first).map(read);
  const inFirst = allIn(ofFirst);
  return (copy) => {
    const ofCopy = copy === first ? ofFirst : paragraphsOf(copy).map(read);
    const [written, copied] = [new Set(ofFirst), new Set(ofCopy)];
    return {
      leavesOut: missing(
        allIn(ofCopy),
        ofFirst.filter((part) => !copied.has(part)),
      ),
      adds: missing(
        inFirst,
        ofCopy.filter((part) => !written.has(part)),
      ),
    };
  };
}

interface Shingled {
  part: string;
  shingles: readonly number[];
}

const shingled = (part: string): Shingled => ({ part, shingles: shinglesOf(part) });

const allIn = (parts: readonly Shingled[]): ReadonlySet<number> => new Set(parts.flatMap(({ shingles }) => shingles));

/** An article's paragraphs without what outlets put around them; reads a bounded part of the text. */
export const paragraphsOf = (text: string): string[] => cleanForGrouping(text.slice(0, CHARACTERS_MAX), true).split("\n");

/** The sets by which paragraphs are compared. */
export const shinglesIn = (paragraphs: readonly string[]): ReadonlySet<number> => new Set(paragraphs.flatMap(shinglesOf));

/** Those of `parts`, paragraphs or sentences, that are not in the text whose shingles are `there`. */
export const missingFrom = (there: ReadonlySet<number>, parts: readonly string[]): string[] =>
  missing(there, parts.map(shingled));

const missing = (there: ReadonlySet<number>, parts: readonly Shingled[]): string[] =>
  parts
    .filter(
      ({ shingles }) => shingles.length > 0 && shingles.filter((hash) => there.has(hash)).length < shingles.length * PRESENT_MIN,
    )
    .map(({ part }) => part);

/** Shingles of three words, or of a whole paragraph that is shorter. */
function shinglesOf(paragraph: string): number[] {
  const folded = foldText(paragraph);
  const units: number[] = [];
  let span = 3;
  eachUnit(folded, (unit) => {
    units.push(hashText(folded, unit.start, unit.end));
    span = unit.span - 1;
  });
  const width = Math.min(span, units.length);
  return units.length === 0 ? [] : Array.from({ length: units.length - width + 1 }, (_, i) => hashShingle(units, i, width));
}
