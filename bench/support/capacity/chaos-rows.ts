// The rows of docs/capacity.md that runs of chaos fill.
import { show } from "./show-figure.ts";
import type { CapacityRow, Figures } from "./capacity-table.ts";

function chaosCell(figures: Figures): string {
  const [kills, pairs, twice] = ["kills", "pairs expected", "mails twice and listed"].map((name) => show(figures.value(name)));
  const [lost, double] = [figures.value("lost"), figures.value("twice without a reason")];
  return `${lost}; ${double} of ${pairs}, ${kills} kills. ${twice} mails came twice, their end not known, listed as such`;
}

const chaos = (set: string, args: readonly string[], setUp: "embedded" | "Postgres" | "Postgres and Redis"): CapacityRow => ({
  figure: `chaos, ${set}: (recipient, story) pairs lost, and twice without a reason`,
  wanted: "0; 0",
  bench: "chaos",
  args,
  isLong: true,
  read: (figures) => ({ [setUp]: chaosCell(figures) }),
});

export const CHAOS_ROWS: readonly CapacityRow[] = [
  chaos("Redis and Postgres, 200 kills", ["--store", "redis", "--seed", "33"], "Postgres and Redis"),
  chaos("embedded, 200 kills", ["--seed", "34", "--patience", "40"], "embedded"),
  chaos("Postgres, 200 kills", ["--store", "postgres", "--seed", "35", "--patience", "40"], "Postgres"),
  chaos(
    "embedded with `hold`, 60 kills",
    ["--uncertain", "hold", "--kills", "60", "--each", "2", "--seed", "36", "--patience", "40"],
    "embedded",
  ),
];
