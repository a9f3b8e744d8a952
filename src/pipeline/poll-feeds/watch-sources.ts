// Waits at sources whose servers say when something is new, and makes them due then. Their polls go on: a lost connection loses nothing.
import { findConfigured } from "../../config/find-feed.ts";
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { messageOf } from "../../errors.ts";
import { SOURCES } from "../../sources/sources.ts";
import { wakeFeed, type FeedRow } from "../../store/feeds.ts";
import { claimWatched, findWatchable, releaseWatched } from "./watched-feeds.ts";
import { showUrl } from "../../text/show-url.ts";
import type { FeedConfig } from "../../config/config.ts";
import type { Source } from "../../sources/source.ts";
import type { StageDeps } from "../stage-deps.ts";

export interface WatchPauses {
  /** How often it is looked which sources there are. */
  lookMs: number;
  /** What comes at the same time is read at once. */
  gatherMs: number;
  /** Between two polls that a source asked for. */
  pollMs: number;
  /** After a lost connection; twice as long after each further one, up to `lostMsMax`. */
  lostMs: number;
  lostMsMax: number;
  /** After a process died, another one waits at its sources after so long. */
  leaseMs: number;
}

const PAUSES: WatchPauses = {
  lookMs: 10_000,
  gatherMs: 1_000,
  pollMs: 15_000,
  lostMs: 5_000,
  lostMsMax: 15 * 60_000,
  leaseMs: 60_000,
};
/** While a poll is under way, what came meanwhile waits for its end. */
const AGAIN_MS = 2_000;
/** A connection that held for so long was good. */
const GOOD_MS = 60_000;
const CLOSE_MS_MAX = 3_000;
/** Connections of one process. */
const WATCHED_MAX = 50;

interface Watched {
  /** By which a changed setting is seen. */
  mark: string;
  stop: AbortController;
  ended: Promise<void>;
}

type Deps = Pick<StageDeps, "database" | "config" | "client" | "now" | "log">;

/** Of several processes that poll, one waits at each source. `close` resolves once all connections are closed. */
export function watchSources(
  deps: Deps,
  { pauses = PAUSES, sources = SOURCES }: { pauses?: WatchPauses; sources?: readonly Source[] } = {},
): { close(): Promise<void> } {
  const by = randomUUID();
  const watching = new Map<number, Watched>();
  const closing = new AbortController();
  const kinds = sources.filter(({ watch }) => watch !== undefined);

  async function look(): Promise<void> {
    const feeds = deps.config().feeds.filter(({ kind }) => kinds.some((one) => one.kind === kind));
    // A source that cannot be read is asked by its polls alone: a wrong password must not be tried again and again.
    const rows =
      feeds.length === 0
        ? []
        : await claimWatched(
            deps.database,
            feeds.map(({ url }) => url),
            { by, leaseMs: pauses.leaseMs, max: WATCHED_MAX },
          );
    const wanted = new Map(rows.map((row) => [row.id, row]));
    for (const [id, { stop, mark }] of watching) {
      const row = wanted.get(id);
      const feed = row === undefined ? undefined : findConfigured(feeds, row.url);
      if (row !== undefined && feed !== undefined && markOf(feed) === mark) continue;
      watching.delete(id);
      stop.abort();
    }
    for (const [id, row] of wanted) {
      const feed = findConfigured(feeds, row.url);
      const source = kinds.find(({ kind }) => kind === feed?.kind);
      if (watching.has(id) || feed === undefined || source === undefined) continue;
      const stop = new AbortController();
      const ended = follow(deps, { source, feed, row }, { pauses, signal: AbortSignal.any([stop.signal, closing.signal]) });
      watching.set(id, { mark: markOf(feed), stop, ended });
    }
  }

  const looking = (async () => {
    while (!closing.signal.aborted) {
      await look().catch((error: unknown) => deps.log.warn({ err: error }, "sources that report news could not be looked up"));
      await pause(pauses.lookMs, closing.signal);
    }
  })();
  return {
    async close() {
      closing.abort();
      await looking;
      const ended = Promise.all([...watching.values()].map((one) => one.ended));
      // One that is just being opened closes itself once it is open.
      await Promise.race([ended, sleep(CLOSE_MS_MAX, undefined, { ref: false })]);
      // Without the database, its clock ends the lease.
      if (watching.size > 0) await releaseWatched(deps.database, by).catch(() => 0);
    },
  };
}

const markOf = ({ setting, options, proxy }: FeedConfig): string => JSON.stringify([setting, options, proxy]);

interface Followed {
  source: Source;
  feed: FeedConfig;
  row: FeedRow;
}

/**
 * Opens the connection again and again until `signal`. A source that refuses is polled before it is asked again: the poll names the fault,
 * and one that fails ends the watch. A wrong password that is tried every few seconds locks the account. Never rejects.
 */
async function follow(
  deps: Deps,
  { source, feed, row }: Followed,
  { pauses, signal }: { pauses: WatchPauses; signal: AbortSignal },
): Promise<void> {
  const wakes = waker(deps, row.id, { pauses, signal });
  const find = (): Promise<FeedRow | null> => findWatchable(deps.database, row.url).catch(() => null);
  let losses = 0;
  while (!signal.aborted) {
    const began = performance.now();
    const asked = { row, setting: feed.setting, options: feed.options };
    const refusal = await (source.watch?.(deps, asked, { onNews: wakes.wake, signal }) ?? Promise.resolve()).then(
      () => null,
      messageOf,
    );
    if (signal.aborted) break;
    losses = performance.now() - began > GOOD_MS ? 0 : losses + 1;
    const fault = refusal ?? "the connection was closed";
    deps.log.debug({ feed: showUrl(row.url), losses }, `a source that reports news has to be asked anew: ${fault}`);
    const pauseMs = Math.min(pauses.lostMs * 2 ** losses, pauses.lostMsMax);
    const before = refusal === null ? null : ((await find()) ?? row);
    if (before !== null) wakes.wake();
    let now: FeedRow | null = null;
    for (let isWaiting = true; isWaiting && !signal.aborted; isWaiting = before !== null && !isPolledSince(before, now)) {
      await pause(pauseMs, signal);
      now = await find();
    }
    // Nobody waited meanwhile; the next connection compares with what was read last.
    if (now !== null) row.cursor = now.cursor;
  }
  await wakes.ended();
}

/** False while it is not known: `look` ends the watch of a source that is not to be watched. */
const isPolledSince = (before: FeedRow, now: FeedRow | null): boolean =>
  now !== null && now.last_polled_at?.getTime() !== before.last_polled_at?.getTime();

/** Makes a source due soon after it was told to, and not more often than `pauses.pollMs`. */
function waker(deps: Deps, feed: number, { pauses, signal }: { pauses: WatchPauses; signal: AbortSignal }) {
  let isAsked = false;
  let waking: Promise<void> | null = null;
  const work = async (): Promise<void> => {
    while (isAsked && !signal.aborted) {
      await pause(pauses.gatherMs, signal);
      isAsked = false;
      while (!signal.aborted && !(await wakeFeed(deps.database, feed, deps.now()).catch(() => false)))
        await pause(AGAIN_MS, signal);
      await pause(pauses.pollMs, signal);
    }
    waking = null;
  };
  return {
    wake(): void {
      isAsked = true;
      waking ??= work();
    },
    ended: (): Promise<void> | null => waking,
  };
}

const pause = (ms: number, signal: AbortSignal): Promise<unknown> => sleep(ms, undefined, { signal }).catch(() => undefined);
