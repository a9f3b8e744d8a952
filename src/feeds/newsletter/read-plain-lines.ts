// Reads a mail without HTML as lines: addresses stand in it as they are, behind the words they belong to, or as notes at its end.
import { foldSpace } from "../../text/fold-space.ts";
import { unwrapCounted } from "./mail-link.ts";
import { LINES_MAX, type MailLine, type MailLink } from "./read-lines.ts";

const HEADING_CHARS_MAX = 120;
const ADDRESS = /[<([]?https?:\/\/[^\s<>"()]+[>)\]]?/g;
/** As in Markdown. */
const NAMED = /\[([^[\]\n]{2,300})\]\((https?:\/\/[^\s()]+)\)/g;

const NOTE = /^\s*\[(\d{1,3})\]:?\s+(https?:\/\/\S+)\s*$/;
const MARK = /\[(\d{1,3})\]/g;

/**
 * Lines as `readLines` gives them, for a mail without HTML, in which addresses stand as they are, or as notes at its end, which its lines name by `[3]`. The first line
 * of a paragraph that ends with one is its heading.
 */
export function readPlainLines(text: string): MailLine[] {
  const rows = joinAddresses(text.split(/\r?\n/).slice(0, LINES_MAX));
  const named = nameAddresses(rows);
  const lines = putAddressesLast(named.map(readRow));
  markHeadings(lines);
  return lines.filter((line) => !isEmpty(line));
}

function readRow(row: string): MailLine {
  const links: MailLink[] = [];
  const take = (address: string, text: string): void => {
    const url = unwrapCounted(address);
    if (url !== null) links.push({ url, text });
  };
  const rest = row.replace(NAMED, (_all, words: string, address: string) => {
    take(address, foldSpace(words).trim());
    return words;
  });
  for (const [found] of rest.matchAll(ADDRESS)) take(found.replace(/^[<([]|[.,;:!?>)\]]+$/g, ""), "↗");
  const text = foldSpace(rest.replace(ADDRESS, " ").replace(/^\s*(?:[*•·>#-]+|\d{1,2}[.)])\s+/, "")).trim();
  return { text, isHeading: false, lead: "", links };
}

/** Rows break at this many characters. */
const ROW_CHARS_MIN = 65;
const ROW_CHARS_MAX = 80;
const BROKEN = /https?:\/\/\S+$/;
const CONTINUED = /^(?=\S*[\d/=?&_%-])[\w./%?=&#~+:;,@-]+$/;

/** An address that was broken at the end of a row goes on in the next one, which then holds nothing else. */
function joinAddresses(rows: readonly string[]): string[] {
  const joined: string[] = [];
  let room = 0;
  for (const row of rows) {
    const last = joined.at(-1);
    if (
      last !== undefined &&
      room >= ROW_CHARS_MIN &&
      room <= ROW_CHARS_MAX &&
      BROKEN.test(last) &&
      CONTINUED.test(row) &&
      !row.includes("://")
    )
      joined[joined.length - 1] = last + row;
    else joined.push(row);
    room = row.length;
  }
  return joined;
}

/** Of paragraphs that begin with an address alone, that is moved to their end, if most of those with an address do. */
function putAddressesLast(lines: readonly MailLine[]): MailLine[] {
  const paragraphs: MailLine[][] = [[]];
  for (const line of lines) {
    if (isEmpty(line)) paragraphs.push([line], []);
    else paragraphs.at(-1)?.push(line);
  }
  const linked = paragraphs.filter((lines) => lines.some(({ links }) => links.length > 0));
  const begun = linked.filter(
    (lines) => lines.length > 1 && lines[0]?.text === "" && lines.slice(1).every(({ links }) => links.length === 0),
  );
  if (begun.length < 2 || begun.length * 2 <= linked.length) return [...lines];
  const turned = new Set(begun);
  return paragraphs.flatMap((lines) => (turned.has(lines) ? [...lines.slice(1), ...lines.slice(0, 1)] : lines));
}

/** The rows with an address for each mark that a note explains. Numbers may begin anew, so the next note below a mark is its own. */
function nameAddresses(rows: readonly string[]): string[] {
  const named = rows.slice();
  const below = new Map<string, { at: number; url: string }>();
  for (let at = rows.length - 1; at >= 0; at--) {
    const row = rows[at] ?? "";
    const [note, number = "", url = ""] = NOTE.exec(row) ?? [];
    if (note !== undefined) below.set(number, { at, url });
    else
      named[at] = row.replace(MARK, (mark, of: string) => {
        const found = below.get(of);
        if (found === undefined) return mark;
        // The note is no line of its own then; one that no mark names may be all that leads to its story.
        named[found.at] = "";
        return found.url;
      });
  }
  return named;
}

const isEmpty = (line: MailLine | undefined): boolean => line === undefined || (line.text === "" && line.links.length === 0);

/** The first line of a paragraph that ends with an address is its heading; so is a line alone above it, if all such paragraphs have one. */
function markHeadings(lines: readonly MailLine[]): void {
  const linked: { first: MailLine; above: MailLine | null }[] = [];
  let before: { first: MailLine; isAlone: boolean } | null = null;
  for (let at = 0; at < lines.length; at++) {
    const first = lines[at];
    if (first === undefined || isEmpty(first) || !isEmpty(lines[at - 1])) continue;
    const begin = at;
    while (!isEmpty(lines[at + 1])) at++;
    const isLinked = at > begin && first.links.length === 0 && (lines[at]?.links.length ?? 0) > 0;
    if (isLinked) linked.push({ first, above: before?.isAlone === true ? before.first : null });
    before = { first, isAlone: at === begin && first.links.length === 0 && first.text.length <= HEADING_CHARS_MAX };
  }
  const below = linked.filter(({ above }) => above !== null).length;
  // The last paragraph says how to leave the list.
  const isAbove = below > 1 && below >= linked.length - 1;
  for (const { first, above } of linked) (isAbove && above !== null ? above : first).isHeading = true;
}
