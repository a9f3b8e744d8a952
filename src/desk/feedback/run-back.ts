// Runs an edit over the archive of ninety days: the matches it loses and gains, and what readers had said of those that it loses.
import { archiveArticles, archiveIds, archiveSize } from "../archive.ts";
import { backtest } from "../backtest.ts";
import { askByEdit } from "../search/ask-backtest.ts";
import { isEvidence } from "../../feedback/saying.ts";
import { withEdits } from "./try-candidates.ts";
import type { Edit } from "../../feedback/edit.ts";
import type { Complaint } from "../../feedback/saying.ts";
import type { DeskDeps } from "../desk-deps.ts";
import type { Hit } from "../search-archive.ts";
import type { Bench } from "./try-candidates.ts";

export interface RunBack {
  /** Matches before and after; `read` is how many articles were read if the time was too short for all. */
  before: number;
  after: number;
  read: number | null;
  /** `looked`: the first so many of the lost matches make up `stories`; `complained` and `praised`: how many of these readers spoke of. */
  lost: { count: number; looked: number; stories: number; samples: Hit[]; complained: number; praised: number };
  gained: { count: number; samples: Hit[] };
}

const DAYS = 90;
const DAY_MS = 86_400_000;
const SAMPLES_SHOWN = 5;
/** Enough to know which of them readers have spoken of. */
const SAMPLES_READ = 200;

/** `lookMs`: for how long the archive is read. */
export async function runBack(
  { database, now }: Pick<DeskDeps, "database" | "now">,
  bench: Bench,
  edits: readonly Edit[],
  { all, lookMs }: { all: readonly Complaint[]; lookMs: number },
): Promise<RunBack> {
  const { inForce, engine, id } = bench;
  const asked = await askByEdit(engine, { edited: withEdits(bench, edits), inForce }, [id]);
  const archive = {
    archiveSize: (args: { since: string | null }) => archiveSize(database, args.since),
    archiveIds: (question: Parameters<typeof archiveIds>[1]) => archiveIds(database, question),
    archiveArticles: (args: { ids: number[] }) => archiveArticles(database, args.ids),
  };
  const since = new Date(now().getTime() - DAYS * DAY_MS).toISOString();
  const until = performance.now() + lookMs;
  const goesOn = () => performance.now() < until;
  const found = await backtest(archive, { ...asked, since, samplesMax: SAMPLES_READ }, undefined, goesOn);
  const [result] = found.watchlists;
  const { count: lost, samples } = result?.dropped ?? { count: 0, samples: [] };
  const gained = result?.added ?? { count: 0, samples: [] };
  const stories = new Set(samples.map(({ story, id: article }) => story ?? -article));
  const spokenOf = (reason: Complaint["reason"]): number =>
    new Set(
      all
        .filter((one) => isEvidence(one) && one.reason === reason && one.watchlist === id && stories.has(one.story))
        .map(({ story }) => story),
    ).size;
  const after = result?.count ?? 0;
  return {
    before: after + lost - gained.count,
    after,
    read: found.read ?? null,
    lost: {
      count: lost,
      looked: samples.length,
      stories: stories.size,
      samples: samples.slice(0, SAMPLES_SHOWN),
      complained: spokenOf("not-about"),
      praised: spokenOf("good"),
    },
    gained: { count: gained.count, samples: gained.samples.slice(0, SAMPLES_SHOWN) },
  };
}
