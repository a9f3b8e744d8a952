// Sizes without a figure ("dozens", "hundreds"), and months: one in the place of another is a changed figure.

/** Each size in several languages. */
const SIZES: readonly string[] = [
  "dozens|dutzende|dizaines|decenas|decine|dezenas|tientallen|dziesiątki|onlarca|puluhan|belasan|десятки|десятков|десятків|десятках|عشرات|数十|數十",
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

const MONTHS = [
  "january|januar|janvier|enero|gennaio|janeiro|январ\\p{L}|січ(?:ень|ня|ні)|ocak|januari|يناير",
  "february|februar|février|febrero|febbraio|fevereiro|феврал\\p{L}|лют(?:ий|ого|ому)|şubat|februari|فبراير",
  "march|märz|mars|marzo|março|март\\p{L}?|берез(?:ень|ня|ні)|mart|maret|مارس",
  "april|avril|abril|aprile|апрел\\p{L}|квіт(?:ень|ня|ні)|nisan|[أا]بريل",
  "may|mai|mayo|maggio|maio|ма[йяе]|трав(?:ень|ня|ні)|mayıs|mei|مايو",
  "june|juni|juin|junio|giugno|junho|июн\\p{L}|черв(?:ень|ня|ні)|haziran|يونيو",
  "july|juli|juillet|julio|luglio|julho|июл\\p{L}|лип(?:ень|ня|ні)|temmuz|يوليو",
  "august|août|agosto|август\\p{L}?|серп(?:ень|ня|ні)|ağustos|agustus|[أا]غسطس",
  "september|septembre|septiembre|settembre|setembro|сентябр\\p{L}|верес(?:ень|ня|ні)|eylül|سبتمبر",
  "october|oktober|octobre|octubre|ottobre|outubro|октябр\\p{L}|жовт(?:ень|ня|ні)|ekim|[أا]كتوبر",
  "november|novembre|noviembre|novembro|ноябр\\p{L}|листопад\\p{L}{0,2}|kasım|نوفمبر",
  "december|dezember|décembre|diciembre|dicembre|dezembro|декабр\\p{L}|груд(?:ень|ня|ні)|aralık|desember|ديسمبر",
].map((words) => new RegExp(BOUNDED(words), "iu"));

export const isSizeChanged = (before: string, after: string): boolean => isReplaced(PATTERNS, before, after);

export const isMonthChanged = (before: string, after: string): boolean => isReplaced(MONTHS, before, after);

const ONE =
  /(?<![\p{L}\p{M}\d.,])(?:1|one|un|una|une|uno|um|uma|ein(?:e[rnms]?)?|één|один|одна|одного|одну|одной|одному|одним|jeden|jedna|bir|satu|seorang|một|واحد|واحدة)(?![\p{L}\p{M}\d]|[.,]\d)|[一](?=[人名个位])|1(?=\p{Lo})|တစ်(?=ဦး|ယောက်)/giu;

/** How many times a sentence has a word for one, which is no figure: it is an article in many languages. */
export const countOnes = (text: string): number => text.match(ONE)?.length ?? 0;

/** Whether each of two versions of a sentence has such a word that the other has not. */
function isReplaced(patterns: readonly RegExp[], before: string, after: string): boolean {
  const [was, is] = [before, after].map((text) => patterns.map((pattern) => pattern.test(text)));
  return (
    patterns.some((_, at) => was?.[at] === true && is?.[at] === false) &&
    patterns.some((_, at) => is?.[at] === true && was?.[at] === false)
  );
}
