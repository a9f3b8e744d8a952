// Reports that an office fills in anew are stories of their own; their copies, trims and corrections still join them.
import { expect, test } from "vitest";
import { openStoryMemory } from "../../src/stories/group-articles.ts";
import { dailyReports, FORMS, reportsOfADay, sentAgain } from "./invent-reports.ts";
import type { Form, Report } from "./invent-reports.ts";

const SEEDS = [1, 2, 3];

interface Tally {
  pairs: number;
  falsePairs: number;
  sentAgain: number;
  found: number;
}

/** Groups the reports with all that is sent again of them, as they come. */
function tally(reports: readonly Report[]): Tally {
  const memory = openStoryMemory();
  const first = new Set(reports);
  const inOrder = [...reports, ...reports.flatMap(sentAgain)].sort((a, b) =>
    (a.document.publishedAt ?? "").localeCompare(b.document.publishedAt ?? ""),
  );
  const grouped = inOrder.map((one) => ({ ...one, isFirst: first.has(one), story: memory.add(one.document).story }));
  const storyOf = new Map(grouped.filter(({ isFirst }) => isFirst).map(({ report, story }) => [report, story]));
  const others = grouped.filter(({ isFirst }) => !isFirst);
  let [pairs, falsePairs] = [0, 0];
  for (const [i, a] of grouped.entries()) {
    for (let j = 0; j < i; j += 1) {
      const b = grouped[j];
      if (b === undefined || b.report === a.report) continue;
      pairs += 1;
      if (b.story === a.story) falsePairs += 1;
    }
  }
  return {
    pairs,
    falsePairs,
    sentAgain: others.length,
    found: others.filter(({ report, story }) => story === storyOf.get(report)).length,
  };
}

const sum = (tallies: readonly Tally[], what: keyof Tally): number => tallies.reduce((total, tally) => total + tally[what], 0);

const SETTINGS: [string, (form: Form, seed: number) => Report[]][] = [
  ["on eight days in a row", (form, seed) => dailyReports(form, 8, seed)],
  ["on eight days in a row, half of the figures unchanged", (form, seed) => dailyReports(form, 8, seed, 0.5)],
  ["thirty times a day", (form, seed) => reportsOfADay(form, 30, seed)],
  ["thirty times a day, a quarter of the figures unchanged", (form, seed) => reportsOfADay(form, 30, seed, 0.25)],
];

test.each(SETTINGS)("reports in one form, %s, are told apart, and their repetitions found", (_, write) => {
  const tallies = FORMS.map((form) => SEEDS.map((seed) => tally(write(form, seed))));
  for (const [i, ofForm] of tallies.entries()) {
    const what = FORMS[i]?.kind;
    expect({ what, share: sum(ofForm, "falsePairs") / sum(ofForm, "pairs") <= 0.005 }).toEqual({ what, share: true });
    expect({ what, share: sum(ofForm, "found") / sum(ofForm, "sentAgain") >= 0.95 }).toEqual({ what, share: true });
  }
  const all = tallies.flat();
  expect(sum(all, "falsePairs") / sum(all, "pairs")).toBeLessThanOrEqual(0.002);
  expect(sum(all, "found") / sum(all, "sentAgain")).toBeGreaterThanOrEqual(0.98);
});
