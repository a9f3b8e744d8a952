// A network that drops the packets between one process and its services: neither side gets an error, nor the end of a connection.
import { openSwallowingProxy } from "../../test/support/swallowing-proxy.ts";
import { LEASE_MS } from "./chaos-child.ts";
import type { SwallowingProxy } from "../../test/support/swallowing-proxy.ts";

/** The timeouts of `src/store/engine/open-postgres.ts`, shortened as much as the leases of chaos are. pg takes them from the URL. */
const TIMEOUTS_MS = { statement_timeout: 9_000, idle_in_transaction_session_timeout: 6_000, query_timeout: 12_000 };
/** After so long every statement without an answer has failed, and others have taken over. */
export const SILENCE_MS = Math.max(LEASE_MS, TIMEOUTS_MS.query_timeout) + 3_000;

const SERVICES = { DATABASE_URL: "Postgres", REDIS_URL: "Redis" } as const;
type Variable = keyof typeof SERVICES;

export interface Silence {
  /** The environment of the process: the services by way of proxies of its own. */
  env: Record<string, string>;
  /** The services that go silent, such as "Postgres and Redis". */
  services: string;
  /** True if the ledger cannot be written meanwhile. */
  isOfLedger: boolean;
  begin(): void;
  /** New connections are carried again. Those of before stay silent. */
  end(): void;
  /** Resets all connections, so that the services learn of their end. */
  close(): Promise<void>;
}

/** The services that can go silent at once: each alone, and both. Empty for the embedded store. */
function choicesFrom(env: Record<string, string>): Variable[][] {
  const variables = (Object.keys(SERVICES) as Variable[]).filter((name) => env[name] !== undefined);
  return variables.length > 1 ? [variables, ...variables.map((name) => [name])] : variables.map((name) => [name]);
}

/** Returns null if the process has no service of its own to lose. */
export async function openSilence(env: Record<string, string>, dice: () => number): Promise<Silence | null> {
  const choices = choicesFrom(env);
  const silent = choices[Math.floor(dice() * choices.length)];
  if (silent === undefined) return null;
  const own = { ...env };
  const proxies: SwallowingProxy[] = [];
  for (const name of silent) {
    const target = new URL(env[name] ?? "");
    if (name === "DATABASE_URL")
      for (const [timeout, ms] of Object.entries(TIMEOUTS_MS)) target.searchParams.set(timeout, String(ms));
    const proxy = await openSwallowingProxy(target.href);
    proxies.push(proxy);
    own[name] = proxy.url;
  }
  return {
    env: own,
    services: silent.map((name) => SERVICES[name]).join(" and "),
    isOfLedger: silent.includes("DATABASE_URL"),
    begin: () => proxies.forEach((proxy) => proxy.swallow()),
    end: () => proxies.forEach((proxy) => proxy.pass()),
    async close() {
      await Promise.all(proxies.map((proxy) => proxy.close()));
    },
  };
}
