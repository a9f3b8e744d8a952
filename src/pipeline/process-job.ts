// Works on one job of a stage: validates it, maps the kinds of fault to BullMQ's, and counts exactly one outcome a run.
import { UnrecoverableError } from "bullmq";
import { OutageError, PermanentError, RetryLaterError, toError } from "../errors.ts";
import { PIPELINE } from "./pipeline.ts";
import type { Logger } from "../log.ts";
import type { AnyJob } from "../queues/backend.ts";
import type { Payload, StageName } from "./pipeline.ts";

/** Where the database answers again, the sweeper brings the job after this. */
const OUTAGE_PAUSE_MS = 5_000;

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

export interface JobOptions<S extends StageName> {
  stage: S;
  handler: StageHandler<S>;
  count: (stage: StageName, outcome: Outcome) => void;
  log: Logger;
}

/** BullMQ's processor for a stage: resolves where the job is done with, rejects where BullMQ shall try again or give up. */
export function jobProcessor<S extends StageName>({
  stage,
  handler,
  log,
  ...options
}: JobOptions<S>): (job: AnyJob) => Promise<void> {
  const count = (outcome: string, counts?: Record<string, number>) =>
    options.count(stage, counts ? { outcome, counts } : { outcome });

  /** The database may be away just when a fault is to be kept: the job ends as one to try again, counted too. */
  const keepFault = async (keep: () => Promise<void>): Promise<void> => {
    try {
      await keep();
    } catch (error) {
      count("retry");
      throw error;
    }
  };

  /** The one place where our kinds of fault become BullMQ's. */
  const endInFault = async (error: Error, payload: Payload<S>, job: AnyJob): Promise<void> => {
    if (error instanceof RetryLaterError) {
      await keepFault(() => handler.postpone(payload, error.until, error.message));
      return count("later");
    }
    if (error instanceof OutageError) {
      // However long it lasts, what it kept from being done is done afterwards.
      await keepFault(() => handler.postpone(payload, new Date(Date.now() + OUTAGE_PAUSE_MS), error.message));
      return count("later");
    }
    const permanent = error instanceof PermanentError;
    if (permanent || job.attemptsMade + 1 >= (job.opts.attempts ?? 1)) {
      await keepFault(() => handler.setAside(payload, error));
      count("set-aside", { setAside: 1 });
      log.error({ stage, payload, err: error }, permanent ? "set aside" : "set aside after the last try");
      throw new UnrecoverableError(error.message);
    }
    count("retry");
    log.warn({ stage, payload, err: error }, "failed; tried again soon");
    throw error;
  };

  return async (job) => {
    const payload = readPayload(stage, job);
    if (payload === null) {
      count("malformed");
      log.error(
        { stage, job: job.id },
        "a job of another shape was on the queue; it is dropped, the sweeper brings its work back",
      );
      return;
    }
    try {
      const { outcome, counts } = await handler.run(payload);
      count(outcome, counts);
    } catch (thrown) {
      await endInFault(toError(thrown), payload, job);
    }
  };
}

export function readPayload<S extends StageName>(stage: S, job: AnyJob): Payload<S> | null {
  const parsed = PIPELINE[stage].payload.safeParse(job.data);
  return parsed.success ? (parsed.data as Payload<S>) : null;
}
