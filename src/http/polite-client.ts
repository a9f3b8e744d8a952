// The outbound client with manners: one request at a time per host over all workers, a gap between, and no knocking at closed doors.
import ipaddr from "ipaddr.js";
import { isLocalhost, plainHost } from "./address-guard.ts";
import { openHostLines } from "./host-line.ts";
import type { Failed, HttpAnswer } from "./answer.ts";
import type { GetOptions, HttpClient } from "./open-http-client.ts";

export interface PoliteClient {
  /** Waits for its turn at the URL's host, then asks. Never rejects. */
  get(url: string, options: GetOptions): Promise<HttpAnswer>;
  /** Keeps everybody away from the URL's host until then (Retry-After). */
  hold(url: string, until: Date): Promise<void>;
  close(): Promise<void>;
}

/** The same manners among several processes. */
export interface HostLease {
  /** False where another process is asking the host, or its gap is not over. */
  take(host: string, leaseMs: number): Promise<boolean>;
  free(host: string, gapMs: number): Promise<void>;
  hold(host: string, until: Date): Promise<void>;
}

export interface PoliteClientOptions {
  client: HttpClient;
  allowPrivate: readonly string[];
  /** Null where this process is alone. */
  lease: HostLease | null;
  /** Between the end of one request to a host and the start of the next, in ms. */
  gapMs?: number;
}

const GAP_MS = 1_000;
const LEASE_LOOK_MS = 100;
/** A host that could not be reached is not tried again for this long: whoever waits in its line hears the same answer. */
const CLOSED_DOOR_MS = 4_000;
const CLOSED_DOORS: ReadonlySet<Failed["reason"]> = new Set(["dns", "refused", "unreachable", "timeout"]);

export function openPoliteClient({ client, allowPrivate, lease, gapMs = GAP_MS }: PoliteClientOptions): PoliteClient {
  const lines = openHostLines({ gapMs: 0 });
  const closedDoors = new Map<string, { until: number; answer: Failed }>();

  const ask = async (host: string, url: string, options: GetOptions): Promise<HttpAnswer> => {
    const closed = closedDoors.get(host);
    if (closed !== undefined && closed.until > Date.now()) return closed.answer;
    closedDoors.delete(host);
    const answer = await client.get(url, options);
    if (answer.kind === "failed" && CLOSED_DOORS.has(answer.reason)) closedDoors.set(host, { until: Date.now() + CLOSED_DOOR_MS, answer });
    return answer;
  };

  const askWithLease = async (shared: HostLease, host: string, gap: number, url: string, options: GetOptions): Promise<HttpAnswer> => {
    while (!(await shared.take(host, options.deadlineMs + 10_000))) await new Promise((resolve) => setTimeout(resolve, LEASE_LOOK_MS));
    try {
      return await ask(host, url, options);
    } finally {
      await shared.free(host, gap);
    }
  };

  return {
    async get(url, options) {
      const host = hostOf(url);
      // What can't be asked at all gets its answer from the client, in words.
      if (host === null) return client.get(url, options);
      const gap = isOurs(host, allowPrivate) ? 0 : gapMs;
      return lines.run(host, gap, () => (lease === null ? ask(host, url, options) : askWithLease(lease, host, gap, url, options)));
    },
    async hold(url, until) {
      const host = hostOf(url);
      if (host === null) return;
      lines.hold(host, until);
      await lease?.hold(host, until);
    },
    async close() {
      lines.close();
      await client.close();
    },
  };
}

const hostOf = (url: string): string | null => (URL.canParse(url) ? new URL(url).host || null : null);

/** A host on the user's own network needs no pauses. */
function isOurs(host: string, allowPrivate: readonly string[]): boolean {
  const name = plainHost(host.replace(/:\d+$/, ""));
  if (isLocalhost(name) || allowPrivate.includes(name) || allowPrivate.includes(host)) return true;
  return ipaddr.isValid(name) && ipaddr.process(name).range() !== "unicast";
}
