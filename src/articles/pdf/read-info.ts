// What a PDF says of itself: its title, unless its program made that up, and when it was made.
import type { Paragraph } from "./join-lines.ts";

const MADE_UP =
  /^(?:untitled|microsoft|powerpoint|word|document\s?\d*|presentation|slide \d|layout|scan|img|doc\d|print|report builder|title$|без имени|без названия|未命名|文書)|\.(?:docx?|indd|pdf|odt|qxd|pmd|rtf|xlsx?|pptx?|pages|txt|html?)\b|^[a-z]{3,10}:\S*$/i;
/** A name of a file: one word with figures or underscores. */
const FILE_NAME = /^[^\s]*[_\d][^\s]*$/u;
const TITLE_CHARS_MAX = 300;
/** A heading is larger than the text by this factor. */
const LARGER = 1.15;
/** Paragraphs at the beginning among which the heading is. */
const FIRST = 8;
const HEADING_WORDS_MIN = 4;

/**
 * `named`: the title in the file's own data, or null. It counts if the text bears it out, or has no heading of its own; else a heading that
 * says enough does, and else the first line. Null if nothing looks like a title.
 */
export function findTitle(named: string | null, paragraphs: readonly Paragraph[]): string | null {
  const first = paragraphs.slice(0, FIRST);
  const sound = named === null || isMadeUp(named) ? null : named.replace(/\s+/gu, " ").trim();
  const shown = fold(first.map(({ text }) => text).join(" "));
  if (sound !== null && shown.includes(fold(sound))) return sound;
  const usual = paragraphs.toSorted((a, b) => b.text.length - a.text.length)[0]?.size ?? 0;
  const largest = Math.max(...first.map(({ size }) => size));
  const heading = largest > LARGER * usual ? (first.find(({ size }) => size === largest)?.text ?? null) : null;
  const isTelling = heading !== null && heading.length <= TITLE_CHARS_MAX && heading.split(" ").length >= HEADING_WORDS_MIN;
  if (sound !== null) return isTelling ? heading : sound;
  if (heading !== null && heading.length <= TITLE_CHARS_MAX) return heading;
  const [line] = first;
  return line !== undefined && line.text.length <= TITLE_CHARS_MAX / 2 && !/[.。။:]$/u.test(line.text) ? line.text : null;
}

const isMadeUp = (title: string): boolean =>
  !/\p{L}{2}/u.test(title) || title.length > TITLE_CHARS_MAX || MADE_UP.test(title.trim()) || FILE_NAME.test(title.trim());

const fold = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");

/** A date such as `D:20261129101500+02'00'` (ISO 32000-1, section 7.9.4) as ISO 8601 in UTC; null if it is none. */
export function readPdfDate(given: unknown): string | null {
  if (typeof given !== "string") return null;
  const [
    ,
    year,
    month = "01",
    day = "01",
    hour = "00",
    minute = "00",
    second = "00",
    zone = "Z",
    zoneHour = "00",
    zoneMinute = "00",
  ] = /^(?:D:)?(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?([+\-Z])?(\d\d)?'?(\d\d)?/.exec(given.trim()) ?? [];
  if (year === undefined) return null;
  const offset = zone === "Z" ? "Z" : `${zone}${zoneHour}:${zoneMinute}`;
  const date = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}${offset}`);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}
