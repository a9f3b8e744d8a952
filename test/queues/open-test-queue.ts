// A queue of its own for each test file, on each of the three backends.
import { Redis } from "ioredis";
import { inject } from "vitest";
import { openQueueBackend } from "../../src/queues/backend.ts";
import { openTestStore } from "../store/open-test-store.ts";
import type { QueueBackend } from "../../src/queues/backend.ts";

export const QUEUES = ["redis", "postgres", "pglite"] as const;
export type QueueKind = (typeof QUEUES)[number];

export interface TestQueue {
  backend: QueueBackend;
  close(): Promise<void>;
}

/** `redisDatabase` is this test file's alone. */
export async function openTestQueue(kind: QueueKind, redisDatabase: number): Promise<TestQueue> {
  if (kind === "redis") {
    const url = inject("redisUrl").replace(/\/\d*$/, `/${redisDatabase}`);
    const redis = new Redis(url);
    await redis.flushdb();
    redis.disconnect();
    return { ...onBackend(await openQueueBackend({ kind: "redis", url }, ignore)) };
  }
  const store = await openTestStore(kind);
  const location = { kind: "sql", pool: store.database.queuePool(), exclusive: kind === "pglite" } as const;
  return onBackend(await openQueueBackend(location, ignore), store.close);
}

const onBackend = (backend: QueueBackend, closeStore = async () => {}): TestQueue => ({
  backend,
  async close() {
    await backend.close();
    await closeStore();
  },
});

const ignore = (): void => {};
