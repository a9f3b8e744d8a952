// Runs one stage: takes its jobs, validates them, maps the three kinds of fault, and counts exactly one outcome a job.
import { UnrecoverableError } from "bullmq";
import type { Worker } from "bullmq";
import { PermanentError, RetryLaterError, toError } from "../errors.ts";
import { PIPELINE } from "./pipeline.ts";
import type { Logger } from "../log.ts";
import type { AnyJob, QueueBackend } from "./backend.ts";
import type { Payload, StageName } from "./pipeline.ts";

/** How a job ended: one word for the funnel, and what else there is to count. */
export interface Outcome {
  outcome: string;
  counts?: Record<string, number>;
}

export interface StageHandler<S extends StageName> {
  run(payload: Payload<S>): Promise<Outcome>;
  /** Not now: keeps in the database when to try again. */
  postpone(payload: Payload<S>, until: Date, reason: string): Promise<void>;
  /** Never again by itself: keeps in the database why, for a person to read. */
  setAside(payload: Payload<S>, error: Error): Promise<void>;
}

export interface RunningStage {
  /** Takes no new job, waits for those under way, and gives up waiting after `deadlineMs`. */
  drain(deadlineMs: number): Promise<void>;
}

export interface RunStageOptions<S extends StageName> {
  backend: QueueBackend;
  stage: S;
  handler: StageHandler<S>;
  count: (stage: StageName, outcome: Outcome) => void;
  log: Logger;
  /** How long a job of a process that died stays with it; 30 s unless told. */
  lockMs?: number;
}

// BullMQ gives up a job after this many crashes under it (its default is one): by then it is the job that crashes the process.
const CRASHES_MAX = 12;

export function runStage<S extends StageName>(options: RunStageOptions<S>): RunningStage {
  const { backend, stage, handler, log, lockMs = 30_000 } = options;
  const { payload: schema, concurrency } = PIPELINE[stage];
  const count = (outcome: string, counts?: Record<string, number>) =>
    options.count(stage, counts ? { outcome, counts } : { outcome });

  const processor = async (job: AnyJob): Promise<void> => {
    const parsed = schema.safeParse(job.data);
    if (!parsed.success) {
      count("malformed");
      log.error(
        { stage, job: job.id },
        "a job of another shape was on the queue; it is dropped, the sweeper brings its work back",
      );
      return;
    }
    const payload = parsed.data as Payload<S>;
    try {
      const { outcome, counts } = await handler.run(payload);
      count(outcome, counts);
    } catch (thrown) {
      await endInFault(toError(thrown), payload, job);
    }
  };

  /** The one place where our three kinds of fault become BullMQ's. */
  const endInFault = async (error: Error, payload: Payload<S>, job: AnyJob): Promise<void> => {
    if (error instanceof RetryLaterError) {
      await counted(() => handler.postpone(payload, error.until, error.message));
      count("later");
      return;
    }
    const permanent = error instanceof PermanentError;
    if (permanent || job.attemptsMade + 1 >= (job.opts.attempts ?? 1)) {
      await counted(() => handler.setAside(payload, error));
      count("set-aside", { setAside: 1 });
      log.error({ stage, payload, err: error }, permanent ? "set aside" : "set aside after the last try");
      throw new UnrecoverableError(error.message);
    }
    count("retry");
    log.warn({ stage, payload, err: error }, "failed; tried again soon");
    throw error;
  };

  /** The database may be away just when a fault is to be kept: the job ends as one to try again, counted too. */
  const counted = async (keep: () => Promise<void>): Promise<void> => {
    try {
      await keep();
    } catch (error) {
      count("retry");
      throw error;
    }
  };

  const worker = backend.worker(stage, processor, {
    concurrency,
    lockDuration: lockMs,
    stalledInterval: lockMs / 2,
    maxStalledCount: CRASHES_MAX,
  });
  worker.on("failed", (job, error) => {
    if (job !== undefined && /stalled more than allowable/.test(error.message))
      void setAsidePoison(job, error).catch((failure: unknown) =>
        log.error({ stage, err: failure }, "a job that kills its process could not be set aside"),
      );
  });

  const setAsidePoison = async (job: AnyJob, error: Error) => {
    const parsed = schema.safeParse(job.data);
    if (!parsed.success) return;
    await handler.setAside(
      parsed.data as Payload<S>,
      new PermanentError(`its process died ${CRASHES_MAX} times under it`, { cause: error }),
    );
    count("set-aside", { setAside: 1 });
  };

  return { drain: (deadlineMs) => drain(worker, deadlineMs) };
}

/** worker.close() has no deadline of its own; jobs cut off by ours are found again as stalled. */
async function drain(worker: Worker, deadlineMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<"late">((resolve) => {
    timer = setTimeout(resolve, deadlineMs, "late");
  });
  const ended = await Promise.race([worker.close(), deadline]);
  clearTimeout(timer);
  if (ended === "late") await worker.close(true);
}
