// pages: how long the pages take on an archive of invented stories; --articles N, --store postgres, --data FOLDER keeps what was filled, --statements
import http from "node:http";
import { parseArgs } from "node:util";
import { openPglite } from "../../src/store/engine/open-pglite.ts";
import { openPostgres } from "../../src/store/engine/open-postgres.ts";
import { migrate } from "../../src/store/engine/migrate.ts";
import { openWeb } from "../../src/web/open-web.ts";
import { openLog } from "../../src/log.ts";
import { openStages } from "../../test/pipeline/open-stages.ts";
import { newFolder, newPostgresDatabase } from "../../test/support/database.ts";
import { processorStall } from "../../test/support/processor-stall.ts";
import { startServices } from "../../test/support/start-services.ts";
import { EMPTY_DATABASE } from "../../test/support/store-templates.ts";
import { DAYS, fillArchive, WORDS } from "../support/web/archive.ts";
import { paintVisits, weighVisit } from "../support/web/first-visit.ts";
import { quantile, report } from "../support/report.ts";
import { timeStatements } from "../support/web/time-statements.ts";
import type { Database } from "../../src/store/engine/database.ts";
import type { TestStore } from "../../test/store/open-test-store.ts";
import type { Archive } from "../support/web/archive.ts";
import type { Figure } from "../support/report.ts";

const { values: options } = parseArgs({
  options: {
    articles: { type: "string", default: "60000" },
    store: { type: "string", default: "pglite" },
    data: { type: "string" },
    rounds: { type: "string", default: "30" },
    statements: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
  },
});
const KIND = options.store === "postgres" ? "postgres" : "pglite";
const ARTICLES = Number(options.articles);
const ROUNDS = Number(options.rounds);
const WARM = 5;
/** What Postgres has to reach with a million articles, and PGlite, in the process that answers, with a hundred thousand: three times that. */
const ALLOWED = KIND === "postgres" ? 1 : 3;
const PAGE = 50;
const DEEP_PAGE = 5_000;
const say = (line: string) => void (options.json || console.log(line));
const atMost = (value: number) => ({ kind: "at most", value }) as const;

async function openStore(): Promise<TestStore> {
  if (KIND === "postgres") {
    const services = await startServices({ syncsToDisk: false });
    const { url, drop } = await newPostgresDatabase(services.postgresUrl);
    const database = openPostgres(url, () => undefined);
    const close = async () => {
      await database.close();
      await drop();
      await services.stop();
    };
    return { database, wipe: () => Promise.resolve(), close };
  }
  const made = options.data === undefined ? await newFolder() : null;
  const database = await openPglite(`${options.data ?? made?.folder ?? ""}/db`, EMPTY_DATABASE);
  const close = async () => {
    await database.close();
    await made?.remove();
  };
  return { database, wipe: () => Promise.resolve(), close };
}

/** What an earlier run left in `--data`; null if nothing. */
const findArchive = (database: Database): Promise<Archive | null> =>
  database.maybeOne(
    `select (select count(*)::int from articles) as articles, (select count(*)::int from stories) as stories, max(a.first_seen_at) as "endsAt",
       (select story_id from articles where story_id is not null group by 1 order by count(*) desc limit 1) as large from articles a having count(*) > 0`,
  );

/** Null from a page that failed. */
async function ask(agent: http.Agent, url: string): Promise<{ ms: number; body: string }> {
  const from = performance.now();
  const body = await new Promise<string>((resolve, reject) => {
    http
      .get(url, { agent, headers: { accept: "text/html" } }, (response) => {
        let text = "";
        response.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
        response.on("end", () =>
          response.statusCode === 200 ? resolve(text) : reject(new Error(`${response.statusCode} ${url}`)),
        );
      })
      .on("error", reject);
  });
  return { ms: performance.now() - from, body };
}

interface Measured {
  p50: number;
  p95: number;
  /** The longest hold of the loop, and the median of all that the main thread did, in its own processor's time, which other work does not stretch. */
  stallMs: number;
  ownMs: number;
}

const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });

async function measure(url: string): Promise<Measured> {
  for (let round = 0; round < WARM; round++) await ask(agent, url);
  const times: number[] = [];
  const own: number[] = [];
  let longest = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const { result, stallMs, totalMs } = await processorStall(() => ask(agent, url));
    times.push(result.ms);
    own.push(totalMs);
    longest = Math.max(longest, stallMs);
  }
  return { p50: quantile(times, 0.5), p95: quantile(times, 0.95), stallMs: longest, ownMs: quantile(own, 0.5) };
}

const search = (query: string) => `search?q=${encodeURIComponent(query)}`;
const [all, frequent, common, middle, rare] = WORDS.map(({ word }) => word);

const SEARCHES: readonly { name: string; query: string; ms: number }[] = [
  ...WORDS.map(({ word, name }) => ({ name: `search, a word ${name}`, query: word, ms: 60 })),
  { name: "search, a word in none", query: "zzyzx", ms: 60 },
  { name: "search, two words, 30 % and 5 %", query: `${frequent} AND ${common}`, ms: 60 },
  { name: "search, two words, in all and rare", query: `${all} AND ${rare}`, ms: 60 },
  { name: "search, two words, 5 % and 0.5 %", query: `${common} AND ${middle}`, ms: 60 },
  { name: "search, a phrase of words in 30 % and 5 %", query: `"${frequent} ${common}"`, ms: 300 },
  { name: "search, NEAR/8 of words in 30 % and 5 %", query: `${frequent} NEAR/8 ${common}`, ms: 300 },
];

async function main(): Promise<void> {
  const store = await openStore();
  await migrate(store.database);
  const statements = timeStatements(store.database);
  const stages = await openStages(KIND, { ...store, database: statements.database });
  try {
    const found = await findArchive(store.database);
    const archive =
      found ?? (await fillArchive(store.database, { articles: ARTICLES, endsAt: new Date(Date.now() - 60_000) }, say));
    say(`${archive.articles} articles, ${archive.stories} stories of ${DAYS} days, ${KIND}`);
    stages.clock.at = null;
    const web = await openWeb({ ...stages.deps, desk: stages.desk, log: openLog("error", false) });
    try {
      report(await figures(web.url, archive, stages.database, statements));
    } finally {
      agent.destroy();
      await web.close();
    }
  } finally {
    await stages.close();
  }
}

async function figures(
  url: string,
  { stories, large, endsAt, articles }: Archive,
  database: Database,
  statements: ReturnType<typeof timeStatements>,
): Promise<Figure[]> {
  const end = new Date(endsAt);
  const since = new Date(end.getTime() - DAYS * 86_400_000).toISOString();
  const day = (days: number) => new Date(end.getTime() - days * 86_400_000).toISOString();
  const deep = Math.min(DEEP_PAGE, Math.floor((stories * 0.95) / PAGE));
  const { at, story } = await database.one<{ at: Date; story: number }>(
    "select created_at as at, id as story from stories order by created_at desc, id desc offset $1 limit 1",
    [deep * PAGE],
  );
  const list = `?since=${since}&at=${end.toISOString()}`;
  const pages = [
    { name: "list of a day", path: `?since=${day(1)}&at=${end.toISOString()}`, ms: 10 },
    { name: "list, page 1", path: list, ms: 10 },
    { name: `list, page ${deep}`, path: `${list}&before=${at.getTime().toString(36)}.${story}`, ms: 10 },
    { name: "list of a watchlist", path: `${list}&watchlist=watch-3`, ms: 10 },
    { name: "list of a quiet hour, to its end", path: `?since=${day(30.04)}&at=${day(30)}`, ms: 10 },
    { name: "story with 50 copies", path: `stories/${large}`, ms: 20 },
    ...SEARCHES.map(({ name, query, ms }) => ({ name, path: search(query), ms })),
  ];
  const made: Figure[] = [{ name: "articles", value: articles, unit: "" }];
  const measured = new Map<string, Measured>();
  for (const { name, path, ms } of pages) {
    const [result, slow] = await statements.during(() => measure(`${url}${path}`));
    measured.set(name, result);
    made.push(
      { name: `${name}, p50`, value: result.p50, unit: "ms" },
      { name: `${name}, p95`, value: result.p95, unit: "ms", floor: atMost(ms * ALLOWED) },
    );
    if (options.statements)
      say(
        `${name}: main thread ${result.ownMs.toFixed(1)} CPU-ms, at most ${result.stallMs.toFixed(0)} at once${slow.map((line) => `\n    ${line}`).join("")}`,
      );
  }
  const [first, last] = ["list, page 1", `list, page ${deep}`].map((name) => measured.get(name)?.p50 ?? Number.NaN);
  const [held] = [...measured].toSorted(([, one], [, other]) => other.stallMs - one.stallMs);
  const weight = await weighVisit(url);
  const painted = await paintVisits([url, `${url}stories/${large}`, `${url}${search(common ?? "")}`]);
  return [
    ...made,
    { name: `page ${deep} as a multiple of page 1`, value: (last ?? 0) / (first ?? 1), unit: "", floor: atMost(2) },
    { name: `the loop held, by ${held?.[0]}`, value: held?.[1].stallMs ?? 0, unit: "CPU-ms", floor: atMost(100) },
    { name: "first visit, on the line", value: weight.bytes / 1_000, unit: "kB", floor: atMost(24) },
    { name: "first visit, requests", value: weight.requests, unit: "", floor: atMost(4) },
    { name: "first visit, script", value: weight.scriptBytes / 1_000, unit: "kB", floor: atMost(2) },
    ...(painted ?? []).flatMap(({ first: fcp, largest, shift, task }, index): Figure[] => {
      const name = ["list", "story", "search"][index] ?? "";
      return [
        { name: `${name}, first paint, slow 4G`, value: fcp / 1_000, unit: "s", floor: atMost(1) },
        { name: `${name}, largest paint, slow 4G`, value: largest / 1_000, unit: "s", floor: atMost(1.2) },
        { name: `${name}, moved while it was built`, value: shift, unit: "", floor: atMost(0) },
        { name: `${name}, longest task, quarter of a processor`, value: task, unit: "ms" },
      ];
    }),
  ];
}

await main();
