// The tick: work that is done each second, one after the other and never twice at once.
import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "../log.ts";

export interface Ticking {
  /** Resolves once the tick under way has ended. */
  stop(): Promise<void>;
}

const TICK_EVERY_MS = 1_000;

/** A failure is logged and the next tick tries again: the database may be away for a while. */
export function startTicking(chores: readonly (() => Promise<unknown>)[], log: Logger): Ticking {
  const stopping = new AbortController();
  const loop = (async () => {
    while (!stopping.signal.aborted) {
      for (const chore of chores) {
        await chore().catch((error: unknown) =>
          log.warn({ err: error }, "a chore of the tick failed; the next tick tries again"),
        );
      }
      await sleep(TICK_EVERY_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  })();
  return {
    stop() {
      stopping.abort();
      return loop;
    },
  };
}
