// A way past the queue: work that one stage hands to another of the same process is run there at once, in order.
import { UnrecoverableError } from "bullmq";
import { toError } from "../errors.ts";
import { jobId, PIPELINE } from "./pipeline.ts";
import type { Logger } from "../log.ts";
import type { AnyJob } from "../queues/backend.ts";
import type { Producer } from "./enqueue.ts";
import type { Payload, StageName } from "./pipeline.ts";

/** More than this waits on the queue, which has no memory of ours to fill. */
const WAITING_MAX = 100;

export interface DirectLane<S extends StageName> {
  /** False where the work has to go by the queue: too much waits here, or the stage stops. */
  take(payload: Payload<S>): boolean;
  /** Takes nothing more, and leaves what waits to the queue. */
  close(): Promise<void>;
}

export interface LaneOptions<S extends StageName> {
  stage: S;
  /** As BullMQ's processor: rejects where the job is to be tried again, or is given up (UnrecoverableError). */
  run(job: AnyJob): Promise<void>;
  /** Puts what failed here on the queue, where it is tried again. */
  enqueue(stage: S, payloads: readonly Payload<S>[]): Promise<void>;
  log: Logger;
}

/** What dies with the process is found in the database by the sweeper, which brings it by the queue, where crashes are counted. */
export function openDirectLane<S extends StageName>({ stage, run, enqueue, log }: LaneOptions<S>): DirectLane<S> {
  const { concurrency, attempts } = PIPELINE[stage];
  const waiting: Payload<S>[] = [];
  let underWay = 0;
  let isClosed = false;

  const leaveToQueue = (payloads: readonly Payload<S>[]): Promise<void> =>
    enqueue(stage, payloads).catch((error: unknown) =>
      log.warn({ stage, err: toError(error) }, "the queue did not take work; the sweeper will hand it on"),
    );
  const work = async (payload: Payload<S>): Promise<void> => {
    const job = { id: jobId(payload), data: payload, attemptsMade: 0, opts: { attempts } } as unknown as AnyJob;
    try {
      await run(job);
    } catch (thrown) {
      if (!(thrown instanceof UnrecoverableError)) await leaveToQueue([payload]);
    }
  };
  const next = (): void => {
    while (underWay < concurrency) {
      const payload = waiting.shift();
      if (payload === undefined) return;
      underWay++;
      void work(payload).finally(() => {
        underWay--;
        next();
      });
    }
  };
  return {
    take(payload) {
      if (isClosed || waiting.length >= WAITING_MAX) return false;
      waiting.push(payload);
      next();
      return true;
    },
    async close() {
      isClosed = true;
      if (waiting.length > 0) await leaveToQueue(waiting.splice(0));
    },
  };
}

/** A producer that hands work straight to a stage which runs in this process and takes it; all else goes by the queue. */
export function directFirst(producer: Producer, take: <S extends StageName>(stage: S, payload: Payload<S>) => boolean): Producer {
  return {
    ...producer,
    async enqueue(stage, payloads) {
      const left = PIPELINE[stage].direct ? payloads.filter((payload) => !take(stage, payload)) : payloads;
      if (left.length > 0) await producer.enqueue(stage, left);
    },
  };
}
