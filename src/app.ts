// The composition root: opens everything a Wirewatch process needs, wires it, and closes it in reverse order.
import { cpus } from "node:os";
import { fileURLToPath } from "node:url";
import { builtFile } from "./built-file.ts";
import { openHttpClient } from "./http/open-http-client.ts";
import { openPoliteClient } from "./http/polite-client.ts";
import { openMailer } from "./mail/open-mailer.ts";
import { openQueueBackend } from "./queues/backend.ts";
import { openProducer } from "./queues/enqueue.ts";
import { STAGE_NAMES } from "./queues/pipeline.ts";
import { runStage } from "./queues/run-stage.ts";
import { HANDLERS } from "./stages/stages.ts";
import { sweep } from "./stages/sweep.ts";
import { applyConfig } from "./stages/apply-config.ts";
import { forgetEnqueued } from "./store/due.ts";
import { freeHost, holdHost, takeHost } from "./store/hosts.ts";
import { migrate } from "./store/migrate.ts";
import { openPglite } from "./store/open-pglite.ts";
import { openPostgres } from "./store/open-postgres.ts";
import { openThreads } from "./threads/pool.ts";
import { openTally } from "./tally.ts";
import { compileWatchlists } from "./watchlists/compile-watchlists.ts";
import type { Config } from "./config/config.ts";
import type { HostLease } from "./http/polite-client.ts";
import type { Logger } from "./log.ts";
import type { RunningStage } from "./queues/run-stage.ts";
import type { StageName } from "./queues/pipeline.ts";
import type { StageDeps } from "./stages/stage-deps.ts";
import type { Database } from "./store/database.ts";
import type { Tally } from "./tally.ts";

export interface App {
  deps: StageDeps;
  tally: Tally;
  /** Takes up a changed configuration, the old one going on until it is in force. */
  reload(config: Config): Promise<void>;
  /** Starts workers for these stages, those that do not run yet, and the sweeper. */
  start(stages: readonly StageName[]): void;
  /** Puts on the queues what is due now. */
  sweep(): Promise<number>;
  /** Drains the workers (45 s at most) and closes everything. */
  close(): Promise<void>;
}

export interface AppOptions {
  config: Config;
  log: Logger;
  /** For tests: how long a job stays with a worker that died. */
  lockMs?: number;
}

const DRAIN_MS = 40_000;
const SWEEP_EVERY_MS = 1_000;
const THREAD = { deadlineMs: 10_000, heapMb: 256 };

/** Throws in words where the store or the queue can't be opened. */
export async function openApp({ config, log, lockMs }: AppOptions): Promise<App> {
  const onError = (error: Error) => log.warn({ err: error }, "a connection failed; it is tried again");
  const database = await openStore(config, onError);
  try {
    return await wire({ config, log, ...(lockMs !== undefined && { lockMs }) }, database, onError);
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** Opens the store alone, migrated. */
export async function openStore(config: Config, onError: (error: Error) => void): Promise<Database> {
  const { store } = config;
  const database = store.kind === "pglite" ? await openPglite(store.dir, fileURLToPath(builtFile("empty-database.tar.gz"))) : openPostgres(store.url, onError);
  try {
    await migrate(database);
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}

async function wire(options: AppOptions, database: Database, onError: (error: Error) => void): Promise<App> {
  const { log } = options;
  let { config } = options;
  let { compiled } = compileWatchlists(config.watchlists);
  const tally = openTally();
  const embedded = database.kind === "pglite";
  const backend = await openQueueBackend(
    config.queue.kind === "redis"
      ? { kind: "redis", url: config.queue.url }
      : { kind: "sql", pool: database.queuePool(), exclusive: embedded },
    onError,
  );
  // No other process can have taken jobs from an embedded queue, and it starts empty.
  if (embedded) await forgetEnqueued(database);
  const producer = openProducer(backend, STAGE_NAMES);
  const client = openPoliteClient({
    client: openHttpClient({ userAgent: config.fetch.userAgent, allowPrivate: config.fetch.allowPrivate }),
    allowPrivate: config.fetch.allowPrivate,
    lease: embedded ? null : hostLease(database),
  });
  const threads = openThreads({ size: Math.max(1, Math.min(cpus().length, 4)), ...THREAD });
  const mailer = openMailer(config.mail.smtp);
  const deps: StageDeps = {
    database, client, threads, mailer, producer, log,
    config: () => config,
    watchlists: () => compiled,
    now: () => new Date(),
    random: Math.random,
  };
  await applyConfig(deps);
  const running = new Map<StageName, RunningStage>();
  let ticking: Ticking | null = null;
  return {
    deps,
    tally,
    async reload(next) {
      const { compiled: recompiled } = compileWatchlists(next.watchlists);
      [config, compiled] = [next, recompiled];
      await applyConfig(deps);
    },
    start(stages) {
      for (const stage of stages) if (!running.has(stage)) running.set(stage, startStage(stage));
      ticking ??= tick(() => sweep(deps), log);
    },
    sweep: () => sweep(deps),
    async close() {
      await ticking?.stop();
      await Promise.all([...running.values()].map((stage) => stage.drain(DRAIN_MS)));
      await Promise.all([threads.close(), client.close(), mailer.close(), producer.close()]);
      await backend.close();
      await tally.save(database, new Date());
      await database.close();
    },
  };

  function startStage<S extends StageName>(stage: S): RunningStage {
    return runStage<S>({ backend, stage, handler: HANDLERS[stage](deps), count: tally.count, log, ...(options.lockMs !== undefined && { lockMs: options.lockMs }) });
  }
}

const hostLease = (database: Database): HostLease => ({
  take: (host, leaseMs) => takeHost(database, host, leaseMs),
  free: (host, gapMs) => freeHost(database, host, gapMs),
  hold: (host, until) => holdHost(database, host, until),
});

interface Ticking {
  stop(): Promise<void>;
}

/** Runs `work` again and again, never twice at once; a failure is logged and the next tick tries again. */
function tick(work: () => Promise<unknown>, log: Logger): Ticking {
  let stopped = false;
  let wake = () => {};
  const loop = (async () => {
    while (!stopped) {
      await work().catch((error: unknown) => log.warn({ err: error }, "the sweeper failed; it tries again"));
      if (stopped) break;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, SWEEP_EVERY_MS);
        wake = () => (clearTimeout(timer), resolve());
      });
    }
  })();
  return {
    stop() {
      stopped = true;
      wake();
      return loop;
    },
  };
}
