// Runs the chores, each in a loop of its own: never twice at once, and none waits for another.
import { setMaxListeners } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "../log.ts";

export interface Chore {
  name: string;
  /** The pause between the end of one run and the start of the next. */
  everyMs: number;
  /** A run that takes longer is reported and asked to stop. */
  deadlineMs: number;
  /** `signal` is aborted at the deadline and when the process stops; work in batches ends there, and the next run goes on. */
  run(signal: AbortSignal): Promise<unknown>;
}

export interface RunningChores {
  /** Starts no further run. Resolves once the runs under way have ended, after ten seconds at the latest. */
  stop(): Promise<void>;
}

/** The longest pause after a failure: the database may be away for a moment only. */
const RETRY_MS_MAX = 30_000;
/** A process that stops waits no longer for a chore. */
const STOP_MS_MAX = 10_000;

/**
 * A promise cannot be cancelled, so a run past its deadline is only reported, again after twice the time each, and its chore starts no
 * other until it ends: two at once would hold two connections, and soon all. The store's own timeouts end a query that gets no answer.
 */
export function runChores(chores: readonly Chore[], log: Logger, pause = pauseFor): RunningChores {
  const stopping = new AbortController();
  // Each chore listens to it; Node takes more than ten for a leak.
  setMaxListeners(2 * chores.length, stopping.signal);
  const loops = chores.map(async (chore) => {
    while (!stopping.signal.aborted) {
      const succeeded = await runOnce(chore, stopping.signal, log);
      await pause(succeeded ? chore.everyMs : Math.min(chore.everyMs, RETRY_MS_MAX), stopping.signal);
    }
  });
  return {
    async stop() {
      stopping.abort();
      await Promise.all(loops);
    },
  };
}

const pauseFor = (ms: number, signal: AbortSignal): Promise<unknown> => sleep(ms, undefined, { signal }).catch(() => undefined);

/** Returns false if the chore failed, which is logged. */
function runOnce({ name, deadlineMs, run }: Chore, stopping: AbortSignal, log: Logger): Promise<boolean> {
  return new Promise((resolve) => {
    const asked = new AbortController();
    const startedMs = performance.now();
    const onLate = (afterMs: number) => {
      const seconds = Math.round((performance.now() - startedMs) / 1_000);
      log.error({ chore: name, seconds }, `the chore ${name} has not ended for ${seconds} s; the others go on`);
      asked.abort();
      timer = setTimeout(onLate, 2 * afterMs, 2 * afterMs);
    };
    let timer = setTimeout(onLate, deadlineMs, deadlineMs);
    const end = (succeeded: boolean) => {
      clearTimeout(timer);
      stopping.removeEventListener("abort", onStop);
      resolve(succeeded);
    };
    const onStop = () => {
      asked.abort();
      clearTimeout(timer);
      timer = setTimeout(end, Math.min(deadlineMs, STOP_MS_MAX), true);
    };
    stopping.addEventListener("abort", onStop);
    run(asked.signal).then(
      () => end(true),
      (error: unknown) => {
        log.warn({ chore: name, err: error }, `the chore ${name} failed; it will be tried again`);
        end(false);
      },
    );
  });
}
