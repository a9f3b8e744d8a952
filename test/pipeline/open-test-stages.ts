// Stages on a test's queue, and what their handlers were called for.
import { openLog } from "../../src/log.ts";
import { openProducer } from "../../src/pipeline/enqueue.ts";
import { handOn } from "../../src/pipeline/hand-on.ts";
import { runStage } from "../../src/pipeline/run-stage.ts";
import { until } from "../support/wait.ts";
import { openTestQueue } from "../queues/open-test-queue.ts";
import type { Queue } from "bullmq";
import type { Producer } from "../../src/pipeline/enqueue.ts";
import type { StageName } from "../../src/pipeline/pipeline.ts";
import type { Outcome, StageHandler } from "../../src/pipeline/process-job.ts";
import type { RunningStage, RunStageOptions } from "../../src/pipeline/run-stage.ts";
import type { QueueKind } from "../queues/open-test-queue.ts";

type StageLimits = Pick<RunStageOptions<StageName>, "lockMs" | "crashesMax" | "isAlone">;

export interface TestStages {
  producer: Producer;
  polls: Queue;
  /** What handlers were called for, in order: `run {"feed":1}`, `give up {"feed":1} why`. */
  calls: string[];
  /** How the jobs ended, in order. */
  outcomes: string[];
  /** Runs a stage whose handler does this, and keeps what else it was called for. */
  start<S extends StageName>(
    stage: S,
    run: StageHandler<S>["run"],
    more?: Partial<StageHandler<S>>,
    limits?: StageLimits,
  ): RunningStage<S>;
  depth(stage?: StageName): Promise<number>;
  idle(): Promise<void>;
  ended(jobs: number): Promise<void>;
  /** Between two tests: stops what runs, and empties the queues and the lists. */
  clear(): Promise<void>;
  close(): Promise<void>;
}

export const done = async (): Promise<Outcome> => ({ outcome: "done" });

/** Jobs wait at it until the test opens it. */
export function openGate(): { opened: Promise<void>; open: () => void } {
  const gate = new AbortController();
  const opened = new Promise<void>((resolve) => gate.signal.addEventListener("abort", () => resolve()));
  return { opened, open: () => gate.abort() };
}

/** `redisDatabase` is this test file's alone. */
export async function openTestStages(kind: QueueKind, redisDatabase: number): Promise<TestStages> {
  const queue = await openTestQueue(kind, redisDatabase);
  const producer = openProducer(queue.backend);
  const polls = queue.backend.queue("poll-feeds");
  const others = ["fetch-articles", "group-stories", "send-digests"].map((name) => queue.backend.queue(name));
  const queues = [polls, ...others];
  const log = openLog("silent", false);
  const calls: string[] = [];
  const outcomes: string[] = [];
  const running: Pick<RunningStage<StageName>, "drain">[] = [];
  const depth = async (stage: StageName = "poll-feeds") => (await producer.depths())[stage];
  return {
    producer,
    polls,
    calls,
    outcomes,
    start(stage, run, more = {}, limits = {}) {
      const started = runStage({
        backend: queue.backend,
        producer,
        stage,
        handler: {
          run: async (payload) => {
            calls.push(`run ${JSON.stringify(payload)}`);
            return run(payload);
          },
          postpone: async (payload, time, reason) =>
            void calls.push(`postpone ${JSON.stringify(payload)} ${time.toISOString()} ${reason}`),
          giveUp: async (payload, error) => void calls.push(`give up ${JSON.stringify(payload)} ${error.message}`),
          ...more,
        },
        handOn: (work) => handOn({ producer, log }, work),
        count: (_, { outcome }) => void outcomes.push(outcome),
        log,
        ...limits,
      });
      running.push(started);
      return started;
    },
    depth,
    idle: () => until(async () => (await depth()) === 0, "the queue is empty"),
    ended: (jobs) => until(() => outcomes.length >= jobs, `${jobs} jobs have ended`),
    async clear() {
      await Promise.all(running.splice(0).map((stage) => stage.drain(5_000)));
      calls.length = 0;
      outcomes.length = 0;
      await Promise.all(queues.map((one) => one.obliterate({ force: true })));
    },
    async close() {
      await Promise.all(queues.map((one) => one.close()));
      await producer.close();
      await queue.close();
    },
  };
}
