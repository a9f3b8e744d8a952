// A list as CSV (RFC 4180), for people who open it in a spreadsheet.
import { oneLine } from "./listed-item.ts";
import type { ListedItem } from "./listed-item.ts";

const COLUMNS: readonly (readonly [name: string, of: (item: ListedItem) => string | number | null])[] = [
  ["title", ({ title }) => title],
  ["outlet", ({ outlet }) => outlet],
  ["byline", ({ byline }) => byline],
  ["published", ({ publishedAt }) => publishedAt],
  ["first_seen", ({ firstSeenAt }) => firstSeenAt],
  ["language", ({ language }) => language],
  ["url", ({ url }) => url],
  ["excerpt", ({ excerpt }) => excerpt],
  ["article", ({ article }) => article],
  ["story", ({ story }) => story],
  ["starred", ({ starred }) => (starred ? "yes" : null)],
  ["note", ({ note }) => note],
];

/** With a byte order mark, without which Excel takes UTF-8 for another encoding. */
export function renderCsv(items: readonly ListedItem[]): string {
  const rows = [COLUMNS.map(([name]) => name), ...items.map((item) => COLUMNS.map(([, of]) => of(item)))];
  return `\ufeff${rows.map((row) => `${row.map(cell).join(",")}\r\n`).join("")}`;
}

/** An apostrophe keeps a spreadsheet from reading a stranger's headline as a formula. Full-width signs count as well where Excel is Japanese. */
function cell(value: string | number | null): string {
  if (typeof value !== "string") return value === null ? "" : String(value);
  const text = oneLine(value);
  const safe = /^[=+\-@＝＋－＠]/u.test(text) ? `'${text}` : text;
  return /[",;\t\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
