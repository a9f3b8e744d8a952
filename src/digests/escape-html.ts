// HTML that escapes by itself: every value in the template is text, unless this template made it.
import { cleanCharacters } from "../text/clean-characters.ts";

/** HTML made by the `markup` template, and by nothing else. */
export interface Markup {
  readonly html: string;
}

export type MarkupValue = string | number | Markup | readonly MarkupValue[] | null | false;

const made = new WeakSet<object>();

/**
 * Escapes every value for an element's content or a double-quoted attribute; joins lists, and drops null and false. Of texts it leaves
 * out control characters and direction overrides, with which a name could read backwards.
 */
export const markup = (strings: TemplateStringsArray, ...values: MarkupValue[]): Markup =>
  make(strings.reduce((before, after, index) => before + htmlOf(values[index - 1] ?? null) + after));

/** Only escapes: for a text that a form sends back, or whose marks of direction are ours. */
export const exactText = (text: string): Markup => make(escapeHtml(text));

function make(html: string): Markup {
  const result = { html };
  made.add(result);
  return result;
}

function htmlOf(value: MarkupValue): string {
  if (value === null || value === false) return "";
  if (typeof value === "string") return escapeHtml(cleanCharacters(value));
  if (typeof value === "number") return String(value);
  if ("html" in value) return made.has(value) ? value.html : escapeHtml(value.html);
  return value.map(htmlOf).join("");
}

const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

/** The address in a form fit for a link, or null for anything but http and https; a user name in it could pass for the host. */
export function webAddress(text: string | null): string | null {
  if (text === null || text.length > 2_000 || !URL.canParse(text)) return null;
  const url = new URL(text);
  if (url.protocol !== "http:" && url.protocol !== "https:") return null;
  url.username = "";
  url.password = "";
  return url.href;
}
