// The telling words of a headline, and of a text, in a form in which "kills" and "killed" are one word.
import { foldText } from "./fold-text.ts";
import { hashText, mix } from "./hash-units.ts";
import { withoutVersion } from "./read-version.ts";
import { eachUnit } from "./split-units.ts";

const TITLE_CHARACTERS_MAX = 1_000;
/** "… - The Evening Post": copies have other names there. */
const OUTLET_BEHIND = /\s+[-–—|·]\s+[^-–—|·]{2,40}$/u;
/** A word counts by its first letters, since its end changes with grammar. */
const STEM_LETTERS = 4;
const HANGUL = /^\p{sc=Hang}/u;
const ARABIC_ARTICLE = /^[وبلفك]?ال(?=\p{L}{2})/u;
const SEMITIC = /^[\p{sc=Arab}\p{sc=Hebr}]/u;

/** Of a script without spaces, so many characters or syllables in a row count as a word: two are often in other texts by chance. */
const CLUSTERS = 3;

/** Two Chinese characters alone are a word of a headline: 直播：农民. */
const PAIR = /(?<!\p{sc=Han})\p{sc=Han}{2}(?!\p{sc=Han})/gu;

/** Words that say nothing of a story: they stand in the headlines and the blurbs of all. By their first letters. */
const COMMON = new Set(
  (
    "this that with from have will what when wher whic thei ther thes they your been were than then into over afte abou agai " +
    "also more most some such only very just says said coul woul shou upda repo stor news live vide watc brea late anal expl opin edit read exclu excl " +
    "eine sein werd wird nach uber auch nich oder aber sind eine beim durc gege mehr noch seit " +
    "dans pour avec plus sont mais cett leur apre sur sous comm entr para como pero este esta desd entr mas sobr porq cuan nuev noti " +
    "esto este quan dell nell alla sono anch come dopo con " +
    "этот кото боле посл такж быть было была были чтоб если тольк прот межд один ново виде"
  ).split(" "),
);

/** The headline without its version and without the outlet's name. */
export const bareTitle = (title: string): string =>
  withoutVersion(title.slice(0, TITLE_CHARACTERS_MAX)).replace(OUTLET_BEHIND, "");

/** Hashes of a headline's telling words, sorted; in scripts without spaces, of three neighbouring characters or syllables. Figures do not count. */
export const titleWords = (title: string): Uint32Array => Uint32Array.from(wordsOfTitle(bareTitle(title))).sort();

/** The same of a headline without its version and outlet, or of a part of one. */
export function wordsOfTitle(bare: string): Set<number> {
  const words = tellingWords(bare);
  for (const pair of foldText(bare).match(PAIR) ?? []) words.add(mix(hashText(pair)));
  return words;
}

/** The same of any text. Takes linear time. */
export function tellingWords(text: string): Set<number> {
  const folded = foldText(text);
  const words = new Set<number>();
  /** Where the last clusters without a space between them begin. */
  let run: number[] = [];
  let until = -1;
  eachUnit(folded, ({ start, end, span, hasDigit }) => {
    if (span === 4) {
      const stem = hasDigit ? null : stemOf(folded.slice(start, end));
      if (stem !== null) words.add(mix(hashText(stem)));
      return;
    }
    run = until === start ? [...run.slice(1 - CLUSTERS), start] : [start];
    until = end;
    if (run.length === CLUSTERS) words.add(mix(hashText(folded, run[0], end)));
  });
  return words;
}

function stemOf(word: string): string | null {
  if (HANGUL.test(word)) return word.length < 2 ? null : word.slice(0, 2);
  const bare = word.replace(ARABIC_ARTICLE, "");
  if (bare.length < (SEMITIC.test(bare) ? 3 : STEM_LETTERS)) return null;
  const stem = bare.slice(0, STEM_LETTERS);
  return COMMON.has(stem) ? null : stem;
}
