// Lists as known kinds of sites build them: 34 designs in ten states, in twelve languages.
import { expect, test } from "vitest";
import { DESIGNS, scoreSites } from "./score-sites.ts";
import { STATES } from "./site.ts";

test("nine items of ten have their link and headline, and two of a hundred at most are none", () => {
  const scores = scoreSites();
  const sum = (count: (score: (typeof scores)[number]) => number): number => scores.reduce((all, score) => all + count(score), 0);
  expect(scores).toHaveLength(DESIGNS.length * STATES.length);
  expect(sum(({ right }) => right) / sum(({ items }) => items)).toBeGreaterThanOrEqual(0.9);
  expect(sum(({ wrong }) => wrong.length) / sum(({ items }) => items)).toBeLessThanOrEqual(0.02);
  // No design is given up for the others.
  for (const [name] of DESIGNS)
    expect(
      scores.filter(({ design, right, items }) => design === name && right * 10 < items * 9),
      name,
    ).toEqual([]);
});
