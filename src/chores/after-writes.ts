// Spares a chore that finds nothing to do unless a row was written.
import type { Chore } from "./run-chores.ts";
import type { Database } from "../store/engine/database.ts";

/** Runs at the first call and when something was written since the last run began; on a server always, since other processes write too. */
export function afterWrites({ writes }: Pick<Database, "writes">, run: Chore["run"]): Chore["run"] {
  if (writes === null) return run;
  let seen: number | null = null;
  return async (signal) => {
    const now = writes();
    if (now === seen) return;
    await run(signal);
    seen = now;
  };
}
