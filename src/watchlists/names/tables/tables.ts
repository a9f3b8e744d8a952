// The tables of names across scripts, each read at its first use.
import { PairModel } from "../pair-model.ts";
import arabic from "./arabic.yaml";
import cyrillic from "./cyrillic.yaml";
import han from "./han.yaml";
import hangul from "./hangul.yaml";
import hebrew from "./hebrew.yaml";
import kana from "./kana.yaml";
import type { TableScript } from "../name-letters.ts";

const texts: Partial<Record<TableScript, string>> = { arabic, cyrillic, han, hangul, hebrew, kana };
const models = new Map<TableScript, PairModel | null>();

/** Returns null if the script has no table. */
export function pairModelOf(script: TableScript): PairModel | null {
  let model = models.get(script);
  if (model === undefined) {
    const table = texts[script];
    models.set(script, (model = table === undefined ? null : new PairModel(table)));
  }
  return model;
}
