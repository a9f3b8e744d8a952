// Numbers as words in scripts that write them next to what is counted: 十五人, 열여섯 명, สิบเก้าราย, ရှစ်ဦး. Only before such a word are they figures.

interface Counting {
  /** A number with the word for what is counted ahead of it. */
  pattern: RegExp;
  value(number: string): number;
}

const HAN_DIGITS = "〇一二三四五六七八九";
const HAN: Counting = {
  pattern:
    /[〇零一二两兩三四五六七八九十百千]{1,9}(?=(?:多|余|餘)?(?:人|名|位|号|號|层|層|死|伤|傷|具|起|个|個|岁|歲|艘|架|辆|輛|座|所|户|戶|枚|亿|億|万|萬))/gu,
  value: (number) => {
    let sum = 0;
    let digit = 0;
    for (const sign of number.replace(/[两兩]/gu, "二").replaceAll("零", "〇")) {
      const unit = { 十: 10, 百: 100, 千: 1_000 }[sign];
      if (unit === undefined) digit = HAN_DIGITS.indexOf(sign);
      else [sum, digit] = [sum + (digit || 1) * unit, 0];
    }
    return sum + digit;
  },
};

const any = (list: readonly string[]): string => [...list].sort((a, b) => b.length - a.length).join("|");

/** Tens and ones, each a list from one on; a digit before the word for ten multiplies it. */
function byLists(tens: readonly string[], ones: readonly string[], counted: string): Counting {
  return {
    pattern: new RegExp(`(?:(?:${any(tens)})(?:${any(ones)})?|(?:${any(ones)}))(?= ?(?:${counted}))`, "gu"),
    value: (number) => {
      const ten = tens.findLastIndex((word) => number.startsWith(word));
      const one = ones.findLastIndex((word) => number.slice(tens[ten]?.length ?? 0) === word);
      return 10 * (ten + 1) + one + 1;
    },
  };
}

const list = (text: string): string[] => text.split(" ");
const THAI_ONES = list("หนึ่ง สอง สาม สี่ ห้า หก เจ็ด แปด เก้า");
const BURMESE_ONES = list("တစ် နှစ် သုံး လေး ငါး ခြောက် ခုနစ် ရှစ် ကိုး");

const BURMESE_COUNTED = "ဦး|ယောက်|လုံး|စင်း|စီး|ကောင်|နေရာ|ရွာ";
/** "Ten" alone is ten, "ten and one" eleven; before nothing it is spelled otherwise. */
const inTens = ({ value }: Counting): Counting => ({
  pattern: new RegExp(
    `(?:(?:${any(BURMESE_ONES)})?ဆယ(?:့်|်)(?:${any(BURMESE_ONES)})?|(?:${any(BURMESE_ONES)}))(?= ?(?:${BURMESE_COUNTED}))`,
    "gu",
  ),
  value: (number) => value(number.replace("ဆယ်", "ဆယ့်").replace(/^ဆယ့်/u, "တစ်ဆယ့်")),
});

const COUNTINGS: readonly Counting[] = [
  HAN,
  byLists(
    list("열 스물 서른 마흔 쉰 예순 일흔 여든 아흔"),
    list("한 두 세 네 다섯 여섯 일곱 여덟 아홉"),
    "명|사람|곳|살|차례|척|채",
  ),
  byLists(["สิบ", "ยี่สิบ", ...THAI_ONES.slice(2).map((one) => `${one}สิบ`)], THAI_ONES, "คน|ราย|ศพ|แห่ง|หลัง|ลำ|คัน|นาย"),
  inTens(
    byLists(
      BURMESE_ONES.map((one) => `${one}ဆယ့်`),
      BURMESE_ONES,
      BURMESE_COUNTED,
    ),
  ),
];
const WRITTEN_SO = /[\u0e00-\u0e7f\u1000-\u109f\u3007\u4e00-\u9fff\uac00-\ud7af]/;

/** The sentence with such numbers in digits. */
export function countedAsDigits(sentence: string): string {
  if (!WRITTEN_SO.test(sentence)) return sentence;
  return COUNTINGS.reduce((text, { pattern, value }) => text.replace(pattern, (number) => ` ${value(number)} `), sentence);
}
