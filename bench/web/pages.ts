// pages: how long the pages take on an archive of invented stories; --articles N, --store postgres, --data FOLDER or the URL of a database keeps what was filled, --statements
import { parseArgs } from "node:util";
import { openWeb } from "../../src/web/open-web.ts";
import { openLog } from "../../src/log.ts";
import { openStages } from "../../test/pipeline/open-stages.ts";
import { DAYS } from "../support/archive/fill-archive.ts";
import { fillUnlessFull, openArchiveStore } from "../support/archive/open-archive.ts";
import { COMMON, endAsking, measurePage, SEARCHES, searchPath } from "../support/web/ask-pages.ts";
import { paintVisits, weighVisit } from "../support/web/first-visit.ts";
import { report } from "../support/report.ts";
import { timeStatements } from "../support/web/time-statements.ts";
import type { Database } from "../../src/store/engine/database.ts";
import type { Archive } from "../support/archive/fill-archive.ts";
import type { Measured } from "../support/web/ask-pages.ts";
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
/** What Postgres has to reach with a million articles, and PGlite, in the process that answers, with a hundred thousand: three times that. */
const ALLOWED = KIND === "postgres" ? 1 : 3;
const SEARCH_MS = { words: 60, places: 300 };
const PAGE = 50;
const DEEP_PAGE = 5_000;
const say = (line: string) => void (options.json || console.log(line));
const atMost = (value: number) => ({ kind: "at most", value }) as const;

async function main(): Promise<void> {
  const place = await openArchiveStore(KIND, options.data ?? null);
  const store = await place.open();
  const archive = await fillUnlessFull(store.database, { articles: ARTICLES, say });
  const statements = timeStatements(store.database);
  const stages = await openStages(KIND, { ...store, database: statements.database });
  try {
    say(`${archive.articles} articles, ${archive.stories} stories of ${DAYS} days, ${KIND}`);
    stages.clock.at = null;
    const web = await openWeb({ ...stages.deps, desk: stages.desk, log: openLog("error", false) });
    try {
      report(await figures(web.url, archive, stages.database, statements));
    } finally {
      endAsking();
      await web.close();
    }
  } finally {
    await stages.close();
    await place.remove();
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
    // The texts of the newest stories are read, for a quarter of a second at most.
    { name: "list of an origin that no story has", path: `${list}&origin=Nobody`, ms: 100 },
    { name: "list of a quiet hour, to its end", path: `?since=${day(30.04)}&at=${day(30)}`, ms: 10 },
    { name: "story with 50 copies", path: `stories/${large}`, ms: 20 },
    ...SEARCHES.map(({ name, query, kind }) => ({ name, path: searchPath(query), ms: SEARCH_MS[kind] })),
  ];
  const made: Figure[] = [{ name: "articles", value: articles, unit: "" }];
  const measured = new Map<string, Measured>();
  for (const { name, path, ms } of pages) {
    const [result, slow] = await statements.during(() => measurePage(`${url}${path}`, ROUNDS));
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
  const painted = await paintVisits([url, `${url}stories/${large}`, `${url}${searchPath(COMMON)}`]);
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
