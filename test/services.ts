// Brings what the tests need: a Redis and a Postgres of their own, from what is installed, or from Debian's packages.
import { execFile, spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { chown, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { TestProject } from "vitest/node";
import { freePort, until } from "./support/wait.ts";

declare module "vitest" {
  interface ProvidedContext {
    redisUrl: string;
    /** A server where tests may create databases. */
    postgresUrl: string;
  }
}

const run = promisify(execFile);

/** Names a running server instead: WIREWATCH_TEST_REDIS_URL, WIREWATCH_TEST_POSTGRES_URL. A missing service is a failure, never a skip. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), "wirewatch-services-"));
  const children: ChildProcess[] = [];
  const stop = async () => {
    for (const child of children) child.kill("SIGKILL");
    await rm(folder, { recursive: true, force: true });
  };
  try {
    project.provide("redisUrl", process.env["WIREWATCH_TEST_REDIS_URL"] ?? (await startRedis(folder, children)));
    project.provide("postgresUrl", process.env["WIREWATCH_TEST_POSTGRES_URL"] ?? (await startPostgres(folder, children)));
  } catch (error) {
    await stop();
    throw error;
  }
  return stop;
}

async function startRedis(folder: string, children: ChildProcess[]): Promise<string> {
  const binary = await findBinary("redis-server", "redis-server");
  const port = await freePort();
  const options = ["--port", String(port), "--bind", "127.0.0.1", "--dir", folder, "--appendonly", "yes", "--maxmemory-policy", "noeviction", "--save", ""];
  children.push(spawn(binary, options, { stdio: "ignore" }));
  await until(() => accepts(port), "Redis answers");
  return `redis://127.0.0.1:${port}/0`;
}

async function startPostgres(folder: string, children: ChildProcess[]): Promise<string> {
  const initdb = await findBinary("initdb", "postgresql");
  const data = await mkdtemp(join(folder, "postgres-"));
  const owner = await postgresOwner();
  if (owner.uid !== undefined) {
    await chown(folder, owner.uid, owner.gid);
    await chown(data, owner.uid, owner.gid);
  }
  await run(initdb, ["-D", data, "-U", "wirewatch", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"], owner);
  const port = await freePort();
  const options = ["-D", data, "-p", String(port), "-c", "listen_addresses=127.0.0.1", "-c", `unix_socket_directories=${data}`, "-c", "fsync=off", "-c", "max_connections=300"];
  children.push(spawn(initdb.replace(/initdb$/, "postgres"), options, { stdio: "ignore", ...owner }));
  const url = `postgres://wirewatch@127.0.0.1:${port}/postgres`;
  await until(() => accepts(port), "Postgres answers");
  return url;
}

/** Postgres refuses to run as root, so it runs as the user that its package made. */
async function postgresOwner(): Promise<{ uid?: number; gid: number }> {
  if (process.getuid?.() !== 0) return { gid: process.getgid?.() ?? 0 };
  const id = async (flag: string) => Number((await run("id", [flag, "postgres"])).stdout);
  return { uid: await id("-u"), gid: await id("-g") };
}

async function findBinary(name: string, debianPackage: string): Promise<string> {
  const path = [...(process.env["PATH"] ?? "").split(":"), "/usr/bin", "/usr/sbin", "/usr/local/bin"];
  const find = () => [...postgresFolders(), ...path].map((folder) => join(folder, name)).find((file) => existsSync(file));
  const found = find();
  if (found !== undefined) return found;
  const asRoot = process.getuid?.() === 0 ? [] : ["sudo", "-n"];
  const [first = "apt-get", ...rest] = [...asRoot, "apt-get"];
  await run(first, [...rest, "update", "-qq"]);
  await run(first, [...rest, "install", "-y", "-qq", "--no-install-recommends", debianPackage], { env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } });
  const installed = find();
  if (installed === undefined) throw new Error(`the tests need ${name}, and Debian's package ${debianPackage} did not bring it`);
  return installed;
}

const postgresFolders = (): string[] =>
  existsSync("/usr/lib/postgresql") ? readdirSync("/usr/lib/postgresql").map((version) => `/usr/lib/postgresql/${version}/bin`) : [];

async function accepts(port: number): Promise<boolean> {
  const { connect } = await import("node:net");
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => (socket.destroy(), resolve(true)));
    socket.once("error", () => resolve(false));
  });
}
