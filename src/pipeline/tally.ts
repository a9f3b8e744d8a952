// The tally: how the jobs of this process ended, one outcome each, kept by day in the database so that the funnel adds up.
import type { Outcome } from "./process-job.ts";
import type { StageName } from "./pipeline.ts";
import { addOutcomes } from "../store/outcomes.ts";
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
  let unsaved: { stage: string; outcome: string }[] = [];
  return {
    count(stage, { outcome, counts: more = {} }) {
      const ofStage = (outcomes[stage] ??= {});
      ofStage[outcome] = (ofStage[outcome] ?? 0) + 1;
      unsaved.push({ stage, outcome });
      for (const [name, count] of Object.entries(more)) counts[name] = (counts[name] ?? 0) + count;
    },
    totals: () => structuredClone({ outcomes, counts }),
    async save(sql, now) {
      if (unsaved.length === 0) return;
      const saved = unsaved;
      unsaved = [];
      try {
        await addOutcomes(sql, saved, now);
      } catch (error) {
        unsaved = [...saved, ...unsaved];
        throw error;
      }
    },
  };
}
