// Writes the dates into a page that it names by how long ago they were, so that they are found as any other.
import { type AnyNode, Element, Text } from "domhandler";
import { isBareDay, readRelativeDate } from "../../text/dates/read-relative-date.ts";

const CHARS_MAX = 40;
const TEXTS_MAX = 20_000;
const DATED = /(?:^|[\s_-])(?:date|time|datum|fecha|data|ago|posted|published|pubdate|timestamp)(?:$|[\s_-])/i;

/** Changes the texts, and returns the dates that now stand in them, ISO 8601. */
export function dateRelativeTexts(document: AnyNode, now: Date): Set<string> {
  const dated: { node: Text; date: string; isSure: boolean }[] = [];
  let left = TEXTS_MAX;
  // Without recursion, since a page may nest as deep as it likes.
  const open: AnyNode[] = [document];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if ("children" in node) for (const child of node.children) open.push(child);
    if (!(node instanceof Text)) continue;
    const text = node.data.trim();
    if (text === "" || text.length > CHARS_MAX || left-- <= 0) continue;
    const date = readRelativeDate(text, now);
    if (date !== null) dated.push({ node, date, isSure: !isBareDay(text) || isMarked(node) });
  }
  // "Today" alone may be a section; next to "3 hours ago" it is a day.
  const counts = dated.some(({ isSure }) => isSure) ? dated : [];
  for (const { node, date } of counts) node.data = date;
  return new Set(counts.map(({ date }) => date));
}

const isMarked = ({ parent }: Text): boolean =>
  parent instanceof Element && (parent.name === "time" || DATED.test(parent.attribs["class"] ?? ""));
