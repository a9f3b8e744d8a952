// How surely a word of a text is a part of a name.
import { latinPieces } from "./name-part.ts";
import { soundsOf } from "./slavic-spellings.ts";
import { piecesOf } from "./read-surface.ts";
import { tableOf } from "../../text/names/tables/tables.ts";
import type { NamePart } from "./name-part.ts";
import type { Surface } from "./read-surface.ts";

/** A spelling that the name has exactly. */
export const EXACT = 40;
/** An ending that was taken off makes a word a little less likely. */
const CUT_BITS = 1;
/** Each letter must fit so much better. */
const CUT_BITS_A_LETTER = 1.2;
/** Fewer bits say nothing. */
const bitsMin = 5;

/** The Arabic article, after a prefix or none: most words with it are no names, as العمر, "age". */
const arabicArticle = /^([وفبكل]?)(?:ال|لل).{2}/;
const ARTICLE_BITS = 8;
/** Characters of grammar, with which Chinese spells no foreign name. */
const hanGrammar = /[的了是我们們这這和就都也与與你她他]/;
/** The Latin letters for which a prefix may also stand: باليرمو is Palermo. */
const latinOfPrefix: Record<string, RegExp> = { "": /^[aeiou]/, و: /^[wvou]/, ف: /^[fv]/, ب: /^[bp]/, ك: /^[kcq]/, ل: /^l/ };
const isArticle = (prefix: string, latin: string) => latinOfPrefix[prefix]?.test(latin) !== true;

/** Returns the bits by which the word is that part, `EXACT` if it is one of its spellings, or 0 if it is not. */
export function bitsOf(part: NamePart, surface: Surface): number {
  const { script, readings } = surface;
  for (const { folded } of readings) if (part.exact.includes(folded)) return EXACT;
  // Within its own script a name has the spelling as given, but for what languages of that script write differently.
  if (part.script === script && !surface.isForeign) return 0;
  const table = tableOf(script);
  if (!table || (script === "han" && hanGrammar.test(readings[0]?.folded ?? ""))) return 0;
  let best = 0;
  const article = script === "arabic" && !part.hasArticle ? (arabicArticle.exec(readings[0]?.folded ?? "")?.[1] ?? null) : null;
  for (const reading of readings) {
    const written = piecesOf(reading, script);
    if (!written || reading.letters.length === 0) continue;
    for (const spelling of part.latin) {
      if (script === "cyrillic" && !endsAlike(spelling.letters, reading.letters, reading.cut)) continue;
      if (part.cyrillic !== null && script === "cyrillic" && !surface.isForeign && part.cyrillic !== soundsOf(reading.letters))
        continue;
      const latin = latinPieces(spelling, script);
      if (!latin) continue;
      const bits =
        table.model.score(latin, written) - (article !== null && isArticle(article, spelling.letters) ? ARTICLE_BITS : 0);
      if (bits < table.bitsALetterTogether * written.length) continue;
      // A word without its ending must fit better to be a name by itself: макароны are not Macron.
      const alone = table.bitsALetter + (reading.cut && script === "cyrillic" ? CUT_BITS_A_LETTER : 0);
      const sure = bits >= alone * written.length ? bits : Math.min(bits, table.bitsMin);
      best = Math.max(best, reading.cut || sure < bits ? sure - CUT_BITS : sure);
    }
  }
  return best < bitsMin ? 0 : best;
}

/** A nominative ends as its Latin spelling does: Захаров is not Zakharova, and of Макрона only Макрон is Macron. */
function endsAlike(latin: string, nominative: string, cut: boolean): boolean {
  const end = nominative.at(-1) ?? "";
  if (latin.endsWith("a")) return end === "а" || end === "я";
  if (/[bcfgklmnpqvw]$/.test(latin) && /[аеёиоуыэюяі]$/.test(nominative)) return false;
  if (/[drz]$/.test(latin) && /[бвгджзклмнпрстфхцчшщ][ая]$/.test(nominative)) return false;
  if (!cut) return true;
  if (end === "а" || end === "я") return /(?:ah|[aeo]i[sx]?|at|as)$/.test(latin);
  if (end === "й" || end === "и" || end === "ы" || end === "і") return /[iyje]$/.test(latin);
  if (end === "о" || end === "е") return /[oeu]$/.test(latin);
  return !/[aoiuy]$/.test(latin);
}
