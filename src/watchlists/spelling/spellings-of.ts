// The spellings of a term: every way of writing its words apart, together, with initials, signs or "and", each as a phrase.
import { AND, PLAIN, SPACED, TIGHT_DOT } from "../../text/words/bridges.ts";
import { foldWord, plainWord } from "../../text/words/fold-word.ts";
import { bridgeOf, isWrittenClosely } from "./bridge-of.ts";
import { formsOf, isAcronym } from "./word-forms.ts";
import { initialsOf } from "./initials.ts";
import type { Bridge } from "../../text/words/bridges.ts";
import type { WordPattern } from "../words/word-pattern.ts";
import type { TermOptions } from "./term-options.ts";
import type { TermWord } from "./term-words.ts";

/** A term has so many spellings at most; the others are rare ones. */
const SPELLINGS_MAX = 24;
const JOINED_PARTS_MAX = 5;
const JOINED_LENGTH_MAX = 48;
/** Two short words in one are often another word. */
const JOINED_LENGTH_MIN = 5;
const ands: Record<string, readonly string[]> = {
  Latin: ["and", "und", "et", "y", "e", "och", "og"],
  Cyrillic: ["и", "і", "та"],
};
const isHangul = /^\p{Script=Hangul}/u;
const isAnd = new Set([...(ands["Latin"] ?? []), ...(ands["Cyrillic"] ?? [])]);

/** The words have no wildcards; the first spelling is the one as written. */
export function spellingsOf(words: readonly TermWord[], options: TermOptions): WordPattern[][] {
  const [only] = words;
  // Most terms are one plain word.
  if (only && words.length === 1 && options.case === undefined && !options.accents && /^(?:[a-z]+|[A-Z][a-z]+)$/.test(only.raw))
    return [[{ kind: "word", word: only.raw.toLowerCase(), cased: false }]];
  const bridges = words.map((word, at) => (at === 0 ? undefined : bridgeOf(words[at - 1] ?? word, word)));
  const keeps = options.case === undefined && !options.accents && !isShouted(words, bridges);
  const forms = words.map((word, at) => {
    const numbered = [words[at - 1], words[at + 1]].some((other) => other !== undefined && /^\p{Nd}+$/u.test(other.raw));
    const place = { word, before: bridges[at], next: bridges[at + 1], numbered, last: at === words.length - 1 };
    return formsOf(place, options, keeps).map((form): WordPattern =>
      bridges[at] === undefined ? form : { ...form, after: bridges[at] },
    );
  });
  const spellings = product(forms);
  if (!options.accents) {
    const more = [joined, partlyJoined, codeApart, withAnd, withSign, withoutDot].flatMap((spell) =>
      spell(words, bridges, forms, options, keeps),
    );
    spellings.push(...more, ...initialsOf(words, forms, keeps));
  }
  return spellings.slice(0, SPELLINGS_MAX);
}

const firstForms = (forms: readonly WordPattern[][]): WordPattern[] => forms.flatMap(([form]) => form ?? []);

type Spell = (
  words: readonly TermWord[],
  bridges: readonly (Bridge | undefined)[],
  forms: readonly WordPattern[][],
  options: TermOptions,
  keeps: boolean,
) => WordPattern[][];

/** A phrase all in capitals is a headline's, and none of its words an acronym. */
function isShouted(words: readonly TermWord[], bridges: readonly (Bridge | undefined)[]): boolean {
  if (words.length < 2 || words.some(({ raw }) => /\p{Ll}/u.test(raw))) return false;
  const letters = words.map(({ raw }) => plainWord(raw)).filter((word) => /\p{L}/u.test(word));
  return (
    letters.length > 1 &&
    letters.join("").length > 5 &&
    letters.every((word) => word === word.toUpperCase() && word !== word.toLowerCase()) &&
    !bridges.some((bridge) => bridge === AND || bridge === TIGHT_DOT) &&
    !words.some(({ raw }) => raw.includes("."))
  );
}

function product(forms: readonly WordPattern[][]): WordPattern[][] {
  let phrases: WordPattern[][] = [[]];
  for (const choices of forms) {
    const some = phrases.length * choices.length > SPELLINGS_MAX / 2 ? choices.slice(0, 1) : choices;
    phrases = phrases.flatMap((phrase) => some.map((form) => [...phrase, form]));
  }
  return phrases;
}

/** Ceasefire for cease-fire or cease fire, S400 for S-400, Hanoi for Hà Nội. */
const joined: Spell = (words, bridges, _forms, options, keeps) => {
  if (words.length < 2 || words.length > JOINED_PARTS_MAX) return [];
  const close = words.map(({ gap }, at) => at > 0 && isWrittenClosely(gap));
  const coded = bridges.includes(SPACED) || words.some(({ raw }) => /\p{Nd}/u.test(raw));
  for (const [at, { raw, cluster }] of words.entries()) {
    if (cluster || !/^[\p{L}\p{M}\p{N}'’ʼ.]+$/u.test(raw)) return [];
    const bridge = bridges[at];
    if (bridge !== undefined && bridge !== PLAIN && bridge !== SPACED && bridge !== TIGHT_DOT) return [];
    const isClose = close[at] || close[at + 1];
    if (raw.length === 1 && !isClose && !coded && !isHangul.test(raw)) return [];
    const after = words[at + 1]?.raw ?? "";
    // JPMorgan for J.P. Morgan, and no island for IS land.
    if (keeps && isAcronym(raw) && !isClose && !coded && !/^\p{Lu}\p{Ll}/u.test(after)) return [];
    if (/\p{Nd}$/u.test(raw) && /^\p{Nd}/u.test(after)) return [];
  }
  const together = words.map(({ raw }) => plainWord(raw)).join("");
  const { length } = together;
  if (length > JOINED_LENGTH_MAX || (!close.includes(true) && !coded && length < JOINED_LENGTH_MIN)) return [];
  if (options.case) return [[{ kind: "word", word: together, cased: true }]];
  const acronym = keeps && words.some(({ raw }) => isAcronym(raw));
  if ((acronym && !coded) || bridges.includes(TIGHT_DOT)) {
    const title = together.slice(0, 1) + together.slice(1).toLowerCase();
    const cased = bridges.includes(TIGHT_DOT) ? [together, title, together.toUpperCase()] : [together];
    return [...new Set(cased)].map((word) => [{ kind: "word", word, cased: true }]);
  }
  const word = foldWord(together);
  const written = coded && /\p{Nd}$/u.test(word) ? [word, `${word}s`] : [word];
  return written.map((one) => [{ kind: "word", word: one, cased: false }]);
};

/** Two of the three or four short words of a name together: Naypyi Taw, Nay Pyitaw. */
const partlyJoined: Spell = (words, bridges, forms) => {
  if (words.length < 3 || words.length > 4) return [];
  const isNamePart = ({ raw, cluster }: TermWord, at: number) =>
    !cluster && /^\p{Lu}[\p{Ll}\p{M}'’]{1,5}$/u.test(raw.normalize("NFC")) && (at === 0 || bridges[at] === PLAIN);
  if (!words.every(isNamePart)) return [];
  return words.slice(1).map((word, at) => {
    const pair = foldWord(`${words[at]?.raw ?? ""}${word.raw}`);
    const phrase = firstForms(forms);
    phrase.splice(at, 2, { kind: "word", word: pair, cased: false });
    return phrase;
  });
};

/** S 400 for S400; of one word only. */
const codeApart: Spell = (words, _bridges, _forms, options) => {
  const [, letters, number] = (words.length === 1 && /^(\p{L}{1,6})(\p{Nd}[\p{Nd}\p{L}]*)$/u.exec(words[0]?.raw ?? "")) || [];
  if (letters === undefined || number === undefined) return [];
  const cased = (options.case ?? letters.length <= 2) && options.case !== false;
  const first: WordPattern = { kind: "word", word: cased ? plainWord(letters) : foldWord(letters), cased };
  const ends = /\p{Nd}$/u.test(number) ? [number, `${number}s`] : [number];
  const apart = ends.map((end): WordPattern[] => [first, { kind: "word", word: foldWord(end), cased: false, after: SPACED }]);
  return ends.length > 1 ? [...apart, [{ kind: "word", word: foldWord(`${letters}${number}s`), cased: false }]] : apart;
};

/** Johnson and Johnson for Johnson & Johnson; S and P for S&P, with these capitals and in English alone: "H y M" is a sentence. */
const withAnd: Spell = (words, bridges, forms) => {
  const at = bridges.indexOf(AND);
  const [first = "", second = ""] = [words[at - 1]?.raw, words[at]?.raw];
  if (at < 0) return [];
  const areLetters = Math.max(first.length, second.length) < 3;
  if (areLetters && ![first, second].every((word) => /^\p{Script=Latin}+$/u.test(word) && word === word.toUpperCase())) return [];
  const phrase = firstForms(forms);
  const before = phrase.slice(0, at);
  const rest = phrase.slice(at).map((form, index) => (index === 0 ? { ...form, after: PLAIN as Bridge } : form));
  const script = /\p{Script=Cyrillic}/u.test(first) ? "Cyrillic" : "Latin";
  return (areLetters ? ["and"] : (ands[script] ?? [])).map((word) => [...before, { kind: "word", word, cased: false }, ...rest]);
};

/** Johnson & Johnson for Johnson and Johnson. */
const withSign: Spell = (words, bridges, forms) => {
  const at = words.findIndex(({ raw }, index) => index > 0 && index < words.length - 1 && isAnd.has(raw.toLowerCase()));
  if (at < 0 || bridges[at] !== PLAIN || bridges[at + 1] !== PLAIN) return [];
  if (![words[at - 1], words[at + 1]].every((word) => /^\p{Lu}/u.test(word?.raw ?? ""))) return [];
  const phrase = firstForms(forms);
  phrase.splice(at, 1);
  return [phrase.map((form, index) => (index === at ? { ...form, after: AND } : form))];
};

const DOTTED_LETTERS_MIN = 3;

const isPartOfName = (word: TermWord | undefined): boolean =>
  /^\p{Lu}\p{Ll}+$/u.test(word?.raw ?? "") && (word?.raw.length ?? 0) >= DOTTED_LETTERS_MIN;

/** Harbour Taxi for Harbour.Taxi; E.ON and Harbour.com keep their dot. */
const withoutDot: Spell = (words, bridges, forms) => {
  const at = bridges.indexOf(TIGHT_DOT);
  if (at < 1 || !isPartOfName(words[at - 1]) || !isPartOfName(words[at])) return [];
  return [firstForms(forms).map((form, index) => (index === at ? { ...form, after: PLAIN as Bridge } : form))];
};
