// A Redis of a test's own, to set otherwise, to flush, to kill and to start again.
import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort, until } from "../support/wait.ts";

export interface RedisServer {
  port: number;
  url: string;
  /** Ends it as a crash would. */
  kill(): Promise<void>;
}

export async function startRedisServer({ port, args = [] }: { port?: number; args?: string[] } = {}): Promise<RedisServer> {
  const own = port ?? (await freePort());
  const folder = await mkdtemp(join(tmpdir(), "wirewatch-redis-"));
  const options = ["--port", String(own), "--bind", "127.0.0.1", "--dir", folder, "--save", "", ...args];
  // services.ts has seen to it that there is one.
  const env = { ...process.env, PATH: `${process.env["PATH"]}:/usr/bin:/usr/local/bin` };
  const child = spawn("redis-server", options, { stdio: "ignore", env });
  const ended = new Promise<void>((resolve) => {
    child.once("exit", () => resolve());
    child.once("error", () => resolve());
  });
  await until(() => answers(own), "Redis answers");
  return {
    port: own,
    url: `redis://127.0.0.1:${own}/0`,
    async kill() {
      child.kill("SIGKILL");
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => (socket.destroy(), resolve(true)));
    socket.once("error", () => resolve(false));
  });
}
