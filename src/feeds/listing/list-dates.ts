// Finds the dates of a list's items: in them, above them, next to their links, or within the links' words.
import { Element, Text } from "domhandler";
import { DomUtils } from "htmlparser2";
import { foldSpace } from "../../text/fold-space.ts";
import { parseDate } from "../../text/dates/parse-date.ts";
import { isFrame, textOf, textsOf } from "./listing-link.ts";

const DATE_CHARS_MAX = 60;
const TEXTS_MAX = 40;
const LEVELS_ABOVE_MAX = 2;
const DAY_END = "T23:59:59.000Z";
const AROUND_WORDS_MAX = 3;
/** A year, or a month of it. */
const WITHOUT_DAY = /^\P{Nd}*\p{Nd}{4}\P{Nd}*$/u;
/** A day, a month and a year that are parted stand in so many texts of so many characters. */
const PIECES_MAX = 4;
const PIECE_CHARS_MAX = 12;

/** Thousands of links may stand in one element. */
const datesIn = new WeakMap<Element, string | null>();

/**
 * A date in this element: of a time element, of a mark, of a short text that is one, or of several that are its pieces. A day without a
 * time counts until it ends. Each element is read once.
 */
export function dateIn(element: Element): string | null {
  const known = datesIn.get(element);
  if (known !== undefined) return known;
  const date = findDate(element);
  datesIn.set(element, date);
  return date;
}

function findDate(element: Element): string | null {
  for (const time of DomUtils.getElementsByTagName("time", element, true, 3)) {
    const date = dateOfText(time.attribs["datetime"] ?? "") ?? dateOfText(textOf(time));
    if (date !== null) return date;
  }
  return (
    markedDate(element) ??
    writtenDate(
      textsOf(element)
        .slice(0, TEXTS_MAX)
        .map(({ text }) => text),
    )
  );
}

const OF_PUBLICATION = /^date(?:Published|Created)$/;

/** By an attribute that is for dates, such as the title of "3 hours ago". */
function markedDate(element: Element): string | null {
  for (const { name, attribs } of DomUtils.getElementsByTagName(() => true, element, true, TEXTS_MAX)) {
    const title = name === "abbr" || name === "span" || name === "time" ? attribs["title"] : undefined;
    const content = OF_PUBLICATION.test(attribs["itemprop"] ?? "") ? attribs["content"] : undefined;
    const marks = [
      attribs["datetime"],
      attribs["data-date"],
      attribs["data-datetime"],
      attribs["data-published"],
      content,
      title,
    ];
    for (const mark of marks) {
      const date = mark === undefined || mark.length > DATE_CHARS_MAX ? null : dateOfText(mark);
      if (date !== null) return date;
    }
  }
  return null;
}

/** "2026-11" may have its day next to it. */
const MONTH_ALONE = /^\p{Nd}{4}[^\p{Nd}]\p{Nd}{1,2}[^\p{Nd}]?$/u;

function writtenDate(texts: readonly string[]): string | null {
  let month: string | null = null;
  for (const text of texts) {
    if (text.length > DATE_CHARS_MAX || !/\p{Nd}|[〇一二三四五六七八九十]/u.test(text)) continue;
    const date = dateOfText(text);
    if (date !== null && !MONTH_ALONE.test(text)) return date;
    month ??= date;
  }
  for (let size = PIECES_MAX; size > 1; size--)
    for (let at = 0; at + size <= texts.length; at++) {
      const date = dateOfPieces(texts.slice(at, at + size));
      if (date !== null) return date;
    }
  return month ?? texts.map(dateAtEnd).find((date) => date !== null) ?? null;
}

/** Whether a text is about when its item came out, and is no headline. */
export const isDateLine = (text: string): boolean => dateOfText(text) !== null || dateAtEnd(text) !== null;

/** Of a text such as "By Kay, 28.11.2026": a few words and a date. */
function dateAtEnd(text: string): string | null {
  const parts = text.length > DATE_CHARS_MAX ? null : splitDate(text);
  return parts !== null && parts.title.split(" ").length <= AROUND_WORDS_MAX ? parts.date : null;
}

/** "28", "Nov" and "2026", or "28" and "2026-11". */
function dateOfPieces(pieces: readonly string[]): string | null {
  const text = pieces.join(" ");
  const isDay = /\p{Nd}{4}/u.test(text) && (text.match(/\p{Nd}+/gu)?.length ?? 0) > 1;
  if (!isDay || pieces.some((piece) => piece.length > PIECE_CHARS_MAX)) return null;
  return dateOfText(text) ?? dateOfText(pieces.toReversed().join("-"));
}

/** Of a link in a line of text: the date right before it, or right after it. */
export function dateNextTo(link: Element): string | null {
  for (const side of ["prev", "next"] as const) {
    let at = link[side];
    while (at instanceof Text && at.data.trim() === "") at = at[side];
    const text = at instanceof Text ? foldSpace(at.data).trim() : "";
    const date = text === "" || text.length > DATE_CHARS_MAX ? null : dateOfText(text);
    if (date !== null) return date;
  }
  return null;
}

const SPLIT_CHARS_MAX = 400;
const LEADING = /^(.{6,30}?)\s*(?:[:–—|·]|\s-)\s*(\S.*)$/su;
const LEADING_FIGURES = /^(\p{Nd}[\p{Nd}./-]{5,9})\s+(\S.*)$/su;
const TRAILING = /^(.*\S)\s*(?:[–—|·,]|\s-)\s*([^–—|·,]{6,30})$/su;
const BRACKETED = /^(.*\S)\s*[([]([^()[\]]{6,30})[)\]]$/su;

/** The headline and the date of a text such as "28.11.2026 – Ferry cancelled" or "Ferry cancelled (28 November 2026)"; null if it has no date at its ends. */
export function splitDate(text: string): { title: string; date: string } | null {
  if (text.length > SPLIT_CHARS_MAX) return null;
  for (const [pattern, dateAt] of [
    [LEADING, 1],
    [LEADING_FIGURES, 1],
    [BRACKETED, 2],
    [TRAILING, 2],
  ] as const) {
    const found = pattern.exec(text);
    const date = found === null ? null : dateOfText(found[dateAt] ?? "");
    if (found !== null && date !== null) return { title: found[3 - dateAt] ?? "", date };
  }
  return null;
}

/** Finds the date in what stands before an item: `dt` before `dd`, or the heading of a day's items. Each element is read once. */
export function openDatesAbove(): (item: Element) => string | null {
  const known = new Map<Element, string | null>();
  /** Other items of the same day may stand between, all of one name. */
  const amongSiblings = (item: Element): string | null => {
    const passed: Element[] = [];
    let date: string | null = null;
    for (let at: Element | null = item; at !== null;) {
      const seen = known.get(at);
      if (seen !== undefined) {
        date = seen;
        break;
      }
      passed.push(at);
      const before: Element | null = DomUtils.prevElementSibling(at);
      const text = before === null ? "" : textOf(before);
      date = text === "" || text.length > DATE_CHARS_MAX ? null : dateOfText(text);
      at = date === null && before?.name === at.name ? before : null;
    }
    for (const one of passed) known.set(one, date);
    return date;
  };
  return (item) => {
    let at = item;
    for (let level = 0; level < LEVELS_ABOVE_MAX; level++) {
      const date = amongSiblings(at);
      if (date !== null) return date;
      if (!(at.parent instanceof Element) || isFrame(at.parent) || at.parent.name === "body") return null;
      at = at.parent;
    }
    return null;
  };
}

const BELOW_MAX = 3;

/** The date in the elements right after a heading that stands alone, up to the next one. */
export function dateBelow(item: Element): string | null {
  let at = DomUtils.nextElementSibling(item);
  for (let passed = 0; passed < BELOW_MAX && at !== null && at.name !== item.name; passed++) {
    const date = dateIn(at);
    if (date !== null) return date;
    at = DomUtils.nextElementSibling(at);
  }
  return null;
}

export function dateOfText(text: string): string | null {
  if (WITHOUT_DAY.test(text)) return null;
  const plain = text.replace(/^[\s|·•,:–—([-]+|[\s|·•,:–—)\]-]+$/gu, "");
  const date = parseDate(plain);
  return date?.endsWith("T00:00:00.000Z") === true && !/\b0?0[:.]00\b/.test(plain) ? date.replace(/T.*/, DAY_END) : date;
}
