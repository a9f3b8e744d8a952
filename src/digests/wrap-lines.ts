// Wraps text for a terminal: by columns rather than letters, and between letters if a script has no spaces.
import { columnsOf } from "../text/columns-of.ts";

const letters = new Intl.Segmenter("en", { granularity: "grapheme" });

/** Lines of at most `columns` columns. Words stay whole if they fit on a line; web addresses always do. */
export function wrapLines(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = "";
  let used = 0;
  const endLine = (): void => {
    lines.push(line);
    line = "";
    used = 0;
  };
  for (const word of text.split(" ")) {
    if (word === "") continue;
    const width = columnsOf(word);
    if (line !== "" && used + 1 + width > columns) endLine();
    if (width > columns && !/^https?:/.test(word)) {
      for (const { segment } of letters.segment(word)) {
        const segmentWidth = columnsOf(segment);
        if (used + segmentWidth > columns) endLine();
        line += segment;
        used += segmentWidth;
      }
    } else {
      line += line === "" ? word : ` ${word}`;
      used += width + (used === 0 ? 0 : 1);
    }
  }
  if (line !== "") endLine();
  return lines;
}
