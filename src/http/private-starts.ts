// Tells whether a source is on a private host that the user allowed: only such a source may lead to private hosts.
import { isIP } from "node:net";
import { type Allowed, isAllowedPrivate, isLocalhost, isNameAllowed, plainHost } from "./address-guard.ts";
import { type Resolve, resolveBySystem } from "./connect.ts";

/** A host that moves into a private network, or out of it, is noticed after this long. */
const KNOWN_MS = 300_000;
const KNOWN_MAX = 2_000;

/**
 * Returns a function that tells whether a request which started at `from` may ask `url` even if that is a private host. It never rejects.
 * The host of a source itself needs no look-up: the guard decides about its address when it connects.
 */
export function openPrivateStarts(
  allowed: Allowed,
  resolve: Resolve = resolveBySystem,
): (url: URL, from: readonly string[]) => Promise<boolean> {
  const known = new Map<string, { until: number; inside: boolean }>();

  async function ask(host: string, port: number): Promise<boolean> {
    if (isNameAllowed(host, port, allowed)) return true;
    // Without ranges only names are allowed, and no name has to be looked up.
    if (allowed.ranges.length === 0) return false;
    const addresses = isIP(host) !== 0 ? [host] : isLocalhost(host) ? ["127.0.0.1", "::1"] : await resolve(host).catch(() => []);
    return addresses.some((address) => isAllowedPrivate(address, { host, port }, allowed));
  }

  async function isInside(url: string): Promise<boolean> {
    // A command of the user's runs on this machine.
    if (url.startsWith("command:")) return true;
    if (!/^https?:/i.test(url) || !URL.canParse(url)) return false;
    const { protocol, hostname, port, host: key } = new URL(url);
    const kept = known.get(key);
    if (kept !== undefined && kept.until > Date.now()) return kept.inside;
    const inside = await ask(plainHost(hostname), Number(port) || (protocol === "https:" ? 443 : 80));
    if (known.size >= KNOWN_MAX) known.clear();
    known.set(key, { until: Date.now() + KNOWN_MS, inside });
    return inside;
  }

  return async (url, from) => {
    if (allowed.names.size === 0 && allowed.ranges.length === 0) return false;
    if (from.some((start) => /^https?:/i.test(start) && URL.canParse(start) && new URL(start).host === url.host)) return true;
    for (const start of from) if (await isInside(start)) return true;
    return false;
  };
}
