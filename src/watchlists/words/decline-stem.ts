// The forms of a word in the cases of Russian, Ukrainian and Belarusian, as beginnings and endings, by how the word ends. Forms of a name have its capital.
import { foldWord } from "../../text/words/fold-word.ts";
import type { EndingsPattern } from "./word-pattern.ts";

const set = (endings: string): ReadonlySet<string> => new Set(endings.split(" ").map((ending) => (ending === "-" ? "" : ending)));

// "-" is no ending. One set for the three languages where their endings never make another word's form.
const SURNAME = set("- а у ым им ом е і ові ы ых ыми и их ими ой ою ій ам ами ах");
const SURNAME_OF_WOMAN = set("а ой у ою ы е ій и");
const ADJECTIVE = set(
  "ый ий ой ого его ому ему ым им ом ем ая яя ей ую юю ою ею ое ее ые ие ых их ыми ими ім а я оі у ю е і ага аму ае",
);
const NOUN_IN_A = set("а ы и е у ой ою ей ею ам ами ах і о э ай аю оі ій");
const NOUN_IN_A_PLURAL = set("- а ы и е у ой ою ей ею ам ами ах і о э ай аю");
const SOFTENED = set("і ы э е");
const NOUN_IN_YA = set("я и ю е ей ею ям ями ях і єю яй яю");
const NOUN_IN_YA_PLURAL = set("я и ю е ей ею ям ями ях й ь і єю яй яю");
const NOUN_IN_J = set("й я ю ем єм е и і ев їв ів ям ями ях єві");
const NOUN_IN_SIGN = set("ь и ью ю я ем ём е ей ям ями ях і ею еві ем єм ю");
const NOUN = set("- а у ом ам е ы и і ов ів ами ах ем ей ові еві");
const WITHOUT_VOWEL = set("а у ом ем е ы и і ов ів ев ам ами ах ові еві");
const NEUTER = set("о а у ом е і ам ами ах ові ої");
const NEUTER_PLURAL = set("- о а у ом е і ам ами ах ові");
const NEUTER_IN_E = set("е я ю ем и й ям ями ях і ім");
const PLURAL = set("- ы и і ов ів ам ами ах ям ями ях ей");
const PLURAL_NAME = set("ы и і ов ів ам ами ах ям ями ях ей");
const WITH_O = set("а у ом і ові я ю ем еві");
const PLURAL_IN_II = set("и й ям ями ях і");
const PEOPLE = set("ин ина ину ином ине іні инові е - ам ами ах и");
const ITSELF = set("-");
const OF_CITY = set("а у ом і ові е ы");

/** Returns null for a word that is none of these languages' or is not declined by its end: a verb, an adverb. `raw` is one word. */
export function declinedForms(raw: string, language: string | undefined): EndingsPattern[] | null {
  if (language !== undefined && !["ru", "uk", "be"].includes(language)) return null;
  const word = foldWord(raw);
  if (!/^[\p{Script=Cyrillic}-]{3,}$/u.test(word)) return null;
  const isName = /^\p{Lu}/u.test(raw);
  const forms: EndingsPattern[] = [];
  const add = (cut: number, endings: ReadonlySet<string>, { to = "" } = {}) =>
    forms.push({ kind: "endings", stem: word.slice(0, word.length - cut) + to, endings, capital: isName });

  if (/[ая]нин$/.test(word)) add(2, PEOPLE);
  else if (isName && /.(?:[оеє]в|[иы]н)$/.test(word)) add(0, SURNAME);
  else if (isName && /.(?:[оеє]в|[иы]н)а$/.test(word)) add(1, SURNAME_OF_WOMAN);
  else if (isName && /.[іи]в$/.test(word)) addCity(word, add);
  else if (/[ыи]й$|(?:[сц]к|ст)ой$/.test(word) && word.length > 4) {
    add(2, ADJECTIVE);
    if (word.endsWith("ий")) add(1, NOUN_IN_J);
  } else if (/(?:ая|яя)$/.test(word) && word.length > 4) add(2, ADJECTIVE);
  else if (/(?:ие|ые)$/.test(word) && word.length > 4) add(2, ADJECTIVE);
  else if (word.endsWith("а")) {
    add(1, isName ? NOUN_IN_A : NOUN_IN_A_PLURAL);
    if (/[кгх]а$/.test(word)) add(2, SOFTENED, { to: softened[word.at(-2) ?? ""] ?? "" });
  } else if (word.endsWith("я")) add(1, isName ? NOUN_IN_YA : NOUN_IN_YA_PLURAL);
  else if (word.endsWith("й")) add(1, NOUN_IN_J);
  else if (/(?<!т)ь$/.test(word) || (isName && word.endsWith("ь"))) add(1, NOUN_IN_SIGN);
  else if (word.endsWith("о")) add(1, isName ? NEUTER : NEUTER_PLURAL);
  else if (word.endsWith("ии")) add(1, PLURAL_IN_II);
  else if (/[ыиі]$/.test(word)) add(1, isName ? PLURAL_NAME : PLURAL);
  else if (/[ин]е$/.test(word)) add(1, NEUTER_IN_E);
  else if (/[бвгґджзклмнпрстфхцчшщ]$/.test(word)) {
    add(0, NOUN);
    // Орёл, Орла: the vowel of the last syllable is left out.
    if (/[^аеиоуыэюяі][еоє][лкцнр]$/.test(word)) add(2, WITHOUT_VOWEL, { to: word.slice(-1) });
  } else return null;
  // Тернопіль, Тернополя and Ріг, Рогу.
  const closed = isName ? /і([бвгджзклмнпрст])ь?$/.exec(word) : null;
  if (closed && !/[іи]в$/.test(word)) add(closed[0].length, WITH_O, { to: `о${closed[1] ?? ""}` });
  return forms;
}

const softened: Record<string, string> = { к: "ц", г: "з", х: "с" };

/** Київ, Києва and Львів, Львова. */
function addCity(word: string, add: (cut: number, endings: ReadonlySet<string>, options?: { to?: string }) => void): void {
  const afterVowel = /[аеиіоу][іи]в$/.test(word);
  add(0, ITSELF);
  for (const to of afterVowel ? ["єв", "ів"] : ["ов", "ев", "ів"]) add(2, OF_CITY, { to });
}
