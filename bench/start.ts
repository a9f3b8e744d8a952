// start: `wirewatch check` on the shipped configuration from a cold process, and what an installation weighs.
import { execFileSync, spawnSync } from "node:child_process";
import { median, report } from "./support/report.ts";

const RUNS = 10;

const seconds = Array.from({ length: RUNS + 1 }, () => {
  const started = performance.now();
  const { status } = spawnSync(process.execPath, ["dist/cli.js", "check"], { stdio: "ignore" });
  if (status !== 0) throw new Error("`check` finds faults in the shipped configuration");
  return (performance.now() - started) / 1000;
}).slice(1);

const packages = execFileSync("npm", ["ls", "--omit=dev", "--all", "--parseable"], { encoding: "utf8" })
  .trim()
  .split("\n")
  .slice(1);
const kilobytes = (folder: string) => Number(execFileSync("du", ["-sk", folder], { encoding: "utf8" }).split("\t")[0]);

report([
  { name: `check, median of ${RUNS} cold starts`, value: median(seconds), unit: "s", floor: { kind: "at most", value: 1 } },
  { name: "packages installed", value: packages.length, unit: "" },
  { name: "their size", value: packages.reduce((sum, folder) => sum + kilobytes(folder), 0) / 1024, unit: "MB" },
  { name: "the program's own size, prepared database included", value: kilobytes("dist") / 1024, unit: "MB" },
]);
