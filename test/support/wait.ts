// Waiting for what will happen, instead of sleeping and hoping.
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";

/** A condition may read a folder of mails or ask a database: one that is waited for long is looked at seldom. */
const PAUSE_MS_MIN = 10;
const PAUSE_MS_MAX = 200;
const PAUSE_SHARE = 0.1;

/** Resolves when `condition` holds; rejects with `words` when it still does not after `timeoutMs`. */
export async function until(condition: () => boolean | Promise<boolean>, words: string, timeoutMs = 100_000): Promise<void> {
  const began = performance.now();
  while (!(await condition())) {
    const waited = performance.now() - began;
    if (waited > timeoutMs) throw new Error(`not within ${timeoutMs / 1000} s: ${words}`);
    const pauseMs = Math.min(Math.max(PAUSE_MS_MIN, waited * PAUSE_SHARE), PAUSE_MS_MAX);
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
