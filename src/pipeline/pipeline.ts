// The pipeline as data: its stages, what their jobs carry, how many run at once, how often one is tried, and which stages each one wakes.
import { z } from "zod";

/** In the order in which an article passes them. */
export const STAGE_NAMES = ["poll-feeds", "fetch-articles", "match-watchlists", "group-stories", "send-digests"] as const;

export type StageName = (typeof STAGE_NAMES)[number];

const id = z.int().positive();

/** Work with a lower turn goes first, so that no source's many articles keep the few of another waiting; without one it is 0. */
const anArticle = z.object({ article: id, turn: z.int().nonnegative().optional() });

interface StageShape {
  payload: z.ZodType;
  /**
   * Jobs that one process works on at a time: many if they wait for other servers, one if they keep this process busy or take turns anyway.
   * A worker with room to spare looks for a second job after each one, and on SQL those looks were a fifth of all statements.
   */
  concurrency: number;
  /** Jobs that come directly and are worked on at a time, if these are more: they share statements, and nobody looks for them. */
  directly?: number;
  /** Lanes of the stage, for jobs that name one: each is a queue with so many jobs at once, and a full one holds up no other. */
  lanes?: Readonly<Record<string, number>>;
  /** Tries of a job that fails for an unknown reason; the pauses between them double, from one second. */
  attempts: number;
  /**
   * Whether a process that runs this stage too hands the work over without the queue, which was a third of all that an article cost on SQL
   * (ADR 0011). Not for work whose retries the queue times.
   */
  direct: boolean;
  /** The stages that this one may hand work on to. The types of its handler allow no other. */
  wakes: readonly StageName[];
}

/** Jobs carry ids, never text: the database is the record, the queue is only a hint. */
export const PIPELINE = {
  "poll-feeds": {
    payload: z.object({ feed: id }),
    // A host that hangs keeps its place for half a minute; there have to be more places than such hosts.
    concurrency: 32,
    attempts: 4,
    direct: false,
    // An article whose headline its feed changed is matched again.
    wakes: ["fetch-articles", "match-watchlists"],
  },
  "fetch-articles": {
    payload: anArticle,
    concurrency: 16,
    attempts: 4,
    direct: true,
    wakes: ["match-watchlists"],
  },
  "match-watchlists": {
    payload: anArticle,
    concurrency: 1,
    directly: 16,
    attempts: 8,
    direct: true,
    wakes: ["group-stories"],
  },
  "group-stories": {
    payload: anArticle,
    concurrency: 1,
    attempts: 8,
    direct: true,
    wakes: ["send-digests"],
  },
  "send-digests": {
    payload: z.union([
      z.object({ digest: z.string().min(1) }),
      z.object({ delivery: id, lane: z.enum(["mail", "post"]).optional() }),
    ]),
    // Writing an issue waits for no server, and no server may hold it up: a mail server that is silent takes a minute of each of its places.
    concurrency: 2,
    // So many connections most mail servers take. Posts go to many hosts: there have to be more places than hosts that hang.
    lanes: { mail: 4, post: 32 },
    attempts: 8,
    direct: false,
    // A digest's job writes the issue, and each delivery is a job of its own.
    wakes: ["send-digests"],
  },
} as const satisfies Record<StageName, StageShape>;

export type Payload<S extends StageName> = z.infer<(typeof PIPELINE)[S]["payload"]>;

/** Work for some of these stages. */
export type Work<To extends StageName = StageName> = {
  [S in StageName]?: S extends To ? readonly Payload<S>[] : never;
};

export const articleJob = (article: number, turn: number): Payload<"fetch-articles"> =>
  turn === 0 ? { article } : { article, turn };

/** BullMQ's limit. */
const TURN_MAX = 2_097_152;

/** What a stage may hand on: work for the stages that it wakes. */
export type HandOn<From extends StageName> = Work<(typeof PIPELINE)[From]["wakes"][number]>;

export interface StageQueue {
  name: string;
  /** How many of its jobs run at once. */
  concurrency: number;
}

/** The queues of a stage's lanes. */
export function lanesOf(stage: StageName): StageQueue[] {
  const { lanes = {} }: StageShape = PIPELINE[stage];
  return Object.entries(lanes).map(([lane, atOnce]) => ({ name: `${stage}-${lane}`, concurrency: atOnce }));
}

/** How many jobs that come directly run at once. */
export function roomOf(stage: StageName): number {
  const { concurrency, directly = concurrency }: StageShape = PIPELINE[stage];
  return directly;
}

/** The queues of a stage: its own, and one for each lane. */
export const queuesOf = (stage: StageName): StageQueue[] => [
  { name: stage, concurrency: PIPELINE[stage].concurrency },
  ...lanesOf(stage),
];

/** The queue that a job waits on. */
export const queueOf = (stage: StageName, payload: Payload<StageName>): string =>
  "lane" in payload && payload.lane !== undefined ? `${stage}-${payload.lane}` : stage;

/** The turn of a job; BullMQ runs lower numbers first. */
export const turnOfJob = (payload: Payload<StageName>): number => ("turn" in payload ? Math.min(payload.turn ?? 0, TURN_MAX) : 0);

/** The same work has the same id, which keeps a job that waits already from being queued again. BullMQ forbids ':' and bare integers. */
export function jobId(payload: Payload<StageName>): string {
  return Object.entries(payload)
    .filter(([noun]) => noun !== "turn")
    .map(([noun, key]) => `${noun}-${typeof key === "string" ? encodeURIComponent(key) : key}`)
    .join("-");
}
