// Rate-limited HTTP client: one request per site at a time across workers, a pause in between, and a short memory of hosts that are down.
import ipaddr from "ipaddr.js";
import { meter } from "../meter.ts";
import { isLocalhost, plainHost } from "./address-guard.ts";
import { openRender } from "./browser/open-render.ts";
import type { Renderer } from "./browser/open-renderer.ts";
import type { Answered, Failed, HttpAnswer } from "./answer.ts";
import { type Asked, type Doors, openDoors, type PoliteOptions, type VisitBudget } from "./ask-host.ts";
import { forgetPast, openComeBack } from "./come-back.ts";
import { type Asker, LinesClosed, type HostLines } from "./host-line.ts";
import type { GetOptions, HttpClient } from "./open-http-client.ts";
import { openCookieJar } from "./open-cookie-jar.ts";
import type { Robots } from "./open-robots.ts";
import { siteOf } from "../text/outlets/site-of.ts";
import { minuteOf } from "../text/dates/minute-of.ts";

/**
 * Not asked. `held`: the host is rate-limited until then; `elsewhere`: it is another host, to which that of the URL redirects. `in-line`: so many requests are queued for this host that waiting would
 * block a worker; come back at that time.
 */
export type Held =
  | { kind: "held"; until: Date; message: string; elsewhere?: true }
  | { kind: "in-line"; until: Date; message: string };

export interface PoliteClient {
  /** Waits for its turn at the URL's host, then asks. Rejects only if the lease does, and never waits out a Retry-After. */
  get(url: string, options: PoliteOptions): Promise<HttpAnswer | Held>;
  /** The same with a form in its body. */
  post(url: string, form: string, options: GetOptions): Promise<HttpAnswer | Held>;
  /**
   * Posts a body to an address that its owner gave us for it: at once, next to other requests and without a gap, unless the host asked to be
   * left alone. Rejects if `onStart` does, which is awaited before the host is asked.
   */
  send(url: string, body: string, options: SendOptions): Promise<HttpAnswer | Extract<Held, { kind: "held" }>>;
  /**
   * A page that was asked for, as its scripts leave it: they get what they want by this client, at once, and nothing reaches anybody in another way.
   * `from` as for the page. The result is failed if there is no browser, or if a limit is passed.
   */
  render(page: Answered, from: readonly string[], refuses?: PoliteOptions["refuses"]): Promise<HttpAnswer>;
  /** A socket to a mail server: at once, since a server of one's own needs no turns. */
  reachMailServer: HttpClient["reachMailServer"];
  /** Blocks all requests to the URL's host until then (Retry-After), or what was sent there with this `scope`. */
  hold(url: string, until: Date, scope?: string): Promise<void>;
  /** Rejects all requests that wait for their turn; those under way are finished. */
  dismiss(): void;
  close(): Promise<void>;
}

/** `scope`: one of many at the same host, such as a chat, to which a pause may apply. */
export type SendOptions = GetOptions & { onStart: () => Promise<void>; scope?: string };

/** The same rules across several processes. */
export interface HostLease {
  /** Null: the turn is ours. Else the earliest time at which it may be: another process is asking, its gap is not over, or the host is rate-limited. */
  take(turn: { site: string; host: string }, leaseMs: number): Promise<Date | null>;
  free(site: string, gapMs: number): Promise<void>;
  hold(host: string, until: Date): Promise<void>;
  /** When a host that asked to be left alone may be asked again; null if it did not ask. */
  heldUntil(host: string): Promise<Date | null>;
}

export interface PoliteClientOptions {
  client: HttpClient;
  /** Shared by all clients of this process, so that a change of settings interrupts no queue. */
  lines: HostLines;
  /** Until when hosts are rate-limited; shared like the queues, so that a change of settings forgets none. */
  heldUntil: Map<string, number>;
  allowPrivate: readonly string[];
  /** Null if this process is alone. */
  lease: HostLease | null;
  /** Null if no request obeys it. */
  robots: Robots | null;
  /** Between the end of one request to a host and the start of the next, in ms. */
  gapMs?: number;
  /** Null or left out if no page is rendered. */
  renderer?: Renderer | null;
  /** For simulations: a clock in milliseconds. */
  now?: () => number;
}

const GAP_MS = 1_000;
const LEASE_LOOK_MS = 100;
/** A request that would wait longer than this gives up its place in the queue and comes back. */
const WAIT_MS_MAX = 15_000;
/** How long asking for robots.txt may take before the page is requested. */
const ROBOTS_MS_MAX = 12_000;

export function openPoliteClient(opened: PoliteClientOptions): PoliteClient {
  const { client, lines, heldUntil, allowPrivate, lease, robots, renderer = null, gapMs = GAP_MS, now = Date.now } = opened;
  const comeBack = openComeBack(now);
  let dismissed = false;

  const hold = async (host: string, until: Date): Promise<void> => {
    forgetPast(heldUntil, now());
    heldUntil.set(host, Math.max(heldUntil.get(host) ?? 0, until.getTime()));
    await lease?.hold(host, until);
  };

  const doors = openDoors({ client, robots, hold, now });

  /** Adds to `time` the duration of the request, without the waiting. */
  const inTurn: InTurn = async (url, options, time) => {
    const host = hostOf(url);
    // For an address that cannot be asked at all, the client returns the message.
    if (host === null) return doors.send(url, options);
    const isOwn = isOurs(host, allowPrivate);
    const gap = isOwn ? 0 : gapMs;
    const site = isOwn ? host : siteOf(host);
    const inLineMs = performance.now();
    const ask = async () => {
      const began = performance.now();
      meter.waitedForHost(began - inLineMs);
      const answer = doors.closedAt(host) ?? (await doors.ask({ host, gapMs: gap }, url, options));
      time.spentMs += performance.now() - began;
      return answer;
    };
    const turn = async () => {
      const until = heldUntil.get(host) ?? 0;
      if (until > now()) return held(host, new Date(until));
      if (dismissed) return stopping(host, new Date(now()));
      if (lease === null) return ask();
      const robotsMs = options.obeyRobots === true ? ROBOTS_MS_MAX : 0;
      const leaseMs = options.deadlineMs + 10_000 + robotsMs;
      return askWithLease(lease, { site, host, gap, leaseMs, isDismissed: () => dismissed, now, ask });
    };
    const closed = doors.closedAt(host);
    if (closed !== null) return closed;
    // A request that a redirect led here is never sent away: the redirecting host would be asked again at once.
    const asker = askerOf(options.from ?? [options.trail?.first ?? url], site);
    const mayComeBack = options.trail === undefined && options.continues !== true;
    const budget = gap > 0 && !asker.isOwn ? options.budget : undefined;
    // One that is spent is not waited for, and counted all the same.
    if (budget?.isSpent(site) === true && !(await budget.take(site))) return overBudget(site, budget);
    if (mayComeBack && gap > 0 && !lines.hasRoom(site, asker)) return inLine(site, comeBack(site, gap, asker));
    if (budget !== undefined && !(await budget.take(site))) return overBudget(site, budget);
    try {
      return await lines.run(site, gap, turn, asker);
    } catch (error) {
      if (error instanceof LinesClosed) return stopping(host, new Date(now()));
      throw error;
    }
  };

  return {
    get: (url, options) => askOverHosts(inTurn, url, options),
    post: (url, form, options) => askOverHosts(inTurn, url, { ...options, form }),
    send: openSend({ lease, heldUntil, doors, now }),
    reachMailServer: (host, from) => client.reachMailServer(host, from),
    async hold(url, until, scope) {
      const host = hostOf(url);
      if (host !== null) await hold(scopeOf(host, scope), until);
    },
    dismiss() {
      dismissed = true;
    },
    render: openRender({ renderer, client, mayAsk: (host) => (heldUntil.get(host) ?? 0) <= now() }),
    async close() {
      await Promise.all([renderer?.close(), client.close()]);
    },
  };
}

interface Leased {
  site: string;
  host: string;
  gap: number;
  leaseMs: number;
  isDismissed: () => boolean;
  now: () => number;
  ask: () => Promise<HttpAnswer>;
}

/** Waits for other processes to be done with the site. */
async function askWithLease(
  shared: HostLease,
  { site, host, gap, leaseMs, isDismissed, now, ask }: Leased,
): Promise<HttpAnswer | Held> {
  for (;;) {
    const free = await shared.take({ site, host }, leaseMs);
    if (free === null) break;
    if (free.getTime() - now() > WAIT_MS_MAX) return held(host, free);
    if (isDismissed()) return stopping(host, free);
    await new Promise((resolve) => setTimeout(resolve, LEASE_LOOK_MS));
  }
  try {
    return await ask();
  } finally {
    await shared.free(site, gap);
  }
}

/** Posts without waiting for a turn. */
function openSend({
  lease,
  heldUntil,
  doors,
  now,
}: Pick<PoliteClientOptions, "lease" | "heldUntil"> & { doors: Doors; now: () => number }): PoliteClient["send"] {
  return async (url, body, { onStart, scope, ...options }) => {
    const host = hostOf(url);
    for (const one of new Set(host === null ? [] : [host, scopeOf(host, scope)])) {
      const shared = await lease?.heldUntil(one);
      const until = Math.max(heldUntil.get(one) ?? 0, shared?.getTime() ?? 0);
      if (until > now()) return held(host ?? "", new Date(until));
    }
    const closed = host === null ? null : doors.closedAt(host);
    if (closed !== null) return closed;
    await onStart();
    // If the host fails meanwhile it is asked all the same: the post is noted as begun, and one that was not sent would count as perhaps there.
    const asked = { ...options, form: body };
    return host === null ? doors.send(url, asked) : doors.ask({ host, gapMs: 0 }, url, asked);
  };
}

/** No host has a space in its name. */
const scopeOf = (host: string, scope?: string): string => (scope === undefined ? host : `${host} ${scope}`);

type InTurn = (url: string, options: Asked, time: { spentMs: number }) => Promise<HttpAnswer | Held>;

/** Each host on a chain of redirects is asked in its own turn, after the one before is free again. */
async function askOverHosts(inTurn: InTurn, url: string, options: Asked): Promise<HttpAnswer | Held> {
  const time = { spentMs: 0 };
  let answer = await inTurn(url, { ...options, staysOnHost: true }, time);
  while (answer.kind === "answer" && answer.leadsTo !== undefined) {
    const passed = answer.passed ?? { cookies: openCookieJar(), steps: new Set() };
    const trail = { first: url, redirects: answer.redirects, spentMs: time.spentMs, passed };
    answer = await inTurn(answer.leadsTo, { ...options, staysOnHost: true, trail }, time);
    if (answer.kind === "failed" || answer.kind === "held") answer = { ...answer, elsewhere: true };
  }
  return answer;
}

const held = (host: string, until: Date): Extract<Held, { kind: "held" }> => ({
  kind: "held",
  until,
  message: `${host} asks to be left alone until ${minuteOf(until)} UTC`,
});

const stopping = (host: string, until: Date): Extract<Held, { kind: "held" }> => ({
  kind: "held",
  until,
  message: `this process stopped before it asked ${host}`,
});

const inLine = (host: string, until: Date): Held => ({
  kind: "in-line",
  until,
  message: `${host} is asked for other articles first`,
});

/** An article is asked for by all the sources that list it. */
function askerOf(from: readonly string[], site: string): Asker {
  const hosts = from.map(hostOf);
  return { source: from[0] ?? "", isOwn: hosts.some((host) => host !== null && siteOf(host) === site) };
}

const overBudget = (site: string, { pagesMax }: VisitBudget): Failed => ({
  kind: "failed",
  reason: "over-budget",
  message: `its source is of another site, and led to more than ${pagesMax} pages of ${site} within an hour`,
  temporary: false,
});

const hostOf = (url: string): string | null => (URL.canParse(url) ? new URL(url).host || null : null);

/** A host on the user's own network needs no pauses. */
function isOurs(host: string, allowPrivate: readonly string[]): boolean {
  const name = plainHost(host.replace(/:\d+$/, ""));
  if (isLocalhost(name) || allowPrivate.includes(name) || allowPrivate.includes(host)) return true;
  return ipaddr.isValid(name) && ipaddr.process(name).range() !== "unicast";
}
