// Sentences: where each begins and ends.

// Places where ICU ends a sentence too early: titles, initials and the like. Thai ends no sentence with a full stop.
const abbreviation =
  /(?:^|[\s(])(?:Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Sgt|Maj|Capt|Cpl|Adm|Sen|Rep|Gov|Pres|Rev|Hon|St|Mt|No|vs|Jr|Sr|Inc|Ltd|Co|Corp|Jan|Feb|Aug|Sept?|Oct|Nov|Dec|г|гг|им|ул|т\.е|(?:\p{Lu}\.)*\p{Lu})\.\s*$|[\u0e01-\u0e4e]\.\s*$/u;

/** The source of a pattern (flag u) of one mark that ends a sentence, in any script. Myanmar's little section, U+104A, ends only a clause. */
export const SENTENCE_MARK = "(?!\\u104a)[\\p{Sentence_Terminal}…]";

const segmenter = new Intl.Segmenter("en", { granularity: "sentence" });
/** ICU takes a time that grows with the square of what it is given at once, so it gets a line, and of a long one so much. */
const UNITS_AT_ONCE = 10_000;
const LINES = new RegExp(`[^\\n]{0,${UNITS_AT_ONCE - 1}}(?:\\n|[^\\n]|$)`, "gu");

function* segmentsOf(part: string): Generator<{ segment: string; index: number }> {
  for (const { 0: line, index: begin } of part.matchAll(LINES))
    for (const { segment, index } of segmenter.segment(line)) yield { segment, index: begin + index };
}

/** The sentences of `part` by ICU's rules, which know the full stops of other scripts. Offsets are UTF-16; `offset` is where `part` begins in its text. */
export function splitSentences(part: string, offset = 0): { start: number; end: number }[] {
  const sentences: { start: number; end: number }[] = [];
  let open: number | null = null;
  for (const { segment, index } of segmentsOf(part)) {
    open ??= index;
    const isEnd = !abbreviation.test(segment.slice(-20));
    if (!isEnd && index + segment.length < part.length) continue;
    const whole = part.slice(open, index + segment.length);
    const start = offset + open + (whole.length - whole.trimStart().length);
    if (whole.trim() !== "") sentences.push({ start, end: start + whole.trim().length });
    open = null;
  }
  return sentences;
}
