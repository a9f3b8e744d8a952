// Tells whether a name that a page claims for its outlet can be the name of its host: a page may claim any name.
import { nameAgencyOfHost, nameAgencyWholly } from "../name-agency.ts";
import { latinLetters, nameScriptOf, scriptLetters } from "../names/name-letters.ts";
import { tableOf } from "../names/tables/tables.ts";
import { ownLabelOf } from "./site-of.ts";

/** Words that outlets add to their name, or leave out of it. */
export const ADDED: ReadonlySet<string> = new Set(
  "the der die das le la el il www com net org news nachrichten online digital web website portal redaktion redaction newsroom desk newsdesk webdesk staff team bureau reporter reporters editorial international".split(
    " ",
  ),
);
/** Words that tell nothing of whose host it is. */
const GENERIC = new Set([...ADDED, ..."of and de info tv media press 24 en fr eu uk us".split(" ")]);
const NAME_MAX = 120;
const WORDS_MAX = 12;
/** Of the letters that the owner chose for the host, the name must explain so large a share. */
const EXPLAINED_MIN = 0.7;
/** A name in another script must say so much of the host's label: names of other outlets are below nought, transliterations at 4 to 8. */
const SOUND_BITS_A_LETTER = 3;
const SOUND_BITS_MIN = 15;

/**
 * Whether `name` may be shown as the outlet at `host`: it shares its telling words with the registrable domain, is short for it or written
 * out, or sounds like it in another script. The name of an agency fits the agency's own hosts alone. On hosts where anybody writes, only the
 * host's own name fits.
 */
export function fitsHost(name: string, host: string): boolean {
  if (name.length > NAME_MAX) return judge(name, host);
  const asked = `${host} ${name}`;
  const known = answers.get(asked);
  if (known !== undefined) return known;
  if (answers.size >= ANSWERS_MAX) answers.clear();
  const answer = judge(name, host);
  answers.set(asked, answer);
  return answer;
}

/** A host claims the same name on all its pages. */
const answers = new Map<string, boolean>();
const ANSWERS_MAX = 1_000;

function judge(name: string, host: string): boolean {
  const agency = nameAgencyWholly(name);
  if (agency !== null) return nameAgencyOfHost(host) === agency;
  if (namesHost(name, host)) return true;
  const own = ownLabelOf(host);
  if (own === null) return false;
  const words = wordsOf(name);
  const labels = [...new Set([lettersOf(own.label), spelledOut(own.label)])].filter((label) => label !== "");
  const names = [words.map(lettersOf), words.map(spelledOut)];
  if (own.shared) return labels.some((label) => names.some((parts) => parts.join("") === label));
  return (
    labels.some((label) =>
      names.some((parts) => explains(parts, label) || isShort(parts, label) || beginsWith(name, parts, label)),
    ) || soundsLike(words, own.label)
  );
}

const wordsOf = (name: string): string[] => (name.slice(0, NAME_MAX).match(/[\p{L}\p{M}\p{N}]+/gu) ?? []).slice(0, WORDS_MAX);

/** "example.org" and "www.example.org" are names of example.org. */
const namesHost = (name: string, host: string): boolean =>
  name
    .trim()
    .toLowerCase()
    .replace(/^www\./, "") === host.toLowerCase().replace(/^www\./, "");

const lettersOf = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll("ß", "ss")
    .replaceAll("ø", "o")
    .replaceAll("æ", "ae")
    .replaceAll("ł", "l")
    .normalize("NFKD")
    .replace(/[^\p{L}\p{N}]/gu, "");

/** German hosts write ä as ae. */
const spelledOut = (text: string): string =>
  lettersOf(
    text
      .toLowerCase()
      .normalize("NFC")
      .replace(/[äöüåø]/gu, (letter) => SPELLED[letter] ?? letter),
  );
const SPELLED: Record<string, string> = { ä: "ae", ö: "oe", ü: "ue", å: "aa", ø: "oe" };

const longestFirst = (words: readonly string[]): string[] => words.toSorted((a, b) => b.length - a.length);

const GENERIC_LONGEST_FIRST = longestFirst([...GENERIC]);

/** The name's words, and words that every outlet may have, make up most of the host's label. */
function explains(words: readonly string[], label: string): boolean {
  let rest = label;
  let explained = 0;
  let telling = 0;
  const take = (word: string): boolean => {
    const at = rest.indexOf(word);
    if (at === -1) return false;
    rest = `${rest.slice(0, at)}|${rest.slice(at + word.length)}`;
    explained += word.length;
    return true;
  };
  for (const word of longestFirst(words.filter((one) => one.length > 1 && !GENERIC.has(one)))) if (take(word)) telling += 1;
  if (telling === 0) return label === words.join("") && label.length > 3;
  for (const word of GENERIC_LONGEST_FIRST) if (word.length > 2 || rest.startsWith(word) || rest.endsWith(word)) take(word);
  return explained >= EXPLAINED_MIN * label.length && (explained === label.length || label.length > 5);
}

/** The label is the beginnings of the name's words, each in its place: "nytimes", "faz", "dw". */
function isShort(words: readonly string[], label: string): boolean {
  if (words.length < 2 || words.length > 8 || label.length < 2) return false;
  /** How the words so far can make up the label's beginning: its length, whether a word is whole in it, whether one was left out. */
  let ways = new Set(["0  "]);
  for (const word of words) {
    const next = new Set<string>();
    for (const way of ways) {
      const [at = "", whole = "", left = ""] = way.split(" ");
      next.add(`${at} ${whole} ${GENERIC.has(word) ? left : "left"}`);
      for (let length = 1; length <= word.length && label.startsWith(word.slice(0, length), Number(at)); length++)
        next.add(`${Number(at) + length} ${isWhole(word, length) ? "whole" : whole} ${left}`);
    }
    ways = next;
  }
  return ["whole left", "whole ", " "].some((end) => ways.has(`${label.length} ${end}`));
}

const isWhole = (word: string, length: number): boolean => length === word.length && length > 3 && !GENERIC.has(word);

/** "NHK WORLD-JAPAN" at nhk.or.jp: the name begins with the label, as a word of its own or longer. */
const beginsWith = (name: string, words: readonly string[], label: string): boolean =>
  words.join("").startsWith(label) && (label.length > 4 || (label.length > 2 && name.trim().startsWith(label.toUpperCase())));

/** A run of its words in another script, read by the tables of names. */
function soundsLike(words: readonly string[], label: string): boolean {
  const script = nameScriptOf(words[0] ?? "");
  const table = script === null || script === "latin" || script === "burmese" ? null : tableOf(script);
  if (table === null || script === null || script === "latin" || script === "burmese") return false;
  const letters = latinLetters(label);
  const written = words.map((word) => scriptLetters(script, word.toLowerCase().replace(/ъ$/u, "")));
  const labels = [letters, letters.replace(/^the|(?:news|online|media|info)$/g, "")].flatMap(
    (one) => table.model.readLatin(one) ?? [],
  );
  return written.some((_, begin) =>
    [1, 2, 3].some((length) => {
      const run = written.slice(begin, begin + length).join("");
      const pieces = table.model.readWritten(run);
      if (pieces === null) return false;
      const bits = Math.max(...labels.map((one) => table.model.score(one, pieces)));
      return bits >= Math.max(SOUND_BITS_MIN, SOUND_BITS_A_LETTER * run.length);
    }),
  );
}
