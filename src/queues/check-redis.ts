// Refuses a Redis that would drop jobs when its memory is full, and says what is wrong with one that cannot be used.
import { messageOf } from "../errors.ts";
import type { Redis } from "ioredis";

/** Throws with a message for people if Redis cannot be reached or its maxmemory-policy is not noeviction (BullMQ, "Going to production"). */
export async function checkRedis(redis: Redis): Promise<void> {
  const policy = /^maxmemory_policy:(\S+)/m.exec(await readMemory(redis))?.[1];
  if (policy !== undefined && policy !== "noeviction") {
    throw new Error(
      `Redis has maxmemory-policy ${policy}: when its memory is full it would drop queued work without a word. ` +
        `Set "maxmemory-policy noeviction" in redis.conf, or run: redis-cli config set maxmemory-policy noeviction`,
    );
  }
}

/** It refuses writes at its limit, and goes up and down below it as jobs come and go. */
const FULL_SHARE = 0.95;

/** Returns null if Redis has room for more jobs, and otherwise how much it takes and may take, in bytes. A full one still gives jobs out. */
export async function findFull(redis: Redis): Promise<{ used: number; most: number } | null> {
  const memory = await readMemory(redis);
  const [used = 0, most = 0] = ["used_memory", "maxmemory"].map((name) =>
    Number(new RegExp(`^${name}:(\\d+)`, "m").exec(memory)?.[1] ?? 0),
  );
  return most > 0 && used >= FULL_SHARE * most ? { used, most } : null;
}

async function readMemory(redis: Redis): Promise<string> {
  try {
    return await redis.info("memory");
  } catch (error) {
    const { host, port } = redis.options;
    throw new Error(`Redis at ${host}:${port} ${whyUseless(messageOf(error))}`, { cause: error });
  }
}

const USELESS: [RegExp, string][] = [
  [/^NOAUTH/, "asks for a password: write redis://:password@host:6379"],
  [/^WRONGPASS|^ERR invalid password/, "does not take this password: write redis://:password@host:6379"],
  [/^NOPERM/, "does not let this user do what is needed (NOPERM)"],
  [/^Unknown RESP type|^Protocol error/, "does not answer as a Redis does: check the port"],
];

function whyUseless(message: string): string {
  const known = USELESS.find(([pattern]) => pattern.test(message))?.[1];
  return known === undefined
    ? "does not answer; is it running, and is REDIS_URL (or queue: in wirewatch.yaml) right?"
    : `${known} (REDIS_URL, or queue: in wirewatch.yaml)`;
}
