// Goal: what a test file leaves open is found. Method: one of each left open on purpose, and then closed.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { watch } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { expect, test } from "vitest";
import { expectClosed, openResources } from "./open-resources.ts";

test.each<[string, () => Promise<() => unknown>]>([
  [
    "TCPServerWrap",
    async () => {
      const server = createServer().listen(0, "127.0.0.1");
      await once(server, "listening");
      return () => server.close();
    },
  ],
  [
    "ProcessWrap",
    async () => {
      const child = spawn("sleep", ["600"], { stdio: "ignore" });
      await once(child, "spawn");
      return () => child.kill("SIGKILL");
    },
  ],
  [
    "FSEventWrap",
    async () => {
      const watcher = watch(tmpdir());
      return () => watcher.close();
    },
  ],
])("a %s that is left open is named, and one that is closed is not", async (kind, open) => {
  const before = openResources();
  const close = await open();
  await expect(expectClosed(before, 50)).rejects.toThrow(new RegExp(`left open: .*${kind}`));
  await close();
  await expectClosed(before);
});
