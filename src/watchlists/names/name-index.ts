// The index of names: which words of names a word of a text may be, found by exact spelling or by the skeleton of its consonants.
import { EXACT, bitsOf } from "./compare-name.ts";
import { exactPart, readNamePart, skeletonsOf } from "./name-part.ts";
import { isInSmallLetters } from "./particles.ts";
import { readSurface } from "./read-surface.ts";
import { tableOf } from "../../text/names/tables/tables.ts";
import type { NamePart } from "./name-part.ts";
import type { NameScript } from "../../text/names/name-letters.ts";
import type { Surface } from "./read-surface.ts";

/** The words of a name in order, by their numbers. */
export interface NameSequence {
  parts: readonly number[];
  /** What the finder records when it finds the sequence. */
  phrase: number;
  /** The words are written as one, as in kana without dots. */
  isJoined: boolean;
  /** In these scripts only the forms given with the name count. */
  fixed: ReadonlySet<NameScript> | null;
  /** Forms that are not meant, folded. */
  excluded: ReadonlySet<string> | null;
}

/** A word of a text is worth a look at its neighbours from so many bits on. */
const lookBits = 9;
const surfacesMax = 50_000;
const cellsMax = 400_000;

export class NameIndex {
  readonly parts: NamePart[] = [];
  readonly sequences: NameSequence[] = [];
  /** By part: the numbers of the sequences with it. */
  readonly sequencesOf: number[][] = [];
  /** By the phrase of a name: the phrases of its forms that are found as ordinary ones. */
  readonly plainPhrases = new Map<number, readonly number[]>();
  private readonly numbers = new Map<string, number>();
  private readonly exact = new Map<string, number[]>();
  private readonly bySkeleton = new Map<string, number[]>();
  private readonly surfaces = new Map<string, Surface | null>();
  private readonly hits = new Map<string, readonly number[]>();
  private readonly bits = new Map<string, number>();

  /** The number of a word of a name, new or known. `isFurther`: of a further spelling, which is found exactly or not at all. */
  partOf(written: string, isSlavic: boolean, isFurther = false, hasArticle = false): number {
    const key = `${written.toLowerCase()} ${isSlavic ? 1 : 0}${isFurther ? 1 : 0}${hasArticle ? 1 : 0}${isInSmallLetters(written) ? 1 : 0}`;
    let number = this.numbers.get(key);
    if (number !== undefined) return number;
    const part = isFurther ? exactPart(written) : readNamePart(written, isSlavic, hasArticle);
    number = this.parts.push(part) - 1;
    this.numbers.set(key, number);
    this.sequencesOf.push([]);
    for (const spelling of part.exact) append(this.exact, spelling, number);
    for (const skeleton of skeletonsOf(part)) append(this.bySkeleton, skeleton, number);
    return number;
  }

  add(sequence: NameSequence): void {
    const number = this.sequences.push(sequence) - 1;
    for (const part of new Set(sequence.parts)) this.sequencesOf[part]?.push(number);
  }

  /** The parts that a word may be, each with its bits: part, bits, part, bits … */
  hitsOf(raw: string): readonly number[] {
    let found = this.hits.get(raw);
    if (found) return found;
    if (this.hits.size > surfacesMax) this.hits.clear();
    found = this.lookUp(raw);
    this.hits.set(raw, found);
    return found;
  }

  /** The bits by which a word is a part of a name; 0 if it is not. */
  bitsOf(number: number, raw: string): number {
    const key = `${number} ${raw}`;
    let bits = this.bits.get(key);
    if (bits !== undefined) return bits;
    if (this.bits.size > cellsMax) this.bits.clear();
    const part = this.parts[number];
    const surface = this.surfaceFor(part, raw);
    bits = surface && part ? bitsOf(part, surface) : 0;
    this.bits.set(key, bits);
    return bits;
  }

  /** Whether a word is a part of a name only without an ending. */
  isDeclined(number: number, raw: string): boolean {
    return this.bitsOf(number, raw) > 0 && this.undeclinedBits(number, raw) === 0;
  }

  /** Whether a word fits a part of a name better without an ending: Пашиняном sounds a little like Pashinyan, and Пашинян more. */
  fitsDeclined(number: number, raw: string): boolean {
    return this.undeclinedBits(number, raw) < this.bitsOf(number, raw);
  }

  private undeclinedBits(number: number, raw: string): number {
    const part = this.parts[number];
    const surface = this.surfaceFor(part, raw);
    return surface && part ? bitsOf(part, { ...surface, readings: surface.readings.filter(({ cut }) => !cut) }) : 0;
  }

  /** A particle may stand in small letters. */
  private surfaceFor(part: NamePart | undefined, raw: string): Surface | null {
    return this.surfaceOf(part?.isParticle === true ? raw.slice(0, 1).toUpperCase() + raw.slice(1) : raw);
  }

  private lookUp(raw: string): readonly number[] {
    const surface = this.surfaceOf(raw);
    if (!surface) return [];
    const found: number[] = [];
    const seen = new Set<number>();
    for (const { folded } of surface.readings) {
      for (const number of this.exact.get(folded) ?? []) {
        if (seen.has(number)) continue;
        seen.add(number);
        found.push(number, EXACT);
      }
    }
    const table = tableOf(surface.script);
    if (!table) return found;
    for (const { letters } of surface.readings) {
      for (const skeleton of table.skeletons.read(letters)) {
        for (const number of this.bySkeleton.get(skeleton) ?? []) {
          const part = this.parts[number];
          if (seen.has(number) || !part) continue;
          seen.add(number);
          const bits = bitsOf(part, surface);
          if (bits >= lookBits) found.push(number, bits);
        }
      }
    }
    return found;
  }

  private surfaceOf(raw: string): Surface | null {
    let surface = this.surfaces.get(raw);
    if (surface === undefined) {
      if (this.surfaces.size > surfacesMax) this.surfaces.clear();
      this.surfaces.set(raw, (surface = readSurface(raw)));
    }
    return surface;
  }
}

function append(map: Map<string, number[]>, key: string, number: number): void {
  const known = map.get(key);
  if (known) known.push(number);
  else map.set(key, [number]);
}
