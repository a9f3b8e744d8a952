// large-store: starts, digests, searches and chores on an archive of N articles; --articles N, --store postgres, --data FOLDER or the URL of a database keeps what was filled
import { parseArgs } from "node:util";
import { openLog } from "../../src/log.ts";
import { openWeb } from "../../src/web/open-web.ts";
import { openStages } from "../../test/pipeline/open-stages.ts";
import { fillUnlessFull, openArchiveStore } from "../support/archive/open-archive.ts";
import {
  configureArchive,
  measureChores,
  measureDigest,
  measureGrouping,
  measureRecipients,
  measureRetention,
  measureStart,
} from "../support/archive/measures.ts";
import { report } from "../support/report.ts";
import { endAsking, measurePage, SEARCHES, searchPath } from "../support/web/ask-pages.ts";
import type { TestStages } from "../../test/pipeline/open-stages.ts";
import type { Archive } from "../support/archive/fill-archive.ts";
import type { Held } from "../support/archive/measures.ts";
import type { Figure } from "../support/report.ts";

const { values: options } = parseArgs({
  options: {
    articles: { type: "string" },
    store: { type: "string", default: "pglite" },
    data: { type: "string" },
    rounds: { type: "string", default: "20" },
    json: { type: "boolean", default: false },
  },
});
const KIND = options.store === "postgres" ? "postgres" : "pglite";
const IS_EMBEDDED = KIND === "pglite";
const ARTICLES = Number(options.articles ?? (IS_EMBEDDED ? 100_000 : 1_000_000));
const ROUNDS = Number(options.rounds);
const RECIPIENTS = 1_000;
const STORIES = IS_EMBEDDED ? 224 : 300;
/** With 300,000 articles no figure of the embedded store may be worse than twice that of 100,000. */
const TIMES = IS_EMBEDDED && ARTICLES > 100_000 ? 2 : 1;
/** An embedded store works in the main thread, whose own time other work on the machine does not stretch. */
const UNIT = IS_EMBEDDED ? "CPU-ms" : "ms";
const SECONDS = IS_EMBEDDED ? "CPU-s" : "s";
const say = (line: string) => void (options.json || console.log(line));
const atMost = (value: number) => ({ floor: { kind: "at most" as const, value: TIMES * value } });

function show({ ms, stallMs, waitedMs }: Held): string {
  return `${ms.toFixed(0)} ${UNIT}, the loop held ${stallMs.toFixed(0)} CPU-ms at once, another waited ${waitedMs.toFixed(0)} ${UNIT}`;
}

async function measureSearches({ deps, desk }: TestStages): Promise<Figure[]> {
  const web = await openWeb({ ...deps, desk, log: openLog("error", false) });
  const slowest = { words: 0, places: 0 };
  let stallMs = 0;
  try {
    for (const { name, query, kind } of SEARCHES) {
      const measured = await measurePage(`${web.url}${searchPath(query)}`, ROUNDS);
      const p95 = IS_EMBEDDED ? measured.ownP95 : measured.p95;
      slowest[kind] = Math.max(slowest[kind], p95);
      stallMs = Math.max(stallMs, measured.stallMs);
      say(`${name}: p95 ${p95.toFixed(0)} ${UNIT}, the loop held ${measured.stallMs.toFixed(0)} CPU-ms at once`);
    }
  } finally {
    endAsking();
    await web.close();
  }
  return [
    { name: "search, words, p95", value: slowest.words / 1_000, unit: SECONDS, ...atMost(IS_EMBEDDED ? 0.3 : 0.1) },
    { name: "search, phrases and NEAR, p95", value: slowest.places / 1_000, unit: SECONDS, ...atMost(1) },
    { name: "search, the loop held", value: stallMs, unit: "CPU-ms", ...atMost(200) },
  ];
}

async function measureAll(stages: TestStages, { articles, endsAt }: Archive): Promise<Figure[]> {
  stages.clock.at = null;
  await configureArchive(stages, RECIPIENTS);
  const searches = await measureSearches(stages);
  const digest = await measureDigest(stages, STORIES);
  say(`a digest of ${STORIES} stories: ${show(digest)}`);
  const { composed, sent } = await measureRecipients(stages);
  say(`a digest for ${RECIPIENTS} readers, composed: ${show(composed)}`);
  say(`sent to the outbox: ${show(sent)}`);
  const grouping = await measureGrouping(stages, endsAt);
  say(`grouping reads ${grouping.articles} decisions: ${show(grouping)}`);
  const retention = await measureRetention(stages);
  say(`retention of a day, ${retention.articles} articles: ${show(retention)}`);
  const chores = await measureChores(stages);
  for (const chore of chores) say(`the chore ${chore.name}: ${show(chore)}`);
  const [longest] = [
    ...chores,
    { name: "retention of a day", ...retention },
    { name: "start of grouping", ...grouping },
  ].toSorted((one, other) => other.stallMs - one.stallMs);
  return [
    { name: "articles", value: articles, unit: "" },
    { name: `a digest of ${STORIES} stories`, value: digest.ms / 1_000, unit: SECONDS, ...atMost(0.3) },
    ...searches,
    { name: "longest wait of another stage, composing", value: composed.waitedMs / 1_000, unit: SECONDS, ...atMost(1) },
    { name: "longest wait of another stage, sending", value: sent.waitedMs / 1_000, unit: SECONDS, ...atMost(1) },
    { name: "start of grouping", value: grouping.ms / 1_000, unit: SECONDS, ...(!IS_EMBEDDED && atMost(10)) },
    { name: "retention of a day", value: retention.ms / 1_000, unit: SECONDS, ...(!IS_EMBEDDED && atMost(2)) },
    {
      name: `the loop held longest, by ${longest?.name ?? "nothing"}`,
      value: longest?.stallMs ?? Number.NaN,
      unit: "CPU-ms",
      ...(IS_EMBEDDED && atMost(200)),
    },
    { name: "the loop held by a digest", value: digest.stallMs, unit: "CPU-ms", ...(IS_EMBEDDED && atMost(200)) },
    { name: `the loop held by ${RECIPIENTS} readers`, value: composed.stallMs, unit: "CPU-ms", ...(IS_EMBEDDED && atMost(200)) },
  ];
}

async function main(): Promise<void> {
  const place = await openArchiveStore(KIND, options.data ?? null);
  try {
    const filled = await place.open();
    const archive = await fillUnlessFull(filled.database, { articles: ARTICLES, say });
    // Nothing may be asked of outlets that do not exist.
    await filled.database.run("update feeds set next_due_at = clock_timestamp() + interval '1 day'");
    await filled.close();
    say(`${archive.articles} articles, ${archive.stories} stories, ${KIND}`);
    const start = await measureStart(place);
    const stages = await openStages(KIND, await place.open());
    try {
      report([
        { name: "start, until it is ready", value: start.seconds, unit: "s", ...atMost(3) },
        { name: "the same in processor time of all threads", value: start.processorSeconds, unit: "CPU-s" },
        ...(await measureAll(stages, archive)),
      ]);
    } finally {
      await stages.close();
    }
  } finally {
    await place.remove();
  }
}

await main();
