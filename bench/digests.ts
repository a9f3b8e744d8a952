// digests: 10,000 invented digests in twelve scripts, composed and read back by another parser and a DOM; what differs, and what a digest takes.
import { composeInvented, inventDigest } from "../test/digests/invent-digest.ts";
import { readBack } from "../test/digests/read-back.ts";
import { report } from "./support/report.ts";

const COUNT = Number(process.argv[process.argv.indexOf("--count") + 1]) || 10_000;
const SEED = Number(process.argv[process.argv.indexOf("--seed") + 1]) || 1;

let faults = 0;
let stories = 0;
let base64Parts = 0;
let htmlBytes = 0;
let lineOctets = 0;
let composeMs = 0;
for (let n = 0; n < COUNT; n++) {
  const seed = SEED * 1_000_003 + n;
  const invented = inventDigest(seed);
  const began = performance.now();
  const composed = await composeInvented(invented);
  composeMs += performance.now() - began;
  const read = await readBack(composed);
  stories += read.stories;
  base64Parts += read.base64Parts;
  htmlBytes = Math.max(htmlBytes, read.htmlBytes);
  lineOctets = Math.max(lineOctets, read.lineOctets);
  for (const fault of read.faults) if (++faults <= 20) console.error(`digest ${seed}: ${fault.slice(0, 300)}`);
}
report([
  { name: "digests", value: COUNT, unit: "" },
  { name: "stories shown", value: stories, unit: "" },
  { name: "parts in base64, as it was shorter", value: base64Parts / (2 * COUNT), unit: "of all" },
  {
    name: "read back otherwise, or with what was not in it",
    value: faults,
    unit: "faults",
    floor: { kind: "at most", value: 0 },
  },
  { name: "largest HTML", value: htmlBytes / 1_000, unit: "kB", floor: { kind: "at most", value: 80 } },
  { name: "longest line", value: lineOctets, unit: "octets", floor: { kind: "at most", value: 998 } },
  { name: "rendered and composed, mean", value: composeMs / COUNT, unit: "ms" },
]);
