// The occurrences of phrases in one document, as chains: each occurrence of a phrase leads to its next.
import { grown } from "../../text/words/grown.ts";

/** Cleared and filled again for each document. */
export class OccurrenceTable {
  /** The distinct phrases found. */
  readonly phrases: number[] = [];
  private count = 0;
  private readonly genitives = new Set<number>();
  private readonly first: Int32Array;
  private readonly last: Int32Array;
  private starts = new Int32Array(256);
  private ends = new Int32Array(256);
  private nexts = new Int32Array(256);

  constructor(phraseCount: number) {
    this.first = new Int32Array(phraseCount).fill(-1);
    this.last = new Int32Array(phraseCount);
  }

  /** The first occurrence of a phrase, or -1, and the one after an occurrence, or -1; in order of their first words. */
  firstOf(phrase: number): number {
    return this.first[phrase] ?? -1;
  }

  nextOf(occurrence: number): number {
    return this.nexts[occurrence] ?? -1;
  }

  /** First and last word of an occurrence. */
  startOf(occurrence: number): number {
    return this.starts[occurrence] ?? 0;
  }

  endOf(occurrence: number): number {
    return this.ends[occurrence] ?? 0;
  }

  /** The last word has the s of a genitive, which only names take. */
  isGenitive(occurrence: number): boolean {
    return this.genitives.size > 0 && this.genitives.has(occurrence);
  }

  record(phrase: number, start: number, end: number, genitive = false): void {
    const occurrence = this.count++;
    if (occurrence === this.starts.length) {
      this.starts = grown(this.starts, occurrence * 2);
      this.ends = grown(this.ends, occurrence * 2);
      this.nexts = grown(this.nexts, occurrence * 2);
    }
    if (genitive) this.genitives.add(occurrence);
    this.starts[occurrence] = start;
    this.ends[occurrence] = end;
    this.nexts[occurrence] = -1;
    if (this.first[phrase] === -1) {
      this.first[phrase] = occurrence;
      this.phrases.push(phrase);
    } else {
      this.nexts[this.last[phrase] ?? 0] = occurrence;
    }
    this.last[phrase] = occurrence;
  }

  clear(): void {
    for (const phrase of this.phrases) this.first[phrase] = -1;
    this.phrases.length = 0;
    this.count = 0;
    if (this.genitives.size > 0) this.genitives.clear();
  }
}
