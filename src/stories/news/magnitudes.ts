// Words for a size without a figure: "dozens", "hundreds", "thousands". One in the place of another is a changed figure.

/** Each size in several languages. */
const SIZES: readonly string[] = [
  "dozens|dutzende|dizaines|decenas|decine|dezenas|tientallen|dziesiątki|десятки|десятков|عشرات|数十|數十",
  "hundreds|hunderte|centaines|cientos|centenares|centinaia|centenas|honderden|setki|yüzlerce|ratusan|сотни|сотен|сотні|مئات|数百|數百",
  "thousands|tausende|milliers|miles|migliaia|milhares|duizenden|tysiące|binlerce|ribuan|тысячи|тысяч|тисячі|آلاف|数千|數千",
  "half|hälfte|moitié|mitad|metà|metade|половина|половину|نصف|一半|半数",
  "(?:a|one) third|ein drittel|un tiers|un tercio|un terzo|um terço|треть|ثلث|三分之一",
  "(?:a|one) quarter|ein viertel|un quart|un cuarto|un quarto|um quarto|четверть|ربع|四分之一",
];
const BOUNDED = (word: string): string => (/\p{sc=Han}/u.test(word) ? word : `(?<![\\p{L}\\p{M}])(?:${word})(?![\\p{L}\\p{M}])`);
/** Parts within brackets stay whole. */
const PATTERNS = SIZES.map(
  (words) =>
    new RegExp(
      words
        .split(/\|(?![^(]*\))/)
        .map(BOUNDED)
        .join("|"),
      "iu",
    ),
);

/** Whether each of two versions of a sentence has such a word that the other has not. */
export function isSizeChanged(before: string, after: string): boolean {
  const [was, is] = [before, after].map((text) => PATTERNS.map((pattern) => pattern.test(text)));
  return (
    PATTERNS.some((_, at) => was?.[at] === true && is?.[at] === false) &&
    PATTERNS.some((_, at) => is?.[at] === true && was?.[at] === false)
  );
}
