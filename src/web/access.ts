// Access to the web page: the hosts that are ours, requests that count as this machine's own, and requests of other sites.
import { BlockList, isIP } from "node:net";
import { crookedPath, fromAnotherSite, notAForm, notOurHost, pastTheProxy } from "./refusals.ts";
import type { Context, MiddlewareHandler } from "hono";
import type { Config, WebAccess } from "../config/config.ts";
import type { WebEnv } from "./web-deps.ts";

type Web = Config["web"];

/** What is wrong with how the pages are opened, and the key below `web:` that says so. */
interface WebFault {
  key: "listen" | "access" | "url";
  text: string;
  /** It may be right where `run` has its environment. */
  isOfEnvironment?: true;
}

/** Returns why the page must not be opened with these settings, or null. */
export function whyRefused({ host, port, access }: Web): WebFault | null {
  if (access.kind === "loopback" && !isLoopbackName(host))
    return {
      key: "listen",
      text: `web.listen is ${host}:${port}, which others can reach: set web.access to password, proxy or open`,
    };
  if (access.kind !== "password") return null;
  if ((access.password ?? "") === "")
    return {
      key: "access",
      text: "web.access is password, but neither WEB_PASSWORD nor WEB_PASSWORD_FILE is set",
      isOfEnvironment: true,
    };
  if (access.readerPassword?.trim() === access.password?.trim())
    return {
      key: "access",
      text: "WEB_READER_PASSWORD is the same as WEB_PASSWORD, so readers would be owners: choose another one",
    };
  return null;
}

/** Returns what is risky about these settings, or null. */
export function whyRisky({ url, access }: Web): WebFault | null {
  const { protocol, hostname } = new URL(url);
  const isPublic = !isLoopbackName(hostname);
  if (access.kind === "open")
    return { key: "access", text: "web.access is open: anyone who reaches the page reads all recipients and articles" };
  if (access.kind === "loopback" && isPublic)
    return {
      key: "url",
      text: "web.url is public: set web.access to password or proxy, as proxied requests look like yours",
    };
  if (access.kind === "password" && isPublic && protocol === "http:")
    return {
      key: "url",
      text: "web.url begins with http, so others can read the password: put a proxy with https in front",
    };
  return null;
}

/** True for the names by which a machine calls itself, and its loopback addresses. */
function isLoopbackName(host: string): boolean {
  const name = host.replace(/^\[|\]$/g, "").toLowerCase();
  return name === "localhost" || name.endsWith(".localhost") || isWithin(name, LOOPBACK);
}

const LOOPBACK = ["127.0.0.0/8", "::1/128"];

/** An IPv4 address on an IPv6 socket (`::ffff:10.0.0.1`) counts as the IPv4 address. */
function isWithin(address: string, ranges: readonly string[]): boolean {
  const family = isIP(address);
  if (family === 0) return false;
  const list = new BlockList();
  for (const range of ranges) {
    const [net = "", bits] = range.split("/");
    list.addSubnet(net, Number(bits), isIP(net) === 6 ? "ipv6" : "ipv4");
  }
  return list.check(address, family === 6 ? "ipv6" : "ipv4");
}

const HOST = /^(\[[\da-f:.]+\]|[a-z\d._-]+)(?::(\d{1,5}))?$/i;

/**
 * True for this machine's own names at any port, the host of `web.url`, and `web.listen`. A site that points its own name at this machine
 * (DNS rebinding) sends that name.
 */
function isOurHost(given: string, { url, host, port }: Web): boolean {
  const [, name = "", at] = HOST.exec(given.toLowerCase()) ?? [];
  if (["localhost", "127.0.0.1", "[::1]"].includes(name)) return true;
  const { protocol, hostname, port: configured } = new URL(url);
  const usual = protocol === "https:" ? "443" : "80";
  if (name === hostname && (at ?? usual) === (configured || usual)) return true;
  const listens = host.includes(":") ? `[${host}]` : host.toLowerCase();
  return name === listens && isIP(host) !== 0 && host !== "0.0.0.0" && host !== "::" && Number(at ?? 80) === port;
}

/** Paths that a proxy may read differently: it could take `/unsubscribe/../status.json` for an open page and ask nobody to sign in. */
const CROOKED = /\/(?:\.|%2e){1,2}(?:\/|$)|%2f|%5c|\\|\/\//i;

/** Programs of the Reader API may encode the slashes in a stream's name, the end of the path. They lead nowhere else. */
const plainPath = (path: string): string =>
  path.replace(/(?<=\/api\/greader\.php\/reader\/api\/0\/stream\/contents\/.*)%2f/gi, "/");

const peerOf = (c: Context<WebEnv>): string => c.env.incoming.socket.remoteAddress ?? "";

/** Refuses requests for another host (RFC 9110, 15.5.20) and, behind a proxy, requests that did not come from it. */
export const onlyOurs =
  (access: WebAccess, web: () => Web): MiddlewareHandler<WebEnv> =>
  async (c, next) => {
    const [host, ...others] = c.env.incoming.headersDistinct["host"] ?? [];
    if (host === undefined || others.length > 0) return c.text("a request names one Host\n", 400);
    // First, since only a host that is ours is known to make a URL.
    if (!isOurHost(host, web())) return notOurHost(c);
    // A request line in absolute form names a host too, which counts more than the header (RFC 9112, 3.2.2).
    const { host: asked, username, password: secret } = new URL(c.req.url);
    if (!isOurHost(asked, web())) return notOurHost(c);
    // RFC 9110, 4.2.4: it may be there to hide the host.
    if (username !== "" || secret !== "")
      return c.text("the address of a request holds no user name: sign in on the page\n", 400);
    const [path = ""] = (c.env.incoming.url ?? "").replace(/^https?:\/\/[^/?]*/, "").split("?", 1);
    if (CROOKED.test(plainPath(path))) return crookedPath(c);
    if (access.kind === "proxy" && !isWithin(peerOf(c), access.from)) return pastTheProxy(c);
    return next();
  };

/** Headers that proxies set. `loopback` trusts no request that has one, since it may be a stranger's. */
const FORWARDED = ["forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip"];

/** True for a request that this machine makes itself. HTTP/1.0 is what nginx uses by default, and what no browser uses. */
export function isFromHere(c: Context<WebEnv>): boolean {
  const { httpVersion, headers } = c.env.incoming;
  return (
    isWithin(peerOf(c), LOOPBACK) &&
    isLoopbackName((headers.host ?? "").replace(/:\d+$/, "")) &&
    httpVersion !== "1.0" &&
    FORWARDED.every((name) => headers[name] === undefined)
  );
}

/** The network of the client; for IPv6 the first 64 bits, since a client with one of its addresses has them all. */
export const networkOf = (c: Context<WebEnv>): string => {
  const peer = peerOf(c);
  return isIP(peer) === 6 && !peer.includes(".") ? peer.split(":").slice(0, 4).join(":") : peer;
};

/**
 * Refuses requests of other sites' pages: images, frames, scripts and fetches (Sec-Fetch-Site), and each change that does not come from a
 * page of ours (Origin). Followed links pass.
 */
export const onlyOurPages =
  (web: () => Web): MiddlewareHandler<WebEnv> =>
  async (c, next) => {
    const [site, mode, to, origin] = ["sec-fetch-site", "sec-fetch-mode", "sec-fetch-dest", "origin"].map((name) =>
      c.req.header(name),
    );
    const isReading = c.req.method === "GET" || c.req.method === "HEAD";
    const isOurs = site === "same-origin" || (site === undefined && origin !== undefined && isOwnOrigin(origin, c, web()));
    const isVisit = site === undefined || site === "none" || (mode === "navigate" && to === "document");
    if (!isOurs && !(isReading && isVisit)) return fromAnotherSite(c);
    return next();
  };

/** Refuses a post with a body that no form of ours sends: what other sites' pages can send without a question is checked by its origin. */
export const onlyForms: MiddlewareHandler<WebEnv> = async (c, next) => {
  const type = c.req.header("content-type")?.split(";", 1)[0]?.trim().toLowerCase();
  const isForm = type === undefined || type === "application/x-www-form-urlencoded" || type === "multipart/form-data";
  return c.req.method !== "POST" || isForm ? next() : notAForm(c);
};

/** The browser's view: `web.url`, or the Host if there is no proxy. */
const isOwnOrigin = (origin: string, c: Context<WebEnv>, { url }: Web): boolean =>
  origin === new URL(url).origin || origin === `http://${c.env.incoming.headers.host}`;
