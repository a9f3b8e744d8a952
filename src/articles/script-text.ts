// Finds an article that a page carries only as HTML in a script's string.

const LONG_CHARS = 600;
/** Real pages nest state (a JSON text in a JSON text) at most this deep. */
const LAYERS_MAX = 3;

interface Found {
  html: string;
  /** How many characters its paragraphs have. */
  prose: number;
}

/** The HTML with the most paragraph text among the strings of a page's scripts, or null. */
export function findScriptText(html: string): string | null {
  let best: Found = { html: "", prose: 0 };
  for (const code of listScripts(html)) best = better(best, search(code, LAYERS_MAX));
  return best.prose >= LONG_CHARS ? best.html : null;
}

function search(code: string, layers: number): Found {
  let best: Found = { html: "", prose: 0 };
  for (const literal of listStrings(code)) {
    const html = unquote(literal);
    if (html === null) continue;
    const outer = { html, prose: measureParagraphs(html) };
    const inner = layers > 1 ? search(html, layers - 1) : best;
    // A string that holds the article in a string of its own is state, not HTML.
    best = better(best, inner.prose * 2 > outer.prose ? inner : outer);
  }
  return best;
}

function better(a: Found, b: Found): Found {
  return b.prose > a.prose ? b : a;
}

/** The code or data of each script; all of it is untrusted. */
export function* listScripts(html: string): Generator<string> {
  const opening = /<script\b[^<>]*>/gi;
  const closing = /<\/script/gi;
  for (let start = opening.exec(html); start !== null; start = opening.exec(html)) {
    closing.lastIndex = opening.lastIndex;
    const end = closing.exec(html);
    if (end === null) return;
    yield html.slice(opening.lastIndex, end.index);
    opening.lastIndex = closing.lastIndex;
  }
}

/** The long string literals of a piece of code, quotes included; none spans a line end. */
function* listStrings(code: string): Generator<string> {
  const mark = /\\[^]|["\n]/g;
  let start = -1;
  for (let found = mark.exec(code); found !== null; found = mark.exec(code)) {
    if (found[0] === "\n") start = -1;
    else if (found[0] === '"' && start < 0) start = found.index;
    else if (found[0] === '"') {
      if (found.index - start >= LONG_CHARS) yield code.slice(start, found.index + 1);
      start = -1;
    }
  }
}

/** JavaScript has two escapes that JSON lacks. */
function unquote(literal: string): string | null {
  const json = literal.replace(/\\(?:x([0-9a-f]{2})|[^])/gi, (escape, hex: string | undefined) =>
    hex ? `\\u00${hex}` : escape === "\\'" ? "'" : escape,
  );
  try {
    return JSON.parse(json) as string;
  } catch {
    return null;
  }
}

function measureParagraphs(text: string): number {
  let sum = 0;
  for (const [, inner = ""] of text.matchAll(/<p\b[^<>]*>([^<]{20,})/gi)) sum += inner.length;
  return sum;
}
