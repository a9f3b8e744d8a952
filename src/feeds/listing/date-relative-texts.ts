// Writes the dates into a page that it names by how long ago they were, so that they are found as any other.
import { type AnyNode, Text } from "domhandler";
import { readRelativeDate } from "../../text/dates/read-relative-date.ts";

const CHARS_MAX = 40;
const TEXTS_MAX = 20_000;

/** Changes the texts, and returns the dates that now stand in them, ISO 8601. */
export function dateRelativeTexts(document: AnyNode, now: Date): Set<string> {
  const found = new Set<string>();
  let left = TEXTS_MAX;
  const visit = (node: AnyNode): void => {
    if (node instanceof Text) {
      const text = node.data.trim();
      if (text === "" || text.length > CHARS_MAX || left-- <= 0) return;
      const date = readRelativeDate(text, now);
      if (date !== null) found.add((node.data = date));
    } else if ("children" in node) for (const child of node.children) visit(child);
  };
  visit(document);
  return found;
}
