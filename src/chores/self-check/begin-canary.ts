// Sends the canary on its way: a test article that passes every stage by its queue, and that no reader and no count ever sees.
import { STAGE_NAMES } from "../../pipeline/pipeline.ts";
import { beginCanary } from "../../store/self-check/self-checks.ts";
import type { PipelineDeps } from "../../pipeline/stage-deps.ts";

const MINUTE_MS = 60_000;
const EVERY_MS = 5 * MINUTE_MS;
/** A round, a demo or a test is over before. */
const FIRST_AFTER_MS = MINUTE_MS;

export function sendCanary(deps: Pick<PipelineDeps, "database" | "producer" | "now">, upSince: () => Date): () => Promise<void> {
  const [first] = STAGE_NAMES;
  return async () => {
    const now = deps.now();
    if (now.getTime() - upSince().getTime() < FIRST_AFTER_MS) return;
    const begun = await beginCanary(deps.database, {
      first,
      before: new Date(now.getTime() - EVERY_MS),
      idleSince: new Date(now.getTime() - 3 * EVERY_MS),
      now,
    });
    if (begun !== null) await deps.producer.sendCanary(first, begun.run);
  };
}
