// The composition root: opens everything a Wirewatch process needs, wires it, and closes it in reverse order.
import { existsSync } from "node:fs";
import { cpus } from "node:os";
import { fileURLToPath } from "node:url";
import { builtFile } from "../built-file.ts";
import { openQueueBackend } from "../queues/backend.ts";
import { directFirst } from "../pipeline/direct-lane.ts";
import { openProducer } from "../pipeline/enqueue.ts";
import { lanesOf, queuesOf } from "../pipeline/pipeline.ts";
import { handOn } from "../pipeline/hand-on.ts";
import { passCanary } from "../pipeline/pass-canary.ts";
import { runStage } from "../pipeline/run-stage.ts";
import { HANDLERS } from "../pipeline/handlers.ts";
import { pagesUrlOf } from "../pipeline/send-digests/page-links.ts";
import { DELIVERY_PAUSES } from "../pipeline/send-digests/delivery-pauses.ts";
import { sweep } from "../chores/sweep.ts";
import { applyConfig } from "../chores/apply-config.ts";
import { openDesk } from "../desk/desk.ts";
import { choresOf } from "../chores/chores.ts";
import { openSettings } from "./open-settings.ts";
import { runChores } from "../chores/run-chores.ts";
import { forgetEnqueued } from "../store/due.ts";
import { openHostHolds, openHostLease } from "../store/hosts.ts";
import { findRobots, saveRobots } from "../store/robots.ts";
import { compareVersions, migrate, tellVersions } from "../store/engine/migrate.ts";
import { openPglite } from "../store/engine/open-pglite.ts";
import { openPostgres } from "../store/engine/open-postgres.ts";
import { openThreads } from "../threads/pool.ts";
import { openTally } from "../pipeline/tally.ts";
import type { Desk } from "../desk/desk.ts";
import type { RunningPipeline } from "../desk/desk-deps.ts";
import type { Config, ConfigFault } from "../config/config.ts";
import type { RobotsShelf } from "../http/open-robots.ts";
import type { RunningChores } from "../chores/run-chores.ts";
import type { QueueBackend, QueueLocation } from "../queues/backend.ts";
import type { Tally } from "../pipeline/tally.ts";
import type { Logger } from "../log.ts";
import type { RunningStage } from "../pipeline/run-stage.ts";
import type { Payload, StageName, StageQueue } from "../pipeline/pipeline.ts";
import type { DeliveryPauses } from "../pipeline/send-digests/delivery-pauses.ts";
import type { PipelineDeps } from "../pipeline/stage-deps.ts";
import type { Tracing } from "../traces/start-tracing.ts";
import type { Database } from "../store/engine/database.ts";

export interface App extends RunningPipeline {
  desk: Desk;
  /** Applies a changed configuration; the old one stays in force until then. */
  reload(config: Config): Promise<void>;
  /** Notes what is wrong with the configuration on disk: pages and the next issues say so, until one is good again. */
  noteFaults(faults: readonly ConfigFault[]): void;
  /** Call once the web server is up; mails link to its pages from then on. */
  servePages(): void;
  /** Drains the workers (45 s at most) and closes everything. */
  close(): Promise<void>;
}

export interface AppOptions {
  config: Config;
  log: Logger;
  /** For tests: how long a dead worker keeps its job, how soon work is enqueued again, and how long deliveries pause. */
  lockMs?: number;
  staleMs?: number;
  deliveryPauses?: DeliveryPauses;
}

const DRAIN_MS = 40_000;
const THREAD = { deadlineMs: 10_000, heapMb: 256 };

/** Throws with a message for people if the store or the queue cannot be opened. */
export async function openApp(options: AppOptions): Promise<App> {
  const { config, log } = options;
  const onError = (error: Error) => log.warn({ err: error }, "a connection failed; it is tried again");
  const database = await openStore(config, onError);
  try {
    return await wire(options, database, onError);
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** Opens the database alone, without migrating it. */
export async function openDatabase({ store }: Pick<Config, "store">, onError: (error: Error) => void): Promise<Database> {
  return store.kind === "pglite"
    ? openPglite(store.dir, fileURLToPath(builtFile("empty-database.tar.gz")), (why) => endProcess(store.dir, why), tellPerson)
    : openPostgres(store.url, onError);
}

const tellPerson = (line: string): void => void process.stderr.write(`${line}\n`);

/** The embedded database has stopped, so the process must end: nothing could be stored any more, nor closed in order. */
function endProcess(dir: string, { message }: Error): void {
  const [, todo = ""] = REMEDIES.find(([said]) => said.test(message)) ?? [];
  const start = `${todo.replace("DIR", () => dir)}start again`;
  tellPerson(`wirewatch: the database has stopped: ${message}. Nothing that was stored is lost: ${start}`);
  process.exit(1);
}

const REMEDIES: [RegExp, string][] = [
  [/No space left/, "make room on the disk and "],
  [/Read-only file system/, "mount DIR for writing and "],
  [/Permission denied|Operation not permitted/, "let this user write into DIR and all that is in it, and "],
];

/** Opens an existing store without creating or migrating it. Returns null if it is empty; throws if its version differs. */
export async function openStoreAsIs(settings: Pick<Config, "store">, onError: (error: Error) => void): Promise<Database | null> {
  if (settings.store.kind === "pglite" && !existsSync(settings.store.dir)) return null;
  const database = await openDatabase(settings, onError);
  try {
    const versions = await compareVersions(database);
    if (versions.newest === versions.known) return database;
    if (versions.newest > 0) throw new Error(tellVersions(versions).text);
  } catch (error) {
    await database.close();
    throw error;
  }
  await database.close();
  return null;
}

/** Opens the store alone, migrated. */
export async function openStore(config: Config, onError: (error: Error) => void): Promise<Database> {
  const database = await openDatabase(config, onError);
  try {
    await migrate(database);
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}

async function wire(options: AppOptions, database: Database, onError: (error: Error) => void): Promise<App> {
  const { log, lockMs, staleMs, deliveryPauses = DELIVERY_PAUSES } = options;
  const embedded = database.kind === "pglite";
  const hosts = embedded ? await openHostHolds(database, new Date()) : { lease: openHostLease(database), heldUntil: new Map() };
  const inForce = openSettings(options.config, hosts, robotsShelf(database));
  const tally = openTally();
  const backend = await openBackend(options, database, onError);
  // No other process can have taken jobs from an embedded queue, and it starts empty.
  if (embedded) await forgetEnqueued(database);
  const producer = openProducer(backend);
  const threads = openThreads({ size: Math.max(1, Math.min(cpus().length, 4)), ...THREAD });
  // Starts when somebody asks, who waits for the answer.
  const asked = openThreads({ size: 1, waits: 1, ...THREAD });
  let servesPages = false;
  let configFaults: readonly ConfigFault[] = [];
  const deps: PipelineDeps = {
    database,
    threads,
    producer,
    log,
    config: () => inForce.current.config,
    configFaults: () => configFaults,
    watchlists: () => inForce.current.watchlists,
    client: () => inForce.current.client,
    mailer: () => inForce.current.mailer,
    pagesUrl: () => pagesUrlOf(inForce.current.config, servesPages),
    deliveryPauses,
    now: () => new Date(),
    random: Math.random,
  };
  await applyConfig(deps);
  let chores: RunningChores | null = null;
  const stages = openStages({ backend, deps, tally, lockMs });

  const pipeline: RunningPipeline = {
    deps,
    tally,
    start(names, { lanesOnly } = { lanesOnly: false }) {
      for (const name of names) stages.start(name, lanesOnly ? lanesOf(name) : queuesOf(name));
      const asksHubs = servesPages && names.includes("poll-feeds");
      chores ??= runChores(
        choresOf({ ...deps, tally, sweep: pipeline.sweep, ...(staleMs !== undefined && { staleMs }), asksHubs }),
        log,
      );
    },
    // Articles that it brings go by the queue: one may have ended a process, and the queue counts how often.
    sweep: () => sweep({ ...deps, producer: stages.swept, holds: stages.holds }, staleMs),
  };
  return {
    ...pipeline,
    desk: openDesk({ ...deps, threads: asked, pipeline }),
    async reload(next) {
      inForce.replace(next);
      await applyConfig(deps);
      configFaults = [];
    },
    noteFaults(faults) {
      configFaults = faults.filter(({ severity }) => severity === "error");
    },
    servePages() {
      servesPages = true;
    },
    async close() {
      // At the same time: a chore that hangs must not take the jobs' time to end.
      const stopped = chores?.stop();
      inForce.dismiss();
      await Promise.all([stopped, stages.drain()]);
      await Promise.all([threads.close(), asked.close(), inForce.close(), producer.close()]);
      await backend.close();
      await tally.save(database, deps.now());
      await database.close();
    },
  };
}

interface StagesToRun {
  backend: QueueBackend;
  deps: PipelineDeps;
  tally: Tally;
  lockMs: number | undefined;
}

/** The stages that run in this process. Work that one hands on to another of them skips the queue. */
function openStages({ backend, deps, tally, lockMs }: StagesToRun) {
  const { producer, log } = deps;
  // The embedded store has one process.
  const isAlone = deps.database.kind === "pglite";
  const running: RunningStage<StageName>[] = [];
  const lanes = new Map<StageName, RunningStage<StageName>>();
  const started = new Set<string>();
  const take = (stage: StageName, payload: Payload<StageName>): boolean => lanes.get(stage)?.take(payload) ?? false;
  const direct = directFirst(producer, take);
  // The type ties the handler to its stage.
  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters
  const run = <S extends StageName>(stage: S, queues: readonly StageQueue[]): RunningStage<S> =>
    runStage<S>({
      backend,
      queues,
      producer,
      isAlone,
      stage,
      handler: HANDLERS[stage](deps),
      handOn: (work) => handOn({ producer: direct, log }, work),
      count: tally.count,
      log,
      canary: (number) => passCanary(deps, stage, number),
      ...(lockMs !== undefined && { lockMs }),
    });
  return {
    /** Where the sweep brings what is due. No other process could poll for one that is alone, so its polls need no queue. */
    swept: isAlone ? directFirst(producer, take, (stage) => stage === "poll-feeds") : producer,
    start(stage: StageName, queues: readonly StageQueue[]): void {
      const left = queues.filter(({ name }) => !started.has(name));
      if (left.length === 0) return;
      const begun = run(stage, left);
      for (const { name } of left) started.add(name);
      running.push(begun);
      lanes.set(stage, begun);
    },
    holds: (stage: StageName, payload: Payload<StageName>): boolean => lanes.get(stage)?.holds(payload) ?? false,
    drain: () => Promise.all(running.map((stage) => stage.drain(DRAIN_MS))),
  };
}

/** Opens the queue, and tells a collector of the runs of its jobs if the environment names one. */
async function openBackend(
  { config, log }: AppOptions,
  database: Database,
  onError: (error: Error) => void,
): Promise<QueueBackend> {
  const tracing = await openTracing(config, log);
  const { queue } = config;
  const location: QueueLocation =
    queue.kind === "redis"
      ? { kind: "redis", url: queue.url, ...(tracing && { telemetry: tracing.telemetry }) }
      : { kind: "sql", pool: database.queuePool(), exclusive: database.kind === "pglite" };
  const backend = await openQueueBackend(location, onError).catch(async (error: unknown) => {
    await tracing?.close();
    throw error;
  });
  return {
    ...backend,
    async close() {
      await backend.close();
      await tracing?.close();
    },
  };
}

/** Its packages take a third of a second to load. */
async function openTracing({ traces, queue, store }: Config, log: Logger): Promise<Tracing | null> {
  if (traces === undefined || traces === null) return null;
  const { startTracing } = await import("../traces/start-tracing.ts");
  const engine = queue.kind === "redis" ? "redis" : store.kind === "pglite" ? "embedded" : "postgres";
  return startTracing({ url: traces, engine, log });
}

const robotsShelf = (database: Database): RobotsShelf => ({
  find: (origin, agent) => findRobots(database, origin, agent),
  save: (origin, agent, rules) => saveRobots(database, origin, { agent, rules }),
});
