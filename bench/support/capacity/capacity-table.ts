// The table of docs/capacity.md as data: reads the one that stands there, and writes it with renewed figures. The page's prose stays as it is.
import type { Figure } from "../report.ts";

export const BEGIN = "<!-- figures: written by `npm run bench -- capacity`, do not edit by hand -->";
export const END = "<!-- end of figures -->";

/** The three set-ups of the page, in the order of its columns. */
export const SET_UPS = ["embedded", "Postgres", "Postgres and Redis"] as const;
export type SetUp = (typeof SET_UPS)[number];

export interface CapacityRow {
  /** Names the row; a row whose text changes loses its old figures. */
  figure: string;
  wanted: string;
  bench: string;
  args?: readonly string[];
  /** Takes many minutes, so it must be asked for. */
  isLong?: boolean;
  /** Reads the cells from the figures that the bench printed. */
  read: (figures: Figures) => Partial<Record<SetUp, string>>;
}

export interface Figures {
  /** The value of the first figure whose name begins so. Throws if there is none. */
  value(begin: string): number;
  /** The same of the last such figure. */
  last(begin: string): number;
  /** The largest of those whose names match. Throws if there is none. */
  slowest(names: RegExp): number;
}

/** When and on which machine figures were taken, such as "29 November 2026" and "2 x CPU, 24 GB, Node 20.20.2". */
export interface Stamp {
  date: string;
  machine: string;
}

const COLUMNS = ["figure", "wanted", ...SET_UPS, "command", "taken"];
const NOT_TAKEN = "-";

export const commandOf = ({ bench, args = [] }: Pick<CapacityRow, "bench" | "args">): string =>
  [
    bench === "chaos" ? "npm run chaos" : `npm run bench -- ${bench}`,
    ...(bench === "chaos" && args.length > 0 ? ["--"] : []),
    ...args,
  ].join(" ");

function find(figures: readonly Figure[], begin: string): number {
  const figure = figures.find(({ name }) => name.trim().startsWith(begin));
  if (figure === undefined) throw new Error(`no figure begins with "${begin}"`);
  return figure.value;
}

export const figuresOf = (printed: readonly Figure[]): Figures => ({
  value: (begin) => find(printed, begin),
  last: (begin) => find(printed.toReversed(), begin),
  slowest(names) {
    const found = printed.filter(({ name }) => names.test(name.trim()));
    if (found.length === 0) throw new Error(`no figure is called ${names}`);
    return Math.max(...found.map(({ value }) => value));
  },
});

/** The figures among all that a bench printed: its last line that is a JSON list. Returns null if there is none. */
export function readPrinted(output: string): Figure[] | null {
  const line = output.split("\n").findLast((each) => each.startsWith("[{"));
  return line === undefined ? null : (JSON.parse(line) as Figure[]);
}

interface Kept {
  cells: string[];
  taken: string;
}

/** The cells that stand in the page, by figure, and the lines that say when they were taken. */
function readPage(table: string): { kept: Map<string, Kept>; stamps: Stamp[] } {
  const kept = new Map<string, Kept>();
  for (const line of table.split("\n").filter((each) => each.startsWith("| "))) {
    const cells = line
      .split(/(?<!\\)\|/)
      .slice(1, -1)
      .map((cell) => cell.trim());
    kept.set(cells[0] ?? "", { cells: cells.slice(2, 2 + SET_UPS.length), taken: cells[COLUMNS.length - 1] ?? "" });
  }
  const stamps = [...table.matchAll(/^- (\d+ \w+ \d+): (.+)\.$/gm)].map(([, date = "", machine = ""]) => ({ date, machine }));
  return { kept, stamps };
}

/** What the page says of a figure in a set-up; an empty text if it says nothing. */
export function cellsOf(page: string): (figure: string, setUp: SetUp) => string {
  const { kept } = readPage(page.slice(page.indexOf(BEGIN), page.indexOf(END)));
  return (figure, setUp) => kept.get(figure)?.cells[SET_UPS.indexOf(setUp)] ?? "";
}

const isEmpty = (cells: readonly string[]): boolean => cells.every((cell) => cell === "" || cell === NOT_TAKEN);

/**
 * Writes the table anew between its two markers. Rows without new cells keep their figures and their date. Throws if a marker is missing.
 * `renewed` holds the new cells by the row's figure.
 */
export function renewTable(
  page: string,
  rows: readonly CapacityRow[],
  renewed: ReadonlyMap<string, Partial<Record<SetUp, string>>>,
  stamp: Stamp,
): string {
  const [begin, end] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error("the page has no markers around its table");
  const { kept, stamps } = readPage(page.slice(begin, end));
  const lines = rows.map((row) => {
    const cells = renewed.get(row.figure);
    const old = kept.get(row.figure);
    const now = cells === undefined ? old?.cells : SET_UPS.map((setUp) => cells[setUp] ?? "");
    const shown = now === undefined || isEmpty(now) ? [NOT_TAKEN, "", ""] : now;
    const taken = cells === undefined ? (old?.taken ?? "") : stamp.date;
    return [row.figure, row.wanted, ...shown, `\`${commandOf(row)}\``, taken];
  });
  const dates = new Set(lines.map((cells) => cells.at(-1)));
  const isNew = renewed.size > 0 && !stamps.some(({ date, machine }) => date === stamp.date && machine === stamp.machine);
  const told = [...stamps, ...(isNew ? [stamp] : [])].filter(({ date }) => dates.has(date));
  const table = [COLUMNS, COLUMNS.map(() => "---"), ...lines].map(
    (cells) => `|${cells.map((cell) => (cell === "" ? " " : ` ${cell} `)).join("|")}|`,
  );
  const machines = told.map(({ date, machine }) => `- ${date}: ${machine}.`);
  return `${page.slice(0, begin)}${[BEGIN, "", ...table, "", ...machines, "", ""].join("\n")}${page.slice(end)}`;
}
