// JSON Feed 1.0 and 1.1 (jsonfeed.org), complete or cut off.
import { cleanTitle } from "../../text/clean-title.ts";
import { foldParagraphs, htmlToText } from "../../text/html-to-text.ts";
import { parseDate } from "../../text/dates/parse-date.ts";
import { isMediaFile } from "../../text/outlets/media-file.ts";
import { asText, isObject, parseObject, type JsonObject } from "../../text/json-values.ts";
import { CONTENT_CHARS_MAX, cutText, ENTRIES_MAX, SUMMARY_CHARS_MAX, TITLE_CHARS_MAX } from "./caps.ts";
import type { Entry, ParsedFeed } from "../feed.ts";
import { readAuthors } from "./read-author.ts";
import { resolveLinks } from "./resolve-links.ts";
import { resolveWebUrl } from "./resolve-url.ts";
import { escapeText } from "./xml-feed.ts";

/** The feed in a JSON text, or null if there is none; `url` is its address. */
export function readJsonFeed(json: string, url: string | null): ParsedFeed | null {
  const whole = parseObject(json) ?? parseObject(repairJson(json));
  const found = whole === null ? findWholeItems(json) : whole["items"];
  if (!Array.isArray(found)) return null;
  const items: unknown[] = found;
  const version = whole === null ? json.slice(0, 500) : String(whole["version"]);
  if (!version.includes("jsonfeed.org") && !items.every((item) => isObject(item) && ("id" in item || "url" in item))) return null;
  const base = resolveWebUrl(asText(whole?.["home_page_url"]), url) ?? url;
  return {
    feed: {
      title: cutText(cleanTitle(asText(whole?.["title"]) ?? "", "text"), TITLE_CHARS_MAX),
      url: resolveWebUrl(asText(whole?.["home_page_url"]), url),
      language: asText(whole?.["language"]),
    },
    entries: items
      .slice(0, ENTRIES_MAX)
      .filter(isObject)
      .map((item) => readItem(item, whole, base)),
    incomplete: whole === null || items.length > ENTRIES_MAX,
    ttlMinutes: null,
  };
}

function readItem(item: JsonObject, feed: JsonObject | null, base: string | null): Entry {
  const html = asText(item["content_html"]);
  const plain = asText(item["content_text"]);
  const text = html === null ? foldParagraphs(plain ?? "") : htmlToText(html.slice(0, SUMMARY_CHARS_MAX * 5));
  const summary = asText(item["summary"]);
  const url =
    resolveWebUrl(asText(item["url"]), base) ??
    resolveWebUrl(asText(item["external_url"]), base) ??
    resolveWebUrl(asText(item["id"]), null);
  const mediaUrl = findAttached(item, base);
  return {
    id: asText(item["id"]),
    url,
    title: cutText(cleanTitle(asText(item["title"]) ?? "", "text"), TITLE_CHARS_MAX),
    author: readAuthors(findAuthors(item)) ?? (feed && readAuthors(findAuthors(feed))),
    publishedAt: parseDate(asText(item["date_published"])),
    updatedAt: parseDate(asText(item["date_modified"])),
    summary: cutText(summary === null ? text : foldParagraphs(summary), SUMMARY_CHARS_MAX),
    content: cutText(html === null ? escapeText(plain ?? "") : resolveLinks(html, base), CONTENT_CHARS_MAX),
    ...(mediaUrl !== null && { mediaUrl }),
  };
}

/** The address of its first audio or video file; null if it has none. */
function findAttached(item: JsonObject, base: string | null): string | null {
  const attached: unknown[] = Array.isArray(item["attachments"]) ? item["attachments"] : [];
  for (const file of attached.filter(isObject)) {
    const url = resolveWebUrl(asText(file["url"]), base);
    if (url !== null && isMediaFile(url, asText(file["mime_type"]))) return url;
  }
  return null;
}

/** Version 1.1 has a list of authors, 1.0 had one. */
function findAuthors(owner: JsonObject): string[] {
  const authors: unknown[] = Array.isArray(owner["authors"]) ? owner["authors"] : [owner["author"]];
  return authors.map((author) => asText(isObject(author) ? author["name"] : author)).filter((name) => name !== null);
}

/** The complete items of a document that was cut off or is invalid further on, found by counting brackets outside strings. */
function findWholeItems(json: string): unknown[] | null {
  const start = /"items"\s*:\s*\[/.exec(json);
  if (!start) return null;
  const items: unknown[] = [];
  let depth = 0;
  let from = 0;
  for (let at = start.index + start[0].length; at < json.length && items.length < ENTRIES_MAX; at++) {
    const character = json[at];
    if (character === '"') at = findEndOfString(json, at);
    else if (character === "{" && depth++ === 0) from = at;
    else if (character === "}" && --depth === 0) {
      const item = parseObject(json.slice(from, at + 1));
      if (item) items.push(item);
    } else if (character === "]" && depth === 0) break;
  }
  return items.length > 0 ? items : null;
}

/** Without commas before a closing bracket, and with the control characters in strings escaped, as programs that paste JSON together forget. */
function repairJson(json: string): string {
  const parts: string[] = [];
  let from = 0;
  for (let at = 0; at < json.length; at++) {
    if (json[at] === '"') {
      const end = findEndOfString(json, at) + 1;
      parts.push(json.slice(from, at), json.slice(at, end).replace(CONTROLS, escapeControl));
      from = end;
      at = end - 1;
    } else if (json[at] === ",") {
      CLOSING.lastIndex = at + 1;
      if (!CLOSING.test(json)) continue;
      parts.push(json.slice(from, at));
      from = at + 1;
    }
  }
  return parts.join("") + json.slice(from);
}

const CLOSING = /\s*[}\]]/y;
// oxlint-disable-next-line no-control-regex
const CONTROLS = /[\u0000-\u001f]/g;
const escapeControl = (one: string): string => `\\u00${one.charCodeAt(0).toString(16).padStart(2, "0")}`;

/** The index of the quote that closes the string. A loop, since a pattern would take quadratic time on a cut document. */
function findEndOfString(json: string, start: number): number {
  for (let at = start + 1; at < json.length; at++) {
    if (json[at] === "\\") at++;
    else if (json[at] === '"') return at;
  }
  return json.length;
}
