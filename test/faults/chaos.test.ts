// The small form of `npm run chaos`: a few kills of an embedded Wirewatch, after which every story has reached everybody, and once.
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { MOMENTS } from "../../bench/support/chaos-sink.ts";
import { FAILPOINTS } from "../../src/failpoint.ts";

const NAMED: ReadonlySet<string> = new Set([...FAILPOINTS, ...MOMENTS.map((moment) => `by the mail server: ${moment}`)]);
const run = promisify(execFile);
const figure = (output: string, name: string): number => Number(new RegExp(`${name}\\s+(\\d+)$`, "m").exec(output)?.[1]);

test(
  "killed while it starts, reads, matches, groups, delivers and at random, an embedded Wirewatch loses no story and tells none twice",
  { timeout: 600_000 },
  async () => {
    // Its figures say more than its exit code.
    const { stdout } = await run(process.execPath, [
      "bench/run.mjs",
      "chaos",
      "--kills",
      "7",
      "--drops",
      "0",
      "--patience",
      "60",
    ]).catch((ended: { stdout: string }) => ended);
    expect(figure(stdout, "pairs expected")).toBeGreaterThan(20);
    const killedAt = [...stdout.matchAll(/killed: (.+?) +\d+$/gm)].map(([, name = ""]) => name);
    expect(killedAt.filter((name) => NAMED.has(name)).length).toBeGreaterThanOrEqual(4);
    expect(figure(stdout, "LOST")).toBe(0);
    expect(figure(stdout, "DOUBLE, and not explained")).toBe(0);
    expect(figure(stdout, "not listed in digest log")).toBe(0);
  },
);
