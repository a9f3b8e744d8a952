// Wrapping for a terminal: by columns rather than letters, and between letters where a script puts no spaces.

const letters = new Intl.Segmenter("en", { granularity: "grapheme" });

// Letters that a terminal gives two columns: East Asian wide and full-width ones, and pictures.
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}|[\u{20000}-\u{3fffd}]/u;

/** Lines of at most `columns` columns. Words are kept whole where they fit on a line; web addresses always. */
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

function columnsOf(text: string): number {
  let columns = 0;
  for (const character of text) {
    if (wide.test(character)) columns += 2;
    else if (!/[\p{Mn}\p{Me}\p{Cf}]/u.test(character)) columns += 1;
  }
  return columns;
}
