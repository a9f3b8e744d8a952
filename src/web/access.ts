// Who may read the web page: which hosts are ours, who counts as signed in, and which requests another site had a hand in.
import { BlockList, isIP } from "node:net";
import type { HttpBindings } from "@hono/node-server";
import type { Context, MiddlewareHandler } from "hono";
import type { Config, WebAccess } from "../config/config.ts";

type Web = Config["web"];
// oxlint-disable-next-line typescript/consistent-type-definitions
export type WebEnv = { Bindings: HttpBindings };

/** Says why the page may not be opened with these settings; null if it may. */
export function whyRefused({ host, port, access }: Web): string | null {
  if (access.kind === "loopback" && !isLoopbackName(host))
    return `web.listen is ${host}:${port}, which others can reach, and web.access is loopback: set web.access to password, proxy or open`;
  if (access.kind === "password" && (access.password ?? "") === "")
    return "web.access is password, and there is none: set WEB_PASSWORD, or WEB_PASSWORD_FILE to a file that holds it";
  return null;
}

/** Says what is risky about these settings; null if nothing is. */
export function whyRisky({ url, access }: Web): string | null {
  const { protocol, hostname } = new URL(url);
  const isPublic = !isLoopbackName(hostname);
  if (access.kind === "open")
    return "web.access is open: anyone who reaches the page reads every recipient, the ledger and the archive";
  if (access.kind === "loopback" && isPublic)
    return "web.url is public and web.access is loopback: requests through a proxy on this machine look like yours; set web.access to password or proxy";
  if (access.kind === "password" && isPublic && protocol === "http:")
    return "web.url begins with http: the password can be read on its way; put a proxy with https in front";
  return null;
}

/** True for the names by which a machine calls itself, and its loopback addresses. */
function isLoopbackName(host: string): boolean {
  const name = host.replace(/^\[|\]$/g, "").toLowerCase();
  return name === "localhost" || name.endsWith(".localhost") || isWithin(name, LOOPBACK);
}

const LOOPBACK = ["127.0.0.0/8", "::1/128"];

/** An IPv4 address that came by an IPv6 socket (`::ffff:10.0.0.1`) counts as what it is. */
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
 * (DNS rebinding) sends that name, and gets nothing.
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

/** A path that a proxy in front may read in another way than we do: it would ask nobody to sign in for `/unsubscribe/../status.json`. */
const CROOKED = /\/(?:\.|%2e){1,2}(?:\/|$)|%2f|%5c|\\|\/\//i;

const peerOf = (c: Context<WebEnv>): string => c.env.incoming.socket.remoteAddress ?? "";

/** Refuses what was meant for another host (RFC 9110, 15.5.20), and in front of a proxy those who go past it. */
export const onlyOurs =
  (access: WebAccess, web: () => Web): MiddlewareHandler<WebEnv> =>
  async (c, next) => {
    const [host, ...others] = c.env.incoming.headersDistinct["host"] ?? [];
    if (host === undefined || others.length > 0) return c.text("a request names one Host\n", 400);
    // A request line may hold a host too (absolute form), and it is the one that counts.
    if (![host, new URL(c.req.url).host].every((one) => isOurHost(one, web())))
      return c.text("no page of this host is here: set web.url to the address at which you read it\n", 421);
    const [path = ""] = (c.env.incoming.url ?? "").replace(/^https?:\/\/[^/?]*/, "").split("?", 1);
    if (CROOKED.test(path)) return c.text("a path is written plainly, without . or .. or \\\n", 400);
    if (access.kind === "proxy" && !isWithin(peerOf(c), access.from))
      return c.text("only the proxy in front may ask: see web.proxies\n", 403);
    return next();
  };

/** Set by proxies, which bring strangers; `loopback` believes none of them. */
const FORWARDED = ["forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip"];

/** True for a request of this machine's own. Nginx, unless it is told otherwise, asks by HTTP/1.0, which no browser does. */
export function isFromHere(c: Context<WebEnv>): boolean {
  const { httpVersion, headers } = c.env.incoming;
  return (
    isWithin(peerOf(c), LOOPBACK) &&
    isLoopbackName((headers.host ?? "").replace(/:\d+$/, "")) &&
    httpVersion !== "1.0" &&
    FORWARDED.every((name) => headers[name] === undefined)
  );
}

/** IPv6 addresses of one network count as one: whoever has one has them all. */
export const networkOf = (c: Context<WebEnv>): string => {
  const peer = peerOf(c);
  return isIP(peer) === 6 && !peer.includes(".") ? peer.split(":").slice(0, 4).join(":") : peer;
};

/**
 * Refuses what another site's page asks for: images, frames, scripts and fetches (Sec-Fetch-Site), and every change that does not come from
 * a page of ours (Origin). A link that somebody follows is let through.
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
    if (!isOurs && !(isReading && isVisit)) return c.text("another site may not ask for this\n", 403);
    return next();
  };

/** As the browser sees it: by `web.url`, or by the Host where nothing stands between. */
const isOwnOrigin = (origin: string, c: Context<WebEnv>, { url }: Web): boolean =>
  origin === new URL(url).origin || origin === `http://${c.env.incoming.headers.host}`;
