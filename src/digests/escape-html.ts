// HTML that escapes by itself: whatever is put into the template is text, unless this template made it.

/** Markup made by `html`, and by nothing else. */
export interface Html {
  readonly markup: string;
}

export type HtmlValue = string | number | Html | readonly HtmlValue[] | null | false;

const made = new WeakSet<object>();

/** Escapes every value for an element's content or a double-quoted attribute; lists are joined, null and false are nothing. */
export function html(strings: TemplateStringsArray, ...values: HtmlValue[]): Html {
  const markup = strings.reduce((before, after, index) => before + markupOf(values[index - 1] ?? null) + after);
  const result = { markup };
  made.add(result);
  return result;
}

function markupOf(value: HtmlValue): string {
  if (value === null || value === false) return "";
  if (typeof value === "string") return escapeHtml(value);
  if (typeof value === "number") return String(value);
  if ("markup" in value) return made.has(value) ? value.markup : escapeHtml(value.markup);
  return value.map(markupOf).join("");
}

const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

/** The address as a link may carry it, or null for anything but http and https; a user name in it could pass for the host. */
export function webAddress(text: string | null): string | null {
  if (text === null || text.length > 2_000 || !URL.canParse(text)) return null;
  const url = new URL(text);
  if (url.protocol !== "http:" && url.protocol !== "https:") return null;
  url.username = "";
  url.password = "";
  return url.href;
}
