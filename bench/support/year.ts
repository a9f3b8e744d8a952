// A press that fills the embedded store on a fake clock: feeds are polled, articles read, matched, grouped, indexed and mailed, and chores run.
import { checkpoint, vacuum } from "../../src/chores/vacuum.ts";
import { deleteExpired } from "../../src/chores/retention.ts";
import { indexArchive } from "../../src/chores/index-archive.ts";
import { keepLogDays } from "../../src/chores/keep-log-days.ts";
import { groupStories } from "../../src/pipeline/group-stories/group-stories.ts";
import { matchWatchlists } from "../../src/pipeline/match-watchlists/match-watchlists.ts";
import { sendDigests } from "../../src/pipeline/send-digests/send-digests.ts";
import { openQueueBackend } from "../../src/queues/backend.ts";
import { saveEntries, saveSeen } from "../../src/store/entries.ts";
import { saveTexts } from "../../src/store/articles.ts";
import { openDice } from "../../test/support/open-dice.ts";
import { digest, openStages, watchlists } from "../../test/pipeline/open-stages.ts";
import { feedConfig, newEntry } from "../../test/store/seed.ts";
import { openBenchStore } from "./store.ts";
import type { NewEntry } from "../../src/feeds/poll/decide-entries.ts";
import type { PipelineDeps } from "../../src/pipeline/stage-deps.ts";
import type { BenchStore } from "./store.ts";

export interface Press {
  deps: PipelineDeps;
  sizes: BenchStore["sizes"];
  setClock(at: Date): void;
  /** One poll of each feed, which brings so many new articles in all, and their way to the end. */
  publish(articles: number): Promise<void>;
  /** Writes and sends the digests that are due. */
  mail(): Promise<void>;
  /** Runs the chores once. Returns the longest that one statement of the vacuum kept the process, in CPU-ms. */
  tidy(): Promise<number>;
  close(): Promise<void>;
}

const SHOWN = 30;

export async function openPress({ feeds, startsAt, upkeep }: { feeds: number; startsAt: Date; upkeep: boolean }): Promise<Press> {
  const { store, sizes } = await openBenchStore();
  const stages = await openStages("pglite", store);
  const { deps, database } = stages;
  stages.clock.at = startsAt;
  const urls = Array.from({ length: feeds }, (_, feed) => `https://outlet-${feed}.example/feed`);
  await stages.configure({
    feeds: urls.map((url) => feedConfig(url)),
    watchlists: watchlists("harbour"),
    digests: [digest("daily", { schedule: { kind: "cron", expression: "0 7 * * *" } })],
  });
  const ids = await database.many<{ id: number }>("select id from feeds order by id");
  const writer = openWriter();
  const shown = ids.map((): NewEntry[] => []);
  const reading = await openReading(deps, writer);
  let published = 0;

  async function pollFeed(index: number, fresh: number): Promise<number[]> {
    const feed = ids[index]?.id ?? 0;
    const now = deps.now();
    const entries = Array.from({ length: fresh }, () => {
      const key = `entry-${(published += 1)}`;
      return newEntry(key, {
        linkKey: `link ${key}`,
        titleKey: `title ${key}`,
        text: writer.text(60),
        publishedAt: now.toISOString(),
      });
    });
    const { articles } = await saveEntries(database, feed, entries, now);
    const still = (shown[index] ?? []).map(({ key }) => ({ key, linkKey: null, titleKey: null, mark: null, edit: null }));
    await saveSeen(database, feed, still, now);
    await database.run(
      "update feeds set last_polled_at = $2, last_ok_at = $2, next_due_at = $3, enqueued_at = null where id = $1",
      [feed, now, new Date(now.getTime() + 900_000)],
    );
    shown[index] = [...entries, ...(shown[index] ?? [])].slice(0, SHOWN);
    return articles;
  }

  return {
    deps,
    sizes,
    setClock: (at) => void (stages.clock.at = at),
    async publish(articles) {
      for (let feed = 0; feed < feeds; feed++) {
        const share = Math.floor(((feed + 1) * articles) / feeds) - Math.floor((feed * articles) / feeds);
        await reading.read(await pollFeed(feed, share));
      }
      while ((await indexArchive(deps)) > 0);
    },
    async mail() {
      const send = sendDigests(deps);
      const { handOn } = await send.run({ digest: "daily" });
      for (const payload of handOn?.["send-digests"] ?? []) await send.run(payload);
    },
    async tidy() {
      await keepLogDays(deps);
      await deleteExpired(deps);
      if (!upkeep) return 0;
      const timed = timeVacuum(deps);
      await vacuum(timed.deps);
      await checkpoint(deps);
      return timed.longestMs();
    },
    async close() {
      await reading.close();
      await stages.close();
    },
  };
}

/** The queue as it is used: a job an article, which stores its text, and hands it straight on to matching and grouping. */
async function openReading(deps: PipelineDeps, writer: Writer) {
  const { database } = deps;
  const backend = await openQueueBackend({ kind: "sql", pool: database.queuePool(), exclusive: false }, () => undefined);
  const [match, group] = [matchWatchlists(deps), groupStories(deps)];
  const read = async (article: number) => {
    const [title, text, now] = [writer.text(8), writer.text(300 + writer.upTo(700)), deps.now()];
    const page = { title, byline: null, publishedAt: now.toISOString(), language: "en", site: "outlet.example", text };
    const whole = { ...page, method: "readability" as const, reason: null, detail: null, credits: [] };
    await saveTexts(database, [{ id: article, read: whole, now }]);
    const { handOn } = await match.run({ article });
    for (const payload of handOn?.["group-stories"] ?? []) await group.run(payload);
  };
  let done: (() => void) | null = null;
  let left = 0;
  const worker = backend.worker("fetch-articles", (job) => read((job.data as { article: number }).article), { concurrency: 16 });
  worker.on("completed", () => {
    left -= 1;
    if (left === 0) done?.();
  });
  return {
    async read(articles: readonly number[]): Promise<void> {
      if (articles.length === 0) return;
      left = articles.length;
      const ended = new Promise<void>((resolve) => void (done = resolve));
      await deps.producer.enqueue(
        "fetch-articles",
        articles.map((article) => ({ article })),
      );
      await ended;
    },
    async close() {
      await worker.close();
      await backend.close();
    },
  };
}

function timeVacuum(deps: PipelineDeps) {
  let longestMs = 0;
  const run: PipelineDeps["database"]["run"] = async (text, values) => {
    const before = process.cpuUsage();
    const changed = await deps.database.run(text, values);
    const { user, system } = process.cpuUsage(before);
    if (/^(vacuum|analyze)/.test(text)) longestMs = Math.max(longestMs, (user + system) / 1_000);
    return changed;
  };
  return { deps: { ...deps, database: { ...deps.database, run } }, longestMs: () => longestMs };
}

interface Writer {
  /** So many words, the frequent ones more often, as in a language. */
  text(words: number): string;
  upTo(most: number): number;
}

const WORDS = 60_000;

function openWriter(): Writer {
  const dice = openDice(1);
  const syllable = () => `${"bcdfghjklmnprstvz"[Math.floor(dice() * 17)]}${"aeiou"[Math.floor(dice() * 5)]}`;
  const words = Array.from({ length: WORDS }, () => Array.from({ length: 2 + Math.floor(dice() * 3) }, syllable).join(""));
  const word = () => words[Math.floor(WORDS ** dice()) - 1] ?? "the";
  return {
    // One article in ten is about what is watched.
    text: (count) => `${Array.from({ length: count }, word).join(" ")}${count > 100 && dice() < 0.1 ? " harbour" : ""}`,
    upTo: (most) => Math.floor(dice() * most),
  };
}
