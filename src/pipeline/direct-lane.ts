// A lane past the queue: work that one stage hands to another of the same process runs there at once, in order of its turns.
import { UnrecoverableError } from "bullmq";
import { toError } from "../errors.ts";
import { jobId, PIPELINE, turnOfJob } from "./pipeline.ts";
import type { Logger } from "../log.ts";
import type { AnyJob } from "../queues/backend.ts";
import type { Producer } from "./enqueue.ts";
import type { Payload, StageName } from "./pipeline.ts";

/** The rest waits on the queue, which takes no memory of this process. */
const WAITING_MAX = 100;

export interface DirectLane<S extends StageName> {
  /** Returns false if the work has to go by the queue: too much waits here, or the stage stops. */
  take(payload: Payload<S>): boolean;
  /** Takes no more work, and leaves what waits to the queue. */
  close(): Promise<void>;
}

export interface LaneOptions<S extends StageName> {
  stage: S;
  /** BullMQ's processor: rejects if the job is to be tried again, or was given up (UnrecoverableError). */
  run(job: AnyJob): Promise<void>;
  /** Puts work that failed here on the queue, where it is tried again. */
  enqueue(stage: S, payloads: readonly Payload<S>[]): Promise<void>;
  log: Logger;
}

/** If the process dies, the sweeper finds the work in the database and brings it by the queue, which counts crashes. */
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
      if (isClosed) return false;
      const turn = turnOfJob(payload);
      if (waiting.length >= WAITING_MAX) {
        const last = waiting.at(-1);
        if (last === undefined || turnOfJob(last) <= turn) return false;
        waiting.pop();
        void leaveToQueue([last]);
      }
      const place = waiting.findLastIndex((other) => turnOfJob(other) <= turn) + 1;
      waiting.splice(place, 0, payload);
      next();
      return true;
    },
    async close() {
      isClosed = true;
      if (waiting.length > 0) await leaveToQueue(waiting.splice(0));
    },
  };
}

/** A producer that hands work straight to a `direct` stage of this process if that takes it; all other work goes by the queue. */
export function directFirst(producer: Producer, take: <S extends StageName>(stage: S, payload: Payload<S>) => boolean): Producer {
  return {
    ...producer,
    async enqueue(stage, payloads) {
      const left = PIPELINE[stage].direct ? payloads.filter((payload) => !take(stage, payload)) : payloads;
      if (left.length > 0) await producer.enqueue(stage, left);
    },
  };
}
