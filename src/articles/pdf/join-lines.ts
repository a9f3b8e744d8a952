// Joins the lines of a PDF to paragraphs: over columns and pages, and over words that are broken at the end of a line.
import type { Flow } from "./read-columns.ts";
import { isRightToLeft, medianOf, type Row, textOf } from "./page-rows.ts";
import { SENTENCE_MARK } from "../../text/split-sentences.ts";

export interface Paragraph {
  text: string;
  size: number;
}

interface Line extends Row {
  text: string;
}

/** A wider distance than the usual one by this factor parts paragraphs. */
const GAP = 1.3;
/** The distance of lines where too few tell, as a share of the size. */
const LEADING = 1.35;
const INDENT = 0.8;
const SIZE_TOLERANCE = 0.12;
/** A line that ends before this share of the width is its paragraph's last, if it ends a sentence. */
const FULL = 0.8;
const ENDS = new RegExp(`(?:${SENTENCE_MARK}|[:;»”"’)\\]])$`, "u");
/** Scripts without blanks between words. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Tibetan}、。，．「」『』《》（）]/u;
const BROKEN = /(\p{L}+)[-\u2010\u00ad]$/u;

export function joinLines(flows: readonly Flow[]): Paragraph[] {
  const lines = flows.map((flow) => flow.map((row): Line => ({ ...row, text: textOf(row) })).filter(({ text }) => text !== ""));
  const words = new Set(
    lines
      .flat()
      .flatMap(({ text }) => text.match(/\p{L}+(?:[-\u2010]\p{L}+)*/gu) ?? [])
      .map((word) => word.toLowerCase()),
  );
  const paragraphs: Paragraph[] = [];
  let last: Line | null = null;
  for (const flow of lines) {
    const form = formOf(flow);
    for (const [at, line] of flow.entries()) {
      const paragraph = paragraphs.at(-1);
      const goesOn = last !== null && (at === 0 ? goesOnElsewhere(last, line) : !beginsParagraph(last, line, form));
      if (paragraph !== undefined && goesOn) paragraph.text = join(paragraph.text, line.text, words);
      else paragraphs.push({ text: line.text, size: line.size });
      last = line;
    }
  }
  return paragraphs.map(({ text, size }) => ({ text: text.replaceAll("\u00ad", ""), size }));
}

interface Form {
  /** Where lines begin and where the longest ends, or the other way round. */
  left: number;
  right: number;
  leading: number;
  isRight: boolean;
}

function formOf(flow: readonly Line[]): Form {
  const steps = flow.slice(1).map(({ y }, at) => y - (flow[at]?.y ?? 0));
  const size = medianOf(flow.map((line) => line.size));
  const isRight = isRightToLeft(flow);
  return {
    left: isRight ? Math.min(...flow.map(({ x }) => x)) : medianOf(flow.map(({ x }) => x)),
    right: isRight ? medianOf(flow.map(({ right }) => right)) : Math.max(...flow.map(({ right }) => right)),
    // Where each line is a paragraph, the usual distance is that of paragraphs.
    leading: Math.min(
      steps.length < 2 ? Infinity : medianOf(steps),
      Math.max(LEADING * size, Math.min(...steps, Infinity) * 1.1),
    ),
    isRight,
  };
}

function beginsParagraph(last: Line, line: Line, { left, right, leading, isRight }: Form): boolean {
  if (line.y - last.y > GAP * leading) return true;
  if (Math.abs(line.size - last.size) > SIZE_TOLERANCE * Math.max(line.size, last.size)) return true;
  if (BROKEN.test(last.text)) return false;
  const [indent, before]: [number, number] = isRight ? [right - line.right, right - last.right] : [line.x - left, last.x - left];
  if (indent > INDENT * line.size && Math.abs(before) < (INDENT / 2) * line.size) return true;
  const isShort = isRight ? last.x > left + (1 - FULL) * (right - left) : last.right < left + FULL * (right - left);
  return isShort && ENDS.test(last.text);
}

/** Whether a paragraph goes on in the next column or on the next page. */
function goesOnElsewhere(last: Line, line: Line): boolean {
  if (Math.abs(line.size - last.size) > SIZE_TOLERANCE * last.size) return false;
  if (BROKEN.test(last.text)) return true;
  return !ENDS.test(last.text) && /^(?:[^\p{L}\p{N}]*\p{Ll}|\p{Lo})/u.test(line.text);
}

/** A hyphen at the end of a line stays if the document writes the word with one elsewhere, and not without. */
function join(before: string, line: string, words: ReadonlySet<string>): string {
  const [, broken] = BROKEN.exec(before) ?? [];
  const [rest] = /^\p{Ll}[\p{L}]*/u.exec(line) ?? [];
  if (broken !== undefined && rest !== undefined) {
    const isHyphened =
      !before.endsWith("\u00ad") && words.has(`${broken}-${rest}`.toLowerCase()) && !words.has((broken + rest).toLowerCase());
    return isHyphened ? before + line : before.slice(0, -1) + line;
  }
  if (/[-\u2010\u2013\u2014/]$/u.test(before) && !/\s.$/u.test(before)) return before + line;
  const isUnspaced = UNSPACED.test(before.at(-1) ?? "") && UNSPACED.test(line[0] ?? "");
  return isUnspaced ? before + line : `${before} ${line}`;
}
