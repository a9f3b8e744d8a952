// page-memory: 5,000 pages in a row in one thread without its being replaced; by how much the memory that it holds grows.
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { readPage } from "../src/articles/read-page.ts";
import { benchPages } from "./support-pages.ts";
import { report } from "./support-report.ts";

const COUNT = 5_000;
/** By then what is loaded once is loaded. */
const WARM_UP = 500;

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

function heldMb(): number {
  collectGarbage();
  const { heapUsed, external, arrayBuffers } = process.memoryUsage();
  return (heapUsed + external + arrayBuffers) / 1024 ** 2;
}

const pages = await benchPages(process.argv[2]);
let held = 0;
for (let n = 0; n < WARM_UP + COUNT; n++) {
  if (n === WARM_UP) held = heldMb();
  const bytes = pages[n % pages.length] ?? new Uint8Array();
  // No two addresses are the same, as on the web: what is kept by address would show.
  readPage(bytes, { url: `https://paper.example/${n}/story`, contentType: null });
}
report([
  { name: "pages", value: COUNT, unit: "" },
  { name: "held before", value: held, unit: "MB" },
  { name: "grown by", value: heldMb() - held, unit: "MB", floor: { kind: "at most", value: 20 } },
  { name: "peak memory of the process", value: process.resourceUsage().maxRSS / 1024, unit: "MB" },
]);
