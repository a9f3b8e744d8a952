// Outcomes of jobs by day and stage: the funnel.
import type { Sql } from "./engine/database.ts";

/** So many jobs of a stage ended like this. */
export interface JobsEnded {
  stage: string;
  outcome: string;
  count: number;
}

export async function addOutcomes(sql: Sql, outcomes: readonly JobsEnded[], now: Date): Promise<void> {
  if (outcomes.length === 0) return;
  await sql.run(
    `insert into outcomes (day, stage, outcome, count)
     select $2::date, stage, outcome, sum(count) from jsonb_to_recordset($1::jsonb) as o(stage text, outcome text, count bigint) group by stage, outcome
     on conflict (day, stage, outcome) do update set count = outcomes.count + excluded.count`,
    [JSON.stringify(outcomes), now.toISOString().slice(0, 10)],
  );
}

export const recentOutcomes = (sql: Sql, days: number, now: Date): Promise<{ stage: string; outcome: string; count: number }[]> =>
  sql.many(
    `select stage, outcome, sum(count)::int as count from outcomes where day > ($1::date - $2::int) group by stage, outcome order by stage, count desc`,
    [now.toISOString().slice(0, 10), days],
  );
