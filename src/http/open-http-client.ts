// The only outbound client: every address is checked, one deadline, a limit on the body, and redirects followed by hand.
import { type Allowed, NOTHING_PRIVATE, parseAllowed } from "./address-guard.ts";
import type { Answered, Failed, HttpAnswer } from "./answer.ts";
import type { Resolve } from "./connect.ts";
import { startDeadline } from "./deadline.ts";
import { exchange, type Request } from "./exchange.ts";
import { explainFault, HttpFaultError } from "./explain-fault.ts";
import { findPageRefresh, findRefresh } from "./find-target.ts";
import { openCookieJar, type Passed } from "./open-cookie-jar.ts";
import { type Connections, openConnections } from "./open-connections.ts";
import { type MailHost, type MailSocket, reachMailServer } from "./reach-mail-server.ts";
import { openPrivateStarts } from "./private-starts.ts";
import { ownHeaders, proxyFor, type SourceHeaders } from "./own-headers.ts";
import { readProxy } from "./proxy.ts";
import { readUrl } from "./read-url.ts";

export type { HttpAnswer } from "./answer.ts";

export interface GetOptions {
  /** Added to our own; `host`, `cookie` and headers that cannot be sent are left out. */
  headers?: Record<string, string>;
  accept?: string;
  /** Of the body, encoded and decoded. */
  bodyBytesMax: number;
  /** For a longer body, its start suffices; for the answer to a post its status does, if its body breaks off or is late. */
  bodyMayBeCut?: boolean;
  /** From the call to the body's last byte, over all redirects. */
  deadlineMs: number;
  /** The page whose scripts ask for it: they get no header of a source, and reach no private host, but that page's own. */
  page?: string;
  /** Of a request with a body; POST if it is left out. */
  method?: "PUT" | "PATCH";
  signal?: AbortSignal;
  /** Called before each redirect is followed; a returned fault ends the request. */
  mayFollow?: (next: URL) => Promise<Failed | null>;
  /** Ends with `leadsTo` if a redirect leads to another host, so that the caller can wait for that host's turn. */
  staysOnHost?: boolean;
  /**
   * The addresses of the sources at which this request started; private hosts that the user allowed are asked only if one of these is
   * on such a host itself. If it is left out, the request starts at its own address, which its owner configured.
   */
  from?: readonly string[];
  /** Follows a short page that only leads on, too. Without it such a page is followed if it sets a cookie, which the next step needs. */
  followsPages?: boolean;
  /** The owner wrote this address for this very purpose: its host and port may be private without standing in `allowPrivate`. */
  isOwners?: boolean;
  /** For requests that passed other hosts: the first address, the redirects from there, the time already spent, and what else is known of the way. */
  trail?: Trail;
}

export interface Trail {
  first: string;
  redirects: Answered["redirects"];
  spentMs: number;
  passed: Passed;
}

export interface HttpClient {
  /** Never rejects: any fault becomes an HttpAnswer of kind "failed". */
  get(url: string, options: GetOptions): Promise<HttpAnswer>;
  /** The same with a body: a form, or another type given by a content-type header. Follows only redirects that keep the body. */
  post(url: string, form: string, options: GetOptions): Promise<HttpAnswer>;
  /** A socket to the mail server of the source at `from`, which its caller closes. Rejects with an HttpFaultError or a socket's error. */
  reachMailServer(host: MailHost, from: string): Promise<MailSocket>;
  /** Ends all requests and closes every connection. */
  close(): Promise<void>;
}

export interface HttpClientOptions {
  userAgent: string;
  /** Hosts, host:ports and CIDRs on private networks that may be asked. */
  allowPrivate: string[];
  /** Headers of sources, for requests that start at them (`from`). */
  sourceHeaders?: readonly SourceHeaders[];
  /** Through which all requests go that have no other by their source; null or left out: none. */
  proxy?: string | null;
  /** Replaces the system's resolver. */
  resolve?: Resolve;
  /** PEM certificates of authorities trusted in addition to the public ones. */
  authorities?: string[];
}

/** As many as browsers follow. */
const redirectsMax = 20;
/** How often a page may ask to be loaded again. */
const RELOADS_MAX = 2;

/** Throws an Error with a message for people if `allowPrivate` cannot be read. Ignores proxy settings of the environment. */
export function openHttpClient(options: HttpClientOptions): HttpClient {
  const allowed = parseAllowed(options.allowPrivate);
  const ways = openWays(options, allowed);
  const send = async (url: string, form: string | null, asked: GetOptions): Promise<HttpAnswer> => {
    const deadline = startDeadline(asked.deadlineMs, asked.signal, asked.trail?.spentMs);
    let request: Request | null = null;
    try {
      const headers = requestHeaders(options.userAgent, asked);
      if (form !== null && !headers.has("content-type")) headers.set("content-type", "application/x-www-form-urlencoded");
      request = {
        url: readUrl(url),
        headers,
        form,
        method: asked.method ?? "POST",
        bodyLimit: { bytesMax: asked.bodyBytesMax, cut: asked.bodyMayBeCut === true },
        deadline,
      };
      const from = asked.from ?? [asked.trail?.first ?? url];
      // What the scripts of a page ask for, a stranger asks for: no password of the source, and no host of the private network.
      const { page } = asked;
      const starts = page === undefined ? from : [page];
      const mayHaveOwn = (next: URL): boolean => page === undefined || new URL(page).host === next.host;
      const way = ways.by(proxyFor(options.sourceHeaders ?? [], from, options.proxy ?? null));
      const owners = asked.isOwners === true ? request.url.host : null;
      const connectionsTo = async (next: URL) =>
        next.host === owners ? way.to(next) : (await way.mayLeadTo(next, starts)) ? way.inside : way.outside;
      const ownOf = (next: URL) =>
        mayHaveOwn(next) ? ownHeaders(options.sourceHeaders ?? [], from, next) : new Map<string, string>();
      return await follow({ connectionsTo, ownOf }, request, asked);
    } catch (error) {
      const fault = explainFault(deadline.signal.aborted ? deadline.signal.reason : error);
      return request === null || request.url.host === new URL(url).host ? fault : { ...fault, elsewhere: true };
    } finally {
      deadline.end();
    }
  };
  return {
    get: (url, asked) => send(url, null, asked),
    post: send,
    reachMailServer(host, from) {
      const proxy = proxyFor(options.sourceHeaders ?? [], [from], options.proxy ?? null);
      const { resolve, authorities } = options;
      return reachMailServer(host, {
        ...(resolve && { resolve }),
        ...(authorities && { authorities }),
        ...(proxy !== null && { proxy: { proxy: readProxy(proxy), proxyAllowed: allowed } }),
      });
    },
    close: () => ways.close(),
  };
}

interface Way {
  inside: Connections;
  outside: Connections;
  mayLeadTo: ReturnType<typeof openPrivateStarts>;
  /** To the host and port of this address, wherever it is. */
  to(url: URL): Connections;
  close(): Promise<void>;
}

/** Connections by each proxy, and by none. Two sets each, so that none to a private host is left open for those who may not ask it. */
function openWays(options: HttpClientOptions, allowed: Allowed): { by(proxy: string | null): Way; close(): Promise<void> } {
  const opened = new Map<string | null, Way>();
  const outsideAllowed = options.allowPrivate.length === 0 ? allowed : NOTHING_PRIVATE;
  const open = (url: string | null): Way => {
    const { proxy: _, ...rest } = options;
    const shared = { ...rest, ...(url !== null && { proxy: { proxy: readProxy(url), proxyAllowed: allowed } }) };
    const inside = openConnections({ ...shared, allowed });
    const outside = openConnections({ ...shared, allowed: outsideAllowed });
    const owners = new Map<string, Connections>();
    return {
      inside,
      outside,
      to({ hostname, port, protocol }) {
        const one = `${hostname}:${port || (protocol === "https:" ? 443 : 80)}`;
        const known = owners.get(one) ?? openConnections({ ...shared, allowed: parseAllowed([one]) });
        owners.set(one, known);
        return known;
      },
      close: async () => void (await Promise.all([inside, outside, ...owners.values()].map((all) => all.close()))),
      // Whom a name server is asked about betrays what is read through the proxy.
      mayLeadTo: openPrivateStarts(allowed, url === null ? options.resolve : () => Promise.resolve([])),
    };
  };
  return {
    by(proxy) {
      const way = opened.get(proxy) ?? open(proxy);
      opened.set(proxy, way);
      return way;
    },
    close: async () => void (await Promise.all([...opened.values()].map((way) => way.close()))),
  };
}

/** `request.url` is always the address that is being asked. */
async function follow(
  { connectionsTo, ownOf }: { connectionsTo: (url: URL) => Promise<Connections>; ownOf: (url: URL) => Map<string, string> },
  request: Request,
  { mayFollow, staysOnHost, followsPages = false, trail }: GetOptions,
): Promise<HttpAnswer> {
  const redirects: Answered["redirects"] = [...(trail?.redirects ?? [])];
  const cookies = trail?.passed.cookies ?? openCookieJar();
  // A page that is asked again with a new cookie is another step, no circle.
  const stepTo = (url: URL): string => `${url.href} ${cookies.headerFor(url) ?? ""}`;
  const seen = new Set(trail?.passed.steps);
  while (true) {
    const { url } = request;
    seen.add(stepTo(url));
    const headers = new Map([...request.headers, ...ownOf(url)]);
    const cookie = [headers.get("cookie"), cookies.headerFor(url)].filter((one) => typeof one === "string").join("; ");
    if (cookie !== "") headers.set("cookie", cookie);
    const { location, setCookies, ...answer } = await exchange(await connectionsTo(url), { ...request, headers });
    cookies.take(url, setCookies);
    const keepsBody = answer.status === 307 || answer.status === 308;
    const isLeading = followsPages || setCookies.length > 0;
    const target =
      location ??
      (request.form === null ? refreshOf(answer, url, { isLeading, redirects, isDone: (next) => seen.has(stepTo(next)) }) : null);
    if (target === null || (request.form !== null && !keepsBody)) return { kind: "answer", ...answer, url: url.href, redirects };
    const next = readUrl(target, url);
    redirects.push({ status: answer.status, to: next.href });
    if (seen.has(stepTo(next)))
      throw new HttpFaultError("redirect-loop", `redirects in a circle, back to ${next.host}${next.pathname}`);
    if (redirects.length > redirectsMax) throw new HttpFaultError("redirect-loop", `redirects more than ${redirectsMax} times`);
    if (staysOnHost === true && next.host !== url.host)
      return { kind: "answer", ...answer, url: url.href, redirects, leadsTo: next.href, passed: { cookies, steps: seen } };
    const fault = (await mayFollow?.(next)) ?? null;
    request.deadline.signal.throwIfAborted();
    if (fault !== null) return { ...fault, ...(next.host !== url.host && { elsewhere: true }) };
    if (next.origin !== url.origin) request.headers.delete("authorization");
    request.url = next;
  }
}

/**
 * A page that only refreshes itself is to be read, unless it has just set a cookie; and a page that does so again and again. So is one that
 * leads back to a page that led to it.
 */
function refreshOf(
  answer: Pick<Answered, "status" | "headers" | "body">,
  url: URL,
  { isLeading, redirects, isDone }: { isLeading: boolean; redirects: Answered["redirects"]; isDone: (next: URL) => boolean },
): string | null {
  const target = findRefresh(answer) ?? (isLeading ? findPageRefresh(answer) : null);
  if (target === null || !URL.canParse(target, url.href)) return null;
  const next = new URL(target, url.href);
  next.hash = "";
  if (!/^https?:$/.test(next.protocol)) return null;
  if (next.href !== url.href) return isDone(next) ? null : target;
  return isDone(next) || redirects.filter(({ to }) => to === url.href).length >= RELOADS_MAX ? null : target;
}

function requestHeaders(userAgent: string, asked: GetOptions): Map<string, string> {
  const headers = new Map<string, string>();
  for (const [name, value] of Object.entries(asked.headers ?? {})) {
    // If a stored validator cannot be sent back, the request is unconditional; the feed must not suffer.
    if (/^[\t\u0020-\u007e\u0080-\u00ff]*$/.test(value)) headers.set(name.toLowerCase(), value);
  }
  headers.delete("host");
  headers.delete("cookie");
  return headers
    .set("user-agent", userAgent)
    .set("accept", asked.accept ?? "*/*")
    .set("accept-encoding", "gzip, br");
}
