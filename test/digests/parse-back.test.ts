// Goal: readers get exactly what a digest says. Method: invented digests in twelve scripts, composed, parsed back by other programs.
import { expect, test } from "vitest";
import { composeInvented, inventDigest } from "./invent-digest.ts";
import { readBack } from "./read-back.ts";

/** Eight of each script, in which each part of a digest comes several times. The bench has 10,000: `npm run bench -- digests`. */
const COUNT = 96;

test(
  `${COUNT} digests in twelve scripts are read back as they were written, and bring nothing else along`,
  { timeout: 600_000 },
  async () => {
    const faults: string[] = [];
    for (let seed = 1; seed <= COUNT; seed++) {
      const invented = inventDigest(seed);
      const { faults: found } = await readBack(await composeInvented(invented));
      faults.push(...found.map((fault) => `digest ${seed}: ${fault}`));
    }
    expect(faults).toEqual([]);
  },
);
