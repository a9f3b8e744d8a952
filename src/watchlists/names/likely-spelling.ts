// The likeliest spelling of a Latin word in another script, to show what a name is looked for as.
import { latinLetters } from "../../text/names/name-letters.ts";
import { readTable } from "../../text/names/pair-model.ts";
import { tableTextOf } from "../../text/names/tables/tables.ts";
import type { TableScript } from "../../text/names/name-letters.ts";

const beamWidth = 12;
const piecesAtOnce = 4;

interface Beam {
  written: string;
  chance: number;
}

/** Returns null if the script has no table, or no way to write the word. */
export function likelySpelling(word: string, script: TableScript): string | null {
  const table = tableTextOf(script);
  if (table === null) return null;
  const pieces = new Map<string, { written: string; chance: number }[]>();
  readTable(table, (latin, written, chance) => {
    const list = pieces.get(latin);
    if (list) list.push({ written, chance });
    else pieces.set(latin, [{ written, chance }]);
  });
  const letters = `^${latinLetters(word)}$`;
  const beams: Beam[][] = Array.from({ length: letters.length + 1 }, () => []);
  beams[0] = [{ written: "", chance: 1 }];
  for (let i = 0; i < letters.length; i++) {
    for (const { written, chance } of best(beams[i] ?? [])) {
      for (let length = 1; length <= piecesAtOnce && i + length <= letters.length; length++) {
        for (const piece of pieces.get(letters.slice(i, i + length)) ?? [])
          beams[i + length]?.push({ written: written + piece.written, chance: chance * piece.chance });
      }
    }
  }
  const [first] = best(beams.at(-1) ?? []);
  return first ? shown(first.written.replace(/[\^$]/g, ""), script) : null;
}

/** The likeliest; two ways to one spelling count together. */
function best(beams: readonly Beam[]): Beam[] {
  const sums = new Map<string, number>();
  for (const { written, chance } of beams) sums.set(written, (sums.get(written) ?? 0) + chance);
  return [...sums]
    .map(([written, chance]) => ({ written, chance }))
    .sort((a, b) => b.chance - a.chance)
    .slice(0, beamWidth);
}

const hebrewFinals: Record<string, string> = { כ: "ך", מ: "ם", נ: "ן", פ: "ף", צ: "ץ" };

function shown(letters: string, script: TableScript): string {
  if (script === "hebrew") return letters.replace(/[כמנפצ]$/, (letter) => hebrewFinals[letter] ?? letter);
  if (script !== "hangul") return letters;
  // Each Korean syllable begins with a consonant and has a vowel, the silent one and eu if there is no other.
  return letters
    .replace(/([\u1100-\u1112])(?![\u1161-\u1175])/g, "$1\u1173")
    .replace(/(?<![\u1100-\u1112])([\u1161-\u1175])/g, "\u110b$1")
    .normalize("NFC");
}
