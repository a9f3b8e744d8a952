// year: bytes on disk over a simulated year of the embedded store, and after 20 rounds of articles that retention deletes again.
import { report } from "../support/report.ts";
import { openPress } from "../support/year.ts";
import type { Press } from "../support/year.ts";

const DAY_MS = 86_400_000;
const STARTS_AT = Date.parse("2027-01-01T06:00:00Z");
/** What stands in the default for what a person with 20 to 100 feeds has; --full takes a tenth of the time of a year off for it. */
const SCALE = process.argv.includes("--full")
  ? { feeds: 20, pollsADay: 8, articlesADay: 200, rounds: 20, articlesARound: 3_000 }
  : { feeds: 6, pollsADay: 2, articlesADay: 12, rounds: 20, articlesARound: 300 };
/** To see what happens without: the chores `vacuum` and `checkpoint` never run. */
const upkeep = !process.argv.includes("--without-upkeep");
/** Six files of 16 MiB, which is `max_wal_size`, and the one that is being written. */
const LOG_MB_MAX = (7 * 16 * 1024 * 1024) / 1e6;
const LOOKED_AT = [30, 60, 90, 120, 180, 240, 300, 365];

const mb = (bytes: number) => bytes / 1e6;
const say = (line: string) => void (process.argv.includes("--json") || console.log(line));

interface Size {
  folder: number;
  log: number;
}

async function describe({ deps: { database }, sizes }: Press, when: string): Promise<Size> {
  const size = sizes();
  const { tables, indexes, dead, articles } = await database.one<Record<"tables" | "indexes" | "dead" | "articles", number>>(
    `select sum(pg_table_size(s.relid))::bigint as tables, sum(pg_indexes_size(s.relid))::bigint as indexes, sum(n_dead_tup)::int as dead,
       (select count(*)::int from articles) as articles from pg_stat_user_tables s where schemaname in ('wirewatch', 'bullmq')`,
  );
  const parts = { folder: size.folder, log: size.log, tables, indexes };
  const shown = Object.entries(parts).map(([name, bytes]) => `${name} ${mb(bytes).toFixed(0).padStart(4)} MB`);
  say(`${when.padEnd(10)} ${String(articles).padStart(6)} articles  ${shown.join("  ")}  ${dead} dead rows`);
  return size;
}

async function liveAYear(): Promise<{ sizes: Map<number, Size>; longestMs: number }> {
  const { feeds, pollsADay, articlesADay } = SCALE;
  const press = await openPress({ feeds, startsAt: new Date(STARTS_AT), upkeep });
  const sizes = new Map<number, Size>();
  let longestMs = 0;
  try {
    for (let day = 1; day <= 365; day++) {
      for (let poll = 0; poll < pollsADay; poll++) {
        press.setClock(new Date(STARTS_AT + (day + poll / pollsADay) * DAY_MS));
        const due = (part: number) => Math.floor((articlesADay * part) / pollsADay);
        await press.publish(due(poll + 1) - due(poll));
      }
      await press.mail();
      longestMs = Math.max(longestMs, await press.tidy());
      if (LOOKED_AT.includes(day)) sizes.set(day, await describe(press, `day ${day}`));
    }
  } finally {
    await press.close();
  }
  return { sizes, longestMs };
}

async function liveInRounds(): Promise<Size[]> {
  const press = await openPress({ feeds: SCALE.feeds, startsAt: new Date(STARTS_AT), upkeep });
  const sizes: Size[] = [];
  try {
    for (let round = 1; round <= SCALE.rounds; round++) {
      const at = STARTS_AT + round * 100 * DAY_MS;
      for (let part = 0; part < 10; part++) {
        press.setClock(new Date(at + part * 60_000));
        await press.publish(SCALE.articlesARound / 10);
        await press.tidy();
      }
      await press.mail();
      press.setClock(new Date(at + 95 * DAY_MS));
      await press.tidy();
      sizes.push(await describe(press, `round ${round}`));
    }
  } finally {
    await press.close();
  }
  return sizes;
}

const began = performance.now();
say(
  `Scaled: ${SCALE.articlesADay} articles a day (300 to 1,000 words, one in ten matched), ${SCALE.feeds} feeds polled ${SCALE.pollsADay} times a day; chores once a
day and not each minute, retention 90 days; pages are made up and not fetched. Then ${SCALE.rounds} rounds of ${SCALE.articlesARound} articles, each deleted by retention.`,
);
const year = await liveAYear();
const rounds = await liveInRounds();
const ratio = (late: Size | undefined, early: Size | undefined, part: (size: Size) => number) =>
  late === undefined || early === undefined ? Number.NaN : part(late) / part(early);
const whole = ({ folder }: Size) => folder;
const data = ({ folder, log }: Size) => folder - log;
const [dayLast, day120] = [year.sizes.get(365), year.sizes.get(120)];
report([
  { name: "folder on day 365", value: mb(dayLast?.folder ?? Number.NaN), unit: "MB" },
  { name: "folder, day 365 to day 120", value: ratio(dayLast, day120, whole), unit: "" },
  {
    name: "the same without the write-ahead log",
    value: ratio(dayLast, day120, data),
    unit: "",
    floor: { kind: "at most", value: 1.1 },
  },
  // It grows in files of 16 MiB up to `max_wal_size`, which a small store reaches late in its year.
  {
    name: "the write-ahead log at its largest",
    value: mb(Math.max(...[...year.sizes.values(), ...rounds].map(({ log }) => log))),
    unit: "MB",
    floor: { kind: "at most", value: LOG_MB_MAX },
  },
  { name: "longest VACUUM or ANALYZE of a table", value: year.longestMs, unit: "CPU-ms" },
  { name: "folder after the last round", value: mb(rounds.at(-1)?.folder ?? Number.NaN), unit: "MB" },
  {
    name: "folder, round 20 to round 3",
    value: ratio(rounds[19], rounds[2], whole),
    unit: "",
    floor: { kind: "at most", value: 1.1 },
  },
  { name: "the same without the write-ahead log", value: ratio(rounds[19], rounds[2], data), unit: "" },
  { name: "took", value: (performance.now() - began) / 1_000, unit: "s" },
]);
