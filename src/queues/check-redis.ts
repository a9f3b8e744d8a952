// Refuses a Redis that would drop jobs when its memory is full.
import type { Redis } from "ioredis";

/** Throws with a message for people if Redis cannot be reached or its maxmemory-policy is not noeviction (BullMQ, "Going to production"). */
export async function checkRedis(redis: Redis): Promise<void> {
  const policy = await readPolicy(redis);
  if (policy !== null && policy !== "noeviction") {
    throw new Error(
      `Redis has maxmemory-policy ${policy}: when its memory is full it would drop queued work without a word. ` +
        `Set "maxmemory-policy noeviction" in redis.conf, or run: redis-cli config set maxmemory-policy noeviction`,
    );
  }
}

async function readPolicy(redis: Redis): Promise<string | null> {
  try {
    const info = await redis.info("memory");
    return /^maxmemory_policy:(\S+)/m.exec(info)?.[1] ?? null;
  } catch (error) {
    const { host, port } = redis.options;
    throw new Error(
      `Redis at ${host}:${port} does not answer; is it running, and is REDIS_URL (or queue: in wirewatch.yaml) right?`,
      { cause: error },
    );
  }
}
