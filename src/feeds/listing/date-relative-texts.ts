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
  const lists = new Map<string, { node: Text; text: string }[]>();
  for (const [index, node] of nodes.entries()) {
    const [text = "", next = "", afterNext = ""] = texts.slice(index, index + 3);
    const isPieces = PIECE.test(text) && PIECE.test(next) && !YEAR.test(afterNext);
    const whole = [text, ...(isPieces ? [`${text} ${next}`] : [])].find((one) => readYearlessDate(one, now) !== null);
    if (whole === undefined) continue;
    const place = placeOf(node);
    const list = lists.get(place) ?? [];
    list.push({ node, text: whole });
    lists.set(place, list);
  }
  for (const list of lists.values()) {
    const dates = datesOfList(
      list.map(({ text }) => text),
      now,
    );
    for (const [index, { node }] of list.entries()) node.data = dates[index] ?? node.data;
  }
}

/** Dates of one list stand in elements of the same names. */
function placeOf({ parent }: Text): string {
  const names: string[] = [];
  for (let at = parent; at instanceof Element && names.length < 3; at = at.parent)
    names.push(`${at.name}.${at.attribs["class"] ?? ""}`);
  return names.join("<");
}

const DAY_MS = 86_400_000;
/** Half a year: events are announced so far ahead. */
const AHEAD_MS = 183 * DAY_MS;
/** The first of them is soon, or goes on. */
const NEAR_MS = 45 * DAY_MS;

/** News go back from today, so their days are the last ones of their names; a list whose days go on from today is of events to come. */
function datesOfList(texts: readonly string[], now: Date): (string | null)[] {
  const past = texts.map((text) => readYearlessDate(text, now));
  const near = texts.map((text) => readYearlessDate(text, new Date(now.getTime() + AHEAD_MS)));
  const pairs = past.slice(1).map((date, index) => [past[index] ?? "", date ?? ""] as const);
  const isOfNews = pairs.length > 0 && pairs.filter(([before, after]) => before >= after).length >= pairs.length * 0.8;
  const isNear = Math.abs(Date.parse(near[0] ?? "") - now.getTime()) <= NEAR_MS;
  const goesOn = isNear && near.slice(1).every((date, index) => (date ?? "") >= (near[index] ?? ""));
  return goesOn && !isOfNews ? near : past;
}

const isMarked = ({ parent }: Text): boolean =>
  parent instanceof Element && (parent.name === "time" || DATED.test(parent.attribs["class"] ?? ""));
