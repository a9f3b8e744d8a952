// The Postgres and the Redis that chaos kills and starts again, each with its own data on its own port.
import { execFile, spawn } from "node:child_process";
import { chown, mkdir } from "node:fs/promises";
import { connect } from "node:net";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { Redis } from "ioredis";
import { newPostgresDatabase } from "../../test/support/database.ts";
import { findBinary, postgresOwner } from "../../test/support/start-services.ts";
import { freePort, until } from "../../test/support/wait.ts";

const run = promisify(execFile);

export const STORES = ["pglite", "postgres", "redis"] as const;
export type StoreKind = (typeof STORES)[number];

export interface ServiceFault {
  name: string;
  /** The ledger can't be written meanwhile. */
  isOfLedger: boolean;
  strike(): Promise<void>;
}

export interface ChaosServices {
  /** What a Wirewatch is told of them. */
  env: Record<string, string>;
  /** What may be done to them, each as it would happen by itself; they run again once it resolves. */
  faults: ServiceFault[];
  stop(): Promise<void>;
}

export async function openChaosServices(kind: StoreKind, folder: string): Promise<ChaosServices> {
  if (kind === "pglite") return { env: {}, faults: [], stop: () => Promise.resolve() };
  const postgres = await openPostgres(join(folder, "postgres"));
  const { url } = await newPostgresDatabase(postgres.url);
  const faults = [{ name: "Postgres stopped at once and started again", isOfLedger: true, strike: postgres.crash }];
  if (kind === "postgres") return { env: { DATABASE_URL: url }, faults, stop: postgres.stop };
  const redis = await openRedis(join(folder, "redis"));
  return {
    env: { DATABASE_URL: url, REDIS_URL: redis.url },
    faults: [
      ...faults,
      { name: "Redis killed and started again", isOfLedger: false, strike: redis.crash },
      { name: "FLUSHALL", isOfLedger: false, strike: redis.flush },
    ],
    async stop() {
      await redis.stop();
      await postgres.stop();
    },
  };
}

async function openPostgres(folder: string) {
  const initdb = await findBinary("initdb", "postgresql");
  const owner = await postgresOwner();
  await mkdir(folder, { recursive: true });
  if (owner.uid !== undefined) for (const each of [dirname(folder), folder]) await chown(each, owner.uid, owner.gid);
  await run(initdb, ["-D", folder, "-U", "wirewatch", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"], owner);
  const port = await freePort();
  const isReady = () =>
    run(initdb.replace(/initdb$/, "pg_isready"), ["-q", "-h", "127.0.0.1", "-p", String(port)]).then(
      () => true,
      () => false,
    );
  const start = async () => {
    const settings = ["listen_addresses=127.0.0.1", `unix_socket_directories=${folder}`, "max_connections=200"];
    const options = ["-D", folder, "-p", String(port), ...settings.flatMap((setting) => ["-c", setting])];
    const child = spawn(initdb.replace(/initdb$/, "postgres"), options, { stdio: "ignore", ...owner });
    await until(isReady, "Postgres answers");
    return child;
  };
  let child = await start();
  // SIGQUIT is its "immediate" stop: every session dies, and the next start recovers from the log.
  const end = () =>
    new Promise<void>((resolve) => {
      child.once("exit", () => resolve());
      child.kill("SIGQUIT");
    });
  return {
    url: `postgres://wirewatch@127.0.0.1:${port}/postgres`,
    async crash() {
      await end();
      child = await start();
    },
    stop: end,
  };
}

async function openRedis(folder: string) {
  const binary = await findBinary("redis-server", "redis-server");
  await mkdir(folder, { recursive: true });
  const port = await freePort();
  const url = `redis://127.0.0.1:${port}/0`;
  const options = ["--port", String(port), "--bind", "127.0.0.1", "--dir", folder, "--appendonly", "yes", "--save", ""];
  const start = async () => {
    const child = spawn(binary, [...options, "--maxmemory-policy", "noeviction"], { stdio: "ignore" });
    await until(() => accepts(port), "Redis answers");
    return child;
  };
  let child = await start();
  const end = () =>
    new Promise<void>((resolve) => {
      child.once("exit", () => resolve());
      child.kill("SIGKILL");
    });
  return {
    url,
    async crash() {
      await end();
      child = await start();
    },
    async flush() {
      const client = new Redis(url);
      await client.flushall();
      client.disconnect();
    },
    stop: end,
  };
}

const accepts = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => (socket.destroy(), resolve(true)));
    socket.once("error", () => resolve(false));
  });
