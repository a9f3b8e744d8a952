// Maps offsets inside a YAML value to offsets in the source, across quotes, escapes and folded lines.

/**
 * The offset in `source` (a scalar as written, quotes included) that corresponds to `offset` in its `value`. Exact for texts on one
 * line without \u escapes; for folded blocks it follows the words.
 */
export function alignOffset(source: string, value: string, offset: number): number {
  let at = 0;
  if (source.startsWith('"') || source.startsWith("'")) at = 1;
  else if (/^[|>]/.test(source)) at = source.indexOf("\n") + 1;
  const quote = source[0];
  for (let done = 0; at < source.length; at++) {
    const wanted = value[done];
    const given = source[at];
    if (quote === "'" && given === "'" && source[at + 1] === "'") at++;
    else if (quote === '"' && given === "\\") {
      if (source[at + 1] === wanted) at++;
    } else if (given !== wanted && !(isSpace(given) && isSpace(wanted))) continue;
    if (done === offset) return at;
    done++;
    // A line break and the next line's indent are one space in the value.
    if (isSpace(wanted) && !isSpace(value[done])) while (isSpace(source[at + 1])) at++;
  }
  return Math.min(at, source.length);
}

function isSpace(character: string | undefined): boolean {
  return character === " " || character === "\n" || character === "\r" || character === "\t";
}
