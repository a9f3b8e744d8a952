// Scripts without spaces: whether a short name is only a part of longer words, as 京都 is in 東京都知事 and ชาด in ชาดก.

/** Words that begin or end like the name of a place, in which the name is never meant, and which no dictionary of the runtime has. */
const LONGER_WORDS: Record<string, readonly string[]> = {
  น่าน: ["น่านน้ำ", "น่านฟ้า"],
  แพร่: ["เผยแพร่", "แพร่ระบาด", "แพร่กระจาย", "แพร่หลาย", "แพร่เชื้อ", "แพร่ภาพ", "แพร่พันธุ์", "แพร่ข่าว", "แพร่ขยาย", "แพร่สู่"],
  ตาก: ["ตากแดด", "ตากอากาศ", "ตากผ้า", "ตากแห้ง", "ตากลม"],
  เลย: ["ไม่รู้เลย", "ละเลย", "เลยเวลา", "มากเลย", "ไม่เลย", "ไม่มีเลย", "ได้เลย", "ทันทีเลย"],
  ตรัง: ["ตรังกานู"],
  ကရင်: ["ကရင်နီ"],
  မာလီ: ["ဆိုမာလီယာ"],
  ម៉ាលី: ["សូម៉ាលី"],
  នីហ្សេ: ["នីហ្សេរីយ៉ា"],
  印度: ["印度尼西亚", "印度尼西亞"],
  俄罗斯: ["白俄罗斯"],
  俄羅斯: ["白俄羅斯"],
  马里: ["索马里", "马里兰", "马里乌波尔", "帕拉马里博", "马里亚纳"],
  馬利: ["索馬利亞", "聖馬利諾", "巴拉馬利波"],
  馬里: ["索馬里", "馬里蘭", "馬里烏波爾", "馬里亞納"],
  尼日: ["尼日利亚", "尼日利亞"],
  罗马: ["罗马尼亚"],
  羅馬: ["羅馬尼亞"],
  柏林: ["都柏林"],
};
/** A country of one character before a noun: 美国会 is 美 and 国会. */
const ONE_CHARACTER = new Set("美英法德俄日韩韓中台印越泰朝缅緬");
const AROUND = 12;
/** Reading the words around a place takes some microseconds. */
export const LOOKED_AT_MAX = 2_000;
/** Of longer names no other word is made. */
const HAN_LENGTH = 2;
const THAI_LENGTH_MAX = 10;

const segmenters = new Map<string, Intl.Segmenter>();

/** Returns true for a name from `start` to `end` that the words around it take apart or swallow. False where that is not known. */
export function isInsideLongerWord(text: string, start: number, end: number): boolean {
  const name = text.slice(start, end);
  const from = Math.max(0, start - AROUND);
  const around = text.slice(from, end + AROUND);
  for (const longer of LONGER_WORDS[name] ?? [])
    for (let at = around.indexOf(longer); at >= 0; at = around.indexOf(longer, at + 1))
      if (from + at <= start && from + at + longer.length >= end) return true;
  if (/^\p{Script=Han}+$/u.test(name)) return name.length === HAN_LENGTH && isCutThrough(around, start - from, end - from);
  return /^[\u0e00-\u0e7f]+$/.test(name) && name.length <= THAI_LENGTH_MAX && isBeginning(around, start - from, end - from);
}

/** Han: a word begins before the name and ends within it, or the other way about. */
function isCutThrough(around: string, start: number, end: number): boolean {
  let [before, after] = [0, 0];
  for (const { segment, index } of segmentsOf("zh", around)) {
    const last = index + segment.length;
    if (index < start && last > start && last < end) before = start - index;
    if (index > start && index < end && last > end) after = last - end;
  }
  return after > 0 || (before > 0 && !(before === 1 && ONE_CHARACTER.has(around[start - 1] ?? "")));
}

/**
 * Thai: the name is the beginning of a word that is a few letters longer. What has a word after it, as เกาหลีเหนือ, or before it, as ประเทศไทย, is
 * often meant.
 */
function isBeginning(around: string, start: number, end: number): boolean {
  return segmentsOf("th", around).some(({ segment, index }) => {
    const last = index + segment.replace(/ฯ$/, "").length;
    return index === start && last > end && last <= end + 3;
  });
}

function segmentsOf(language: string, text: string): Intl.SegmentData[] {
  let segmenter = segmenters.get(language);
  if (!segmenter) segmenters.set(language, (segmenter = new Intl.Segmenter(language, { granularity: "word" })));
  return [...segmenter.segment(text)];
}
