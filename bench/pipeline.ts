// pipeline: articles a second from poll to digest, as a share of what extraction alone does on the same pages in the same run.
import { cpus } from "node:os";
import { openApp } from "../src/app/open-app.ts";
import { runRound } from "../src/desk/run-round.ts";
import { openHttpClient } from "../src/http/open-http-client.ts";
import { openLog } from "../src/log.ts";
import { openNewsroom } from "../src/newsroom/open-newsroom.ts";
import { openThreads } from "../src/threads/pool.ts";
import { newFolder, newPostgresDatabase } from "../test/support/database.ts";
import { loadNewsroomConfig } from "../test/support/newsroom-config.ts";
import { startServices } from "../test/support/start-services.ts";
import { median, report } from "./support/report.ts";
import type { Newsroom } from "../src/newsroom/open-newsroom.ts";
import type { Services } from "../test/support/start-services.ts";

const ARTICLES = 400;
const ROUNDS = 3;
/** The median of 88 real news pages was 112 kB and 757 elements. */
const PAGE_BYTES = 112_000;
const SET_UPS = ["embedded", "Postgres", "Redis and Postgres"] as const;
type SetUp = (typeof SET_UPS)[number];

interface Page {
  url: string;
  bytes: Uint8Array;
  contentType: string | null;
}

/** Every page of the newsroom, in memory; asked once, it is also ready to be served. */
async function loadPages(urls: readonly string[]): Promise<Page[]> {
  const client = openHttpClient({ userAgent: "Wirewatch bench", allowPrivate: ["127.0.0.0/8"] });
  const load = async (url: string): Promise<Page> => {
    const answer = await client.get(url, { bodyBytesMax: 10 * PAGE_BYTES, deadlineMs: 10_000 });
    if (answer.kind === "failed") throw new Error(answer.message);
    return { url, bytes: answer.body, contentType: answer.headers["content-type"] ?? null };
  };
  const pages: Page[] = [];
  for (const url of urls) pages.push(await load(url));
  await client.close();
  return pages;
}

/** Pages a second through the threads alone. */
async function extractAlone(pages: readonly Page[]): Promise<number> {
  const threads = openThreads({ size: Math.max(1, Math.min(cpus().length, 4)), deadlineMs: 10_000, heapMb: 256 });
  const started = performance.now();
  await Promise.all(
    pages.map(({ url, bytes, contentType }) => threads.run("read-page", { url, bytes: new Uint8Array(bytes), contentType })),
  );
  const perSecond = pages.length / ((performance.now() - started) / 1000);
  await threads.close();
  return perSecond;
}

/** Articles a second through everything: polled, read, matched, grouped, mailed into the outbox. */
async function wholePipeline(setUp: SetUp, newsroom: Newsroom, services: Services, round: number): Promise<number> {
  const { folder, remove } = await newFolder();
  const database = setUp === "embedded" ? null : await newPostgresDatabase(services.postgresUrl);
  const env = {
    ...(database !== null && { DATABASE_URL: database.url }),
    ...(setUp === "Redis and Postgres" && { REDIS_URL: services.redisUrl.replace(/\d+$/, String(round + 1)) }),
  };
  const app = await openApp({ config: await loadNewsroomConfig(folder, newsroom, { env }), log: openLog("error", false) });
  const started = performance.now();
  const { articles, digests } = await runRound(app, { sendAll: true });
  const seconds = (performance.now() - started) / 1000;
  const read = articles.extracted + articles.summaryOnly;
  if (read !== newsroom.expected.articles || digests.sent !== 1)
    throw new Error(`${read} articles read and ${digests.sent} digests sent`);
  await app.close();
  await database?.drop();
  await remove();
  return read / seconds;
}

const services = await startServices({ syncsToDisk: true });
const newsroom = await openNewsroom({ startedAt: new Date(), moreArticles: ARTICLES, pageBytesMin: PAGE_BYTES });
try {
  const urls = newsroom.expected.stories.flatMap(({ articles }) => articles);
  const pages = await loadPages(urls);
  const alone: number[] = [];
  const whole: Record<SetUp, number[]> = { embedded: [], Postgres: [], "Redis and Postgres": [] };
  for (let round = 0; round < ROUNDS; round++) {
    alone.push(await extractAlone(pages));
    for (const setUp of SET_UPS) whole[setUp].push(await wholePipeline(setUp, newsroom, services, round));
  }
  const share = (setUp: SetUp) => median(whole[setUp].map((perSecond, round) => perSecond / (alone[round] ?? Number.NaN)));
  report([
    { name: `extraction alone, ${pages.length} pages`, value: median(alone), unit: "pages/s" },
    ...SET_UPS.map((setUp) => ({ name: `whole pipeline, ${setUp}`, value: median(whole[setUp]), unit: "articles/s" })),
    { name: "share, embedded", value: share("embedded"), unit: "", floor: { kind: "at least", value: 0.5 } },
    { name: "share, Postgres", value: share("Postgres"), unit: "" },
    { name: "share, Redis and Postgres", value: share("Redis and Postgres"), unit: "", floor: { kind: "at least", value: 0.7 } },
  ]);
} finally {
  await newsroom.close();
  await services.stop();
}
