// The tables of names across scripts, each read at its first use.
import { PairModel } from "../pair-model.ts";
import { SkeletonReader } from "../skeleton.ts";
import arabic from "./arabic.yaml";
import cyrillic from "./cyrillic.yaml";
import han from "./han.yaml";
import hangul from "./hangul.yaml";
import hebrew from "./hebrew.yaml";
import kana from "./kana.yaml";
import { writtenTable } from "./written-table.ts";
import { written } from "./written.ts";
import type { NameScript } from "../name-letters.ts";

interface ScriptTable {
  model: PairModel;
  skeletons: SkeletonReader;
  /** A name of one word needs so many bits, so that strangers are seldom taken for it. */
  bitsMin: number;
  /** A name of one word needs so many bits for each of its letters, and a word of a longer name so many. */
  bitsALetter: number;
  bitsALetterTogether: number;
}

const texts: Partial<
  Record<NameScript, readonly [table: string, bitsMin: number, bitsALetter: number, bitsALetterTogether?: number]>
> = {
  arabic: [arabic, 20.5, 1.9, 1.6],
  cyrillic: [cyrillic, 18, 1.9, 1.5],
  han: [han, 21.5, 1.6],
  hangul: [hangul, 19.5, 1.5, 1.2],
  hebrew: [hebrew, 22, 2, 1.6],
  kana: [kana, 16, 1.7, 1.2],
  // These have no open pairs to learn from.
  devanagari: [writtenTable(written.devanagari), 18, 1.7],
  georgian: [writtenTable(written.georgian), 18, 1.7],
  greek: [writtenTable(written.greek), 18, 1.7],
  khmer: [writtenTable(written.khmer), 18, 1.5],
  thai: [writtenTable(written.thai), 18, 2.4],
};
/** The table of a script as text, or null. */
export const tableTextOf = (script: NameScript): string | null => texts[script]?.[0] ?? null;

const tables = new Map<NameScript, ScriptTable | null>();

/** Returns null if the script has no table. */
export function tableOf(script: NameScript): ScriptTable | null {
  let table = tables.get(script);
  if (table === undefined) {
    const text = texts[script];
    table = text
      ? {
          model: new PairModel(text[0], script === "han"),
          skeletons: new SkeletonReader(text[0]),
          bitsMin: text[1],
          bitsALetter: text[2],
          bitsALetterTogether: text[3] ?? text[2],
        }
      : null;
    tables.set(script, table);
  }
  return table;
}
