// Puts work on the queues, typed by the pipeline's table. Harmless to repeat.
import type { Queue } from "bullmq";
import { jobId, PIPELINE, queueOf, queuesOf, STAGE_NAMES, turnOfJob } from "./pipeline.ts";
import type { Payload, StageName } from "./pipeline.ts";
import type { QueueBackend } from "../queues/backend.ts";

export interface Producer {
  /** Resolves once the jobs are on the queue. Leaves a job alone that waits there already. */
  enqueue<S extends StageName>(stage: S, payloads: readonly Payload<S>[]): Promise<void>;
  /** How many jobs wait or run, by stage. */
  depths(): Promise<Record<StageName, number>>;
  /** How many jobs each queue holds, by state. */
  counts(): Promise<{ queue: string; state: string; count: number }[]>;
  /** Puts the job of a canary's run on the stage's queue. */
  sendCanary(stage: StageName, run: number): Promise<void>;
  close(): Promise<void>;
}

const BATCH = 500;
const UNFINISHED = ["waiting", "active", "delayed", "prioritized"] as const;

export function openProducer(backend: QueueBackend): Producer {
  const names = STAGE_NAMES.flatMap((stage) => queuesOf(stage).map(({ name }) => name));
  const queues = new Map(names.map((name) => [name, backend.queue(name)]));
  const queueNamed = (name: string): Queue => {
    const queue = queues.get(name);
    if (queue === undefined) throw new Error(`there is no queue ${name}`);
    return queue;
  };
  return {
    async enqueue(stage, payloads) {
      const { attempts } = PIPELINE[stage];
      // Ended jobs leave the queue at once: the database remembers them, and an id left over would block the same work later.
      const options = {
        attempts,
        backoff: { type: "exponential", delay: 1000, jitter: 0.5 },
        removeOnComplete: true,
        removeOnFail: true,
      };
      for (const { name } of queuesOf(stage)) {
        const queue = queueNamed(name);
        const ofQueue = payloads.filter((payload) => queueOf(stage, payload) === name);
        for (let start = 0; start < ofQueue.length; start += BATCH) {
          const jobs = ofQueue.slice(start, start + BATCH).map((payload) => ({
            name: stage,
            data: payload,
            opts: { ...options, jobId: jobId(payload), ...(turnOfJob(payload) > 0 && { priority: turnOfJob(payload) }) },
          }));
          const [only] = jobs;
          // On SQL the statement for many jobs costs 8 ms even for one, and most work comes one by one.
          if (only !== undefined && jobs.length === 1) await queue.add(only.name, only.data, only.opts);
          else await queue.addBulk(jobs);
        }
      }
    },
    async depths() {
      const counts = await Promise.all(
        STAGE_NAMES.map(async (stage) => {
          const ofQueues = queuesOf(stage).map(({ name }) => queueNamed(name).getJobCountByTypes(...UNFINISHED));
          return [stage, (await Promise.all(ofQueues)).reduce((sum, count) => sum + count, 0)] as const;
        }),
      );
      return Object.fromEntries(counts) as Record<StageName, number>;
    },
    async sendCanary(stage, run) {
      await queueNamed(stage).add(stage, { canary: run }, { jobId: `canary-${run}`, removeOnComplete: true, removeOnFail: true });
    },
    async counts() {
      const ofQueues = [...queues].map(async ([name, queue]) =>
        Object.entries(await queue.getJobCounts(...UNFINISHED)).map(([state, count]) => ({ queue: name, state, count })),
      );
      return (await Promise.all(ofQueues)).flat();
    },
    async close() {
      await Promise.all([...queues.values()].map((queue) => queue.close()));
    },
  };
}
