// Finds the edits that answer a complaint: they change what happens to its article, hold a test of it, and break no other.
import { distancesOf } from "../../feedback/candidate.ts";
import { tryEdits } from "./try-candidates.ts";
import type { Candidate, Distance } from "../../feedback/candidate.ts";
import type { Edit } from "../../feedback/edit.ts";
import type { WatchlistDefinition } from "../../watchlists/watchlist.ts";
import type { Bench } from "./try-candidates.ts";

/** An edit that works, with the line of the tests that says so; null where no test can. */
export interface Chosen extends Candidate {
  test: { kind: "match" | "no_match"; line: string } | null;
}

interface Wish {
  /** Whether the article is to match. */
  matches: boolean;
  lines: readonly string[];
}

/** More are not run over the archive. */
const CHOSEN_MAX = 5;
const TRIED_MAX = 24;
/** A wider distance than this says nothing. */
const WITHIN_MAX = 60;

export async function chooseEdits(
  bench: Bench,
  definition: WatchlistDefinition,
  candidates: readonly Candidate[],
  wish: Wish,
): Promise<Chosen[]> {
  const path = ["watchlists", bench.index];
  const kind = wish.matches ? "match" : "no_match";
  const before = await tryEdits(bench, [], { kind, lines: wish.lines });
  const distances = await Promise.all(distancesOf(definition, path).map((distance) => otherDistance(bench, distance, wish)));
  const chosen: Chosen[] = [];
  for (const candidate of [...distances.flatMap((found) => found ?? []), ...candidates].slice(0, TRIED_MAX)) {
    if (chosen.length === CHOSEN_MAX) break;
    const after = await tryEdits(bench, candidate.edits, { kind, lines: wish.lines });
    if (after.spans === null || after.matches !== wish.matches || (after.breaksTests && !before.breaksTests)) continue;
    // Tests pass over filters, so they hold nothing of a source or a language.
    const isFilter = candidate.edits.every((edit) => edit.path.includes("filter"));
    // A line says something if it failed before; one that never does is kept for a change that none shows.
    const passing = wish.lines.filter((_, index) => !after.failing.has(index));
    const telling = passing.find((line) => before.failing.has(wish.lines.indexOf(line)));
    const line = telling ?? (wish.matches ? undefined : passing[0]);
    if (isFilter) chosen.push({ ...candidate, test: null });
    else if (line !== undefined) chosen.push({ ...candidate, test: { kind, line } });
  }
  return chosen;
}

/** The number of words nearest to the present one with which the article matches, or does not; null if there is none. */
async function otherDistance(bench: Bench, distance: Distance, { matches }: Wish): Promise<Candidate | null> {
  const { within, name, editTo } = distance;
  const works = async (number: number): Promise<boolean> => {
    const { spans, matches: now } = await tryEdits(bench, [editTo(number)], { kind: "match", lines: [] });
    return spans !== null && now === matches;
  };
  let [near, far] = matches ? [within, Math.max(WITHIN_MAX, within * 2)] : [within, 1];
  if (near === far || !(await works(far))) return null;
  while (Math.abs(far - near) > 1) {
    const middle = Math.trunc((near + far) / 2);
    if (await works(middle)) far = middle;
    else near = middle;
  }
  return { what: `${name} within ${far} words in place of ${within}`, edits: [editTo(far)], isGeneral: true };
}

/** With the line that tests it. */
export const editsOf = ({ edits, test }: Pick<Chosen, "edits" | "test">, index: number): Edit[] => [
  ...edits,
  ...(test === null ? [] : [{ kind: "add" as const, path: ["watchlists", index, "tests", test.kind], text: test.line }]),
];
