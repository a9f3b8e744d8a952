// The one way out: a GET whose every address is checked, with one deadline, a cap on the body, and redirects followed by hand.
import { setImmediate } from "node:timers/promises";
import type { Dispatcher } from "undici";
import { parseAllowed } from "./address-guard.ts";
import type { Answered, HttpAnswer } from "./answer.ts";
import { type Deadline, startDeadline } from "./deadline.ts";
import { explainFault, HttpFaultError } from "./explain-fault.ts";
import { type Connections, openConnections, type Resolve } from "./open-connections.ts";
import { readBody } from "./read-body.ts";
import { readUrl } from "./read-url.ts";

export type { HttpAnswer } from "./answer.ts";

export interface GetOptions {
  /** Beside our own; `host`, `cookie` and what cannot be sent are left out. */
  headers?: Record<string, string>;
  accept?: string;
  /** Of the body, on the wire and decoded. */
  bodyBytesMax: number;
  /** From the call to the body's last byte, over all redirects. */
  deadlineMs: number;
  signal?: AbortSignal;
}

export interface HttpClient {
  /** Never rejects: whatever goes wrong is an HttpAnswer of kind "failed". */
  get(url: string, options: GetOptions): Promise<HttpAnswer>;
  /** Ends what is under way and closes every connection. */
  close(): Promise<void>;
}

export interface HttpClientOptions {
  userAgent: string;
  /** Hosts, host:ports and CIDRs on private networks that may be asked. */
  allowPrivate: string[];
  /** In place of the system's resolver. */
  resolve?: Resolve;
  /** PEM certificates of authorities trusted beside the public ones. */
  authorities?: string[];
}

const redirectsMax = 5;
const redirectStatuses = new Set([301, 302, 303, 307, 308]);
const redirectBytesMax = 16 * 1024;

/** Throws an Error in words where `allowPrivate` cannot be read. Proxy settings of the environment are not used. */
export function openHttpClient(options: HttpClientOptions): HttpClient {
  const connections = openConnections({ ...options, allowed: parseAllowed(options.allowPrivate) });
  return {
    async get(url, asked) {
      const deadline = startDeadline(asked.deadlineMs, asked.signal);
      try {
        return await follow(connections, readUrl(url), requestHeaders(options.userAgent, asked), asked.bodyBytesMax, deadline);
      } catch (error) {
        return explainFault(deadline.signal.aborted ? deadline.signal.reason : error);
      } finally {
        deadline.end();
      }
    },
    close: () => connections.close(),
  };
}

function requestHeaders(userAgent: string, asked: GetOptions): Headers {
  const headers = new Map<string, string>();
  for (const [name, value] of Object.entries(asked.headers ?? {})) {
    // A stored validator that cannot be sent back costs an unconditional request; it must not cost the feed.
    if (/^[\t\u0020-\u007e\u0080-\u00ff]*$/.test(value)) headers.set(name.toLowerCase(), value);
  }
  headers.delete("host");
  headers.delete("cookie");
  return headers
    .set("user-agent", userAgent)
    .set("accept", asked.accept ?? "*/*")
    .set("accept-encoding", "gzip, br");
}

type Headers = Map<string, string>;

async function follow(
  connections: Connections,
  start: URL,
  headers: Headers,
  bodyBytesMax: number,
  deadline: Deadline,
): Promise<Answered> {
  const redirects: Answered["redirects"] = [];
  const seen = new Set<string>();
  let url = start;
  while (true) {
    seen.add(url.href);
    const response = await ask(connections, url, headers, deadline);
    const received = plainHeaders(response.headers);
    const status = response.statusCode;
    const location = redirectStatuses.has(status) ? received["location"] : undefined;
    if (location === undefined) {
      deadline.phase = () => "reading the body";
      const body = await readBody(response.body, received, bodyBytesMax);
      return { kind: "answer", status, headers: received, body, url: url.href, redirects };
    }
    // Read to its end, so that the connection can serve the next hop; undici takes it up again one turn of the event loop later.
    await response.body.dump({ limit: redirectBytesMax, signal: deadline.signal });
    await setImmediate();
    const next = readUrl(location, url);
    redirects.push({ status, to: next.href });
    if (seen.has(next.href))
      throw new HttpFaultError("redirect-loop", `redirects in a circle, back to ${next.host}${next.pathname}`);
    if (redirects.length > redirectsMax) throw new HttpFaultError("redirect-loop", `redirects more than ${redirectsMax} times`);
    if (next.origin !== url.origin) headers.delete("authorization");
    url = next;
  }
}

async function ask(connections: Connections, url: URL, headers: Headers, deadline: Deadline): Promise<Dispatcher.ResponseData> {
  const { origin } = url;
  deadline.phase = () => connections.opening(origin) ?? "waiting for headers";
  const request = { origin, path: url.pathname + url.search, method: "GET", headers, signal: deadline.signal } as const;
  const reused = connections.hasOpen(origin);
  try {
    return await connections.dispatcher.request(request);
  } catch (error) {
    // A host may close an idle connection in the moment that we write to it; such a request is sent once more (RFC 9112 section 9.3.1).
    if (!reused || deadline.signal.aborted || explainFault(error).reason !== "reset") throw error;
    return await connections.dispatcher.request(request);
  }
}

// Names as own keys of an object without a prototype, as a host may well send a header called __proto__; and no cookies.
function plainHeaders(received: Record<string, string | string[] | undefined>): Record<string, string> {
  const headers = Object.create(null) as Record<string, string>;
  for (const [name, value] of Object.entries(received)) {
    if (value !== undefined && name !== "set-cookie") headers[name] = Array.isArray(value) ? value.join(", ") : value;
  }
  return headers;
}
