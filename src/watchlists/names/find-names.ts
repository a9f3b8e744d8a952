// Finds the names of all watchlists in a text: looks at the neighbours of each word that may be part of one.
import { EXACT } from "./compare-name.ts";
import { foldWord } from "../../text/words/fold-word.ts";
import { foldName } from "./fold-name.ts";
import { isInFinnish, isOtherName } from "./other-names.ts";
import { needsFinnish } from "../../text/names/endings/latin-endings.ts";
import { nameScriptOf } from "../../text/names/name-letters.ts";
import { tableOf } from "../../text/names/tables/tables.ts";
import { isInSmallLetters, mayLeadInSmallLetters } from "./particles.ts";
import { clusterUnits, hasClusters, isGap } from "./text-units.ts";
import type { NameIndex, NameSequence } from "./name-index.ts";
import type { NameScript } from "../../text/names/name-letters.ts";
import type { Unit } from "./text-units.ts";

/** Offsets into the text. */
export interface FoundName {
  phrase: number;
  start: number;
  end: number;
}

/** A part of a name at its place: the unit's number, and the offsets within the text. */
interface Spot {
  part: number;
  unit: number;
  start: number;
  end: number;
  bits: number;
}

/** Chinese writes a word of a foreign name with so many characters at most. */
const openMax = 8;
/** A name written as one word where its own words are several has less to go by. */
const joinedBits = 3;
/** The words of a name together. Where names have no capitals, all words of the language are candidates, so that it takes more. */
const severalBits: Partial<Record<NameScript, number>> = { latin: 14, cyrillic: 14, greek: 14 };
const severalUncasedBits = 26;
/** In those scripts each word by itself must fit too, however sure the others are. */
const eachUncasedBits = 7.5;
/** One character fits many words. */
const lonelyBits = 12;
const endsInVowel = /[aeiouyаеёиоуыэюяії]\p{M}*$/iu;
const possessive = /['’]s$/i;
const patronymic = /(?:ич|вн|чн|йович|івн|ївн)(?:а|у|ем|е|ой|ы|і|ою|ові)?$/;
/** As Russian, Ukrainian and Bulgarian write it, before a hyphen: аль-Малики, аш-Шараа. */
const arabicArticle = /^(?:[ае]л|[аэе]ль|а[дзнрст]|[аэ]ш)$/i;

export class NameFinder {
  readonly index: NameIndex;
  private text = "";
  private units: readonly Unit[] = [];
  private found: FoundName[] = [];

  constructor(index: NameIndex) {
    this.index = index;
  }

  /** `words`: offsets of the text's words, and which of them may be parts of names. */
  find(text: string, words: readonly Unit[], anchors: readonly number[]): FoundName[] {
    this.found = [];
    const clusters = hasClusters(text) ? clusterUnits(text) : [];
    if (anchors.length === 0 && clusters.length === 0) return this.found;
    this.text = text;
    this.units = words;
    for (const unit of anchors) this.lookAt(unit, words[unit]);
    this.units = clusters;
    for (const [number, unit] of clusters.entries())
      if (unit.isOpen) this.lookInside(number, unit);
      else this.lookAt(number, unit);
    return distinct(this.found);
  }

  private lookAt(number: number, unit: Unit | undefined): void {
    if (!unit) return;
    const hits = this.index.hitsOf(unit.text);
    for (let i = 0; i < hits.length; i += 2)
      this.complete(hits[i] ?? 0, { part: hits[i] ?? 0, unit: number, start: unit.start, end: unit.end, bits: hits[i + 1] ?? 0 });
  }

  /** Of each part only the likeliest of the places that overlap counts. */
  private lookInside(number: number, unit: Unit): void {
    const best = new Map<number, Spot>();
    const table = tableOf(nameScriptOf(unit.text) ?? "latin");
    for (let start = 0; start < unit.text.length; start++) {
      for (let end = start + 1; end <= Math.min(start + openMax, unit.text.length); end++) {
        if (table && !table.skeletons.knows(unit.text[end - 1] ?? "")) break;
        if (end - start < 2) continue;
        const hits = this.index.hitsOf(unit.text.slice(start, end));
        for (let i = 0; i < hits.length; i += 2) {
          const part = hits[i] ?? 0;
          const spot = { part, unit: number, start: unit.start + start, end: unit.start + end, bits: hits[i + 1] ?? 0 };
          const other = best.get(part);
          if (other && other.end > spot.start && other.bits >= spot.bits) continue;
          if (other && other.end <= spot.start) this.complete(part, other);
          best.set(part, spot);
        }
      }
    }
    for (const [part, spot] of best) this.complete(part, spot);
  }

  /** Looks for the other words of each name with this part. */
  private complete(part: number, spot: Spot): void {
    for (const number of this.index.sequencesOf[part] ?? []) {
      const sequence = this.index.sequences[number];
      if (!sequence) continue;
      const { parts } = sequence;
      const at = parts.indexOf(part);
      const spots = this.around(parts, at, spot) ?? (parts.length === 2 ? this.around(parts.toReversed(), 1 - at, spot) : null);
      if (spots) this.accept(sequence, spots);
    }
  }

  /** The places of all parts, of which the one at `at` is known, or null. */
  private around(parts: readonly number[], at: number, spot: Spot): Spot[] | null {
    const spots: Spot[] = [spot];
    for (let i = at + 1; i < parts.length; i++) {
      const next = this.beyond(parts[i] ?? 0, spots.at(-1) ?? spot, 1);
      if (!next) return null;
      spots.push(next);
    }
    for (let i = at - 1; i >= 0; i--) {
      const before = this.beyond(parts[i] ?? 0, spots[0] ?? spot, -1);
      if (!before) return null;
      spots.unshift(before);
    }
    return spots;
  }

  /** The place of a part next to a spot, after it or before it; a patronymic may stand between. */
  private beyond(part: number, spot: Spot, step: 1 | -1): Spot | null {
    const own = this.units[spot.unit];
    if (own?.isOpen) {
      // A dot parts the words of a foreign name.
      if (step > 0 ? own.end > spot.end : spot.start > own.start) return null;
    }
    const number = spot.unit + step;
    const unit = this.units[number];
    if (!unit || !isGap(step > 0 ? this.text.slice(spot.end, unit.start) : this.text.slice(unit.end, spot.start))) return null;
    if (unit.isOpen) return this.within(part, number, unit, step, step > 0 ? unit.start : unit.end);
    const bits = this.index.bitsOf(part, unit.text);
    if (bits > 0) return { part, unit: number, start: unit.start, end: unit.end, bits };
    const further = this.units[number + step];
    if (!further || !(patronymic.test(unit.text) || arabicArticle.test(unit.text) || /^\p{Lu}\.?$/u.test(unit.text))) return null;
    const gap = step > 0 ? this.text.slice(unit.end, further.start) : this.text.slice(further.end, unit.start);
    const beyond = isGap(gap) ? this.index.bitsOf(part, further.text) : 0;
    return beyond > 0 ? { part, unit: number + step, start: further.start, end: further.end, bits: beyond } : null;
  }

  /** The likeliest place of a part in a run without edges, from a place on. */
  private within(part: number, number: number, unit: Unit, step: 1 | -1, from: number): Spot | null {
    let best: Spot | null = null;
    for (let length = 1; length <= openMax; length++) {
      const [start, end] = step > 0 ? [from, from + length] : [from - length, from];
      if (start < unit.start || end > unit.end) break;
      const bits = this.index.bitsOf(part, this.text.slice(start, end));
      if (length === 1 && bits < lonelyBits) continue;
      if (bits > (best?.bits ?? 0)) best = { part, unit: number, start, end, bits };
    }
    return best;
  }

  /** Paula Smith is not Paul Smith: where the given name has the ending of a case, so has the family name, but for a vowel. */
  private isHalfDeclined(spots: readonly Spot[]): boolean {
    const last = spots.at(-1);
    if (spots.length < 2 || !last || endsInVowel.test(this.text.slice(last.start, last.end).normalize("NFD"))) return false;
    const isDeclined = ({ part, start, end }: Spot) => this.index.isDeclined(part, this.text.slice(start, end));
    const fitsDeclined = ({ part, start, end }: Spot) => this.index.fitsDeclined(part, this.text.slice(start, end));
    return (
      spots
        .slice(0, -1)
        .some((spot) => !endsInVowel.test((this.index.parts[spot.part]?.written ?? "").normalize("NFD")) && isDeclined(spot)) &&
      !fitsDeclined(last)
    );
  }

  /** The word is another name, or what is no ending in the text's language ends it. */
  private isOther({ part, start, end }: Spot, last: Spot): boolean {
    const word = this.text.slice(start, end);
    if (!this.index.isDeclined(part, word)) return false;
    const folded = foldName(word, "latin");
    // Of a longer name that is declined as a whole, each word is a case.
    const isWhole = last.start > start && this.index.isDeclined(last.part, this.text.slice(last.start, last.end));
    if (!isWhole && isOtherName(folded, this.text, start, last.end)) return true;
    if (/[äöáé]n$/i.test(word.normalize("NFC"))) return false;
    const isGenitive = this.index.parts[part]?.exact.includes(folded.slice(0, -1)) === true && needsFinnish(folded);
    return isGenitive && !isInFinnish(this.text, start, last.end);
  }

  private accept(sequence: NameSequence, spots: readonly Spot[]): void {
    const [first] = spots;
    const last = spots.at(-1);
    if (!first || !last) return;
    const script = nameScriptOf(this.text.slice(first.start, first.end)) ?? "latin";
    // Particles say nothing of who it is.
    const telling = spots.length > 1 ? spots.filter(({ part }) => this.index.parts[part]?.isParticle !== true) : spots;
    const bits = telling.reduce((sum, spot) => sum + spot.bits, 0);
    const alone = tableOf(script)?.bitsMin ?? EXACT;
    const several = severalBits[script];
    if (spots.length > 1 && several === undefined && spots.some((spot) => spot.bits < eachUncasedBits)) return;
    if (bits < (sequence.isJoined ? alone + joinedBits : spots.length > 1 ? (several ?? severalUncasedBits) : alone)) return;
    // 乔·Biden is no name, nor is "John 大".
    if (last !== first && nameScriptOf(this.text.slice(last.start, last.end)) !== script) return;
    if ((script === "latin" || script === "cyrillic") && this.isHalfDeclined(spots)) return;
    if (script === "latin" && spots.some((spot) => this.isOther(spot, last))) return;
    const lead = this.index.parts[first.part]?.written ?? "";
    if (isInSmallLetters(this.text.slice(first.start, first.end)) && !mayLeadInSmallLetters(lead)) return;
    if (sequence.fixed?.has(script) && spots.some((spot) => spot.bits < EXACT)) return;
    if (sequence.excluded?.has(foldWord(this.text.slice(first.start, last.end).replace(possessive, "")))) return;
    this.found.push({ phrase: sequence.phrase, start: first.start, end: last.end });
  }
}

function distinct(found: readonly FoundName[]): FoundName[] {
  const sorted = [...found].sort((a, b) => a.phrase - b.phrase || a.start - b.start || b.end - a.end);
  return sorted.filter(({ phrase, start }, at) => {
    const before = sorted[at - 1];
    return !before || before.phrase !== phrase || before.end <= start;
  });
}
