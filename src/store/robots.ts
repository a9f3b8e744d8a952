// The rules in hosts' robots.txt files, kept over restarts.
import { toJson } from "./engine/database.ts";
import type { Sql } from "./engine/database.ts";

interface Rule {
  allow: boolean;
  pattern: string;
}

/** A file with more rules than this is fetched anew by each process. */
const RULES_LENGTH_MAX = 64 * 1024;

/** The rules that were read for this crawler name, and when. */
export function findRobots(sql: Sql, origin: string, agent: string): Promise<{ rules: Rule[]; checkedAt: Date } | null> {
  return sql.maybeOne(`select rules, checked_at as "checkedAt" from robots where origin = $1 and agent = $2`, [origin, agent]);
}

export async function saveRobots(
  sql: Sql,
  origin: string,
  { agent, rules }: { agent: string; rules: readonly Rule[] },
): Promise<void> {
  const text = toJson(rules);
  if (text.length > RULES_LENGTH_MAX) return;
  await sql.run(
    `insert into robots (origin, agent, rules, checked_at) values ($1, $2, $3::jsonb, clock_timestamp())
     on conflict (origin) do update set agent = excluded.agent, rules = excluded.rules, checked_at = excluded.checked_at`,
    [origin, agent, text],
  );
}
