// Reads the facts of a sentence that a report may change while all other words stay: figures, names, negation, quotations.
import { foldText } from "../fold-text.ts";
import { germanNames } from "./german-names.ts";
import { guessTongue } from "./guess-tongue.ts";
import { readFigures } from "./read-figures.ts";
import { tellingWords } from "../title-words.ts";
import type { Figure } from "./read-figures.ts";
import type { Tongue } from "./guess-tongue.ts";

export interface Facts {
  /** Hashes of its telling words. */
  words: Set<number>;
  figures: Figure[];
  /** Capitalised words inside it, folded; none in scripts without capitals. */
  names: Set<string>;
  /** Only a name in place of another says that a name changed: other words have capitals too. */
  areNamesSure: boolean;
  /** How many words turn it round. */
  negations: number;
  /** Quoted speech, as written. */
  quotes: string[];
}

const NAME =
  /(?<=[\p{L}\p{Nd},;:(–—-]['’"”]? ["“‘„«(]?)\p{Lu}[\p{L}\p{M}'’-]{2,40}|^["“‘„«(]?\p{Lu}[\p{L}\p{M}'’-]{2,40}(?= \p{Lu}\p{Ll})/gu;
/** Titles, days, months and agencies, which houses add, drop and write in their own ways. */
const NO_NAME = new RegExp(
  `^(?:${[
    "mr|mrs|ms|miss|dr|prof|professor|gen|general|lt|col|colonel|maj|major|sgt|capt|captain|adm|admiral|sen|senator|rep|representative|gov|governor|pres|president|premier|prime|minister|ministry|secretary|chancellor|senior|former|king|queen|prince|sir|lord|chief|deputy|vice|the|and|but|government|state|union|police|council",
    "monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tue|wed|thu|fri|sat|sun",
    "celsius|fahrenheit|kelvin|january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|dec",
    "reuters|afp|ap|associated|press|agence|france-presse|tass|interfax|xinhua|dpa|bloomberg|anews|usd|eur|gmt|utc|est",
  ].join("|")})$`,
);
/** Two spellings of one place in use at different houses. */
const SAME_NAME = new Map(
  [
    ["burma", "myanmar"],
    ["burmese", "myanmar"],
    ["rangoon", "yangon"],
    ["kiev", "kyiv"],
    ["peking", "beijing"],
    ["bombay", "mumbai"],
    ["calcutta", "kolkata"],
    ["america", "us"],
    ["american", "us"],
    ["britain", "uk"],
    ["british", "uk"],
    ["turkey", "turkiye"],
    ["arakan", "rakhine"],
    ["holland", "netherlands"],
  ].map(([from = "", to = ""]) => [from, to]),
);
const NEGATION = new RegExp(
  [
    "(?<!\\p{L})(?:not|no|never|none|neither|nor|cannot|without|nobody|nothing|не|нет|ни|никогда|никто|без|нельзя|не́|nicht|kein\\p{L}{0,2}|nie|niemand|ohne|pas|jamais|aucune?|sans|rien|no|nunca|jamás|ningún|ninguna|nadie|nada|tampoco|sin|ninguém|nenhum|nenhuma|não|nunca|nem|sem|non|mai|nessuno|senza|nie|ne|değil|không|chưa|(?<!paling )tidak|bukan|belum|tanpa|tak|jangan|ні|ані|немає|нема|жод(?:ен|на|не|ного|ної|ному)|ніхто|ніколи|לא|אין|בלי|אינו|אינה)(?!\\p{L})",
    "n['’]t(?!\\p{L})",
    "不|没|沒|未|无|無|非|ない|なかった|なく(?!とも)|ません|ず(?=、|。|に)|않|아니|없|못|ไม่|မဟုတ်|မရှိ|ဘူး|မ(?=[က-အ])[^\\s။]{1,24}ပါ(?=\\s|။|$|ဟု|ကြောင်း)|(?<!\\p{L})[وف]?(?:لا|لم|لن|ليس|ليست|غير|دون)(?!\\p{L})|(?<!\\p{L})(?:नहीं|न|बिना)(?!\\p{L})",
  ].join("|"),
  "giu",
);
/** Turkish denies within the verb: "yasaklamadı", "almadığını", "gitmeyecek", "bilmiyor". */
const TURKISH_NEGATION = /\p{L}{2,}(?:m[ae](?:d[ıiuü]|z(?!\p{L})|zl|y[ae][cn]|m[ae]m[ae]|m[ıiuü]ş)|m[ıiuü]yor)\p{L}*/giu;
/** Words of which the second says the contrary of the first. */
const CONTRARY =
  /(?<!\p{L})(?:den(?:y|ies|ied)|reject\w*|refus\w*|fail(?:s|ed)|innocent|acquit\w*|lost|loses?|oppos\w*|south\w*|west\w*|releas\w*|freed|отказал\p{L}*|отверг\p{L}*|опроверг\p{L}*|отрица\p{L}*|verweiger\p{L}*|weiger\p{L}*|bestritt\p{L}*|dementier\p{L}*|neg(?:ó|aron|aba)|rechaz\p{L}*|desminti\p{L}*|refus\p{L}*|rejet\p{L}*|dément\p{L}*|رفض\p{L}*|نفى|نفت)(?!\p{L})|拒绝|拒絕|否认|否認|拒否|否定した|거부|부인했|ငြင်းဆို|ปฏิเสธ/giu;
const QUOTE = /“([^”]{12,600})”|"([^"]{12,600})"|«([^»]{12,600})»|„([^“”]{12,600})[“”]|「([^」]{5,400})」/gu;

/** `words`: its telling words, if they are known. */
export function readFacts(
  sentence: string,
  tongue: Tongue | null = guessTongue(sentence),
  words = tellingWords(sentence),
): Facts {
  const names = tongue === "de" ? germanNames(sentence) : capitalNames(sentence);
  return {
    words,
    figures: readFigures(sentence, tongue),
    names: new Set(names.map(nameOf).filter((name) => !NO_NAME.test(name))),
    areNamesSure: tongue !== "de",
    negations: [NEGATION, CONTRARY, ...(tongue === "tr" ? [TURKISH_NEGATION] : [])].reduce(
      (sum, pattern) => sum + (sentence.match(pattern)?.length ?? 0),
      0,
    ),
    quotes: Array.from(sentence.matchAll(QUOTE), ([, ...parts]) => parts.find((part) => part !== undefined) ?? ""),
  };
}

const capitalNames = (sentence: string): string[] =>
  /\p{Ll}{2}/u.test(sentence) ? Array.from(sentence.matchAll(NAME), ([found]) => found) : [];

/** A name in the form in which two of them are compared. */
export function nameOf(word: string): string {
  const folded = foldText(word.replace(/["“‘„«(]/gu, "").replace(/['’]s$/u, ""));
  return SAME_NAME.get(folded) ?? folded;
}

/** Whether two names are one in two spellings: Zelensky and Zelenskyy, Mohammed and Muhammad. */
export function isSpelledAlike(a: string, b: string): boolean {
  if (a === b || (Math.min(a.length, b.length) >= 4 && (a.startsWith(b) || b.startsWith(a)))) return true;
  return a.charAt(0) === b.charAt(0) && Math.abs(a.length - b.length) <= 2 && bones(a) === bones(b);
}

/** The consonants, each once in a row. */
const bones = (name: string): string => name.replace(/[aeiouyаеёиоуыэюяйіїє]/gu, "").replace(/(.)\1+/gu, "$1");
