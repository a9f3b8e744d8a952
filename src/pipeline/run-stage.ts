// Runs one stage in this process: its worker, its direct lane, the end of jobs that kill their process, and the drain.
import type { Worker } from "bullmq";
import { PermanentError } from "../errors.ts";
import { openDirectLane } from "./direct-lane.ts";
import { jobId, queuesOf } from "./pipeline.ts";
import { jobProcessor, readPayload } from "./process-job.ts";
import type { AnyJob, QueueBackend } from "../queues/backend.ts";
import type { Producer } from "./enqueue.ts";
import type { Payload, StageName, StageQueue } from "./pipeline.ts";
import type { JobOptions } from "./process-job.ts";

export interface RunningStage<S extends StageName> {
  /** Takes work past the queue; returns false if it has to go by the queue. */
  take(payload: Payload<S>): boolean;
  /** Whether this work waits past the queue, or is under way here. */
  holds(payload: Payload<S>): boolean;
  /** Takes no new job, waits for those under way, and gives up waiting after `deadlineMs`. */
  drain(deadlineMs: number): Promise<void>;
}

export interface RunStageOptions<S extends StageName> extends JobOptions<S> {
  backend: QueueBackend;
  /** The queues themselves: takes what the direct lane leaves. */
  producer: Pick<Producer, "enqueue">;
  /** Those of its queues that it works on; all by default. */
  queues?: readonly StageQueue[];
  /** No other process takes work from the queue. */
  isAlone?: boolean;
  /** How long a job of a process that died stays with it; 30 s by default. */
  lockMs?: number;
  /** How many processes may die under a job before it is given up; 100 by default. */
  crashesMax?: number;
}

// BullMQ gives up a job after this many crashes under it (its default is one). With so many, the job is to blame: a page that crashes its
// process is recognised by its readings long before.
const CRASHES_MAX = 100;

export function runStage<S extends StageName>(options: RunStageOptions<S>): RunningStage<S> {
  const { backend, producer, stage, log, isAlone = false, lockMs = 30_000, crashesMax = CRASHES_MAX } = options;
  const { queues = queuesOf(stage) } = options;
  const process = jobProcessor(options);
  const underWay = new Set<Promise<void>>();
  const processor = (job: AnyJob): Promise<void> => {
    const run = process(job).finally(() => underWay.delete(run));
    underWay.add(run);
    return run;
  };
  const lane = openDirectLane<S>({ stage, run: processor, enqueue: (...work) => producer.enqueue(...work), log, isAlone });
  const underWayFromQueue = new Set<string>();
  const fromQueue = async (job: AnyJob): Promise<void> => {
    const { id = "" } = job;
    // The sweeper may bring what waits in the lane; it is done there.
    if (lane.holds(id)) return;
    underWayFromQueue.add(id);
    await processor(job).finally(() => underWayFromQueue.delete(id));
  };
  const workers = queues.map(({ name, concurrency }) => {
    const worker = backend.worker(name, fromQueue, {
      concurrency,
      lockDuration: lockMs,
      stalledInterval: lockMs / 2,
      maxStalledCount: crashesMax,
    });
    return worker.on("failed", (job, error) => {
      if (job === undefined || !/stalled more than allowable/.test(error.message)) return;
      giveUpPoison(options, job, error).catch((failure: unknown) =>
        log.error({ stage, err: failure }, "a job that kills its process could not be given up"),
      );
    });
  });
  return {
    take: (payload) => lane.take(payload),
    holds: (payload) => lane.holds(jobId(payload)) || underWayFromQueue.has(jobId(payload)),
    async drain(deadlineMs) {
      await Promise.all([lane.close(), drain(workers, underWay, deadlineMs)]);
    },
  };
}

async function giveUpPoison<S extends StageName>(
  { stage, handler, handOn, count, crashesMax = CRASHES_MAX }: RunStageOptions<S>,
  job: AnyJob,
  error: Error,
): Promise<void> {
  const payload = readPayload(stage, job);
  if (payload === null) return;
  const fault = new PermanentError(`its process died more than ${crashesMax} times under it`, { cause: error });
  await handOn((await handler.giveUp(payload, fault)) ?? {});
  count(stage, { outcome: "set-aside", counts: { setAside: 1 } });
}

/** Jobs cut off here are picked up by BullMQ as stalled. */
async function drain(workers: readonly Worker[], underWay: ReadonlySet<Promise<void>>, deadlineMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, deadlineMs);
  });
  const allEnded = async () => {
    while (underWay.size > 0) await Promise.allSettled(underWay);
  };
  // A worker that closes waits for its jobs without limit, so the wait comes before.
  await Promise.all(workers.map((worker) => worker.pause(true)));
  await Promise.race([allEnded(), deadline]);
  const isLate = underWay.size > 0;
  const closed = Promise.all(workers.map((worker) => worker.close(isLate)));
  await (isLate ? closed : Promise.race([closed, deadline]));
  clearTimeout(timer);
}
