// redos: 30 regular expressions that hang a backtracking engine, each refused at load or held against a megabyte of words that nearly fit.
import { compileWatchlists } from "../src/watchlists/compile-watchlists.ts";
import { matchWatchlists } from "../src/watchlists/match-watchlists.ts";
import { redosPatterns } from "../test/watchlists/redos-patterns.ts";
import { report } from "./support/report.ts";

const UNITS = 1_000_000;

let refused = 0;
let slowest = 0;
for (const { pattern, word } of redosPatterns) {
  const watchlists = [{ id: "one", any: ["junta", `/${pattern}/`] }];
  const { compiled, faults } = compileWatchlists([{ file: "watchlists/redos.yaml", content: { watchlists } }]);
  if (faults.length > 0) {
    refused++;
    continue;
  }
  // Different words, or the first of each length would answer for all the others.
  let text = "";
  for (let at = 0; text.length < UNITS; at++) text += `${word(30 + (at % 30))}${at.toString(36)} `;
  const started = performance.now();
  matchWatchlists(compiled, { title: "", text });
  slowest = Math.max(slowest, performance.now() - started);
}
report([
  { name: "patterns", value: redosPatterns.length, unit: "" },
  { name: "refused at load, with the place", value: refused, unit: "" },
  { name: "the slowest of the others on 1 MB", value: slowest / 1_000, unit: "s", floor: { kind: "at most", value: 1 } },
]);
