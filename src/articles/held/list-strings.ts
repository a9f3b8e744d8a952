// Lists the strings of a script's code.

/** The marks that end each kind of string; JavaScript ends a quoted one at the end of its line, too. */
const MARKS = { '"': /\\[^]|["\n]/g, "'": /\\[^]|['\n]/g, "`": /\\[^]|`/g };
export type Quote = keyof typeof MARKS;
export const QUOTES = Object.keys(MARKS) as Quote[];

/**
 * The strings of at least so many characters in this kind of quotes, unescaped. Other quotes are not looked at, so of a piece of code in
 * which kinds are mixed some "strings" are what stands between two strings.
 */
export function* listStrings(code: string, quote: Quote, charsMin: number): Generator<string> {
  const mark = new RegExp(MARKS[quote]);
  let start = -1;
  for (let found = mark.exec(code); found !== null; found = mark.exec(code)) {
    if (found[0] === "\n") start = -1;
    else if (found[0] !== quote) continue;
    else if (start < 0) start = found.index;
    else {
      const text = found.index - start > charsMin ? unescape(code.slice(start + 1, found.index)) : null;
      if (text !== null) yield text;
      start = -1;
    }
  }
}

/** Null if it holds what no string may. */
function unescape(literal: string): string | null {
  if (!literal.includes("\\") && !/["\n\r\t]/.test(literal)) return literal;
  const json = literal.replace(
    /\\(?:x([0-9a-f]{2})|u\{([0-9a-f]{1,6})\}|[^])|["\p{Cc}]/giu,
    (found, hex?: string, point?: string) => {
      if (hex !== undefined) return `\\u00${hex}`;
      if (point !== undefined)
        return JSON.stringify(String.fromCodePoint(Math.min(Number.parseInt(point, 16), 0x10ffff))).slice(1, -1);
      if (found.startsWith("\\")) return /^\\["\\/bfnrtu]/.test(found) ? found : JSON.stringify(found.slice(1)).slice(1, -1);
      return JSON.stringify(found).slice(1, -1);
    },
  );
  try {
    return JSON.parse(`"${json}"`) as string;
  } catch {
    return null;
  }
}
