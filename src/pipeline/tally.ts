// The tally: how the jobs of this process ended, one outcome each, kept by day in the database so that the funnel adds up.
import type { Outcome } from "./process-job.ts";
import type { StageName } from "./pipeline.ts";
import { meter } from "../meter.ts";
import { addOutcomes } from "../store/outcomes.ts";
import type { JobsEnded } from "../store/outcomes.ts";
import type { Sql } from "../store/engine/database.ts";

export interface Tally {
  count(stage: StageName, outcome: Outcome): void;
  /** Everything since the process began: jobs by stage and outcome, and what else the stages counted. */
  totals(): { outcomes: Record<string, Record<string, number>>; counts: Record<string, number> };
  /** Adds what came since the last call to the database. */
  save(sql: Sql, now: Date): Promise<void>;
}

export function openTally(): Tally {
  const outcomes: Record<string, Record<string, number>> = {};
  const counts: Record<string, number> = {};
  // One counter for each kind of end, however long the database is away.
  let unsaved = new Map<string, JobsEnded>();
  const add = (ended: JobsEnded): void => {
    const key = `${ended.stage} ${ended.outcome}`;
    unsaved.set(key, { ...ended, count: ended.count + (unsaved.get(key)?.count ?? 0) });
  };
  return {
    count(stage, { outcome, counts: more = {} }) {
      const ofStage = (outcomes[stage] ??= {});
      ofStage[outcome] = (ofStage[outcome] ?? 0) + 1;
      add({ stage, outcome, count: 1 });
      meter.ended(stage, outcome);
      for (const [name, count] of Object.entries(more)) counts[name] = (counts[name] ?? 0) + count;
    },
    totals: () => structuredClone({ outcomes, counts }),
    async save(sql, now) {
      const saved = [...unsaved.values()];
      unsaved = new Map();
      try {
        await addOutcomes(sql, saved, now);
      } catch (error) {
        saved.forEach(add);
        throw error;
      }
    },
  };
}
