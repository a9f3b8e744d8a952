// wake-up: an empty job from enqueue to processor, on an idle process: embedded, on Postgres, on Redis.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { builtFile } from "../src/built-file.ts";
import { openQueueBackend } from "../src/queues/backend.ts";
import { migrate } from "../src/store/engine/migrate.ts";
import { openPglite } from "../src/store/engine/open-pglite.ts";
import { openPostgres } from "../src/store/engine/open-postgres.ts";
import { newPostgresDatabase } from "../test/support/database.ts";
import { startServices } from "../test/support/start-services.ts";
import { quantile, report } from "./support/report.ts";
import type { QueueLocation } from "../src/queues/backend.ts";
import type { Figure } from "./support/report.ts";

const JOBS = 300;
const PAUSE_MS = 30;
const fail = (error: Error) => console.error(error.message);

async function measure(location: QueueLocation): Promise<number[]> {
  const backend = await openQueueBackend(location, fail);
  const queue = backend.queue("wake-up");
  const waits: number[] = [];
  const worker = backend.worker("wake-up", async (job) => void waits.push(performance.now() - (job.data as { at: number }).at), {
    concurrency: 16,
  });
  await worker.waitUntilReady();
  for (let index = 0; index < JOBS; index++) {
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    await queue.add("wake-up", { at: performance.now() }, { jobId: `job-${index}`, removeOnComplete: true });
  }
  while (waits.length < JOBS) await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  await worker.close();
  await queue.close();
  await backend.close();
  return waits;
}

const figures = (name: string, waits: number[], held: boolean): Figure[] => [
  { name: `${name}, p50`, value: quantile(waits, 0.5), unit: "ms", ...(held && { floor: { kind: "at most", value: 10 } }) },
  { name: `${name}, p95`, value: quantile(waits, 0.95), unit: "ms", ...(held && { floor: { kind: "at most", value: 50 } }) },
];

const folder = await mkdtemp(join(tmpdir(), "wirewatch-bench-"));
const services = await startServices({ syncsToDisk: true });
try {
  const pglite = await openPglite(join(folder, "db"), fileURLToPath(builtFile("empty-database.tar.gz")));
  await migrate(pglite);
  const embedded = await measure({ kind: "sql", pool: pglite.queuePool(), exclusive: true });
  await pglite.close();
  const made = await newPostgresDatabase(services.postgresUrl);
  const database = openPostgres(made.url, fail);
  const onPostgres = await measure({ kind: "sql", pool: database.queuePool(), exclusive: false });
  await database.close();
  const onRedis = await measure({ kind: "redis", url: services.redisUrl });
  report([
    ...figures("embedded", embedded, true),
    ...figures("Postgres", onPostgres, false),
    ...figures("Redis", onRedis, false),
  ]);
} finally {
  await services.stop();
  await rm(folder, { recursive: true, force: true });
}
