// Reads the dates that a page declares: with what publishers add to them, in its own order of day and month, none of them in the future.
import { parseDate } from "../../text/dates/parse-date.ts";

/** A publisher's clock or zone may be wrong, and some announce an article; a date further ahead is a mistake. */
const AHEAD_MS = 3 * 86_400_000;
/** A year, or a year and a month: no day. */
const NO_DAY = /^[^\p{N}]*(?:19|20)\d\d(?:[-/.]\d{1,2})?[^\p{N}]*$/u;
/** The sound beginning of a date in ISO 8601 after which something else stands: first with its time and zone, then less. */
const SOUND = [
  /^\s*(\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?\s?(?:Z|[+-]\d\d:?\d\d))/,
  /^\s*(\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?)/,
  /^\s*(\d{4}-\d\d-\d\d)(?!\d)/,
];
/** A day and a month that may each be either, as in 11/01/2023. Only dots always follow the day. */
const EITHER = /^(\D*)(0?[1-9]|1[0-2])([/-])(0?[1-9]|1[0-2])\3((?:19|20)?\d\d(?!\d).*)$/s;

/** What decides about a page's dates. */
export interface DateContext {
  /** The page's language, for example `en-US`. */
  language: string | null;
  /** When the page was fetched, or null if that is not known. */
  now: Date | null;
  /** The days of which the page says the same in a form that leaves no choice; ISO 8601. */
  sureDays: () => readonly string[];
}

/** ISO 8601 in UTC, or null if the text names no day, or one in the future. */
export function readPageDate(text: string | null | undefined, context: DateContext): string | null {
  if (text === null || text === undefined || NO_DAY.test(text)) return null;
  const date = parseDate(swapIfNeeded(text, context)) ?? readSound(text);
  return date !== null && context.now !== null && Date.parse(date) > context.now.getTime() + AHEAD_MS ? null : date;
}

/** Whether the day and the month of a date cannot be told from each other. */
export const isEither = (text: string): boolean => {
  if (text.charAt(4) === "-") return false;
  const [, , first, , second] = EITHER.exec(text) ?? [];
  return first !== undefined && Number(first) !== Number(second);
};

function readSound(text: string): string | null {
  for (const form of SOUND) {
    const date = parseDate(form.exec(text)?.[1]);
    if (date !== null) return date;
  }
  return null;
}

/** The page's own sure dates decide, then its language: Americans write the month first. */
function swapIfNeeded(text: string, { language, sureDays }: DateContext): string {
  if (!isEither(text)) return text;
  const swapped = text.replace(EITHER, "$1$4$3$2$3$5");
  const isSure = (candidate: string) => sureDays().some((day) => parseDate(candidate)?.slice(0, 10) === day.slice(0, 10));
  if (isSure(text) !== isSure(swapped)) return isSure(swapped) ? swapped : text;
  return language?.toLowerCase() === "en-us" ? swapped : text;
}
