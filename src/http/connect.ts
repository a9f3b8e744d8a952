// Opens a socket to a host: resolves its name, checks each address, and connects only to a checked address.
import { lookup } from "node:dns/promises";
import { connect as connectTcp, isIP, type LookupFunction, type Socket } from "node:net";
import { connect as connectTls, type ConnectionOptions } from "node:tls";
import { type Allowed, checkAddress, isLocalhost } from "./address-guard.ts";
import { HttpFaultError } from "./explain-fault.ts";

/** All addresses of a host name, as literals. Rejects with a DNS error (`code` ENOTFOUND, EAI_AGAIN). */
export type Resolve = (host: string) => Promise<string[]>;

export interface Target {
  /** As plainHost gives it. */
  host: string;
  port: number;
  secure: boolean;
  /** It speaks another protocol than HTTP. */
  isMail?: boolean;
}

export interface TlsOptions {
  /** All trusted certificate authorities, if not Node's own. */
  ca?: string[];
  /** From an earlier connection to the same host; saves half of the handshake. */
  session?: Buffer;
}

type Addresses = [string, ...string[]];

const connectMs = 10_000;

// Tries the next address after this long; Node's own 250 ms give up on hosts that are merely far away (nodejs/node#54359).
const nextAddressMs = 2_000;

/** The addresses to connect to, all of them checked. Throws an HttpFaultError if there is none, or if one is not allowed. */
export async function checkedAddresses(target: Target, resolve: Resolve, allowed: Allowed): Promise<Addresses> {
  const { host } = target;
  const [first, ...rest] = isIP(host) !== 0 ? [host] : isLocalhost(host) ? loopbackOf(target, allowed) : await resolve(host);
  if (first === undefined) throw new HttpFaultError("dns", "no such host");
  // One private address among public ones is enough to refuse: it could be the one that is connected to.
  for (const address of [first, ...rest]) {
    const verdict = checkAddress(address, target, allowed);
    if (verdict.kind === "refused") throw new HttpFaultError("private-address", verdict.message);
  }
  return [first, ...rest];
}

/** All addresses of a host as the system knows them, from DNS and the hosts file. */
export async function resolveBySystem(host: string): Promise<string[]> {
  const found = await lookup(host, { all: true, verbatim: true });
  return found.map(({ address }) => address);
}

/** Begins to connect to the first of `addresses` that accepts the connection; `ready` tells when it has. */
export function startSocket(target: Target, addresses: Addresses, tls: TlsOptions): Socket {
  const options = {
    host: target.host,
    port: target.port,
    lookup: pinned(addresses),
    noDelay: true,
    keepAlive: true,
    autoSelectFamily: true,
    autoSelectFamilyAttemptTimeout: nextAddressMs,
  };
  return target.secure ? connectTls({ ...options, ...secured(target, tls) }) : connectTcp(options);
}

/** Begins TLS with the target over a socket that leads to it. */
export const startTls = (socket: Socket, target: Target, tls: TlsOptions): Socket =>
  connectTls({ socket, ...secured(target, tls) });

function secured(target: Target, tls: TlsOptions): ConnectionOptions {
  return {
    ...tls,
    host: target.host,
    // An address is not a server name (RFC 6066 section 3); the certificate is then checked against `host`.
    ...(isIP(target.host) === 0 && { servername: target.host }),
    ...(target.isMail !== true && { ALPNProtocols: ["http/1.1"] }),
    // Explicit, because NODE_TLS_REJECT_UNAUTHORIZED=0 would otherwise switch it off.
    rejectUnauthorized: true,
  };
}

/** Resolves when requests can be written to the socket; rejects with the reason after at most ten seconds. `reached`: TLS begins. */
export function ready(socket: Socket, target: Target, reached: () => void): Promise<void> {
  return new Promise((resolve, reject) => {
    let what = "connection to";
    const timer = setTimeout(() => {
      const slow = `no ${what} ${target.host}:${target.port} within ${connectMs / 1000} s`;
      socket.destroy(new HttpFaultError("timeout", slow, { temporary: true }));
    }, connectMs);
    if (target.secure) {
      socket.once("connect", () => {
        what = "secure connection (TLS) with";
        reached();
      });
    }
    // Stays as the socket's error listener until undici adds its own, so that an error in between does not end the process.
    socket.on("error", reject);
    socket.once("close", () => {
      clearTimeout(timer);
      reject(new HttpFaultError("reset", "the host closed the connection at once", { temporary: true }));
    });
    socket.once(target.secure ? "secureConnect" : "connect", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

// RFC 6761 section 6.3: names below localhost are loopback and are not looked up in DNS. If only one family is allowed, that one is used.
function loopbackOf(target: Target, allowed: Allowed): string[] {
  const both = ["127.0.0.1", "::1"];
  const usable = both.filter((address) => checkAddress(address, target, allowed).kind === "allowed");
  return usable.length > 0 ? usable : both;
}

// Node asks for the addresses through this hook, so a rebinding name server gets no second look-up to answer.
function pinned(addresses: Addresses): LookupFunction {
  const entries = addresses.map((address) => ({ address, family: isIP(address) }));
  return (_host, options, done) => {
    if (options.all === true) done(null, entries);
    else done(null, addresses[0], isIP(addresses[0]));
  };
}
