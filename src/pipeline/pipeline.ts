// The pipeline as data: each stage's name, what its jobs carry, how many run at once and how often one is tried.
import { z } from "zod";

const id = z.int().positive();

interface StageShape {
  payload: z.ZodType;
  /**
   * Jobs that one process works on at a time: many where they wait for others' servers, one where they keep this process busy or take
   * turns anyway. A worker with room to spare looks for a second job at each one, and on SQL those looks were a fifth of all statements.
   */
  concurrency: number;
  /** Tries of a job that fails for a reason we don't know; the pauses between them double, from one second. */
  attempts: number;
  /**
   * Whether a process that runs this stage too hands the work over without the queue, whose part was a third of all that an article cost on
   * SQL (ADR 0011). Not for what waits for other servers, and not for what a page could bring down: the queue counts the crashes.
   */
  direct: boolean;
}

/** Jobs carry ids, never text: the database is the record, the queue is only a hint. */
export const PIPELINE = {
  // A host that hangs keeps its place for half a minute; there have to be more places than such hosts.
  "poll-feeds": { payload: z.object({ feed: id }), concurrency: 32, attempts: 4, direct: false },
  "fetch-articles": { payload: z.object({ article: id }), concurrency: 16, attempts: 4, direct: false },
  "match-watchlists": { payload: z.object({ article: id }), concurrency: 1, attempts: 8, direct: true },
  "group-stories": { payload: z.object({ article: id }), concurrency: 1, attempts: 8, direct: true },
  "send-digests": {
    payload: z.union([z.object({ digest: z.string().min(1) }), z.object({ delivery: id })]),
    concurrency: 4,
    attempts: 8,
    direct: false,
  },
} as const satisfies Record<string, StageShape>;

export type StageName = keyof typeof PIPELINE;
export type Payload<S extends StageName> = z.infer<(typeof PIPELINE)[S]["payload"]>;

export const STAGE_NAMES = Object.keys(PIPELINE) as StageName[];

/** The same work has the same id, so that a job which waits already is not queued again. BullMQ forbids ':' and bare integers. */
export function jobId(payload: Payload<StageName>): string {
  return Object.entries(payload)
    .map(([noun, key]) => `${noun}-${typeof key === "string" ? encodeURIComponent(key) : key}`)
    .join("-");
}
