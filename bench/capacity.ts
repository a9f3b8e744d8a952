// capacity: runs the other benches and writes their figures into the table of docs/capacity.md, with machine, Node version and date.
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { cpus, loadavg, totalmem } from "node:os";
import { parseArgs } from "node:util";
import { CAPACITY_ROWS } from "./support/capacity/capacity-rows.ts";
import { FIGURES, planFor, readConstants, tellPlan } from "./support/capacity/plan-capacity.ts";
import { cellsOf, commandOf, figuresOf, readPrinted, renewTable } from "./support/capacity/capacity-table.ts";
import type { CapacityRow, SetUp, Stamp } from "./support/capacity/capacity-table.ts";
import type { Figures } from "./support/capacity/capacity-table.ts";

const PAGE = "docs/capacity.md";
const BENCHES = [...new Set(CAPACITY_ROWS.map(({ bench }) => bench))];
const LONG = [...new Set(CAPACITY_ROWS.filter(({ isLong }) => isLong).map(({ bench }) => bench))];
const USAGE = `Usage: npm run capacity -- --feeds N
       npm run capacity -- [--only NAME,NAME] [--long] [--embedded FOLDER] [--larger FOLDER] [--postgres URL]

With --feeds, says what so many feeds need, by the figures that stand in ${PAGE}. Runs nothing.

Runs each bench of the table in ${PAGE} and writes the table anew. Rows of benches that do not run keep their figures and their date.
--only runs some: ${BENCHES.join(", ")}.
--long also runs those that take many minutes: ${LONG.join(", ")}.
--embedded, --larger (300,000 articles) and --postgres name archives that were filled before, for large-store and pages; otherwise each is
filled anew.`;

/** The benches that measure a large archive, and the option that names one for each store. */
const OF_ARCHIVES = new Set(["large-store", "pages"]);
let archives: Partial<Record<"embedded" | "larger" | "postgres", string | undefined>> = {};

function archiveFor({ bench, args = [] }: CapacityRow): string[] {
  const data = archives[args.includes("postgres") ? "postgres" : args.includes("300000") ? "larger" : "embedded"];
  return data === undefined || !OF_ARCHIVES.has(bench) ? [] : ["--data", data];
}

/** With other work on the machine a figure says less, so the page tells of it. */
function describeMachine(): Stamp {
  const machine = [
    `${cpus().length} x ${cpus()[0]?.model.replace(/\s+/g, " ").trim() ?? "unknown processor"}`,
    `${Math.round(totalmem() / 2 ** 30)} GB of memory`,
    `Node ${process.versions.node}`,
    ...((loadavg()[0] ?? 0) > cpus().length ? ["other work at the same time"] : []),
  ].join(", ");
  return { date: new Date().toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" }), machine };
}

/** Returns null if the bench printed no figures; a bench that misses a floor has printed them all the same. */
function runBench(row: CapacityRow): Figures | null {
  const command = ["bench/run.mjs", row.bench, "--json", ...(row.args ?? []), ...archiveFor(row)];
  const { stdout } = spawnSync(process.execPath, command, { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
  const printed = readPrinted(stdout);
  return printed === null ? null : figuresOf(printed);
}

/** Runs one command and writes its rows at once, so that a later failure loses nothing. Returns true if all its rows were read. */
function renew(rows: readonly CapacityRow[], stamp: Stamp): boolean {
  const [first] = rows;
  if (first === undefined) return true;
  const began = performance.now();
  const figures = runBench(first);
  const renewed = new Map<string, Partial<Record<SetUp, string>>>();
  const faults: string[] = [];
  for (const row of figures === null ? [] : rows)
    try {
      renewed.set(row.figure, row.read(figures as Figures));
    } catch (error) {
      faults.push((error as Error).message);
    }
  if (figures === null) faults.push("it printed no figures");
  writeFileSync(PAGE, renewTable(readFileSync(PAGE, "utf8"), CAPACITY_ROWS, renewed, stamp));
  const seconds = Math.round((performance.now() - began) / 1_000);
  console.log(
    `${commandOf(first)}: ${renewed.size} of ${rows.length} rows, ${seconds} s${faults.map((fault) => `; ${fault}`).join("")}`,
  );
  return faults.length === 0;
}

function tellFeeds(feeds: number): void {
  if (!Number.isInteger(feeds) || feeds < 1) {
    console.error("--feeds wants a whole number, such as 1000");
    process.exitCode = 2;
    return;
  }
  const constants = readConstants(cellsOf(readFileSync(PAGE, "utf8")), FIGURES);
  console.log(tellPlan(feeds, planFor(feeds, constants), constants));
}

function main(): void {
  const { values } = parseArgs({
    options: {
      feeds: { type: "string" },
      only: { type: "string" },
      long: { type: "boolean", default: false },
      embedded: { type: "string" },
      larger: { type: "string" },
      postgres: { type: "string" },
      help: { type: "boolean", default: false },
    },
  });
  if (values.feeds !== undefined && !values.help) return tellFeeds(Number(values.feeds));
  const wanted = values.only?.split(",") ?? BENCHES.filter((bench) => values.long || !LONG.includes(bench));
  const refused = wanted.filter((bench) => !BENCHES.includes(bench) || (LONG.includes(bench) && !values.long));
  if (values.help || refused.length > 0) {
    if (refused.length > 0) console.error(`cannot run ${refused.join(", ")}: not in the table, or only with --long\n`);
    console.log(USAGE);
    process.exitCode = values.help ? 0 : 2;
    return;
  }
  archives = values;
  const stamp = describeMachine();
  const rows = CAPACITY_ROWS.filter(({ bench }) => wanted.includes(bench));
  for (const command of new Set(rows.map(commandOf)))
    if (
      !renew(
        rows.filter((row) => commandOf(row) === command),
        stamp,
      )
    )
      process.exitCode = 1;
}

main();
