// Detects a text's language: the declared one, unless the text is in a script that this language does not use; else by its words.
import { francAll } from "franc-min";

/** A shorter text is too short to tell. */
const LETTERS_MIN = 80;
const SAMPLE_CHARS = 2_000;
/** A text in one script may quote names in others. */
const SCRIPT_SHARE_MIN = 0.6;

/** Unicode's names of scripts. */
const SCRIPTS: readonly (readonly [script: string, letters: RegExp])[] = (
  "Latin Cyrillic Arabic Myanmar Thai Lao Khmer Devanagari Bengali Tamil Telugu Gujarati Gurmukhi Kannada Malayalam Sinhala Greek Hebrew Armenian " +
  "Georgian Ethiopic Tibetan Hangul Han"
)
  .split(" ")
  .map((script) => [script, new RegExp(`\\p{Script=${script}}+`, "gu")]);
/** The Japanese letters that stand among Chinese ones. */
const KANA = /[\p{Script=Hiragana}\p{Script=Katakana}]+/gu;
const KANA_SHARE_MIN = 0.1;
/** Letters that tell similar languages apart, with the languages that do not use them (ISO 639-3). */
const TELLING: readonly (readonly [letters: RegExp, notIn: readonly string[]])[] = [
  [/[ыэё]/i, ["bul", "ukr", "srp", "mkd"]],
  [/[іїєґ]/i, ["rus", "bul", "srp", "mkd"]],
  [/[ђћљњџ]/i, ["rus", "bul", "ukr", "bel"]],
  [/[پچژگ]/, ["arb"]],
];

/** ISO 15924 codes of the scripts in which a language may be written. */
const WRITTEN_IN: Readonly<Record<string, readonly string[]>> = {
  Latin: ["Latn"],
  Cyrillic: ["Cyrl"],
  Arabic: ["Arab", "Aran"],
  Myanmar: ["Mymr"],
  Thai: ["Thai"],
  Lao: ["Laoo"],
  Khmer: ["Khmr"],
  Devanagari: ["Deva"],
  Bengali: ["Beng"],
  Tamil: ["Taml"],
  Telugu: ["Telu"],
  Gujarati: ["Gujr"],
  Gurmukhi: ["Guru"],
  Kannada: ["Knda"],
  Malayalam: ["Mlym"],
  Sinhala: ["Sinh"],
  Greek: ["Grek"],
  Hebrew: ["Hebr"],
  Armenian: ["Armn"],
  Georgian: ["Geor"],
  Ethiopic: ["Ethi"],
  Tibetan: ["Tibt"],
  Han: ["Hans", "Hant", "Hani", "Jpan", "Kore", "Bopo"],
  Kana: ["Jpan", "Hira", "Kana", "Hrkt"],
  Hangul: ["Kore", "Hang"],
};

/** Returns a BCP 47 tag, or null if neither the page nor the text tells. `declared` is a tag too. */
export function settleLanguage(declared: string | null, text: string): string | null {
  const sample = text.slice(0, SAMPLE_CHARS);
  const script = mainScript(sample);
  if (declared !== null && (script === null || isWrittenIn(declared, script))) return declared;
  return detectLanguage(sample) ?? declared;
}

function detectLanguage(sample: string): string | null {
  const ignore = TELLING.flatMap(([letters, notIn]) => (letters.test(sample) ? notIn : []));
  const [best] = francAll(sample, { minLength: LETTERS_MIN, ignore });
  const code = best?.[0];
  // ISO 639-3 codes for which the BCP 47 registry has a shorter name.
  return code === undefined || code === "und" ? null : (Intl.getCanonicalLocales(code)[0] ?? null);
}

/** The script of most of its letters; null if there are few letters, or no script has a majority. */
function mainScript(sample: string): string | null {
  const plain = countPlainLetters(sample);
  // The few other characters cannot change the answer, and to search for each script takes far longer.
  if (plain.letters >= LETTERS_MIN && plain.others <= KANA_SHARE_MIN * plain.letters) return "Latin";
  const letters = lettersIn(sample, /\p{L}+/gu);
  if (letters < LETTERS_MIN) return null;
  if (lettersIn(sample, KANA) >= KANA_SHARE_MIN * letters) return "Kana";
  const found = SCRIPTS.find(([, pattern]) => lettersIn(sample, pattern) >= SCRIPT_SHARE_MIN * letters);
  return found?.[0] ?? null;
}

/** How many of its characters are letters of ASCII, and how many are not of ASCII at all. */
function countPlainLetters(sample: string): { letters: number; others: number } {
  let [letters, others] = [0, 0];
  for (let at = 0; at < sample.length; at++) {
    const code = sample.charCodeAt(at);
    if (code >= 0x80) others++;
    else if ((code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a) letters++;
  }
  return { letters, others };
}

/** How many characters are in the runs of letters that a pattern finds. */
const lettersIn = (sample: string, runs: RegExp): number => (sample.match(runs) ?? []).reduce((sum, run) => sum + run.length, 0);

function isWrittenIn(tag: string, script: string): boolean {
  const usual = usualScript(tag);
  return usual === undefined || (WRITTEN_IN[script]?.includes(usual) ?? true);
}

/** By language tag. Pages name few of them, and such an answer takes as long as reading a page's letters. */
const usualScripts = new Map<string, string | undefined>();
const TAGS_MAX = 1_000;

function usualScript(tag: string): string | undefined {
  if (usualScripts.has(tag)) return usualScripts.get(tag);
  const usual = new Intl.Locale(tag).maximize().script;
  if (usualScripts.size < TAGS_MAX) usualScripts.set(tag, usual);
  return usual;
}
