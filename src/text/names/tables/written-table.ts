// Makes a table of pairs from a list of letters and what they may stand for.

/** Eighths of a bit. */
const STEPS_A_BIT = 8;
/** A name has about this many letters for each of its ends. */
const LETTERS = 6;
/** The likeliest letter stands first. */
const FIRST_SHARE = 2;

/** `letters`: "α a; β v b": a letter, and what it may stand for. Letters are taken to be equally frequent. */
export function writtenTable(letters: string): string {
  const list = letters.split("; ").map((entry) => entry.split(" "));
  const rows = new Map<string, string[]>();
  const add = (latin: string, written: string, chance: number) => {
    const row = rows.get(latin) ?? [];
    row.push(`${written}:${Math.round(-Math.log2(chance) * STEPS_A_BIT)}`);
    rows.set(latin, row);
  };
  for (const edge of ["^", "$"]) add(edge, edge, 1 / (LETTERS + 2));
  const each = (0.9 * LETTERS) / (LETTERS + 2) / list.length;
  for (const [letter = "", ...sounds] of list) {
    const shares = sounds.length + FIRST_SHARE - 1;
    add("_", letter, 1 / 100 / list.length);
    for (const [at, sound] of sounds.entries()) add(sound, letter, (each * (at === 0 ? FIRST_SHARE : 1)) / shares);
  }
  // Vowels come and go; of other letters any may.
  for (const vowel of "aeiou") add(vowel, "_", 1 / 150);
  for (const letter of "hyrstdnw") add(letter, "_", 1 / 1500);
  return `pairs: |\n${[...rows].map(([latin, entries]) => `  ${latin} ${entries.join(" ")}`).join("\n")}\n`;
}
