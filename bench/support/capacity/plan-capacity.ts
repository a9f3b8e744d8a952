// What a number of feeds needs: polls, articles, processors, memory and disk, from the figures that stand in docs/capacity.md.
import { counted } from "../../../src/text/counted.ts";
import type { SetUp } from "./capacity-table.ts";

/** Measured on one machine, in ms of processor time, bytes and MB; a faster machine needs less. */
export interface Constants {
  pollMs: Record<"embedded" | "Postgres", number>;
  /** An article of which 1 in 20 matches, read, matched and grouped, its server included. */
  articleMs: Record<SetUp, number>;
  /** In the database and its indexes. */
  articleBytes: number;
  /** In the memory of the process that groups, for each article of the last seven days. */
  indexBytes: number;
  idleMb: number;
}

/** Not measured: these differ from one list of feeds to another. */
export const ASSUMED = {
  /** Between two polls of a feed. */
  pauseMinutes: 20,
  articlesADay: 10,
  /** The busiest hour of a day against its mean. */
  peak: 3,
  /** Of a document that is unchanged and of one that is not, and of a page, compressed; a share of the servers knows no 304. */
  pollKb: 13,
  pageKb: 45,
  /** How much of a processor may be used in the busiest hour. */
  fill: 0.6,
  /** Postgres is fast while the rows of the last day are in memory: so many days. */
  hotDays: 1,
  /** The system, and what any process needs next to what it reads. */
  systemMb: 700,
  /** Each worker of docker-compose.yml but group-stories, and Redis. */
  workerMb: 350,
  redisMb: 512,
  /** Of the disk: the database's log, a backup, and room to grow. */
  diskFactor: 2,
} as const;

const GROUPED_DAYS = 7;
const KEPT_DAYS = 90;
/** Up to here the embedded store was measured. */
const EMBEDDED_ARTICLES_MAX = 300_000;
/** One process does everything, and its main thread the most. */
const EMBEDDED_CORES_MAX = 0.6;
/** Above this, extraction needs more processes than one. */
const ONE_PROCESS_CORES_MAX = 3;
/** Grouping decides one article after the other. */
const GROUPED_A_SECOND = 250;

export interface Plan {
  setUp: SetUp;
  pollsASecond: number;
  articlesADay: number;
  articlesAtPeak: number;
  cores: number;
  networkGbADay: number;
  storeGbADay: number;
  storeGb: number;
  /** Of the process that groups. */
  memoryMb: number;
  postgresMb: number;
  /** Processes that read pages. */
  readers: number;
  /** What to buy: sizes that are sold. */
  machine: { cores: number; memoryGb: number; diskGb: number };
  firstLimit: string;
}

export function planFor(feeds: number, constants: Constants): Plan {
  const pollsASecond = feeds / (ASSUMED.pauseMinutes * 60);
  const articlesADay = feeds * ASSUMED.articlesADay;
  const articlesAtPeak = (articlesADay / 86_400) * ASSUMED.peak;
  const coresOf = (setUp: SetUp): number => {
    const pollMs = constants.pollMs[setUp === "embedded" ? "embedded" : "Postgres"];
    return (pollsASecond * pollMs + articlesAtPeak * constants.articleMs[setUp]) / 1_000 / ASSUMED.fill;
  };
  const fitsEmbedded = articlesADay * KEPT_DAYS <= EMBEDDED_ARTICLES_MAX && coresOf("embedded") <= EMBEDDED_CORES_MAX;
  const setUp: SetUp = fitsEmbedded
    ? "embedded"
    : coresOf("Postgres") <= ONE_PROCESS_CORES_MAX
      ? "Postgres"
      : "Postgres and Redis";
  const storeGbADay = (articlesADay * constants.articleBytes) / 1e9;
  const kept = articlesADay * KEPT_DAYS;
  const cores = coresOf(setUp);
  const memoryMb = constants.idleMb + (articlesADay * GROUPED_DAYS * constants.indexBytes) / 2 ** 20;
  const postgresMb = setUp === "embedded" ? 0 : Math.max(512, (ASSUMED.hotDays * storeGbADay * 1e9) / 2 ** 20);
  // One of them reads pages in as many threads as there are cores, four at most.
  const readers = setUp === "Postgres and Redis" ? Math.max(2, Math.ceil(cores / 4)) : 1;
  const ofWorkers = setUp === "Postgres and Redis" ? (3 + readers) * ASSUMED.workerMb + ASSUMED.redisMb : 0;
  const neededMb = ASSUMED.systemMb + memoryMb + postgresMb + ofWorkers;
  return {
    setUp,
    pollsASecond,
    articlesADay,
    articlesAtPeak,
    cores,
    networkGbADay: (pollsASecond * 86_400 * ASSUMED.pollKb + articlesADay * ASSUMED.pageKb) / 1e6,
    storeGbADay,
    storeGb: storeGbADay * KEPT_DAYS,
    memoryMb,
    postgresMb,
    readers,
    machine: {
      cores: sold(cores),
      memoryGb: sold(neededMb / 1024),
      diskGb: Math.max(20, Math.ceil((storeGbADay * KEPT_DAYS * ASSUMED.diskFactor) / 20) * 20),
    },
    firstLimit: firstLimit({ setUp, kept, articlesAtPeak }),
  };
}

/** Cores and gigabytes come in powers of two. */
const sold = (needed: number): number => Math.max(1, 2 ** Math.ceil(Math.log2(needed)));

function firstLimit({ setUp, kept, articlesAtPeak }: { setUp: SetUp; kept: number; articlesAtPeak: number }): string {
  if (articlesAtPeak > GROUPED_A_SECOND)
    return "grouping, which decides one article after the other: fewer feeds, or several installations";
  if (setUp === "embedded")
    return kept > EMBEDDED_ARTICLES_MAX / 2
      ? "the number of articles kept: a shorter retention, or Postgres"
      : "many feeds at one host, which is asked once a second at most";
  if (setUp === "Postgres") return "reading pages in the busiest hour: more cores, or workers on Redis";
  return "reading pages in the busiest hour: more replicas of fetch-articles; then the disk of the database";
}

const WORDS: Record<SetUp, string> = {
  embedded: "embedded (`wirewatch run`, nothing else)",
  Postgres: "one process, with Postgres",
  "Postgres and Redis": "a process a stage, with Postgres and Redis (docker-compose.yml); fetch-articles several times",
};

const show = (value: number): string =>
  value >= 100 ? Math.round(value).toLocaleString("en-US") : value.toLocaleString("en-US", { maximumSignificantDigits: 2 });

/** In .env, next to docker-compose.yml. The limit of a container's memory is above what its process needs. */
const settings = ({ readers, memoryMb, postgresMb }: Plan): string =>
  `READERS=${readers} GROUPING_MEMORY=${Math.max(1, Math.ceil((1.5 * memoryMb) / 1024))}g POSTGRES_MEMORY=${Math.max(1, Math.ceil(postgresMb / 1024))}g`;

/** As lines of two columns. */
export function tellPlan(feeds: number, plan: Plan, constants: Constants): string {
  const { articleMs, pollMs } = constants;
  const poll = pollMs[plan.setUp === "embedded" ? "embedded" : "Postgres"];
  const lines: [string, string][] = [
    ["feeds", feeds.toLocaleString("en-US")],
    ["set-up", WORDS[plan.setUp]],
    ["polls", `${show(plan.pollsASecond)} a second`],
    ["articles", `${show(plan.articlesADay)} a day; ${show(plan.articlesAtPeak)} a second in the busiest hour`],
    ["processors", `${show(plan.cores)} cores in the busiest hour, ${100 * ASSUMED.fill} % of them used`],
    [
      "memory",
      `${show(plan.memoryMb)} MB for the process that groups${plan.setUp === "embedded" ? "" : `, ${show(plan.postgresMb)} MB for Postgres`}`,
    ],
    ["network", `${show(plan.networkGbADay)} GB a day`],
    ["disk", `${show(plan.storeGbADay)} GB a day; ${show(plan.storeGb)} GB with a retention of ${KEPT_DAYS} days`],
    [
      "machine",
      `${counted(plan.machine.cores, "core")}, ${plan.machine.memoryGb} GB of memory, ${plan.machine.diskGb.toLocaleString("en-US")} GB of SSD`,
    ],
    ...(plan.setUp === "Postgres and Redis" ? [["settings", settings(plan)] as [string, string]] : []),
    ["first limit", plan.firstLimit],
    [
      "measured",
      `${show(poll)} ms a poll, ${show(articleMs[plan.setUp])} ms an article, ${show(constants.articleBytes / 1_000)} kB stored an article`,
    ],
    [
      "assumed",
      `a poll each ${ASSUMED.pauseMinutes} minutes, ${ASSUMED.articlesADay} articles a feed and day, a busiest hour of ${ASSUMED.peak} times the mean, 1 article of 20 matched, a day of rows in Postgres' memory`,
    ],
  ];
  return lines.map(([name, text]) => `${name.padEnd(12)} ${text}`).join("\n");
}

/** Throws, naming the bench to run, if the page has no figure for one of them. `cellOf`: the cell of a row and a set-up. */
export function readConstants(cellOf: (figure: string, setUp: SetUp) => string, figures: typeof FIGURES): Constants {
  const numberIn = (figure: string, setUp: SetUp, at: number): number => {
    const found = [...cellOf(figure, setUp).matchAll(/\d[\d,]*(?:\.\d+)?/g)].at(at)?.[0];
    if (found === undefined)
      throw new Error(`docs/capacity.md has no figure for "${figure}" (${setUp}): run the bench that its row names`);
    return Number(found.replaceAll(",", ""));
  };
  const article = (setUp: SetUp): number => numberIn(figures.article, setUp, 1);
  return {
    pollMs: { embedded: numberIn(figures.poll, "embedded", 0), Postgres: numberIn(figures.poll, "Postgres", 0) },
    articleMs: {
      embedded: article("embedded"),
      Postgres: article("Postgres"),
      "Postgres and Redis": article("Postgres and Redis"),
    },
    articleBytes: numberIn(figures.stored, "embedded", 0) * 1_000,
    indexBytes: numberIn(figures.index, "embedded", -1),
    idleMb: numberIn(figures.idle, "embedded", -1),
  };
}

/** The rows of docs/capacity.md that hold them. */
export const FIGURES = {
  article: "an article end to end, servers included, in ms of processor time: all matched, 1 of 20 matched",
  stored: "an article of 1,500 letters in the store with its indexes and words",
  poll: "a poll answered 304, its server included, in ms of processor time",
  idle: "idle with 100 feeds: processor time, statements a second, memory",
  index: "stories: decisions a second and core with 10,000, 100,000 and 1,000,000 articles in the window; memory an article",
} as const;
