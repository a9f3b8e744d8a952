// Goal: a collector is told each run of a stage, and nothing of what was in it. Method: the newsroom through the whole pipeline, and a collector.
import { afterEach, expect, inject, test } from "vitest";
import { openApp } from "../../src/app/open-app.ts";
import { readEnvironment } from "../../src/config/load/environment.ts";
import { loadSettings } from "../../src/config/load/load-settings.ts";
import { runRound } from "../../src/desk/run-round.ts";
import { openLog } from "../../src/log.ts";
import { openNewsroom } from "../../src/newsroom/open-newsroom.ts";
import { STAGE_NAMES } from "../../src/pipeline/pipeline.ts";
import { newFolder, newPostgresDatabase } from "../support/database.ts";
import { loadNewsroomConfig } from "../support/newsroom-config.ts";
import { toldOf } from "../../src/traces/told-spans.ts";
import { openCollector } from "./collector.ts";
import type { ReadableSpan } from "@opentelemetry/sdk-trace-node";
import type { GotSpan } from "./collector.ts";

const cleanUps: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp();
});

const operationOf = ({ attributes }: GotSpan) => String(attributes["bullmq.queue.operation"]);

async function roundWith(kind: "pglite" | "redis") {
  const [{ folder, remove }, newsroom, collector] = await Promise.all([
    newFolder(),
    openNewsroom({ startedAt: new Date() }),
    openCollector(),
  ]);
  cleanUps.push(remove, newsroom.close, collector.close);
  const env: Record<string, string> = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url };
  if (kind === "redis") {
    const database = await newPostgresDatabase(inject("postgresUrl"));
    cleanUps.push(database.drop);
    Object.assign(env, { DATABASE_URL: database.url, REDIS_URL: inject("redisUrl").replace(/\/\d*$/, "/13") });
  }
  const config = await loadNewsroomConfig(folder, newsroom, { env });
  const app = await openApp({ config, log: openLog("silent", false) });
  try {
    await runRound(app, { sendAll: true });
    const rows = await app.deps.database.many<{ word: string }>(
      "select title as word from articles where title is not null union select url from articles union select url from feeds union select name from feeds where name is not null",
    );
    return { collector, secret: [...rows.map(({ word }) => word), ...config.digests.map(({ id }) => id), "@", "127.0.0.1"] };
  } finally {
    await app.close();
  }
}

test("each run of a stage is a span with its job, attempt, engine and outcome, and a trace of its own", async () => {
  const { collector, secret } = await roundWith("pglite");
  const spans = collector.spans();
  expect(new Set(spans.map(({ name }) => name))).toEqual(new Set(STAGE_NAMES));
  expect(new Set(spans.map(({ traceId }) => traceId)).size).toBe(spans.length);
  const fetched = spans.find(({ name }) => name === "fetch-articles");
  expect(fetched?.attributes).toMatchObject({
    "wirewatch.stage": "fetch-articles",
    "wirewatch.job": expect.stringMatching(/^article-\d+$/),
    "wirewatch.attempt": 1,
    "wirewatch.engine": "embedded",
    "wirewatch.outcome": expect.stringMatching(/^[a-z-]+$/),
  });
  const resource = collector.resource();
  expect(resource["service.name"]).toBe("wirewatch");
  expect(Object.keys(resource).filter((name) => !/^(?:service\.(?:name|version)|telemetry\.sdk\.\w+)$/.test(name))).toEqual([]);
  expect(secret.filter((word) => collector.words().includes(word))).toEqual([]);
});

test("on Redis a run is linked to the queue's span of its job, which stands under the one that queued it", async () => {
  const { collector, secret } = await roundWith("redis");
  const spans = collector.spans();
  const bySpan = new Map(spans.map((span) => [span.spanId, span]));
  const delivered = spans.filter(({ name, links }) => name === "send-digests" && links.length > 0);
  expect(delivered.length).toBeGreaterThan(0);
  for (const { links } of delivered) {
    const process = bySpan.get(links[0]?.spanId ?? "");
    expect(process?.attributes["bullmq.queue.operation"]).toBe("process");
  }
  const taken = spans.filter((span) => operationOf(span) === "process");
  const queuedBy = taken.map(({ parentSpanId }) => bySpan.get(parentSpanId ?? "")).filter((span) => span !== undefined);
  expect(queuedBy.length).toBeGreaterThan(0);
  expect(queuedBy.filter((span) => !operationOf(span).startsWith("add"))).toEqual([]);
  expect(spans.filter(({ name }) => /getNextJob|extendLocks|stalled/i.test(name))).toEqual([]);
  expect(spans.flatMap(({ events }) => events)).toEqual([]);
  expect(secret.filter((word) => collector.words().includes(word))).toEqual([]);
});

test.each([
  ["article-17", true],
  ["delivery-9-lane-mail", true],
  ["digest-anna", false],
  ["digest-2024-for-anna", false],
  ["digest-7", false],
])("of the job %s the id leaves: %s", (job, leaves) => {
  const fault = { events: [{ name: "exception" }], status: { code: 2, message: "no host anna.example" } };
  const span = {
    ...fault,
    attributes: { "wirewatch.stage": "send-digests", "wirewatch.job": job, "bullmq.job.id": job, title: "A" },
  };
  const told = toldOf(span as unknown as ReadableSpan);
  const ids = leaves ? { "wirewatch.job": job, "bullmq.job.id": job } : {};
  expect(told?.attributes).toEqual({ "wirewatch.stage": "send-digests", ...ids });
  expect([told?.events, told?.status]).toEqual([[], { code: 2 }]);
});

test.each([
  [{}, null],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: "http://c.example:4318/" }, "http://c.example:4318/v1/traces"],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: "http://c.example:4318", OTEL_SDK_DISABLED: "true" }, null],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: "http://c.example:4318", OTEL_TRACES_EXPORTER: "none" }, null],
  [
    { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: "https://t.example/in", OTEL_EXPORTER_OTLP_ENDPOINT: "http://c.example" },
    "https://t.example/in",
  ],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: "c.example:4318" }, /OTEL_EXPORTER_OTLP_ENDPOINT is not understood: write http:\/\/host:4318/],
  [
    { OTEL_EXPORTER_OTLP_ENDPOINT: "http://c.example:4317", OTEL_EXPORTER_OTLP_PROTOCOL: "grpc" },
    /OTEL_EXPORTER_OTLP_PROTOCOL is grpc, .*4318/,
  ],
] as [Record<string, string>, string | RegExp | null][])("the environment %j leads to %s", async (env, wanted) => {
  const { settings, faults } = await loadSettings({ dir: "/nowhere", lookup: readEnvironment(env) }, "/nowhere");
  if (wanted instanceof RegExp) expect(faults.map(({ message }) => message)).toEqual([expect.stringMatching(wanted)]);
  else expect(settings?.traces).toBe(wanted);
});
