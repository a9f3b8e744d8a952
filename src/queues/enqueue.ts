// Puts work on a stage's queue; typed by the pipeline, and harmless to repeat.
import type { Queue } from "bullmq";
import { jobId, PIPELINE } from "./pipeline.ts";
import type { Payload, StageName } from "./pipeline.ts";
import type { QueueBackend } from "./backend.ts";

export interface Producer {
  /** Resolves once the jobs are on the queue. A job that waits there already is left as it is. */
  enqueue<S extends StageName>(stage: S, payloads: readonly Payload<S>[]): Promise<void>;
  /** How many jobs wait or run, by stage. */
  depths(): Promise<Record<StageName, number>>;
  close(): Promise<void>;
}

const BATCH = 500;

export function openProducer(backend: QueueBackend, stages: readonly StageName[]): Producer {
  const queues = new Map<StageName, Queue>(stages.map((stage) => [stage, backend.queue(stage)]));
  const queueOf = (stage: StageName) => {
    const queue = queues.get(stage);
    if (queue === undefined) throw new Error(`no queue is open for ${stage}`);
    return queue;
  };
  return {
    async enqueue(stage, payloads) {
      const { attempts } = PIPELINE[stage];
      // What is done or given up leaves the queue at once: the database remembers, and a left-over id would block the same work later.
      const options = {
        attempts,
        backoff: { type: "exponential", delay: 1000, jitter: 0.5 },
        removeOnComplete: true,
        removeOnFail: true,
      };
      for (let start = 0; start < payloads.length; start += BATCH) {
        const jobs = payloads.slice(start, start + BATCH).map((payload) => ({
          name: stage,
          data: payload,
          opts: { ...options, jobId: jobId(payload) },
        }));
        const [only] = jobs;
        // On SQL the statement for many costs 8 ms even where they are one, and most hand-ons are one.
        if (only !== undefined && jobs.length === 1) await queueOf(stage).add(only.name, only.data, only.opts);
        else await queueOf(stage).addBulk(jobs);
      }
    },
    async depths() {
      const counts = await Promise.all(
        stages.map(
          async (stage) =>
            [stage, await queueOf(stage).getJobCountByTypes("waiting", "active", "delayed", "prioritized")] as const,
        ),
      );
      return Object.fromEntries(counts) as Record<StageName, number>;
    },
    async close() {
      await Promise.all([...queues.values()].map((queue) => queue.close()));
    },
  };
}
