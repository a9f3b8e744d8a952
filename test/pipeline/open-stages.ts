// What the stages need, all of it real: a store, a queue on it, worker threads, the outbound client and a mailer; only the clock is set.
import { join } from "node:path";
import { openLog } from "../../src/log.ts";
import { openDesk } from "../../src/desk/desk.ts";
import { openSettings } from "../../src/app/open-settings.ts";
import { openQueueBackend } from "../../src/queues/backend.ts";
import { openProducer } from "../../src/pipeline/enqueue.ts";
import { DELIVERY_PAUSES } from "../../src/pipeline/send-digests/delivery-pauses.ts";
import { applyConfig } from "../../src/chores/apply-config.ts";
import { findRobots, saveRobots } from "../../src/store/robots.ts";
import { openTally } from "../../src/pipeline/tally.ts";
import { openThreads } from "../../src/threads/pool.ts";
import { openTestStore } from "../store/open-test-store.ts";
import { NOW } from "../store/seed.ts";
import { newFolder } from "../support/database.ts";
import type { Desk } from "../../src/desk/desk.ts";
import { channelsIn } from "../../src/config/schemas/channel-keys.ts";
import type { Config } from "../../src/config/config.ts";
import type { Digest } from "../../src/digests/digest.ts";
import type { PipelineDeps } from "../../src/pipeline/stage-deps.ts";
import type { Database } from "../../src/store/engine/database.ts";
import type { WatchlistFile } from "../../src/watchlists/watchlist.ts";
import type { StoreKind, TestStore } from "../store/open-test-store.ts";

export interface TestStages {
  deps: PipelineDeps;
  desk: Desk;
  database: Database;
  /** Null: the clock on the wall. */
  clock: { at: Date | null };
  /** Mails end up here unless the test names a server. */
  outbox: string;
  /** Puts this configuration in force over a plain one, feeds and digests included. */
  configure(more: Partial<Config>): Promise<void>;
  /** Empties every table; the clock stands at NOW again. */
  wipe(): Promise<void>;
  close(): Promise<void>;
}

/** A bench gives its own store, since it has no templates. */
export async function openStages(kind: StoreKind, given?: TestStore): Promise<TestStages> {
  const { folder, remove } = await newFolder();
  const store = given ?? (await openTestStore(kind));
  const { database } = store;
  const log = openLog("silent", false);
  const clock: TestStages["clock"] = { at: NOW };
  const plain = plainConfig(folder);
  const heldUntil = new Map<string, number>();
  const settings = openSettings(
    plain,
    { lease: null, heldUntil },
    {
      find: (origin, agent) => findRobots(database, origin, agent),
      save: (origin, agent, rules) => saveRobots(database, origin, { agent, rules }),
    },
  );
  const backend = await openQueueBackend({ kind: "sql", pool: database.queuePool(), exclusive: kind === "pglite" }, () => {});
  const producer = openProducer(backend);
  const threads = openThreads({ size: 1, deadlineMs: 10_000, heapMb: 256 });
  const deps: PipelineDeps = {
    database,
    threads,
    producer,
    log,
    config: () => settings.current.config,
    configFaults: () => [],
    watchlists: () => settings.current.watchlists,
    client: () => settings.current.client,
    mailer: () => settings.current.mailer,
    pagesUrl: () => settings.current.config.web.url,
    deliveryPauses: DELIVERY_PAUSES,
    now: () => clock.at ?? new Date(),
    random: () => 0,
  };
  return {
    deps,
    desk: openDesk({ ...deps, pipeline: { deps, tally: openTally(), start: () => {}, sweep: () => Promise.resolve(0) } }),
    database,
    clock,
    outbox: join(folder, "outbox"),
    async configure(more) {
      settings.replace({ ...plain, ...more });
      await applyConfig(deps);
    },
    async wipe() {
      clock.at = NOW;
      // A later server may get the port of a host that asked to be left alone.
      heldUntil.clear();
      settings.replace(plain);
      await store.wipe();
    },
    async close() {
      settings.dismiss();
      await Promise.all([threads.close(), settings.close(), producer.close()]);
      await backend.close();
      await store.close();
      await remove();
    },
  };
}

export const plainConfig = (folder: string): Config => ({
  dir: folder,
  dataDir: folder,
  path: "",
  store: { kind: "pglite", dir: join(folder, "db") },
  queue: { kind: "store" },
  mail: {
    from: "Wirewatch <wirewatch@localhost>",
    smtp: { kind: "outbox", dir: join(folder, "outbox") },
    uncertain: "resend",
    dkim: null,
  },
  web: { host: "127.0.0.1", port: 0, url: "http://localhost:8080", access: { kind: "loopback" } },
  // Their servers are on loopback, and so is this outlet, in whose name most feeds of the tests are.
  fetch: { userAgent: "Wirewatch/test", allowPrivate: ["127.0.0.0/8", "outlet.example"] },
  retentionMs: 90 * 86_400_000,
  feeds: [],
  watchlists: [],
  digests: [],
});

/** As digests.yaml names them. */
type ChannelKeys = { to: string[]; webhooks: { url: string; secret?: string }[]; slack: string[]; atom: boolean };

export const digest = (
  id: string,
  { to = ["desk@example.org"], webhooks = [], slack = [], atom = false, ...more }: Partial<Digest & ChannelKeys> = {},
): Digest => ({
  id,
  name: null,
  channels: channelsIn({ to, webhooks, slack, atom: atom ? [true] : [] }),
  watchlists: null,
  schedule: { kind: "every", minutes: 60 },
  timezone: "UTC",
  quiet: null,
  surge: true,
  atMost: 40,
  // As in digests that ask for it: most tests are about something else.
  settleMs: 0,
  mailsPerHour: 1_000,
  holdMs: 4 * 3_600_000,
  whenEmpty: "skip",
  brief: null,
  ...more,
});

/** Watchlists of one word each: the word is the id. */
export const watchlists = (...words: string[]): { file: string; content: WatchlistFile }[] => [
  {
    file: "watchlists/test.yaml",
    content: { watchlists: words.map((word) => ({ id: word, name: word.toUpperCase(), any: [word] })) },
  },
];
