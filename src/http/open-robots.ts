// Knows which pages a host's robots.txt disallows; fetches it at most once a day for each host, and remembers it.
import type { Failed, HttpAnswer } from "./answer.ts";
import { explainStatus } from "./explain-status.ts";
import type { HttpClient } from "./open-http-client.ts";
import { ownHeaders, type SourceHeaders } from "./own-headers.ts";
import { agentOf, findRule, parseRobots, type RobotsRule } from "./parse-robots.ts";
import { retryAfter } from "./retry-after.ts";

/** `asked`: the host was just asked for its robots.txt. `until`: it wants to be left alone until then (Retry-After). */
export interface RobotsVerdict {
  /** Null: the page may be requested. */
  fault: Failed | null;
  asked: boolean;
  until: Date | null;
}

export interface Robots {
  /** `from`: the sources at which the request started, as for the page itself. Never rejects. */
  judge(url: URL, from?: readonly string[]): Promise<RobotsVerdict>;
}

/** Keeps rules over restarts, so that a Wirewatch started by cron every ten minutes is no nuisance. */
export interface RobotsShelf {
  find(origin: string, agent: string): Promise<{ rules: RobotsRule[]; checkedAt: Date } | null>;
  save(origin: string, agent: string, rules: readonly RobotsRule[]): Promise<void>;
}

export interface RobotsOptions {
  client: HttpClient;
  userAgent: string;
  /** Sources may call themselves otherwise at their own hosts. */
  sourceHeaders?: readonly SourceHeaders[];
  shelf: RobotsShelf | null;
}

type Known = { rules: RobotsRule[]; until: number } | { fault: Failed; until: number };

// RFC 9309 section 2.4, and 2.5 for the size, which is 500 KiB at least.
const FRESH_MS = 24 * 3_600_000;
const ROBOTS_BYTES_MAX = 1024 * 1024;
const DEADLINE_MS = 10_000;
/** Old rules are better than none while the file cannot be read (section 2.4). */
const STALE_MS = 30 * 24 * 3_600_000;
/** A file that could not be read is requested again after this long. */
const FAULT_MS = 20_000;
const FILES_MAX = 2_000;
const RULES_HELD_MAX = 200_000;
/** Faults of the whole host, which the page would meet as well. */
const HOST_FAULTS: ReadonlySet<Failed["reason"]> = new Set([
  "dns",
  "refused",
  "unreachable",
  "timeout",
  "tls",
  "private-address",
  "aborted",
]);

interface Asking {
  origin: string;
  /** By which its robots.txt addresses us. */
  agent: string;
  from: readonly string[] | undefined;
}

export function openRobots({ client, userAgent, sourceHeaders = [], shelf }: RobotsOptions): Robots {
  const known = boundedMemory();
  const asking = new Map<string, Promise<{ known: Known; until: Date | null }>>();

  async function ask({ origin, agent, from }: Asking): Promise<{ known: Known; until: Date | null }> {
    const answer = await client.get(`${origin}/robots.txt`, {
      bodyBytesMax: ROBOTS_BYTES_MAX,
      bodyMayBeCut: true,
      deadlineMs: DEADLINE_MS,
      accept: "text/plain, */*;q=0.5",
      ...(from !== undefined && { from }),
    });
    const read = readAnswer(answer, agent);
    if (read.kind === "rules") {
      await shelf?.save(origin, agent, read.rules).catch(() => undefined);
      return { known: { rules: read.rules, until: Date.now() + FRESH_MS }, until: null };
    }
    const kept = await find({ origin, agent }, STALE_MS);
    const until = answer.kind === "answer" ? retryAfter(answer.headers, new Date()) : null;
    return { known: kept ?? { fault: faultOf(read.fault, origin), until: Date.now() + FAULT_MS }, until };
  }

  /** The stored rules, if they are no older than this. */
  async function find({ origin, agent }: Omit<Asking, "from">, ageMs: number): Promise<Known | null> {
    const kept = (await shelf?.find(origin, agent).catch(() => null)) ?? null;
    if (kept === null || kept.checkedAt.getTime() < Date.now() - ageMs) return null;
    return { rules: kept.rules, until: Math.max(kept.checkedAt.getTime() + FRESH_MS, Date.now() + FAULT_MS) };
  }

  /** Requests that arrive while a host is being asked wait for the same answer. */
  function askOnce(asked: Asking): Promise<{ known: Known; until: Date | null }> {
    // A host may be closed to what strangers list, and open to a source of its own.
    const key = [asked.origin, ...(asked.from ?? [])].join(" ");
    const begun = asking.get(key) ?? ask(asked).finally(() => asking.delete(key));
    asking.set(key, begun);
    return begun;
  }

  return {
    async judge(url, from) {
      const { origin } = url;
      const agent = agentOf(ownHeaders(sourceHeaders, from ?? [], url).get("user-agent") ?? userAgent);
      const key = `${origin} ${agent}`;
      const remembered = known.find(key) ?? (await find({ origin, agent }, FRESH_MS));
      const answer = remembered === null ? await askOnce({ origin, agent, from }) : { known: remembered, until: null };
      const isHostAway = "fault" in answer.known && answer.known.fault.reason !== "robots";
      // The client remembers and handles a host that is down.
      if (!isHostAway) known.keep(key, answer.known);
      return { fault: verdictOf(answer.known, url), asked: remembered === null, until: answer.until };
    },
  };
}

function readAnswer(
  answer: HttpAnswer,
  agent: string,
): { kind: "rules"; rules: RobotsRule[] } | { kind: "fault"; fault: Failed } {
  if (answer.kind === "failed") {
    // Section 2.3.1.2: more than five redirects count as no file.
    return answer.reason === "redirect-loop" ? { kind: "rules", rules: [] } : { kind: "fault", fault: answer };
  }
  const { status } = answer;
  if (status >= 200 && status < 300) {
    return { kind: "rules", rules: parseRobots(textOf(answer.body), agent) };
  }
  // Section 2.3.1.3: without a file everything is allowed. A host that is asked too often has not said that it has none.
  if (status < 500 && status !== 429) return { kind: "rules", rules: [] };
  return { kind: "fault", fault: { kind: "failed", reason: "robots", message: explainStatus(answer), temporary: true } };
}

/** The complete lines of an oversized file: half a pattern would forbid more than was meant. */
function textOf(body: Uint8Array): string {
  const text = Buffer.from(body)
    .toString("utf8")
    .replace(/^\ufeff/, "");
  return body.length < ROBOTS_BYTES_MAX ? text : text.slice(0, text.lastIndexOf("\n") + 1);
}

/** Section 2.3.1.4: a file that cannot be read disallows everything. */
function faultOf(fault: Failed, origin: string): Failed {
  if (HOST_FAULTS.has(fault.reason) && fault.elsewhere !== true) return fault;
  const message = `the robots.txt of ${new URL(origin).host} can't be read, which counts as a no: ${fault.message}`;
  return { kind: "failed", reason: "robots", message, temporary: fault.temporary };
}

function verdictOf(known: Known, url: URL): Failed | null {
  if ("fault" in known) return known.fault;
  const rule = findRule(known.rules, url);
  if (rule === null || rule.allow) return null;
  const line = `Disallow: ${rule.pattern.length > 100 ? `${rule.pattern.slice(0, 100)}…` : rule.pattern}`;
  return {
    kind: "failed",
    reason: "robots",
    message: `the robots.txt of ${url.host} asks readers like us to leave this page alone (${line})`,
    temporary: false,
  };
}

/** Holds at most so many files and rules; drops the oldest first. */
function boundedMemory() {
  const held = new Map<string, Known>();
  let rules = 0;
  const forget = (key: string): void => {
    const known = held.get(key);
    if (known !== undefined && "rules" in known) rules -= known.rules.length;
    held.delete(key);
  };
  return {
    find(key: string): Known | null {
      const known = held.get(key);
      if (known === undefined || known.until > Date.now()) return known ?? null;
      forget(key);
      return null;
    },
    keep(key: string, known: Known): void {
      forget(key);
      held.set(key, known);
      if ("rules" in known) rules += known.rules.length;
      for (const oldest of held.keys()) {
        if (held.size <= FILES_MAX && rules <= RULES_HELD_MAX) break;
        forget(oldest);
      }
    },
  };
}
