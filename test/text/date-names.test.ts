// The table of months' and weekdays' names, against what Node knows of its languages.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { listDateNames } from "../../bench/support/learn/date-names.ts";
import { findMonth, findWeekday } from "../../src/text/dates/month-names.ts";

const table = readFileSync("src/text/dates/date-names.yaml", "utf8");
const { months, days } = listDateNames();
/** Another version of ICU may write some names otherwise. */
const shareMin = table.includes(`ICU ${process.versions["icu"]}:`) ? 1 : 0.97;

test.each([
  ["months", months, findMonth],
  ["weekdays", days, findWeekday],
] as const)("names of %s that Node knows are in the table", (_, names, find) => {
  const known = [...names].filter(([name, number]) => find(name) === number);
  expect(names.size).toBeGreaterThan(700);
  expect(known.length / names.size).toBeGreaterThanOrEqual(shareMin);
});
