// Reads a word of a text as a part of a name: its script, and the nominatives that it may be a form of.
import { cyrillicNominatives } from "../../text/names/endings/cyrillic-endings.ts";
import { latinNominatives } from "../../text/names/endings/latin-endings.ts";
import { withoutSmallWords } from "../../text/names/endings/small-words.ts";
import { foldName } from "./fold-name.ts";
import { nameScriptOf, scriptLetters } from "../../text/names/name-letters.ts";
import { tableOf } from "../../text/names/tables/tables.ts";
import type { NameScript } from "../../text/names/name-letters.ts";
import type { Pieces } from "../../text/names/pair-model.ts";

/** One reading of a word. */
export interface Reading {
  /** As the exact spellings of names are compared. */
  folded: string;
  /** As the table of the script compares it; empty in scripts without a table. */
  letters: string;
  /** An ending or a prefix was taken off. */
  cut: boolean;
  /** For the table, once it is asked for. */
  pieces: Pieces | null;
}

export interface Surface {
  script: NameScript;
  /** The word itself first. */
  readings: readonly Reading[];
  /** Ukrainian, Belarusian or Serbian by its letters: it may spell a Russian name in another way. */
  isForeign: boolean;
}

const lettersMax = 40;
const ignorable = /[\p{Default_Ignorable_Code_Point}]+/gu;
const apostrophe = /['’‘ʼʻ＇´`ʾʿ′]/;
const elision = /^(?:l|d|dell|all|dall|nell|sull)['’]/i;

/** Returns null for what can be no part of a name: digits, and words in small letters where names have capitals. */
export function readSurface(raw: string): Surface | null {
  if (raw.length > lettersMax) return null;
  const word = raw.replace(ignorable, "").normalize("NFC");
  const script = nameScriptOf(word);
  if (script === null) return null;
  const bare = word.replace(elision, "");
  if ((script === "latin" || script === "cyrillic" || script === "greek") && !/\p{Lu}/u.test(bare.slice(0, 1))) return null;
  const lower = bare.toLowerCase();
  const readings = new Map<string, Reading>();
  const add = (text: string, cut: boolean) => {
    if (readings.has(text) || (cut && text.length < 2 && script !== "hangul" && script !== "han")) return;
    const letters = script === "latin" || script === "burmese" ? "" : scriptLetters(script, text);
    readings.set(text, { folded: foldName(text, script), letters, cut, pieces: null });
  };
  add(lower, false);
  if (bare.length < word.length) add(word.toLowerCase(), false);
  // Before an apostrophe stands the name, and after it its ending: Putin's, Erdoğan'ın, OPEC'i.
  const [beforeSign = ""] = lower.split(apostrophe);
  if (beforeSign.length < lower.length && beforeSign.length > 1) add(beforeSign, false);
  for (const nominative of nominativesOf(script, lower)) add(nominative, true);
  return { script, readings: [...readings.values()], isForeign: script === "cyrillic" && /[іїєґўјљњђћ]/.test(lower) };
}

function nominativesOf(script: NameScript, lower: string): string[] {
  if (script === "cyrillic") return cyrillicNominatives(lower);
  if (script === "latin") {
    const folded = foldName(lower, script);
    const stem = folded.slice(0, -1);
    // Czech: v Brně, v Ostravě. Polish: Rosję.
    const accented = lower.endsWith("ě") ? [`${stem}o`, `${stem}a`] : lower.endsWith("ę") ? [`${stem}a`] : [];
    // Hungarian: Kínába, Kínán.
    const lengthened = /^(.{3,}[áé])(?:ba|be|n)$/.exec(lower)?.[1];
    if (lengthened !== undefined) accented.push(foldName(lengthened, script));
    return [...latinNominatives(folded), ...accented];
  }
  return withoutSmallWords(script, lower);
}

/** The pieces of a reading for the table of its script. */
export function piecesOf(reading: Reading, script: NameScript): Pieces | null {
  return (reading.pieces ??= tableOf(script)?.model.readWritten(reading.letters) ?? null);
}
