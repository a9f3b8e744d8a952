// Where names may stand in a run of letters without spaces.
import { tableTextOf } from "../../text/names/tables/tables.ts";
import { readTable } from "../../text/names/pair-model.ts";
import type { TableScript } from "../../text/names/name-letters.ts";

/** So many characters are those that Chinese writes most foreign names with. */
const FOREIGN_HAN = 300;
let foreign: Set<string> | null = null;

function foreignHan(): Set<string> {
  if (foreign) return foreign;
  const shares = new Map<string, number>();
  readTable(tableTextOf("han") ?? "", (_, written, chance) => {
    const letter = written.replace(/[\^$]/g, "");
    if (letter.length === 1) shares.set(letter, (shares.get(letter) ?? 0) + chance);
  });
  foreign = new Set(
    [...shares]
      .sort((a, b) => b[1] - a[1])
      .slice(0, FOREIGN_HAN)
      .map(([letter]) => letter),
  );
  return foreign;
}

export function namesInRun(run: string, script: TableScript): string[] {
  if (script === "han") return hanNames(run);
  if (script === "thai") return thaiNames(run);
  return [run];
}

function hanNames(run: string): string[] {
  const known = foreignHan();
  const names: string[] = [];
  let name = "";
  for (const letter of `${run}\n`) {
    if (known.has(letter)) {
      name += letter;
      continue;
    }
    if (name.length >= 2 && name.length <= 10) {
      names.push(name);
      if (name.length > 3) names.push(name.slice(1), name.slice(0, -1));
    }
    name = "";
  }
  return names;
}

const CLUSTER = /[\u0e40-\u0e44]?[\u0e01-\u0e2e][\u0e30-\u0e3a\u0e47-\u0e4e\u0e45]*/g;
/** The sign of a silent letter, which few words have but those from abroad. */
const SILENT = "\u0e4c";
const SHORT = 10;

/** A short run, and in a long one what ends with a silent letter, begins it or ends it. */
function thaiNames(run: string): string[] {
  const clusters = run.match(CLUSTER) ?? [];
  if (clusters.length <= SHORT) return [run];
  const names: string[] = [];
  const window = (from: number, to: number) => names.push(clusters.slice(Math.max(0, from), to).join(""));
  for (const length of [4, 5, 6]) {
    window(0, length);
    window(clusters.length - length, clusters.length);
    clusters.forEach((cluster, i) => {
      if (cluster.includes(SILENT)) window(i + 1 - length, i + 1);
    });
  }
  return names;
}
