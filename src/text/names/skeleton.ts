// Skeletons: the consonants of a name in a few classes. Names are looked up by them, so that a word is compared with few of many names.
import { readTable } from "./pair-model.ts";

/** Six: P for lips, T for t and d, K for the back of the mouth, S for hisses, N for m and n, R for l and r. */
const classes: Record<string, string> = {
  b: "P",
  p: "P",
  f: "P",
  v: "P",
  w: "P",
  t: "T",
  d: "T",
  k: "K",
  g: "K",
  q: "K",
  c: "K",
  s: "S",
  z: "S",
  j: "S",
  m: "N",
  n: "N",
  l: "R",
  r: "R",
  x: "KS",
};
/** Letters that are one sound, or one of several, depending on the language. */
const groups: readonly [RegExp, readonly string[]][] = [
  [/^(?:tsch|shch|tch|sh|zh|dj)/, ["S"]],
  [/^sch/, ["S", "SK"]],
  [/^ch/, ["S", "K"]],
  [/^[pb]h/, ["P"]],
  [/^[td]h/, ["T", "S"]],
  [/^(?:kh|ck)/, ["K"]],
  [/^gh/, ["K", ""]],
  [/^(?:[td]s|[td]z)/, ["S"]],
  [/^ng(?![aeiouy])/, ["N", "NK"]],
  [/^c(?=[eiy])/, ["S", "K"]],
  [/^g(?=[eiy])/, ["K", "S"]],
  [/^j/, ["S", "", "K"]],
  [/^w/, ["", "P"]],
];
const skeletonsMax = 12;

interface Alphabet {
  classes: Readonly<Record<string, string>>;
  groups: typeof groups;
}
const six: Alphabet = { classes, groups };
/** With classes of their own for f and v, m, and l, so that a skeleton alone says more about its name. */
export const nineClasses: Alphabet = {
  classes: { ...classes, f: "F", v: "F", w: "F", m: "M", l: "L" },
  groups: [[/^ph/, ["F"]], [/^w/, ["", "F"]], ...groups],
};

/** The skeletons of a Latin word, likeliest first. */
export function latinSkeletons(letters: string, most = skeletonsMax, alphabet = six): string[] {
  const choices: (readonly string[])[] = [];
  for (let i = 0; i < letters.length;) {
    const rest = letters.slice(i, i + 5);
    const group = alphabet.groups.find(([pattern]) => pattern.test(rest));
    if (group) {
      choices.push(group[1]);
      i += group[0].exec(rest)?.[0].length ?? 1;
      continue;
    }
    choices.push(choicesOf(letters, i, alphabet.classes));
    i++;
  }
  return combined(choices, most);
}

function choicesOf(letters: string, i: number, classes: Alphabet["classes"]): readonly string[] {
  const letter = letters[i] ?? "";
  const own = classes[letter];
  const [before, after] = [letters[i - 1] ?? "", letters[i + 1] ?? ""];
  if (letter === "h") return i === 0 || (isVowel(before) && isVowel(after)) ? ["K", ""] : [""];
  if (own === undefined) return [""];
  // English r and Portuguese l at the end of a syllable are not heard, nor the last letter of many French names.
  if ((letter === "r" || letter === "l") && isVowel(before) && !isVowel(after)) return [own, ""];
  if (i > 2 && after === "" && "tsd".includes(letter)) return [own, ""];
  return [own];
}

const isVowel = (letter: string): boolean => letter !== "" && "aeiouy".includes(letter);

/** At most `most` of all combinations: where there would be more, the later choices take their likeliest. */
function combined(choices: readonly (readonly string[])[], most: number): string[] {
  let all = [""];
  for (const choice of choices) {
    const some = choice.slice(0, Math.max(1, Math.floor(most / all.length)));
    all = some.flatMap((sound) => all.map((before) => before + sound));
  }
  return [...new Set(all.map((skeleton) => skeleton.replaceAll("TS", "S").replace(/(.)\1+/g, "$1")))];
}

/** A sound is one of a letter's if so large a share of its pairs have it. */
const shareMin = 0.07;
const soundsMax = 3;

/** The skeletons of words of a script, by the sounds that its table gives to each letter. */
export class SkeletonReader {
  private readonly sounds = new Map<string, readonly string[]>();

  constructor(table: string, alphabet = six) {
    const shares = new Map<string, Map<string, number>>();
    readTable(table, (latin, written, chance) => {
      const letter = written.replace(/[\^$]/g, "");
      if (letter.length !== 1) return;
      const [sound = ""] = latinSkeletons(latin.replace(/[\^$]/g, ""), 1, alphabet);
      let known = shares.get(letter);
      if (!known) shares.set(letter, (known = new Map()));
      known.set(sound, (known.get(sound) ?? 0) + chance);
    });
    for (const [letter, known] of shares) {
      const all = [...known.values()].reduce((sum, share) => sum + share, 0);
      const some = [...known].filter(([, share]) => share >= shareMin * all).sort((a, b) => b[1] - a[1]);
      this.sounds.set(
        letter,
        some.slice(0, soundsMax).map(([sound]) => sound),
      );
    }
  }

  knows(letter: string): boolean {
    return this.sounds.has(letter);
  }

  read(letters: string): string[] {
    return combined(
      Array.from(letters, (letter) => this.sounds.get(letter) ?? [""]),
      skeletonsMax,
    );
  }
}
