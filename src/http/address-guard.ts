// Decides which addresses may be connected to: public ones, and private ones that the user listed.
import { isIP } from "node:net";
import ipaddr from "ipaddr.js";

type Address = ipaddr.IPv4 | ipaddr.IPv6;

/** The user's exceptions: names (with a port or for all ports) and address ranges. */
export interface Allowed {
  /** "host" or "host:port". */
  names: Set<string>;
  ranges: { network: Address; bits: number; port: number | null }[];
  /** What to say of a private address that is none of them. */
  advice: string;
}

/** For chains that start at a source on a public host: what strangers list leads to no private host, whatever the user allowed. */
export const NOTHING_PRIVATE: Allowed = {
  names: new Set(),
  ranges: [],
  advice: "only a source that is itself on a private host may lead there",
};

export type AddressVerdict = { kind: "allowed" } | { kind: "refused"; message: string };

const publicIpv6 = ipaddr.IPv6.parseCIDR("2000::/3");

// A public number, but answered by the cloud host under this machine: Azure's WireServer.
const deniedAddresses = new Set(["168.63.129.16"]);

const reservedRanges = new Set(["multicast", "broadcast", "reserved", "benchmarking", "discard", "as112", "as112v6", "amt"]);

/**
 * Reads `fetch.allow_private`: hosts, host:ports and CIDRs. An address among them applies under any name.
 * Throws an Error that quotes an entry that is none of these.
 */
export function parseAllowed(list: readonly string[]): Allowed {
  const allowed: Allowed = { names: new Set(), ranges: [], advice: "if it is yours, add it to fetch.allow_private" };
  for (const entry of list) addEntry(allowed, entry.trim());
  return allowed;
}

/** Whether a connection to `address` may be opened for `target`. `address` is a literal, and `target.host` the name that led to it. */
export function checkAddress(address: string, target: { host: string; port: number }, allowed: Allowed): AddressVerdict {
  if (isNameAllowed(target.host, target.port, allowed)) return { kind: "allowed" };
  if (!ipaddr.isValid(address))
    return { kind: "refused", message: `${target.host} leads to "${address}", which is not an address` };
  const parsed = ipaddr.parse(address);
  if (allowed.ranges.some((range) => isInside(parsed, range, target.port)) || isPublic(parsed)) return { kind: "allowed" };
  const kind = reservedRanges.has(parsed.range()) ? "a reserved address" : "a private address";
  return { kind: "refused", message: `${target.host} is ${kind} (${address}); ${allowed.advice}` };
}

/** Whether it may be connected to by the user's exceptions alone. */
export const isAllowedPrivate = (address: string, target: { host: string; port: number }, allowed: Allowed): boolean =>
  checkAddress(address, target, allowed).kind === "allowed" && checkAddress(address, target, NOTHING_PRIVATE).kind === "refused";

/** The host of a URL in the form that is compared here: lower case, without brackets and without the dot of the DNS root. */
export function plainHost(hostname: string): string {
  return hostname
    .toLowerCase()
    .replace(/^\[(.*)\]$/, "$1")
    .replace(/\.$/, "");
}

/** True for `localhost` and every name below it, which never leave the machine (RFC 6761 section 6.3). */
export function isLocalhost(host: string): boolean {
  return host === "localhost" || host.endsWith(".localhost");
}

function isPublic(address: Address): boolean {
  if (deniedAddresses.has(address.toString()) || address.range() !== "unicast") return false;
  // Everything global is in 2000::/3 today; the rest of "unicast" is unassigned and may be mapped to IPv4 (RFC 4291 section 2.4).
  return address.kind() === "ipv4" || ((address as ipaddr.IPv6).match(publicIpv6) && !leadsToPrivate(address as ipaddr.IPv6));
}

const privateRanges = new Set(["private", "loopback", "linkLocal", "carrierGradeNat"]);

/**
 * True for an address that a router translates to a private IPv4 one: ISATAP (RFC 5214, section 6.1) and an operator's own NAT64 prefix of
 * 96 bits (RFC 6052, section 2.2). Shorter prefixes of an operator look like any other address.
 */
function leadsToPrivate({ parts }: ipaddr.IPv6): boolean {
  const [high = 0, low = 0, upper = 0, lower = 0] = parts.slice(4);
  const isIsatap = (high & ~0x0300) === 0 && low === 0x5efe;
  if (!isIsatap && (high !== 0 || low !== 0)) return false;
  return privateRanges.has(new ipaddr.IPv4([upper >> 8, upper & 255, lower >> 8, lower & 255]).range());
}

export function isNameAllowed(host: string, port: number, allowed: Allowed): boolean {
  const names = isLocalhost(host) ? [host, "localhost"] : [host];
  return names.some((name) => allowed.names.has(name) || allowed.names.has(`${name}:${port}`));
}

function isInside(address: Address, range: Allowed["ranges"][number], port: number): boolean {
  if (range.port !== null && range.port !== port) return false;
  return address.kind() === range.network.kind() && address.match(range.network, range.bits);
}

function addEntry(allowed: Allowed, entry: string): void {
  if (ipaddr.isValidCIDR(entry)) {
    const [network, bits] = ipaddr.parseCIDR(entry);
    allowed.ranges.push({ network, bits, port: null });
    return;
  }
  const { host, port } = splitPort(entry);
  if (isIP(host) !== 0) {
    const network = ipaddr.parse(host);
    allowed.ranges.push({ network, bits: network.kind() === "ipv4" ? 32 : 128, port });
  } else {
    allowed.names.add(port === null ? host : `${host}:${port}`);
  }
}

function splitPort(entry: string): { host: string; port: number | null } {
  if (isIP(entry) === 6) return { host: entry, port: null };
  const [, written = "", digits] = /^(\[[^\]]*\]|[^:/@?#\\]*)(?::(\d{1,5}))?$/.exec(entry) ?? [];
  const port = digits === undefined ? null : Number(digits);
  // Through URL, so that a name has the same form as in requests: lower case and Punycode.
  const host = URL.canParse(`http://${written}/`) ? plainHost(new URL(`http://${written}/`).hostname) : "";
  const isHost = isIP(host) !== 0 || /^[a-z0-9._-]+$/.test(host);
  if (!isHost || (port !== null && (port < 1 || port > 65_535))) {
    throw new Error(`fetch.allow_private: "${entry}" is not a host, a host:port or a CIDR, such as 10.0.0.0/8`);
  }
  return { host, port };
}
