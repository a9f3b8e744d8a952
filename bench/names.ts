// Measures the tables of names: which share of spellings is recognised at which rate of false ones: npm run bench -- names FILE.ndjson
import { readFile } from "node:fs/promises";
import { latinLetters, scriptLetters } from "../src/text/names/name-letters.ts";
import { tableOf } from "../src/text/names/tables/tables.ts";

/** A line of the file: a text's language and the names in it, each in Latin letters and as written. */
interface Line {
  language: string;
  names: [latin: string, written: string][];
}
const scripts = { ru: "cyrillic", ar: "arabic", he: "hebrew", ja: "kana", ko: "hangul", zh: "han" } as const;
const rates = [1e-2, 1e-3, 3e-4, 1e-4, 3e-5];
const pairsMax = 420;

const [file] = process.argv.slice(2);
if (file === undefined) throw new Error("name the file of the pairs: npm run bench -- names FILE.ndjson");
const lines = (await readFile(file, "utf8"))
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line) as Line);
for (const [language, script] of Object.entries(scripts)) {
  const model = tableOf(script)?.model;
  if (!model) continue;
  const pairs = new Map<string, [string, string]>();
  for (const { names } of lines.filter((line) => line.language === language)) {
    for (const [latin, written] of names) {
      const [parts, others] = [latin.split(" "), written.split(/[ ・·]/u)];
      if (parts.length !== others.length) continue;
      for (const [at, part] of parts.entries()) {
        const pair: [string, string] = [latinLetters(part), scriptLetters(script, others[at] ?? "")];
        pairs.set(pair.join(" "), pair);
      }
    }
  }
  const some = [...pairs.values()].slice(0, pairsMax);
  const latin = some.map(([one]) => model.readLatin(one));
  const written = some.map(([, one]) => model.readWritten(one));
  const right: number[] = [];
  const wrong: number[] = [];
  for (const [i, a] of latin.entries()) {
    for (const [j, b] of written.entries()) {
      if (i === j) right.push(model.score(a, b));
      else if (!alike(some[i]?.[0] ?? "", some[j]?.[0] ?? "")) wrong.push(model.score(a, b));
    }
  }
  wrong.sort((a, b) => b - a);
  const shown = rates.map((rate) => {
    const bits = wrong[Math.floor(wrong.length * rate)] ?? 0;
    return `${rate}: ${(right.filter((score) => score > bits).length / right.length).toFixed(3)} (${bits.toFixed(1)} bits)`;
  });
  console.log(`${script.padEnd(9)} ${shown.join("  ")}`);
}

/** Most letters of the one are in the other in the same places. */
function alike(a: string, b: string): boolean {
  const same = Array.from(a).filter((letter, at) => b[at] === letter || b[at + b.length - a.length] === letter).length;
  return same / Math.max(a.length, b.length) > 0.5;
}
