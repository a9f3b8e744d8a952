// Reads the rows in which React's server components are streamed, as the objects that a page's state would hold.
import { parseJson } from "../../text/json-values.ts";

const DEPTH_MAX = 60;
/** Far more than real pages have. */
const ROWS_MAX = 20_000;
const [COLON, COMMA, LINE_END, TEXT] = [58, 44, 10, 84];

/**
 * The value of each row: `ID:JSON` up to the line's end, or `ID:Tbytes,text`, where `bytes` is the length in hexadecimal. An element
 * (`["$", name, key, props]`) becomes its props; other kinds of rows are left out.
 */
export function readFlight(stream: string): unknown[] {
  const bytes = Buffer.from(stream);
  const values: unknown[] = [];
  for (let at = 0; at < bytes.length && values.length < ROWS_MAX;) {
    const colon = bytes.indexOf(COLON, at);
    if (colon < 0) break;
    const start = colon + 1;
    if (bytes[start] === TEXT) {
      const comma = bytes.indexOf(COMMA, start);
      const length =
        comma < 0 ? Number.NaN : Number.parseInt(bytes.toString("latin1", start + 1, Math.min(comma, start + 9)), 16);
      if (Number.isNaN(length)) break;
      values.push(bytes.toString("utf8", comma + 1, comma + 1 + length));
      at = comma + 1 + length;
      continue;
    }
    const lineEnd = bytes.indexOf(LINE_END, start);
    const end = lineEnd < 0 ? bytes.length : lineEnd;
    values.push(readRow(bytes.toString("utf8", start, end)));
    at = end + 1;
  }
  return values;
}

function readRow(json: string): unknown {
  if (!/^[[{"]/.test(json)) return null;
  return withoutElements(parseJson(json), DEPTH_MAX);
}

function withoutElements(value: unknown, depth: number): unknown {
  if (typeof value === "string") return value.startsWith("$") && !value.includes(" ") ? null : value;
  if (depth === 0 || typeof value !== "object" || value === null) return null;
  if (Array.isArray(value)) {
    const items = value as unknown[];
    return items[0] === "$" && items.length >= 4
      ? withoutElements(items[3], depth - 1)
      : items.map((item) => withoutElements(item, depth - 1));
  }
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withoutElements(inner, depth - 1)]));
}
