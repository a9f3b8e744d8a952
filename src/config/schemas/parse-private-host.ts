// Hosts on private networks from which feeds and pages may come: a host, host:port, or CIDR range.
import ipaddr from "ipaddr.js";
import type { Reading } from "../../schema/reading.ts";

/** `news.intranet`, `10.0.0.7:8080`, `[fd00::7]:80` or `10.1.0.0/16`. */
export function parsePrivateHost(text: string): Reading<string> {
  const host = text.trim().toLowerCase();
  if (host.length <= 255 && (host.includes("/") ? ipaddr.isValidCIDR(host) : isHost(host))) return { kind: "value", value: host };
  return {
    kind: "fault",
    message: `${JSON.stringify(text.slice(0, 80))} is no host: write a host, host:port or range, as in 10.0.0.7, localhost:8080 or 10.1.0.0/16`,
  };
}

function isHost(text: string): boolean {
  if (ipaddr.isValid(text)) return true;
  const [, bracketed, name, port] = /^(?:\[([^[\]]*)\]|([^[\]:]*))(?::(\d{1,5}))?$/.exec(text) ?? [];
  if (Number(port ?? 0) > 65_535) return false;
  if (bracketed !== undefined) return ipaddr.IPv6.isValid(bracketed);
  if (name === undefined || /^[\d.]+$/.test(name)) return name !== undefined && ipaddr.IPv4.isValidFourPartDecimal(name);
  return name.split(".").every((label) => /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/.test(label));
}

/** Reads an address or a CIDR range; returns a range, such as `10.0.0.7/32`. */
export function parseNetwork(text: string): Reading<string> {
  const range = text.trim().toLowerCase();
  if (ipaddr.isValidCIDR(range)) return { kind: "value", value: range };
  if (ipaddr.IPv6.isValid(range) || ipaddr.IPv4.isValidFourPartDecimal(range))
    return { kind: "value", value: `${range}/${range.includes(":") ? 128 : 32}` };
  return { kind: "fault", message: "is no address or range: write one, as in 10.0.0.7 or 172.16.0.0/12" };
}
