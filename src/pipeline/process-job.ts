// Works on one job of a stage: validates it, hands on what comes of it, maps its fault to BullMQ's, and counts exactly one outcome a run.
import { UnrecoverableError } from "bullmq";
import { z } from "zod";
import { OutageError, PermanentError, RetryLaterError, toError } from "../errors.ts";
import { meter } from "../meter.ts";
import { tracer } from "../traces/tracer.ts";
import { jobId, PIPELINE } from "./pipeline.ts";
import type { Logger } from "../log.ts";
import type { AnyJob } from "../queues/backend.ts";
import type { HandOn, Payload, StageName, Work } from "./pipeline.ts";

/** The sweeper brings a job that an outage stopped back after this time, if the database answers again. */
const OUTAGE_PAUSE_MS = 5_000;

/** How a job ended: one word for the funnel, and what else there is to count. */
export interface Outcome {
  outcome: string;
  counts?: Record<string, number>;
}

/** What a handler returns once its work is committed: how it ended, and what to hand on. */
export interface Ended<S extends StageName> extends Outcome {
  handOn?: HandOn<S>;
}

export interface StageHandler<S extends StageName> {
  run(payload: Payload<S>): Promise<Ended<S>>;
  /** Saves when to try again. */
  postpone(payload: Payload<S>, until: Date, reason: string): Promise<void>;
  /** Called after the last try: saves the reason for a person to read, or goes on without. Returns what to hand on, if anything. */
  giveUp(payload: Payload<S>, error: Error): Promise<HandOn<S> | void>;
}

export interface JobOptions<S extends StageName> {
  stage: S;
  handler: StageHandler<S>;
  /** Must not reject: what is handed on is committed, and its job has ended. */
  handOn: (work: Work) => Promise<void>;
  count: (stage: StageName, outcome: Outcome) => void;
  log: Logger;
  /** Takes the jobs of the canary, which are no work and are not counted. */
  canary?: (run: number) => Promise<void>;
}

type Count = (outcome: string, counts?: Record<string, number>) => void;

const aCanary = z.strictObject({ canary: z.int().positive() });

/** BullMQ's processor for a stage: resolves if the job has ended, rejects if BullMQ is to try again or to give up. */
export function jobProcessor<S extends StageName>({
  stage,
  handler,
  log,
  ...options
}: JobOptions<S>): (job: AnyJob) => Promise<void> {
  const count: Count = (outcome, counts) => options.count(stage, counts ? { outcome, counts } : { outcome });

  /** The database may be away just when a fault is to be saved: then the job is tried again, and counted as such. */
  const saveFault = async <T>(save: () => Promise<T>, end: Count): Promise<T> => {
    try {
      return await save();
    } catch (error) {
      end("retry");
      throw error;
    }
  };

  /** The one place where our kinds of fault become BullMQ's. */
  const endInFault = async (error: Error, payload: Payload<S>, job: AnyJob, end: Count): Promise<void> => {
    if (error instanceof RetryLaterError) {
      await saveFault(() => handler.postpone(payload, error.until, error.message), end);
      return end("later");
    }
    if (error instanceof OutageError) {
      // Counts as no try, however long the outage lasts.
      await saveFault(() => handler.postpone(payload, new Date(Date.now() + OUTAGE_PAUSE_MS), error.message), end);
      return end("later");
    }
    const permanent = error instanceof PermanentError;
    if (permanent || job.attemptsMade + 1 >= (job.opts.attempts ?? 1)) {
      await options.handOn((await saveFault(() => handler.giveUp(payload, error), end)) ?? {});
      end("set-aside", { setAside: 1 });
      log.error({ stage, payload, err: error }, permanent ? "failed for good" : "failed at the last try");
      throw new UnrecoverableError(error.message);
    }
    end("retry");
    log.warn({ stage, payload, err: error }, "failed; will be tried again");
    throw error;
  };

  return async (job) => {
    const payload = readPayload(stage, job);
    const canary = payload === null ? aCanary.safeParse(job.data) : null;
    if (canary?.success === true) return options.canary?.(canary.data.canary);
    if (payload === null) {
      count("malformed");
      log.error({ stage, job: job.id }, "dropped a job of an unknown shape; the sweeper brings its work back");
      return;
    }
    await tracer.run({ stage, job: jobId(payload), attempt: job.attemptsMade + 1 }, async (tellEnd) => {
      const beganMs = performance.now();
      try {
        const { outcome, counts, handOn } = await handler.run(payload);
        await options.handOn(handOn ?? {});
        tellEnd(outcome);
        count(outcome, counts);
      } catch (thrown) {
        const error = toError(thrown);
        await endInFault(error, payload, job, (outcome, counts) => {
          tellEnd(outcome, error instanceof RetryLaterError ? undefined : error.name);
          count(outcome, counts);
        });
      } finally {
        meter.took(stage, performance.now() - beganMs);
      }
    });
  };
}

export function readPayload<S extends StageName>(stage: S, job: AnyJob): Payload<S> | null {
  const parsed = PIPELINE[stage].payload.safeParse(job.data);
  return parsed.success ? (parsed.data as Payload<S>) : null;
}
