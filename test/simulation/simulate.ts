// Thirty days of polling in minutes: the real stage and store on a fake clock, with restarts and deaths; what it told is held against what was published.
import { openHostLines } from "../../src/http/host-line.ts";
import { openPoliteClient } from "../../src/http/polite-client.ts";
import { RetryLaterError } from "../../src/errors.ts";
import { applyConfig } from "../../src/chores/apply-config.ts";
import { pollFeeds } from "../../src/pipeline/poll-feeds/poll-feeds.ts";
import { forgetEnqueued, takeDueWork } from "../../src/store/due.ts";
import { listFeeds } from "../../src/store/feeds.ts";
import { listGaps } from "../../src/store/gaps.ts";
import { openHostHolds } from "../../src/store/hosts.ts";
import { DAY_MS, openWorld, titleOf } from "./publishers.ts";
import { openDice } from "../support/open-dice.ts";
import type { GetOptions } from "../../src/http/open-http-client.ts";
import type { PoliteClient } from "../../src/http/polite-client.ts";
import type { StageDeps } from "../../src/pipeline/stage-deps.ts";
import type { Database } from "../../src/store/engine/database.ts";
import type { GapRow } from "../../src/store/gaps.ts";
import type { Publisher, World } from "./publishers.ts";

export interface Simulation {
  feeds: number;
  days: number;
  restarts: number;
  seed: number;
  /** For proof that a broken rule is seen: called between the polls. */
  sabotage?: (database: Database, clock: Date) => Promise<void>;
}

export interface Simulated extends Pick<World, "broken" | "requests"> {
  published: number;
  told: number;
  gaps: number;
  restarts: number;
}

/** Far from now, so that nothing that reads the clock on the wall by mistake goes unnoticed. */
const BEGIN = Date.parse("2040-02-27T06:00:00Z");
const TICK_MS = 15_000;

class Died extends Error {
  override name = "Died" as const;
}

/** `base` is given with an empty database, which it fills. */
export async function simulate(base: StageDeps, { feeds, days, restarts, seed, sabotage }: Simulation): Promise<Simulated> {
  const { database } = base;
  const dice = openDice(seed);
  const end = BEGIN + days * DAY_MS;
  const world = openWorld(feeds, BEGIN, end, dice);
  const restartsAt = Array.from({ length: restarts }, () => BEGIN + dice() * (end - BEGIN)).sort((a, b) => a - b);
  let clock = BEGIN;
  let isDying = false;
  let client: PoliteClient;
  const now = () => new Date(clock);
  const deps: StageDeps = {
    ...base,
    now,
    random: dice,
    config: () => ({ ...base.config(), feeds: world.feeds, digests: [] }),
    client: () => client,
  };

  async function boot(): Promise<void> {
    await forgetEnqueued(database);
    client = openPoliteClient({
      client: {
        get: ask,
        post: (url) => ask(url, {}),
        close: () => Promise.resolve(),
        reachMailServer: () => Promise.reject(new Error("no mail server is there")),
      },
      lines: openHostLines({ gapMs: 0 }),
      allowPrivate: [],
      ...(await openHostHolds(database, now())),
      robots: null,
      gapMs: 0,
      // On a stopped clock, waiting for a moment never ends.
      now: () => (clock += 100),
    });
    await applyConfig(deps);
  }
  function ask(url: string, { headers = {}, trail }: Pick<GetOptions, "headers" | "trail">) {
    if (!isDying) return Promise.resolve(world.answer({ url, headers, redirects: trail?.redirects ?? [] }, clock));
    isDying = false;
    world.pardon(url);
    throw new Died(url);
  }
  async function poll(feed: number): Promise<void> {
    const stage = pollFeeds(deps);
    try {
      const { counts } = await stage.run({ feed });
      if ((counts?.["entries"] ?? 0) > 0) await database.run("update articles set stage = 'done' where stage <> 'done'");
    } catch (thrown) {
      if (thrown instanceof Died) await boot();
      else if (thrown instanceof RetryLaterError) await stage.postpone({ feed }, thrown.until, thrown.message);
      else throw thrown;
    }
  }

  await boot();
  await sabotage?.(database, now());
  while (clock < end) {
    const [restartAt = Infinity] = restartsAt;
    if (restartAt <= clock) {
      restartsAt.shift();
      isDying = dice() < 0.5;
      // Some come back after a night.
      if (!isDying) clock += dice() < 0.2 ? dice() * DAY_MS : dice() * 600_000;
      if (!isDying) await boot();
    }
    const due = await database.transaction((sql) => takeDueWork(sql, now(), 60_000));
    for (const { id: feed } of due.feeds) {
      clock += Math.floor(dice() * 2_000);
      await poll(feed);
    }
    await sabotage?.(database, now());
    const { next } = await database.one<{ next: Date }>(
      "select min(next_due_at) as next from feeds where configured and not muted",
    );
    clock = Math.max(clock + TICK_MS, Math.min(next.getTime(), restartsAt[0] ?? Infinity));
  }
  return judge(deps, world, end, restarts);
}

async function judge({ database }: StageDeps, world: World, end: number, restarts: number): Promise<Simulated> {
  const rows = new Map((await listFeeds(database)).map((row) => [row.url, row]));
  const gaps = await listGaps(database, new Date(0));
  const told = new Map<string, number>();
  // A post has no headline before it is read.
  const articles = await database.many<{ title: string }>(
    "select coalesce(a.title, (select min(e.text) from entries e where e.article_id = a.id), '') as title from articles a",
  );
  for (const { title } of articles) told.set(title, (told.get(title) ?? 0) + 1);
  const broken = [...world.broken];
  for (const [index, publisher] of world.publishers.entries()) {
    const row = rows.get(publisher.url);
    if (row === undefined) throw new Error(`${publisher.url} is not in the database`);
    broken.push(...judgeFeed({ index, publisher, told, gaps: gaps.filter((gap) => gap.feed_id === row.id), end }));
  }
  const published = world.publishers.reduce((sum, { items }) => sum + items.filter((at) => at > BEGIN).length, 0);
  return { broken, requests: world.requests, published, told: articles.length, gaps: gaps.length, restarts };
}

interface Judged {
  index: number;
  publisher: Publisher;
  /** How often each title was told. */
  told: ReadonlyMap<string, number>;
  gaps: readonly GapRow[];
  end: number;
}

function* judgeFeed({ index, publisher, told, gaps, end }: Judged): Generator<World["broken"][number]> {
  const { habit, backlog, items, documentAt, metAt, lastAskedAt, shownFirst } = publisher;
  const name = `${publisher.url} (${habit})`;
  if (lastAskedAt !== null && end - lastAskedAt > 2 * DAY_MS) yield { rule: "no feed is forgotten", what: name };
  const met = metAt ?? Infinity;
  const backlogMs = backlog.kind === "all" ? Infinity : backlog.kind === "none" ? 0 : backlog.ms;
  for (const [n, at] of items.entries()) {
    const times = told.get(titleOf(index, n)) ?? 0;
    const what = `${name}: item ${n} of ${new Date(at).toISOString()}`;
    if (times > 1) yield { rule: "nothing is told twice", what };
    if (times > 0 && at < met - backlogMs) yield { rule: "nothing of before the backlog is told", what };
    const isYoung = shownFirst.includes(n) && at > met - backlogMs + 60_000;
    const isDue = isYoung || (at > met && at <= (documentAt ?? 0));
    const isCovered = gaps.some(({ since, until }) => at >= since.getTime() - 60_000 && at <= until.getTime());
    if (times === 0 && isDue && !isCovered) yield { rule: "what was published is told, or its gap is", what };
  }
}
