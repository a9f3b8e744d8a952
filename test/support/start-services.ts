// A Redis and a Postgres of one's own, from what is installed, or from Debian's packages.
import { execFile, spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { chown, mkdtemp, rm } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { promisify } from "node:util";
import { freePort, until } from "./wait.ts";

const run = promisify(execFile);

export interface Services {
  redisUrl: string;
  /** A server where databases may be created. */
  postgresUrl: string;
  stop(): Promise<void>;
}

export interface ServicesOptions {
  /** Postgres waits for the disk at each commit, as it does for people; without, nothing survives a power cut, and tests are faster. */
  syncsToDisk: boolean;
}

/** Postgres writes what it stores once, and nothing in case of a crash; databases that live for seconds need no clearing up. */
const FORGETFUL = ["fsync=off", "full_page_writes=off", "wal_level=minimal", "max_wal_senders=0", "autovacuum=off", "jit=off"];

/** Names a running server instead: WIREWATCH_TEST_REDIS_URL, WIREWATCH_TEST_POSTGRES_URL. Throws where a service can't be had. */
export async function startServices({ syncsToDisk }: ServicesOptions): Promise<Services> {
  const folder = await mkdtemp(join(tmpdir(), "wirewatch-services-"));
  const children: ChildProcess[] = [];
  const stop = async () => {
    for (const child of children) child.kill("SIGKILL");
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const redisUrl = process.env["WIREWATCH_TEST_REDIS_URL"] ?? (await startRedis(folder, children));
    const postgresUrl = process.env["WIREWATCH_TEST_POSTGRES_URL"] ?? (await startPostgres(folder, children, syncsToDisk));
    return { redisUrl, postgresUrl, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startRedis(folder: string, children: ChildProcess[]): Promise<string> {
  const binary = await findBinary("redis-server", "redis-server");
  const port = await freePort();
  const options = [
    "--port",
    String(port),
    "--bind",
    "127.0.0.1",
    "--dir",
    folder,
    "--appendonly",
    "yes",
    "--maxmemory-policy",
    "noeviction",
    "--save",
    "",
  ];
  children.push(spawn(binary, options, { stdio: "ignore" }));
  await until(() => accepts(port), "Redis answers");
  return `redis://127.0.0.1:${port}/0`;
}

async function startPostgres(folder: string, children: ChildProcess[], syncsToDisk: boolean): Promise<string> {
  const initdb = await findBinary("initdb", "postgresql");
  const data = await mkdtemp(join(folder, "postgres-"));
  const owner = await postgresOwner();
  if (owner.uid !== undefined) {
    await chown(folder, owner.uid, owner.gid);
    await chown(data, owner.uid, owner.gid);
  }
  await run(initdb, ["-D", data, "-U", "wirewatch", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"], owner);
  const port = await freePort();
  const settings = [
    "listen_addresses=127.0.0.1",
    `unix_socket_directories=${data}`,
    "max_connections=300",
    ...(syncsToDisk ? [] : FORGETFUL),
  ];
  const options = ["-D", data, "-p", String(port), ...settings.flatMap((setting) => ["-c", setting])];
  children.push(spawn(initdb.replace(/initdb$/, "postgres"), options, { stdio: "ignore", ...owner }));
  // Its port is open before it takes anybody in.
  const isReady = initdb.replace(/initdb$/, "pg_isready");
  const isTaking = () =>
    run(isReady, ["-q", "-h", "127.0.0.1", "-p", String(port)]).then(
      () => true,
      () => false,
    );
  await until(isTaking, "Postgres answers");
  return `postgres://wirewatch@127.0.0.1:${port}/postgres`;
}

/** Postgres refuses to run as root, so it runs as the user that its package made. */
export async function postgresOwner(): Promise<{ uid?: number; gid: number }> {
  if (process.getuid?.() !== 0) return { gid: process.getgid?.() ?? 0 };
  return { uid: await postgresId("-u"), gid: await postgresId("-g") };
}

const postgresId = async (flag: string): Promise<number> => Number((await run("id", [flag, "postgres"])).stdout);

/** Brings the Debian package where nothing of that name is installed. */
export async function findBinary(name: string, debianPackage: string): Promise<string> {
  const path = [...(process.env["PATH"] ?? "").split(":"), "/usr/bin", "/usr/sbin", "/usr/local/bin"];
  const find = () => [...postgresFolders(), ...path].map((folder) => join(folder, name)).find((file) => existsSync(file));
  const found = find();
  if (found !== undefined) return found;
  await installPackages([debianPackage]);
  const installed = find();
  if (installed === undefined) throw new Error(`${name} is needed, and Debian's package ${debianPackage} did not bring it`);
  return installed;
}

/** One process at a time: tests of several processes may need packages at once. */
export async function installPackages(names: readonly string[]): Promise<void> {
  await aptGet("update", "-qq");
  await aptGet("install", "-y", "-qq", "--no-install-recommends", ...names);
}

const LOCKED = /Could not get lock|Unable to (?:lock|acquire)/;
const LOCKED_MS_MAX = 600_000;

async function aptGet(...args: readonly string[]): Promise<void> {
  const asRoot = process.getuid?.() === 0 ? [] : ["sudo", "-n"];
  const [first, ...rest] = [...asRoot, "apt-get"];
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  for (const deadline = Date.now() + LOCKED_MS_MAX; ; await setTimeout(1_000)) {
    try {
      return void (await run(first, [...rest, ...args], { env }));
    } catch (error) {
      if (!LOCKED.test(String(error)) || Date.now() > deadline) throw error;
    }
  }
}

const postgresFolders = (): string[] =>
  existsSync("/usr/lib/postgresql")
    ? readdirSync("/usr/lib/postgresql").map((version) => `/usr/lib/postgresql/${version}/bin`)
    : [];

/** Whether something listens there. */
export const accepts = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => (socket.destroy(), resolve(true)));
    socket.once("error", () => resolve(false));
  });
