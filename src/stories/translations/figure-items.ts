// The figures and dates of a text in any script, as values: "183", "၁၈၃", "2.5 million", "250万", "3 октября".
import { findMonth } from "../../text/dates/month-names.ts";
import { asDigits, plainNumber, scaleOf } from "../news/read-figures.ts";
import { markOf } from "./mark.ts";
import type { Item } from "./mark.ts";

const FIGURE = /(\d{1,3}(?:[.,٬\u00a0\u202f’ ]\d{3})+(?!\d)|\d+)(?:[.,٫](\d{1,3}))?(?: ?([\p{L}\p{M}]+))?/gu;
const DAY_FIRST = /(?<!\d)(\d{1,2})(?:st|nd|rd|th|\.|º|er|-?го|일|日)? ?(?:de |of |ng )?([\p{L}\p{M}]{3,})/gu;
const MONTH_FIRST = /(?<![\p{L}\p{M}])([\p{L}\p{M}]{3,30})\.? (\d{1,2})(?!\d|[.,:]\d)/gu;
const EAST_ASIAN = /(\d{1,2}) ?[月월] ?(\d{1,2}) ?[日일]/gu;
const THAI = /[\u0e00-\u0e7f]/;
/** Thai years count from the death of the Buddha. */
const BUDDHIST_YEARS = 543;
const DIGITS = 3;

export function figureItems(text: string): Item[] {
  const items = new Map<string, Item>();
  const plain = asDigits(text);
  const add = (key: string, written: string, kind: "number" | "figure" | "date"): void => {
    if (!items.has(key)) items.set(key, { written: written.trim(), marks: [markOf(kind, key)] });
  };
  const addDate = (written: string, month: number | null, day: number): void => {
    if (month !== null && day >= 1 && day <= 31) add(`${month}-${day}`, written, "date");
  };
  for (const [written, day = "", word = ""] of plain.matchAll(DAY_FIRST))
    if (Number(day) <= 31) addDate(written, findMonth(word), Number(day));
  for (const [written, word = "", day = ""] of plain.matchAll(MONTH_FIRST))
    if (Number(day) <= 31) addDate(written, findMonth(word), Number(day));
  for (const [written, month = "", day = ""] of plain.matchAll(EAST_ASIAN)) addDate(written, Number(month), Number(day));
  const isThai = THAI.test(text);
  for (const [written, whole = "", rest = "", word = ""] of plain.matchAll(FIGURE)) {
    const digits = whole.replace(/\D/g, "");
    if (digits.length > 12) continue;
    let value = plainNumber(rest === "" ? digits : `${digits}.${rest}`) * (scaleOf(word) ?? 1);
    if (isThai && value >= 2400 && value < 2700) value -= BUDDHIST_YEARS;
    if (value < 10 && rest === "") continue;
    const isYear = Number.isInteger(value) && value >= 1900 && value < 2100;
    const key = String(Number(value.toPrecision(12)));
    add(key, written.slice(0, written.length - word.length), isYear || key.length < DIGITS ? "number" : "figure");
  }
  return [...items.values()];
}
