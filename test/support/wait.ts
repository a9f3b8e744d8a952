// Waiting for what will happen, instead of sleeping and hoping.
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";

/** Resolves when `condition` holds; rejects with `words` when it still does not after `timeoutMs`. */
export async function until(condition: () => boolean | Promise<boolean>, words: string, timeoutMs = 100_000): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`not within ${timeoutMs / 1000} s: ${words}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
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
