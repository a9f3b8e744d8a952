// A CSS selector that a person gives.
import { compile } from "css-select";
import type { Reading } from "../../schema/reading.ts";

const CHARS_MAX = 500;

/** The selector itself, if it can be read (W3C Selectors level 4, without pseudo-elements). */
export function parseSelector(text: string): Reading<string> {
  try {
    if (text.trim() === "" || text.length > CHARS_MAX) throw new Error("empty or too long");
    compile(text);
    return { kind: "value", value: text.trim() };
  } catch {
    return { kind: "fault", message: 'is no CSS selector: write it as in "#news li" or "article.teaser"' };
  }
}
