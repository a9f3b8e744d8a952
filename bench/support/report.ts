// Prints the figures of every bench, each with its floor.

export interface Figure {
  name: string;
  value: number;
  unit: string;
  /** What the figure must reach; absent for one that is only told. */
  floor?: { kind: "at least" | "at most"; value: number };
}

const holds = ({ value, floor }: Figure): boolean =>
  floor === undefined || (floor.kind === "at least" ? value >= floor.value : value <= floor.value);

const wantsJson = (): boolean => process.argv.includes("--json");

/** For a bench with a table of its own: adds the figures as one line of JSON if --json is given, as `report` prints it. */
export function reportAsJson(figures: readonly Figure[]): void {
  if (wantsJson()) console.log(JSON.stringify(figures));
}

/** Prints a table, or JSON where --json is given; the process ends with 1 where a floor is missed. */
export function report(figures: readonly Figure[]): void {
  if (wantsJson()) reportAsJson(figures);
  else
    for (const figure of figures) {
      const { name, value, unit, floor } = figure;
      const shown = value >= 100 ? value.toFixed(0) : value.toFixed(2);
      const verdict = floor === undefined ? "" : `${floor.kind} ${floor.value}: ${holds(figure) ? "holds" : "MISSED"}`;
      console.log(`${name.padEnd(44)} ${shown.padStart(9)} ${unit.padEnd(12)} ${verdict}`);
    }
  process.exitCode = figures.every(holds) ? 0 : 1;
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);

/**
 * The slope of what was measured over time, by Theil and Sen: the median of the slopes of all pairs, which a few odd values do not move. NaN for fewer
 * than two times.
 */
export function slopeOf(points: readonly (readonly [number, number])[]): number {
  const slopes = points.flatMap(([x, y], index) =>
    points.slice(index + 1).flatMap(([x2, y2]) => (x2 === x ? [] : [(y2 - y) / (x2 - x)])),
  );
  return median(slopes);
}
