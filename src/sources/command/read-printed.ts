// Reads entries that a program prints as JSON, one a line.
import { CONTENT_CHARS_MAX, cutText, ENTRIES_MAX, SUMMARY_CHARS_MAX, TITLE_CHARS_MAX } from "../../feeds/read/caps.ts";
import { resolveWebUrl } from "../../feeds/read/resolve-url.ts";
import { cleanTitle } from "../../text/clean-title.ts";
import { parseDate } from "../../text/dates/parse-date.ts";
import { foldParagraphs } from "../../text/html-to-text.ts";
import { asText, endOfJson, parseObject, type JsonObject } from "../../text/json-values.ts";
import type { Entry, ParsedFeed } from "../../feeds/feed.ts";

/**
 * The entries of lines such as `{"id":"7","url":"https://…","title":"…","publishedAt":"2026-11-29","summary":"…","content":"<p>…"}`; `id` or
 * `url` is needed, the rest is not. Lines that are no entry are left out, and `incomplete` says so. Null if the output is no such lines.
 */
export function readPrinted(output: string): ParsedFeed | null {
  const plain = output.replace(/^\ufeff/, "");
  const byLine = linesOf(plain);
  const lines = byLine.slice(0, ENTRIES_MAX).every((line) => parseObject(line) === null) ? objectsIn(plain) : byLine;
  const objects = lines.slice(0, ENTRIES_MAX).map(parseObject);
  const found = objects.filter((object) => object !== null);
  // A JSON Feed is one object, which holds its items.
  if (found.length === 0 && output.trim() !== "") return null;
  if (found.some((object) => "items" in object && "version" in object)) return null;
  const entries = found.map(readEntry).filter((entry) => entry.id !== null || entry.url !== null);
  return {
    feed: { title: null, url: null, language: null },
    entries,
    incomplete: entries.length < lines.length,
    ttlMinutes: null,
  };
}

/** Many programs print all in one array, or part their lines as RFC 7464 does. */
function linesOf(output: string): string[] {
  const array = output.trimStart().startsWith("[") ? parseObject(`{"entries":${output}}`)?.["entries"] : null;
  if (Array.isArray(array)) return array.map((item) => JSON.stringify(item));
  return output
    .split("\n")
    .map((line) => (line.startsWith("\u001e") ? line.slice(1) : line))
    .filter((line) => line.trim() !== "");
}

/** Objects that stand one after the other over several lines each, as `jq` prints them; none if anything else stands between them. */
function objectsIn(output: string): string[] {
  const objects: string[] = [];
  for (let at = 0; at < output.length;) {
    const begin = output.slice(at).search(/\S/);
    if (begin === -1) break;
    const end = output.charAt(at + begin) === "{" ? endOfJson(output, at + begin) : null;
    if (end === null) return [];
    objects.push(output.slice(at + begin, end));
    at = end;
  }
  return objects;
}

function readEntry(object: JsonObject): Entry {
  const text = (name: string): string | null => asText(object[name]);
  const summary = text("summary");
  return {
    id: text("id"),
    url: resolveWebUrl(text("url"), null),
    title: cutText(cleanTitle(text("title") ?? "", "text"), TITLE_CHARS_MAX),
    author: cutText(cleanTitle(text("author") ?? "", "text"), TITLE_CHARS_MAX),
    publishedAt: parseDate(text("publishedAt")),
    updatedAt: parseDate(text("updatedAt")),
    summary: summary === null ? null : cutText(foldParagraphs(summary), SUMMARY_CHARS_MAX),
    content: cutText(text("content") ?? "", CONTENT_CHARS_MAX),
  };
}
