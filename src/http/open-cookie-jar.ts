// The cookies of one chain of redirects: kept until its end, sent back as RFC 6265 says, then forgotten.
import { siteOf } from "../text/outlets/site-of.ts";

const COOKIES_MAX = 50;
const COOKIE_CHARS_MAX = 4_096;
/** Of all cookies of a chain; hosts refuse longer headers. */
const CHARS_MAX = 8_192;

interface Cookie {
  name: string;
  value: string;
  /** Without a leading dot. */
  domain: string;
  /** Sent to that host alone, not to hosts below it. */
  hostOnly: boolean;
  path: string;
  secure: boolean;
}

export interface CookieJar {
  /** Takes over what a host at `url` set, one header each. */
  take(url: URL, setCookies: readonly string[]): void;
  /** The value of the Cookie header for `url`; null if there is no cookie for it. */
  headerFor(url: URL): string | null;
}

/** What a way over several hosts left behind. */
export interface Passed {
  cookies: CookieJar;
  /** The addresses that were asked, each with the cookies that it was asked with. */
  steps: ReadonlySet<string>;
}

export function openCookieJar(): CookieJar {
  const cookies = new Map<string, Cookie>();
  const sizeOf = ({ name, value }: Cookie): number => name.length + value.length + 3;
  let size = 0;

  const drop = (key: string): void => {
    const known = cookies.get(key);
    if (known !== undefined) size -= sizeOf(known);
    cookies.delete(key);
  };
  return {
    take(url, setCookies) {
      for (const line of setCookies.slice(0, 4 * COOKIES_MAX)) {
        const read = line.length > COOKIE_CHARS_MAX ? null : readCookie(line, url);
        if (read === null) continue;
        const { isOver, ...cookie } = read;
        const key = `${cookie.domain} ${cookie.path} ${cookie.name}`;
        drop(key);
        if (isOver || cookies.size >= COOKIES_MAX || size + sizeOf(cookie) > CHARS_MAX) continue;
        cookies.set(key, cookie);
        size += sizeOf(cookie);
      }
    },
    headerFor(url) {
      const sent = [...cookies.values()].filter((cookie) => belongsTo(cookie, url));
      // Those of the longest path come first (RFC 6265 section 5.4).
      sent.sort((a, b) => b.path.length - a.path.length);
      return sent.length === 0 ? null : sent.map(({ name, value }) => (name === "" ? value : `${name}=${value}`)).join("; ");
    },
  };
}

function readCookie(line: string, url: URL): (Cookie & { isOver: boolean }) | null {
  const [pair = "", ...attributes] = line.split(";");
  const at = pair.indexOf("=");
  const name = pair.slice(0, Math.max(0, at)).trim();
  const value = pair.slice(at + 1).trim();
  if ((name === "" && value === "") || !/^[\x20-\x7e\x80-\xff]*$/.test(name + value)) return null;
  const given = new Map(
    attributes.map((part) => {
      const [key = "", ...rest] = part.split("=");
      return [key.trim().toLowerCase(), rest.join("=").trim()] as const;
    }),
  );
  const domain = (given.get("domain") ?? "").replace(/^\./, "").toLowerCase();
  // A cookie for a whole registry or another's host is not kept (RFC 6265 section 5.3).
  if (domain !== "" && !(isWithin(url.hostname, domain) && isWithin(domain, siteOf(url.hostname)))) return null;
  const path = given.get("path") ?? "";
  const maxAge = given.get("max-age") ?? "";
  return {
    name,
    value,
    domain: domain === "" ? url.hostname : domain,
    hostOnly: domain === "",
    path: path.startsWith("/") ? path : url.pathname.replace(/\/[^/]*$/, "") || "/",
    secure: given.has("secure"),
    // Hosts take a cookie back with a year long past; a chain is over before any other date.
    isOver: /^(?:0|-\d+)$/.test(maxAge) || (maxAge === "" && /\b(?:19\d\d|200\d)\b/.test(given.get("expires") ?? "")),
  };
}

function belongsTo({ domain, hostOnly, path, secure }: Cookie, url: URL): boolean {
  if (hostOnly ? url.hostname !== domain : !isWithin(url.hostname, domain)) return false;
  if (secure && url.protocol !== "https:") return false;
  return url.pathname === path || url.pathname.startsWith(path.endsWith("/") ? path : `${path}/`);
}

const isWithin = (host: string, domain: string): boolean => host === domain || host.endsWith(`.${domain}`);
