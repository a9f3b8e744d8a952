// Brings a help text to 80 columns, so that it can be read in any terminal.

const COLUMNS = 80;
/** A description that begins farther right than this goes on below its term. */
const HANG_MAX = 40;

interface Paragraph {
  text: string;
  indent: number;
  /** Where the second line and those after it begin. */
  hang: number;
}

/**
 * Lines that were broken because they were full are joined first, and a line that goes on under its description belongs to it. What has no blank, such
 * as JSON, stays whole.
 */
export function wrapHelp(help: string, columns = COLUMNS): string {
  const paragraphs: Paragraph[] = [];
  for (const line of help.split("\n")) {
    const next = paragraphOf(line);
    const last = paragraphs.at(-1);
    if (last !== undefined && goesOn(last, next, columns)) last.text += ` ${next.text}`;
    else paragraphs.push(next);
  }
  return paragraphs.flatMap((paragraph) => wrap(paragraph, columns)).join("\n");
}

function paragraphOf(line: string): Paragraph {
  const indent = line.length - line.trimStart().length;
  const term = indent === 0 ? undefined : /^ +\S.*? {2,}(?=\S)/.exec(line)?.[0].length;
  const hang = term !== undefined && term <= HANG_MAX ? term : indent + (indent === 0 ? 0 : 4);
  return { text: line.trim(), indent, hang };
}

function goesOn(last: Paragraph, next: Paragraph, columns: number): boolean {
  if (last.text === "" || next.text === "") return false;
  if (next.indent > 0) return next.indent === last.hang && last.indent < last.hang;
  const [word = ""] = next.text.split(" ", 1);
  return last.indent === 0 && last.text.length + 1 + word.length > columns;
}

function wrap({ text, indent, hang }: Paragraph, columns: number): string[] {
  const lines: string[] = [];
  let line = " ".repeat(indent);
  let isEmpty = true;
  for (const word of text.split(" ")) {
    if (!isEmpty && line.length + 1 + word.length > columns) {
      lines.push(line.trimEnd());
      [line, isEmpty] = [" ".repeat(hang), true];
      if (word === "") continue;
    }
    line += isEmpty ? word : ` ${word}`;
    isEmpty = false;
  }
  return [...lines, line.trimEnd()];
}
