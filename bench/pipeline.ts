// pipeline: what an article costs from poll to digest in processor time, and its share that is extraction: cold and warm, all or few matched.
import { spawn } from "node:child_process";
import { cpus } from "node:os";
import { indexArchive } from "../src/chores/index-archive.ts";
import { storeBytes } from "../src/store/views/figures.ts";
import { openApp } from "../src/app/open-app.ts";
import { runRound } from "../src/desk/run-round.ts";
import { openHttpClient } from "../src/http/open-http-client.ts";
import { openLog } from "../src/log.ts";
import { tokenOf } from "../src/newsroom/generate-articles.ts";
import { openNewsroom } from "../src/newsroom/open-newsroom.ts";
import { openThreads } from "../src/threads/pool.ts";
import { newFolder, newPostgresDatabase } from "../test/support/database.ts";
import { loadNewsroomConfig } from "../test/support/newsroom-config.ts";
import { startServices } from "../test/support/start-services.ts";
import { cpuMs } from "./support/cpu-time.ts";
import { report } from "./support/report.ts";
import type { Figure } from "./support/report.ts";
import type { Newsroom } from "../src/newsroom/open-newsroom.ts";
import type { Services } from "../test/support/start-services.ts";

const option = (name: string): string | undefined =>
  process.argv.includes(name) ? process.argv[process.argv.indexOf(name) + 1] : undefined;
const ARTICLES = Number(option("--articles")) || 2_000;
/** The median of 88 real news pages was 112 kB and 757 elements. */
const PAGE_BYTES = 112_000;
const ALL_SET_UPS = ["embedded", "Postgres", "Redis and Postgres"] as const;
type SetUp = (typeof ALL_SET_UPS)[number];
const SET_UPS = ALL_SET_UPS.filter((setUp) => option("--only") === undefined || setUp === option("--only"));
/** Of every so many articles one matches. */
const MATCHED_EVERY = [1, 20];

type Press = Pick<Newsroom, "feedsYaml" | "watchlistsYaml" | "digestsYaml" | "expected" | "feeds">;

/** The newsroom in a process of its own, whose time does not count. */
async function startPress(): Promise<Press & { pid: number; stop(): void }> {
  const child = spawn(process.execPath, [process.argv[1] ?? "", "--press", "--articles", String(ARTICLES)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let printed = "";
  for await (const part of child.stdout) {
    printed += String(part);
    if (printed.endsWith("\n")) break;
  }
  return { ...(JSON.parse(printed) as Press), pid: child.pid ?? 0, stop: () => void child.kill("SIGKILL") };
}

/** Every page of the newsroom, in memory; asked once, it is also ready to be served. */
async function loadPages(urls: readonly string[]) {
  const client = openHttpClient({ userAgent: "Wirewatch bench", allowPrivate: ["127.0.0.0/8"] });
  const pages = [];
  for (const url of urls) {
    const answer = await client.get(url, { bodyBytesMax: 10 * PAGE_BYTES, deadlineMs: 10_000 });
    if (answer.kind === "failed") throw new Error(answer.message);
    pages.push({ url, bytes: answer.body, contentType: answer.headers["content-type"] ?? null });
  }
  await client.close();
  return pages;
}

interface Cost {
  cold: number;
  warm: number;
}

interface Part {
  articles: number;
  seconds: number;
  cpu: { own: number; servers: number };
}

async function measure(apart: readonly number[], work: () => Promise<number>): Promise<Part> {
  const [before, began] = [cpuMs(apart), performance.now()];
  const articles = await work();
  const after = cpuMs(apart);
  const cpu = { own: after.own - before.own, servers: after.servers - before.servers };
  return { articles, seconds: (performance.now() - began) / 1_000, cpu };
}

const costOf = ({ articles, cpu }: Part): number => (cpu.own + cpu.servers) / articles;

/** Processor time of a page through the threads alone, in ms. */
async function extractAlone(pages: Awaited<ReturnType<typeof loadPages>>): Promise<Cost> {
  const threads = openThreads({ size: Math.max(1, Math.min(cpus().length, 4)), deadlineMs: 10_000, heapMb: 256 });
  const half = Math.floor(pages.length / 2);
  const read = async (some: typeof pages) => {
    const asked = some.map(({ url, bytes, contentType }) =>
      threads.run("read-page", { url, bytes: new Uint8Array(bytes), contentType }),
    );
    return (await Promise.all(asked)).length;
  };
  const cold = await measure([], () => read(pages.slice(0, half)));
  const warm = await measure([], () => read(pages.slice(half)));
  await threads.close();
  return { cold: costOf(cold), warm: costOf(warm) };
}

/** One of so many, in all outlets alike. */
const isWanted = (n: number, every: number): boolean => (Math.imul(n + 1, 2_654_435_761) >>> 0) % every === 0;

function watchlistsOf(press: Press, every: number): string {
  if (every === 1) return press.watchlistsYaml;
  const wanted = Array.from({ length: ARTICLES }, (_, n) => n).filter((n) => isWanted(n, every));
  return `watchlists:\n  - id: few\n    any: [${wanted.map(tokenOf).join(", ")}]\n`;
}

/** A first round with half of the feeds, and a second one in the same process with the others: polled, read, matched, grouped, mailed into the outbox. */
async function wholePipeline(
  setUp: SetUp,
  press: Press & { pid: number },
  services: Services,
  every: number,
): Promise<{ cold: Part; warm: Part; stored: number }> {
  const { folder, remove } = await newFolder();
  const database = setUp === "embedded" ? null : await newPostgresDatabase(services.postgresUrl);
  const env = {
    ...(database !== null && { DATABASE_URL: database.url }),
    ...(setUp === "Redis and Postgres" && { REDIS_URL: services.redisUrl.replace(/\d+$/, String(every % 15)) }),
  };
  const [head = "", ...feeds] = press.feedsYaml.split(/(?=^ {2}- url:)/m);
  const configWith = (some: readonly string[]) =>
    loadNewsroomConfig(
      folder,
      { ...press, feedsYaml: head + some.join(""), watchlistsYaml: watchlistsOf(press, every) },
      { env },
    );
  const app = await openApp({ config: await configWith(feeds.filter((_, n) => n % 2 === 0)), log: openLog("error", false) });
  const round = async () => {
    const { articles } = await runRound(app, { sendAll: true });
    return articles.extracted + articles.summaryOnly;
  };
  const cold = await measure([press.pid], round);
  const bytesBefore = await storeBytes(app.deps.database);
  await app.reload(await configWith(feeds));
  const warm = await measure([press.pid], round);
  while ((await indexArchive(app.deps)) > 0);
  const stored = ((await storeBytes(app.deps.database)) - bytesBefore) / warm.articles;
  await app.close();
  await database?.drop();
  await remove();
  if (cold.articles + warm.articles !== press.expected.articles)
    throw new Error(`${cold.articles} and ${warm.articles} articles read`);
  return { cold, warm, stored };
}

async function bench(): Promise<void> {
  const press = await startPress();
  const services = await startServices({ syncsToDisk: true });
  try {
    const pages = await loadPages(press.expected.stories.flatMap(({ articles }) => articles));
    const alone = await extractAlone(pages);
    const figures: Figure[] = [
      { name: "extraction alone, cold", value: alone.cold, unit: "CPU-ms" },
      { name: "extraction alone, warm", value: alone.warm, unit: "CPU-ms" },
    ];
    for (const setUp of SET_UPS)
      for (const every of MATCHED_EVERY) {
        const { cold, warm, stored } = await wholePipeline(setUp, press, services, every);
        const name = `${setUp}, ${every === 1 ? "all" : `1 of ${every}`} matched`;
        const floor = setUp === "embedded" ? (every === 1 ? 0.5 : 0.6) : setUp === "Postgres" ? 0.62 : 0.7;
        figures.push(
          { name: `${name}, an article, cold`, value: costOf(cold), unit: "CPU-ms" },
          { name: `${name}, an article, warm`, value: costOf(warm), unit: "CPU-ms" },
          { name: `${name}, of that servers`, value: warm.cpu.servers / warm.articles, unit: "CPU-ms" },
          { name: `${name}, stored`, value: stored / 1_000, unit: "kB" },
          { name: `${name}, a second`, value: warm.articles / warm.seconds, unit: "articles" },
          { name: `${name}, share, cold`, value: alone.cold / costOf(cold), unit: "" },
          { name: `${name}, share, warm`, value: alone.warm / costOf(warm), unit: "", floor: { kind: "at least", value: floor } },
        );
      }
    report(figures);
  } finally {
    press.stop();
    await services.stop();
  }
}

if (process.argv.includes("--press")) {
  const { feedsYaml, watchlistsYaml, digestsYaml, expected, feeds } = await openNewsroom({
    startedAt: new Date(),
    moreArticles: ARTICLES,
    pageBytesMin: PAGE_BYTES,
  });
  console.log(JSON.stringify({ feedsYaml, watchlistsYaml, digestsYaml, expected, feeds }));
} else await bench();
