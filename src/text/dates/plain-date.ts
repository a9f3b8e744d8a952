// Rewrites the ways in which single languages write dates into the common ones: digits, colons, English names.

// Each pattern is bounded, and the text is a line of at most some hundred characters.
const REWRITINGS: readonly (readonly [RegExp, string | ((whole: string, ...groups: string[]) => string)])[] = [
  // Direction marks, joiners, and typographic minus signs.
  [/[\u200b-\u200f\u061c\u2060]/g, ""],
  [/[\u2010-\u2015\u2212]/g, "-"],
  [/[\uff0c\u3001\u060c\u104a]/g, ", "],
  [/\((?:utc|gmt) ?([+-] ?\d{1,2}(?::?\d{2})?)\)/gi, " GMT$1"],
  // Japanese and Taiwanese eras, and years, months and days in Chinese numerals.
  [/[〇零一二三四五六七八九十]+(?=[年月日号號])/g, (figures) => String(readChineseNumber(figures))],
  [/(令和|平成|民國|民国) ?(元|\d{1,3}) ?年/g, (_, era = "", year = "") => `${(ERAS[era] ?? 0) + (Number(year) || 1)}年`],
  [/(\d{1,2}) ?[時时点點시] ?(?:(\d{1,2}) ?[分분] ?(?:(\d{1,2}) ?[秒초])?)?/g, toTime],
  [/(\d{1,2}) ?h(?![\p{L}\d])(?! ?\d)/giu, (_, hour = "") => ` ${hour}:00 `],
  // "5pm", and "24-NOV-26 05.06.07.000000 PM" as Oracle writes it.
  [/(?<![\d:.])(\d{1,2}) ?([ap])\.? ?m(?!\p{L})/giu, " $1:00 $2m"],
  [/(\d{1,2}-[A-Z]{3}-\d{2}) (\d{2})\.(\d{2})\.(\d{2})(?:\.\d{1,9})?(?!\d)/gi, "$1 $2:$3:$4"],
  // "kl. 08.15": after a year and a space or comma, a dot separates hours and minutes.
  [/(?<=\d{4}[, ][^\d]{0,12})(\d{1,2})\.(\d{2})(?:\.(\d{2}))?(?![\d.])/g, toTime],
  // Languages that number months and weekdays.
  [/tháng (mười một|mười hai|mười|giêng|một|hai|ba|tư|năm|sáu|bảy|tám|chín|chạp)(?!\p{L})/giu, toVietnameseMonth],
  [/(?:^|[^\p{L}])(?:tháng|thg) ?(\d{1,2})(?!\d)/giu, (_, month = "") => ` ${nameMonth(month)} `],
  [/(\d{1,2}) ?(?:-р )?сар(?:ын|д)?(?!\p{L})/giu, (_, month = "") => ` ${nameMonth(month)} `],
  [/thứ (hai|ba|tư|năm|sáu|bảy)|chủ nhật/giu, (_, day = "") => DAYS[VIETNAMESE_DAYS.indexOf(day.toLowerCase()) + 1] ?? " "],
  // Month names that contain a space or dots.
  [/كانون الثاني|كانون الأول|تشرين الأول|تشرين الثاني/g, (name) => ` ${ARABIC_PAIRS[name] ?? ""} `],
  [/[กมพสตธ]\p{M}?\.? ?[คพยม]\./gu, (name) => ` ${THAI_SHORT[name.replace(/[. ]/g, "")] ?? name} `],
  [/พ\.? ?ศ\.?|ค\.? ?ศ\.?|เวลา|วันที่|น\./g, " "],
];

const ERAS: Readonly<Record<string, number>> = { 令和: 2018, 平成: 1988, 民國: 1911, 民国: 1911 };
const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
const DAYS = "Sunday Monday Tuesday Wednesday Thursday Friday Saturday".split(" ");
const VIETNAMESE_DAYS = ["hai", "ba", "tư", "năm", "sáu", "bảy"];
const VIETNAMESE_MONTHS = "một hai ba tư năm sáu bảy tám chín mười".split(" ").concat("mười một", "mười hai");
const ARABIC_PAIRS: Readonly<Record<string, string>> = {
  "كانون الثاني": "Jan",
  "كانون الأول": "Dec",
  "تشرين الأول": "Oct",
  "تشرين الثاني": "Nov",
};
const THAI_SHORT: Readonly<Record<string, string>> = {
  มค: "Jan",
  กพ: "Feb",
  มีค: "Mar",
  เมย: "Apr",
  พค: "May",
  มิย: "Jun",
  กค: "Jul",
  สค: "Aug",
  กย: "Sep",
  ตค: "Oct",
  พย: "Nov",
  ธค: "Dec",
};

/** The date with one language's ways rewritten; the rest stays unchanged. */
export function toPlainDate(text: string): string {
  // oxlint-disable-next-line no-control-regex
  if (/^[\0-\x7f]*$/.test(text) && !/\dh|\d\.\d|\((?:utc|gmt)|\d ?[ap]\.? ?m/i.test(text)) return text;
  return REWRITINGS.reduce((date, [pattern, replacement]) => date.replace(pattern, replacement as string), text);
}

function toTime(_: string, hour = "", minute = "00", second = "00"): string {
  return ` ${hour}:${minute.padStart(2, "0")}:${second.padStart(2, "0")} `;
}

function nameMonth(month: string): string {
  return MONTHS[Number(month) - 1] ?? "?";
}

/** The first and the last also have names of their own. */
function toVietnameseMonth(_: string, written = ""): string {
  const name = written.toLowerCase().replace("giêng", "một").replace("chạp", "mười hai");
  return ` ${nameMonth(String(VIETNAMESE_MONTHS.indexOf(name) + 1))} `;
}

/** "二〇二六" digit by digit, "二十三" by tens and ones. */
function readChineseNumber(figures: string): number {
  const digits = Array.from(figures, (figure) => "〇一二三四五六七八九".indexOf(figure === "零" ? "〇" : figure));
  const ten = figures.indexOf("十");
  if (ten < 0) return Number(digits.join(""));
  return (ten === 0 ? 1 : (digits[ten - 1] ?? 0)) * 10 + (digits[ten + 1] ?? 0);
}
