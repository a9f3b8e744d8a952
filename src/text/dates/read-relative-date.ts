// Reads dates that name no day of their own, as lists of news have them: "3 hours ago", "vor 2 Tagen", "вчера", "2小时前".

import { toAsciiDigits } from "./parse-date.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const CHARS_MAX = 40;
/** A longer text is a headline. */
const WORDS_MAX = 6;

/** Words for a pause, each with its length; the first that fits counts. */
const UNITS: readonly [number, RegExp][] = [
  [
    1_000,
    /^(?:s|secs?|seconds?|sekunden?|secondes?|segundos?|secondi|seconden|секунд\p{L}*|saniye|ثانية|ثوان|秒|초|giây|วินาที|စက္ကန့်)$/u,
  ],
  [
    MINUTE_MS,
    /^(?:m|mins?|minutes?|minuten?|minutos?|minut[io]|minuta|minuten|мин|минут\p{L}*|хвилин\p{L}*|dakika|دقيقة|دقائق|دقیقه|分|分钟|分鐘|분|phút|นาที|မိနစ်)$/u,
  ],
  [
    HOUR_MS,
    /^(?:h|hrs?|hours?|std|stunden?|heures?|horas?|ora|ore|uur|godzin\p{L}*|час\p{L}*|годин\p{L}*|saat|ساعة|ساعات|ساعت|小时|小時|時間|시간|giờ|ชั่วโมง|နာရီ)$/u,
  ],
  [
    DAY_MS,
    /^(?:d|days?|tag(?:en|e)?|jours?|d[ií]as?|giorn[io]|dag(?:en|e)?|dni|день|дня|дней|дні|днів|gün|يوم|أيام|روز|天|日|일|ngày|วัน|ရက်)$/u,
  ],
  [
    7 * DAY_MS,
    /^(?:w|weeks?|wochen?|semaines?|semanas?|settiman[ae]|weken|week|недел\p{L}*|тижн\p{L}*|hafta|أسبوع|أسابيع|هفته|周|週間|주|tuần|สัปดาห์|ပတ်)$/u,
  ],
  [
    30 * DAY_MS,
    /^(?:months?|monat(?:en|e)?|mois|mes(?:es)?|mes[ei]|maanden?|месяц\p{L}*|місяц\p{L}*|ay|شهر|أشهر|ماه|个月|か月|ヶ月|개월|tháng|เดือน|လ)$/u,
  ],
];
const AGO =
  /\bago\b|^vor\s|^il y a\s|^hace\s|^há\s|\sfa$|\sgeleden$|\stemu$|\sназад$|\sтому$|\sönce$|^منذ\s|^قبل\s|\sپیش$|前$|\s?전$|\strước$|ที่แล้ว$|လွန်ခဲ့သော|အကြာ/iu;
const ONE = /^(?:an?|one|einer?|einem|une?|un[ao]?|een|bir)$/iu;
const NOW = /^(?:just now|now|gerade eben|à l['’]instant|ahora|agora|adesso|только что|щойно|şimdi|الآن|刚刚|たった今|방금)$/iu;
const TODAY =
  /^(?:today|heute|aujourd['’]hui|hoy|hoje|oggi|vandaag|dzi[sś](?:iaj)?|сегодня|сьогодні|bugün|اليوم|امروز|今天|今日|오늘|hôm nay|วันนี้|ယနေ့)(?![\p{L}\p{M}])/iu;
/** "Hier" is "here" in German and Dutch, so it counts with a time of day alone. */
const HIER = /^hier$/i;
const YESTERDAY =
  /^(?:yesterday|gestern|hier|ayer|ontem|ieri|gisteren|wczoraj|вчера|вчора|dün|أمس|دیروز|昨天|昨日|어제|hôm qua|เมื่อวาน|မနေ့က)(?![\p{L}\p{M}])/iu;

/** The instant that a text names before `now`, ISO 8601 in UTC; null if it is no such text. A day counts until it ends, or until now. */
export function readRelativeDate(text: string, now: Date): string | null {
  if (text === "" || text.length > CHARS_MAX) return null;
  const plain = toAsciiDigits(text.normalize("NFKC").trim());
  if (NOW.test(plain) || isDay(plain, TODAY)) return now.toISOString();
  if (isDay(plain, YESTERDAY) && !HIER.test(plain))
    return new Date(Math.floor(now.getTime() / DAY_MS) * DAY_MS - 1_000).toISOString();
  const words = plain.toLowerCase().match(/\d+|[\p{L}\p{M}]+/gu) ?? [];
  if (words.length > WORDS_MAX || !AGO.test(plain)) return null;
  const found = words.flatMap((word, index) => {
    const before = words[index - 1] ?? "";
    const count = /^\d+$/.test(before) ? Number(before) : ONE.test(before) ? 1 : null;
    const unit = UNITS.find(([, unitWords]) => unitWords.test(word.replace(/(?:前|전|ที่แล้ว)$/u, "")));
    return count === null || unit === undefined ? [] : [count * unit[0]];
  });
  const [agoMs] = found;
  return agoMs === undefined || agoMs > 3_650 * DAY_MS ? null : new Date(now.getTime() - agoMs).toISOString();
}

/** Whether a text is a word such as "today" alone, which may also be the name of a section or of a paper. */
export const isBareDay = (text: string): boolean =>
  !/\p{N}/u.test(text) && [NOW, TODAY, YESTERDAY].some((word) => word.test(text.trim()));

/** The word alone, or with a time of day. */
const isDay = (text: string, day: RegExp): boolean =>
  day.test(text) && /^[\s,.:|·–—-]*(?:(?:\p{L}{1,4}\s+)?\d{1,2}[:.h]\d{2}.{0,8})?$/u.test(text.replace(day, ""));
