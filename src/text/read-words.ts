// Sorts the words of a written date: month, weekday, zone, and how many are unknown.
import { findMonth, findWeekday } from "./dates/month-names.ts";
import { findZoneOffset } from "./dates/time-zone.ts";

// Words that say nothing of the date: "at", "of", and the letters that Asian dates put after numbers.
const IDLE = new Set(
  (
    "t on of the updated published posted de del di da du den der le la las los el à a às as e y um uhr uur om kl klo alle ore ora orë в о у г р m d gada " +
    "года року рік год w dnia r o v st nd rd th er º ª năm ngày lúc 년 월 일 年 月 日 号 號 " +
    "יום ב בשעה في الساعة ساعت في ရက် ခုနှစ် နေ့ ထုတ် ទី ឆ្នាំ ថ្ងៃ ม оны өдөр बजे"
  ).split(" "),
);

export interface Words {
  month: number | null;
  weekday: number | null;
  zone: number | null;
  unknown: number;
}

/** Reads the words of a date whose digits stand elsewhere; `needsMonth` if those cannot give the month. */
export function readWords(text: string, needsMonth: boolean): Words {
  const words: Words = { month: null, weekday: null, zone: null, unknown: 0 };
  // Words that name a month in one language and a weekday in another, or in the same: "mar", "paz", "sub".
  const either: { month: number; weekday: number }[] = [];
  for (const written of text.match(/[\p{L}\p{M}ºª]+/gu) ?? []) {
    // "AT" is Atlantic time, "at" is a word.
    if (IDLE.has(written.toLowerCase()) || written === "at" || written === "At") continue;
    const zone = findZoneOffset(written);
    // "PT" in capitals is Pacific time, "pt" a Polish Friday.
    if (zone !== null && /^[A-Z]+$/.test(written)) {
      words.zone = zone;
      continue;
    }
    const month = findMonth(written);
    const weekday = findWeekday(written);
    if (month !== null && weekday !== null) either.push({ month, weekday });
    else if (month !== null) words.month ??= month;
    else if (weekday !== null) words.weekday ??= weekday;
    else if (zone !== null) words.zone = zone;
    else if (!/^[A-Z]{1,5}$/.test(written)) words.unknown++;
  }
  // The month follows the weekday: "mar., 03 mar. 2026".
  if (needsMonth) words.month ??= either.pop()?.month ?? null;
  words.weekday ??= either[0]?.weekday ?? null;
  return words;
}
