// Finds an article that a page carries only in its scripts, as HTML in a string, to be shown once they run.

const LONG_CHARS = 600;
/** State within state (a JSON text in a JSON text) goes no deeper than this on real pages. */
const LAYERS_MAX = 3;

/** The HTML that holds the most paragraphs' text among the strings of a page's scripts, or null. */
export function findScriptText(html: string): string | null {
  let best = "";
  let bestProse = 0;
  const look = (code: string, layers: number) => {
    for (const literal of listStrings(code)) {
      const text = unquote(literal);
      if (text === null) continue;
      const prose = measureParagraphs(text);
      if (prose > bestProse) [best, bestProse] = [text, prose];
      // A string that is HTML itself has no more state in it, only attributes.
      if (layers > 1 && !/^\s*</.test(text) && text.includes('"')) look(text, layers - 1);
    }
  };
  for (const code of listScripts(html)) look(code, LAYERS_MAX);
  return bestProse >= LONG_CHARS ? best : null;
}

function* listScripts(html: string): Generator<string> {
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

/** The long string literals of a piece of code, quotes and all; none runs over the end of a line. */
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

/** JavaScript escapes two things that JSON does not know. */
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
