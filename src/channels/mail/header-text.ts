// Header text: one line of visible text, whatever was written into it.

/** The longest header text in characters; longer ones end in an ellipsis. */
const lengthMax = 500;

// Control characters and the line and paragraph separators: characters that a reader could take for a line end.
const breaks = /[\p{Cc}\u2028\u2029]+/gu;
// Embeddings and overrides, which turn "cod.exe" into "exe.doc" on a screen (CVE-2021-42574), and tag characters, which hide text.
const deceivers = /[\u202a-\u202e\u206a-\u206f\ufeff\u{e0000}-\u{e007f}]/gu;
const isolates = /[\u2066-\u2069]/g;

/** A text as one safe line: no control characters, no bidi overrides, isolates only where every one is closed. */
export function headerText(text: string): string {
  const line = wellFormed(text)
    .replace(breaks, " ")
    .replace(deceivers, "")
    // Left alone it would be decoded as an encoded word (RFC 2047), and say something else.
    .replaceAll("=?", "= ?")
    .replace(/ {2,}/g, " ")
    .trim();
  const whole = line.length <= lengthMax ? line : `${line.slice(0, lengthMax - 1).replace(/[\ud800-\udbff]$/, "")}…`;
  return areIsolatesClosed(whole) ? whole : whole.replace(isolates, "");
}

/** Half a surrogate pair has no bytes in UTF-8, so the replacement character stands for it. */
export function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, "\ufffd");
}

function areIsolatesClosed(line: string): boolean {
  let open = 0;
  for (const [mark] of line.matchAll(isolates)) {
    open += mark === "\u2069" ? -1 : 1;
    if (open < 0) return false;
  }
  return open === 0;
}
