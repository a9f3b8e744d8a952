// What is measured on a large store: starts, digests, many recipients and chores, and how long all else waits meanwhile.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { choresOf } from "../../../src/chores/chores.ts";
import { deleteExpired } from "../../../src/chores/retention.ts";
import { openTally } from "../../../src/pipeline/tally.ts";
import { composeIssue } from "../../../src/pipeline/send-digests/compose-issue.ts";
import { sendDigests } from "../../../src/pipeline/send-digests/send-digests.ts";
import { rememberStories } from "../../../src/pipeline/group-stories/remember-stories.ts";
import { writeFiles } from "../../../test/cli/press.ts";
import { digest } from "../../../test/pipeline/open-stages.ts";
import { feedConfig } from "../../../test/store/seed.ts";
import { freePort } from "../../../test/support/wait.ts";
import { mainThreadMs, processorStall } from "../../../test/support/processor-stall.ts";
import { cpuMsOf } from "../cpu-time.ts";
import { quantile } from "../report.ts";
import { FEEDS, WATCHLISTS } from "./fill-archive.ts";
import type { Database } from "../../../src/store/engine/database.ts";
import type { TestStages } from "../../../test/pipeline/open-stages.ts";
import type { ArchiveStore } from "./open-archive.ts";

const DAY_MS = 86_400_000;
const ROUNDS = 5;
const PROBE_EVERY_MS = 5;
/** Mails of one digest that are on their way at once, as the stage's queue has them. */
const SENT_AT_ONCE = 4;
const MORNING = "morning";
const CROWD = "crowd";
/** Of a digest with many recipients, an ordinary one. */
const CROWD_STORIES = 20;

const feedUrls = Array.from({ length: FEEDS }, (_, feed) => `https://outlet-${feed + 1}.example/feed`);
const watchlistIds = Array.from({ length: WATCHLISTS }, (_, watchlist) => `watch-${watchlist}`);

/** Puts the archive's feeds and watchlists in force, with a digest for one reader and one for so many. */
export const configureArchive = (stages: TestStages, recipients: number): Promise<void> =>
  stages.configure({
    feeds: feedUrls.map((url) => feedConfig(url)),
    watchlists: [
      {
        file: "watchlists/archive.yaml",
        content: { watchlists: watchlistIds.map((id) => ({ id, name: id, any: ["reported"] })) },
      },
    ],
    digests: [
      digest("daily"),
      digest(MORNING),
      digest(CROWD, { to: Array.from({ length: recipients }, (_, reader) => `reader-${reader}@example.org`) }),
    ],
  });

/** In milliseconds: of the main thread's processor if the store is embedded, which other work does not stretch, else by the clock. */
export interface Held {
  ms: number;
  /** The longest hold of the event loop, in ms of the processor's time. */
  stallMs: number;
  /** The longest that a small statement of another stage waited for its answer. */
  waitedMs: number;
}

const clockOf = ({ kind }: Database): (() => number) => (kind === "pglite" ? mainThreadMs : () => performance.now());

/** Does the work while another stage asks for a row all the time. */
export async function whileOthersAsk(database: Database, work: () => Promise<unknown>): Promise<Held> {
  const clock = clockOf(database);
  const over = new AbortController();
  let waitedMs = 0;
  const asking = (async () => {
    while (!over.signal.aborted) {
      const from = clock();
      await database.maybeOne("select url from articles where id = 1");
      waitedMs = Math.max(waitedMs, clock() - from);
      await sleep(PROBE_EVERY_MS);
    }
  })();
  const from = clock();
  const { stallMs } = await processorStall(work).finally(() => over.abort());
  const ms = clock() - from;
  await asking;
  return { ms, stallMs, waitedMs };
}

/** The newest stories wait for this digest's next issue, and no others. */
async function makeWait(database: Database, id: string, stories: number): Promise<void> {
  await database.run("delete from digest_stories where digest_id = $1", [id]);
  await database.run(
    `insert into digest_stories (digest_id, story_id, watchlist_id, added_at)
     select $1, s.id, m.watchlist_id, s.created_at from (select id, article_id, created_at from stories order by created_at desc, id desc limit $2) s
       join matches m on m.article_id = s.article_id`,
    [id, stories],
  );
}

/** The median of some digests of so many stories, alone, and the longest holds of as many next to another stage. */
export async function measureDigest({ deps, database }: TestStages, stories: number): Promise<Held> {
  const clock = clockOf(database);
  const alone: number[] = [];
  const next: Held[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    await makeWait(database, MORNING, stories);
    const from = clock();
    await compose(deps, MORNING);
    alone.push(clock() - from);
    await makeWait(database, MORNING, stories);
    next.push(await whileOthersAsk(database, () => compose(deps, MORNING)));
  }
  const longest = (of: keyof Held) => Math.max(...next.map((one) => one[of]));
  return { ms: quantile(alone, 0.5), stallMs: longest("stallMs"), waitedMs: longest("waitedMs") };
}

async function compose(deps: TestStages["deps"], id: string): Promise<number[]> {
  const composed = await composeIssue(deps, id, { atOnce: true });
  if (composed.kind !== "issue") throw new Error(`the digest ${id} was not written: ${composed.kind}`);
  return composed.deliveries;
}

/** One digest for all the recipients that `configureArchive` gave it: composed, and then sent to each. */
export async function measureRecipients({ deps, database }: TestStages): Promise<{ composed: Held; sent: Held }> {
  await makeWait(database, CROWD, CROWD_STORIES);
  let deliveries: number[] = [];
  const composed = await whileOthersAsk(database, async () => void (deliveries = await compose(deps, CROWD)));
  const { run } = sendDigests(deps);
  const left = deliveries.values();
  const sendAll = async () => {
    for (const delivery of left) await run({ delivery });
  };
  const sent = await whileOthersAsk(database, () => Promise.all(Array.from({ length: SENT_AT_ONCE }, sendAll)));
  return { composed, sent };
}

/** Deletes the oldest day that the archive still has. */
export async function measureRetention(stages: TestStages): Promise<Held & { articles: number }> {
  const { deps, database, clock } = stages;
  let articles = 0;
  const { oldest } = await database.one<{ oldest: Date }>("select min(first_seen_at) as oldest from articles");
  clock.at = new Date(oldest.getTime() + deps.config().retentionMs + DAY_MS);
  const held = await whileOthersAsk(database, async () => void (articles = await deleteExpired(deps)));
  clock.at = null;
  if (articles === 0) throw new Error("retention deleted nothing, so that there is no figure");
  return { ...held, articles };
}

/** Runs each chore once, those that look at all tables included. */
export async function measureChores(stages: TestStages): Promise<(Held & { name: string })[]> {
  const { deps, database } = stages;
  const held: (Held & { name: string })[] = [];
  const chores = choresOf({ ...deps, tally: openTally(), sweep: () => Promise.resolve(0), asksHubs: false });
  for (const { name, run } of chores) {
    if (name === "vacuum") await database.run("delete from chores where name = 'vacuum'");
    held.push({ name, ...(await whileOthersAsk(database, () => run(new AbortController().signal))) });
  }
  return held;
}

/** How long grouping takes to read what it remembers, and how much that is. */
export async function measureGrouping({ database }: TestStages, endsAt: Date): Promise<Held & { articles: number }> {
  const remembered = rememberStories();
  const held = await whileOthersAsk(database, () => remembered.prepare(database, endsAt));
  const { articles } = await database.one<{ articles: number }>("select count(*)::int as articles from story_log");
  return { ...held, articles };
}

/** Until `wirewatch run` says that it is ready: seconds by the clock, and of the processor. The store must be closed. */
export async function measureStart({
  dataDir,
  postgresUrl,
}: ArchiveStore): Promise<{ seconds: number; processorSeconds: number }> {
  const port = await freePort();
  const dir = join(dataDir, "config");
  await writeFiles(dir, {
    "wirewatch.yaml": `web: { listen: 127.0.0.1:${port} }\n`,
    "feeds.yaml": `feeds:\n${feedUrls.map((url) => `  - url: ${url}\n`).join("")}`,
    "watchlists/archive.yaml": `watchlists:\n${watchlistIds.map((id) => `  - id: ${id}\n    any: [reported]\n`).join("")}`,
    "digests.yaml": `digests:\n  - id: daily\n    to: [desk@example.org]\n    schedule: "0 7 * * *"\n`,
  });
  const from = performance.now();
  const child = spawn(process.execPath, ["dist/cli.js", "run", "--config", dir, "--data", dataDir], {
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, ...(postgresUrl !== null && { DATABASE_URL: postgresUrl }) },
  });
  const ended = once(child, "exit");
  try {
    while (!(await isReady(port))) {
      if (child.exitCode !== null) throw new Error("the program ended before it was ready");
      await sleep(20);
    }
    const seconds = (performance.now() - from) / 1_000;
    return { seconds, processorSeconds: cpuMsOf(child.pid ?? 0) / 1_000 };
  } finally {
    child.kill("SIGTERM");
    await ended;
  }
}

const isReady = (port: number): Promise<boolean> =>
  fetch(`http://127.0.0.1:${port}/readyz`).then(
    ({ status }) => status === 200,
    () => false,
  );
