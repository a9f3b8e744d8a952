// Lists the JSON values in a script's code: the whole of it, what it assigns or hands over, and the parts that a framework streams.
import { parseJson } from "../../text/json-values.ts";
import { readFlight } from "./read-flight.ts";
import { charsOf } from "./weigh-text.ts";
import { type Quote, QUOTES, listStrings } from "./list-strings.ts";

/** A shorter value holds no article. */
const CHARS_MIN = charsOf(200);
/** How often a character may be looked at in vain before a piece of code is given up. */
const LOOKS_MAX = 4;
const OPENS = /(?<=[=(,:[]\s{0,3}|^\s{0,100})[{[]/g;
const MARK = /\\[^]|["{}[\]]/g;
const FLIGHT =
  /__next_f\b[^"'`]{0,60}\.\s{0,9}push\s{0,9}\(\s{0,9}\[\s{0,9}1\s{0,9},\s{0,9}("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`)\s{0,9}\]/gs;

/** All of it is untrusted. Takes time linear in the length of the code. */
export function* listValues(code: string): Generator {
  const whole = parse(code.trim());
  if (whole !== undefined) return yield whole;
  yield* listEmbedded(code);
  for (const quote of QUOTES)
    for (const text of listStrings(code, quote, CHARS_MIN)) if (/^\s*[{[]/.test(text)) yield parse(text.trim());
}

/** What all scripts of a page together stream as the parts of one tree. */
export function readStreamed(scripts: Iterable<string>): unknown[] {
  const pieces: string[] = [];
  for (const code of scripts) {
    if (!code.includes("__next_f")) continue;
    for (const [, literal = ""] of code.matchAll(FLIGHT)) {
      const [piece] = listStrings(literal, literal.charAt(0) as Quote, 0);
      if (piece !== undefined) pieces.push(piece);
    }
  }
  return pieces.length === 0 ? [] : readFlight(pieces.join(""));
}

function* listEmbedded(code: string): Generator {
  let looks = LOOKS_MAX * code.length;
  const opens = new RegExp(OPENS);
  for (let open = opens.exec(code); open !== null && looks > 0; open = opens.exec(code)) {
    const end = findEnd(code, open.index, looks);
    looks -= Math.abs(end) - open.index;
    if (end - open.index < CHARS_MIN) continue;
    const value = parse(code.slice(open.index, end));
    looks -= end - open.index;
    if (value === undefined) continue;
    yield value;
    opens.lastIndex = end;
  }
}

/** Where the value that starts here ends; negative if it does not, of the place up to which it was looked for. */
function findEnd(code: string, start: number, looks: number): number {
  const mark = new RegExp(MARK);
  mark.lastIndex = start;
  let depth = 0;
  let isString = false;
  for (let found = mark.exec(code); found !== null; found = mark.exec(code)) {
    const [character] = found;
    if (found.index - start > looks) return -found.index;
    if (character === '"') isString = !isString;
    else if (isString || character.startsWith("\\")) continue;
    else if (character === "{" || character === "[") depth++;
    else if (--depth === 0) return found.index + 1;
  }
  return -code.length;
}

const parse = (json: string): unknown => (/^["{[]/.test(json) ? parseJson(json) : undefined);
