// The occurrences of phrases in one document, as chains: a phrase's first one leads to its next.

export interface OccurrenceTable {
  /** The distinct phrases found. */
  readonly phrases: readonly number[];
  /** The first occurrence of a phrase, or -1, and the one after an occurrence, or -1; in order of their first words. */
  firstOf(phrase: number): number;
  nextOf(occurrence: number): number;
  /** First and last word of an occurrence. */
  startOf(occurrence: number): number;
  endOf(occurrence: number): number;
}

export interface OccurrenceRecorder extends OccurrenceTable {
  record(phrase: number, start: number, end: number): void;
  clear(): void;
}

export function createOccurrenceTable(phraseCount: number): OccurrenceRecorder {
  const phrases: number[] = [];
  const first = new Int32Array(phraseCount).fill(-1);
  const last = new Int32Array(phraseCount);
  const starts: number[] = [];
  const ends: number[] = [];
  const nexts: number[] = [];
  return {
    phrases,
    firstOf: (phrase) => first[phrase] ?? -1,
    nextOf: (occurrence) => nexts[occurrence] ?? -1,
    startOf: (occurrence) => starts[occurrence] ?? 0,
    endOf: (occurrence) => ends[occurrence] ?? 0,
    record(phrase, start, end) {
      const occurrence = starts.length;
      starts.push(start);
      ends.push(end);
      nexts.push(-1);
      if (first[phrase] === -1) {
        first[phrase] = occurrence;
        phrases.push(phrase);
      } else {
        nexts[last[phrase] ?? 0] = occurrence;
      }
      last[phrase] = occurrence;
    },
    clear() {
      for (const phrase of phrases) first[phrase] = -1;
      phrases.length = starts.length = ends.length = nexts.length = 0;
    },
  };
}
