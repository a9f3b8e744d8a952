// Writes the dates into a page that it names by how long ago they were, or without their year, so that they are found as any other.
import { type AnyNode, Element, Text } from "domhandler";
import { isBareDay, readRelativeDate } from "../../text/dates/read-relative-date.ts";
import { readYearlessDate } from "../../text/dates/read-yearless-date.ts";

const CHARS_MAX = 40;
const TEXTS_MAX = 20_000;
const DATED = /(?:^|[\s_-])(?:date|time|datum|fecha|data|ago|posted|published|pubdate|timestamp)(?:$|[\s_-])/i;

/** Changes the texts, and returns the dates that now stand in them and that a later look would find others of, ISO 8601. */
export function dateRelativeTexts(document: AnyNode, now: Date): Set<string> {
  const dated: { node: Text; date: string; isSure: boolean }[] = [];
  const others: Text[] = [];
  let left = TEXTS_MAX;
  // Without recursion, since a page may nest as deep as it likes.
  const open: AnyNode[] = [document];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if ("children" in node) for (const child of node.children) open.push(child);
    if (!(node instanceof Text)) continue;
    const text = node.data.trim();
    if (text === "" || text.length > CHARS_MAX || left-- <= 0) continue;
    const date = readRelativeDate(text, now);
    if (date === null) others.push(node);
    else dated.push({ node, date, isSure: !isBareDay(text) || isMarked(node) });
  }
  dateYearlessTexts(others.reverse(), now);
  // "Today" alone may be a section; next to "3 hours ago" it is a day.
  const counts = dated.some(({ isSure }) => isSure) ? dated : [];
  for (const { node, date } of counts) node.data = date;
  return new Set(counts.map(({ date }) => date));
}

const YEAR = /^\p{Nd}{4}$/u;
const PIECE = /^(?:\p{Nd}{1,2}\.?|\p{L}[\p{L}\p{M}.]{2,15})$/u;

/** "28 Nov", or "28" and then "Nov". Not on a page that names other years: its days may be of these. */
function dateYearlessTexts(nodes: readonly Text[], now: Date): void {
  const texts = nodes.map(({ data }) => data.trim());
  if (texts.some((text) => YEAR.test(text) && Number(text) !== now.getUTCFullYear())) return;
  for (const [index, node] of nodes.entries()) {
    const [text = "", next = "", afterNext = ""] = texts.slice(index, index + 3);
    const whole = readYearlessDate(text, now);
    if (whole !== null) node.data = whole;
    if (whole !== null || !PIECE.test(text) || !PIECE.test(next) || YEAR.test(afterNext)) continue;
    const pieces = readYearlessDate(`${text} ${next}`, now);
    if (pieces !== null) node.data = pieces;
  }
}

const isMarked = ({ parent }: Text): boolean =>
  parent instanceof Element && (parent.name === "time" || DATED.test(parent.attribs["class"] ?? ""));
