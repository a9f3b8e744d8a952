// A lane past the queue: work that one stage hands to another of the same process runs there at once, in order of its turns.
import { UnrecoverableError } from "bullmq";
import { toError } from "../errors.ts";
import { jobId, PIPELINE, roomOf, turnOfJob } from "./pipeline.ts";
import type { Logger } from "../log.ts";
import type { AnyJob } from "../queues/backend.ts";
import type { Producer } from "./enqueue.ts";
import type { Payload, StageName } from "./pipeline.ts";

/** The rest waits on the queue, where other processes find it. What waits here for a minute is offered there too; offers that this process takes are done here. */
const WAITING_MAX = 1_000;
/** A process that is alone has nobody to leave the rest to, and its queue takes as long again as a poll. */
const WAITING_ALONE_MAX = 20_000;

export interface DirectLane<S extends StageName> {
  /** Returns false if the work has to go by the queue: too much waits here, or the stage stops. */
  take(payload: Payload<S>): boolean;
  /** Whether the work of this job waits here or is under way here. */
  holds(id: string): boolean;
  /** Takes no more work, and leaves what waits to the queue, or to the next start where no other process could take it. */
  close(): Promise<void>;
}

export interface LaneOptions<S extends StageName> {
  stage: S;
  /** BullMQ's processor: rejects if the job is to be tried again, or was given up (UnrecoverableError). */
  run(job: AnyJob): Promise<void>;
  /** Puts work that failed here on the queue, where it is tried again. */
  enqueue(stage: S, payloads: readonly Payload<S>[]): Promise<void>;
  log: Logger;
  /** No other process takes work from the queue. */
  isAlone?: boolean;
}

/** If the process dies, the sweeper finds the work in the database and brings it by the queue, which counts crashes. */
export function openDirectLane<S extends StageName>({
  stage,
  run,
  enqueue,
  log,
  isAlone = false,
}: LaneOptions<S>): DirectLane<S> {
  const { attempts } = PIPELINE[stage];
  const waiting: Payload<S>[] = [];
  const waitingIds = new Set<string>();
  const underWay = new Set<string>();
  let isClosed = false;

  const leaveToQueue = (payloads: readonly Payload<S>[]): Promise<void> =>
    enqueue(stage, payloads).catch((error: unknown) =>
      log.warn({ stage, err: toError(error) }, "the queue did not take work; the sweeper will hand it on"),
    );
  const work = async (id: string, payload: Payload<S>): Promise<void> => {
    const job = { id, data: payload, attemptsMade: 0, opts: { attempts } } as unknown as AnyJob;
    let isLeft = false;
    try {
      await run(job);
    } catch (thrown) {
      isLeft = !(thrown instanceof UnrecoverableError);
    }
    // Before the queue has it: what is held here is not run from there.
    underWay.delete(id);
    next();
    if (isLeft) await leaveToQueue([payload]);
  };
  const remove = (at: number): Payload<S> | undefined => {
    const [payload] = waiting.splice(at, 1);
    if (payload !== undefined) waitingIds.delete(jobId(payload));
    return payload;
  };
  const next = (): void => {
    while (underWay.size < roomOf(stage)) {
      // The same work is never done twice at once.
      const at = waiting.findIndex((payload) => !underWay.has(jobId(payload)));
      const payload = at < 0 ? undefined : remove(at);
      if (payload === undefined) return;
      const id = jobId(payload);
      underWay.add(id);
      void work(id, payload);
    }
  };
  return {
    take(payload) {
      if (isClosed) return false;
      const id = jobId(payload);
      if (waitingIds.has(id)) return true;
      const turn = turnOfJob(payload);
      if (waiting.length >= (isAlone ? WAITING_ALONE_MAX : WAITING_MAX)) {
        const last = waiting.at(-1);
        if (last === undefined || turnOfJob(last) <= turn) return false;
        remove(waiting.length - 1);
        void leaveToQueue([last]);
      }
      waiting.splice(placeOf(turn, waiting), 0, payload);
      waitingIds.add(id);
      next();
      return true;
    },
    holds: (id) => waitingIds.has(id) || underWay.has(id),
    async close() {
      isClosed = true;
      waitingIds.clear();
      const left = waiting.splice(0);
      // The queue of a process that is alone is emptied when it starts, and the sweeper brings this work then.
      if (!isAlone && left.length > 0) await leaveToQueue(left);
    },
  };
}

/** Behind all of the same turn. `waiting` is in order of turns; to look at each of thousands would cost more than the queue. */
function placeOf(turn: number, waiting: readonly Payload<StageName>[]): number {
  let [begin, end] = [0, waiting.length];
  while (begin < end) {
    const middle = (begin + end) >> 1;
    const other = waiting[middle];
    if (other !== undefined && turnOfJob(other) <= turn) begin = middle + 1;
    else end = middle;
  }
  return begin;
}

/** A producer that hands work straight to a `direct` stage of this process if that takes it; all other work goes by the queue. */
export function directFirst(
  producer: Producer,
  take: <S extends StageName>(stage: S, payload: Payload<S>) => boolean,
  isDirect = (stage: StageName): boolean => PIPELINE[stage].direct,
): Producer {
  return {
    ...producer,
    async enqueue(stage, payloads) {
      const left = isDirect(stage) ? payloads.filter((payload) => !take(stage, payload)) : payloads;
      if (left.length > 0) await producer.enqueue(stage, left);
    },
  };
}
