// Stems: the part of a word that its endings leave unchanged, by language. Only for terms that ask for it.
import { stemmer as arabic } from "@orama/stemmers/arabic";
import { stemmer as armenian } from "@orama/stemmers/armenian";
import { stemmer as bulgarian } from "@orama/stemmers/bulgarian";
import { stemmer as danish } from "@orama/stemmers/danish";
import { stemmer as dutch } from "@orama/stemmers/dutch";
import { stemmer as finnish } from "@orama/stemmers/finnish";
import { stemmer as french } from "@orama/stemmers/french";
import { stemmer as german } from "@orama/stemmers/german";
import { stemmer as greek } from "@orama/stemmers/greek";
import { stemmer as hungarian } from "@orama/stemmers/hungarian";
import { stemmer as indonesian } from "@orama/stemmers/indonesian";
import { stemmer as italian } from "@orama/stemmers/italian";
import { stemmer as norwegian } from "@orama/stemmers/norwegian";
import { stemmer as portuguese } from "@orama/stemmers/portuguese";
import { stemmer as romanian } from "@orama/stemmers/romanian";
import { stemmer as russian } from "@orama/stemmers/russian";
import { stemmer as spanish } from "@orama/stemmers/spanish";
import { stemmer as swedish } from "@orama/stemmers/swedish";
import { stemmer as turkish } from "@orama/stemmers/turkish";
import { stemmer as ukrainian } from "@orama/stemmers/ukrainian";
import { stem as english } from "porter2";
import { foldWord } from "../../text/words/fold-word.ts";

// English uses porter2: porter1, as in @orama/stemmers, reduces "news" to "new".
const stemmers = new Map<string, (word: string) => string>(
  Object.entries({
    en: english,
    ar: arabic,
    hy: armenian,
    bg: bulgarian,
    da: danish,
    nl: dutch,
    fi: finnish,
    fr: french,
    de: german,
    el: greek,
    hu: hungarian,
    id: indonesian,
    it: italian,
    no: norwegian,
    pt: portuguese,
    ro: romanian,
    ru: russian,
    es: spanish,
    sv: swedish,
    tr: turkish,
    uk: ukrainian,
  }),
);

export const stemLanguages = [...stemmers.keys()];

const lettersMax = 40;

/** The likely language of a word in this script, or null if there is no stemmer for the script. */
export function stemLanguageOf(word: string): string | null {
  if (/\p{Script=Latin}/u.test(word)) return "en";
  if (/\p{Script=Cyrillic}/u.test(word)) return "ru";
  if (/\p{Script=Arabic}/u.test(word)) return "ar";
  if (/\p{Script=Greek}/u.test(word)) return "el";
  return /\p{Script=Armenian}/u.test(word) ? "hy" : null;
}

/** The folded stem of a word in `language`, one of `stemLanguages`. */
export function stemWord(word: string, language: string): string {
  const stem = stemmers.get(language);
  if (!stem || word.length > lettersMax) return foldWord(word);
  // Endings have accents (й, é), so folding comes after stemming.
  return foldWord(stem(word.normalize("NFC").toLowerCase().replaceAll("ё", "е")));
}
