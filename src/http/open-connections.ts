// Opens every outbound connection: resolves the host, checks each address, and connects to what was checked and to nothing else.
import type { LookupFunction, Socket } from "node:net";
import { lookup } from "node:dns/promises";
import { connect as connectTcp, isIP } from "node:net";
import { connect as connectTls, rootCertificates } from "node:tls";
import { Agent, type buildConnector } from "undici";
import { type Allowed, checkAddress, isLocalhost, plainHost } from "./address-guard.ts";
import { HttpFaultError } from "./explain-fault.ts";

/** All addresses of a host name, as literals. Rejects with a DNS error (`code` ENOTFOUND, EAI_AGAIN). */
export type Resolve = (host: string) => Promise<string[]>;

export type OpeningPhase = "looking up the host" | "connecting";

/** undici's dispatcher over guarded connections, and what they are doing now, by origin. */
export interface Connections {
  dispatcher: Agent;
  /** What the connection to `origin` that is not ready yet is waiting for. */
  opening(origin: string): OpeningPhase | null;
  /** True where a request to `origin` may be written to a connection that was open before. */
  hasOpen(origin: string): boolean;
  close(): Promise<void>;
}

const connectMs = 10_000;
const idleMs = 30_000;
const headerBytesMax = 64 * 1024;
const tlsSessionsMax = 500;

interface Target {
  origin: string;
  host: string;
  port: number;
  secure: boolean;
}

/** `authorities` are PEM certificates trusted beside the public ones. */
export function openConnections(options: { allowed: Allowed; resolve?: Resolve; authorities?: string[] }): Connections {
  const resolve = options.resolve ?? resolveBySystem;
  const ca = options.authorities ? [...rootCertificates, ...options.authorities] : undefined;
  const phases = new Map<string, OpeningPhase>();
  const openCounts = new Map<string, number>();
  const sockets = new Set<Socket>();
  const sessions = new Map<string, Buffer>();

  function keep(target: Target, socket: Socket): void {
    openCounts.set(target.origin, (openCounts.get(target.origin) ?? 0) + 1);
    socket.once("close", () => {
      const left = (openCounts.get(target.origin) ?? 1) - 1;
      if (left > 0) openCounts.set(target.origin, left);
      else openCounts.delete(target.origin);
    });
  }

  function rememberSession(origin: string, session: Buffer): void {
    sessions.delete(origin);
    sessions.set(origin, session);
    const oldest = sessions.keys().next();
    if (sessions.size > tlsSessionsMax && oldest.done !== true) sessions.delete(oldest.value);
  }

  async function open(target: Target): Promise<Socket> {
    phases.set(target.origin, "looking up the host");
    const addresses = await checkedAddresses(target, resolve, options.allowed);
    phases.set(target.origin, "connecting");
    const socket = target.secure ? startTls(target, addresses, sessions.get(target.origin), ca) : startTcp(target, addresses);
    sockets.add(socket);
    socket
      .once("close", () => sockets.delete(socket))
      .on("session", (session: Buffer) => rememberSession(target.origin, session));
    await ready(socket, target);
    keep(target, socket);
    return socket;
  }

  const dispatcher = new Agent({
    connect: (asked, done) => {
      const target = targetOf(asked);
      open(target)
        .finally(() => phases.delete(target.origin))
        .then(
          (socket) => done(null, socket),
          (error: Error) => done(error, null),
        );
    },
    // One deadline over the whole request replaces these two, which every byte would start anew.
    headersTimeout: 0,
    bodyTimeout: 0,
    keepAliveTimeout: idleMs,
    keepAliveMaxTimeout: idleMs,
    maxHeaderSize: headerBytesMax,
  });

  return {
    dispatcher,
    opening: (origin) => phases.get(origin) ?? null,
    hasOpen: (origin) => openCounts.has(origin),
    async close() {
      for (const socket of sockets) if (socket.connecting) socket.destroy();
      await dispatcher.destroy();
    },
  };
}

function targetOf({ protocol, hostname, port }: buildConnector.Options): Target {
  const secure = protocol === "https:";
  const host = plainHost(hostname);
  const number = Number(port) || (secure ? 443 : 80);
  const origin = new URL(
    `${protocol}//${hostname.includes(":") && !hostname.startsWith("[") ? `[${hostname}]` : hostname}:${number}`,
  ).origin;
  return { origin, host, port: number, secure };
}

async function checkedAddresses(target: Target, resolve: Resolve, allowed: Allowed): Promise<[string, ...string[]]> {
  const { host } = target;
  const [first, ...rest] = isIP(host) !== 0 ? [host] : isLocalhost(host) ? loopbackOf(target, allowed) : await resolve(host);
  if (first === undefined) throw new HttpFaultError("dns", "no such host");
  // One private address among public ones is enough to refuse: nobody could say which of them would be connected to.
  for (const address of [first, ...rest]) {
    const verdict = checkAddress(address, target, allowed);
    if (verdict.kind === "refused") throw new HttpFaultError("private-address", verdict.message);
  }
  return [first, ...rest];
}

// RFC 6761 section 6.3: names below localhost are loopback and are not asked of DNS. Where only one family is allowed, that one is used.
function loopbackOf(target: Target, allowed: Allowed): string[] {
  const both = ["127.0.0.1", "::1"];
  const usable = both.filter((address) => checkAddress(address, target, allowed).kind === "allowed");
  return usable.length > 0 ? usable : both;
}

async function resolveBySystem(host: string): Promise<string[]> {
  const found = await lookup(host, { all: true, verbatim: true });
  return found.map(({ address }) => address);
}

// Node asks for the addresses through this hook, so there is no second look-up for a rebinding name server to answer.
function pinned(addresses: [string, ...string[]]): LookupFunction {
  const entries = addresses.map((address) => ({ address, family: isIP(address) }));
  return (_host, options, done) => {
    if (options.all === true) done(null, entries);
    else done(null, addresses[0], isIP(addresses[0]));
  };
}

function socketOptions(target: Target, addresses: [string, ...string[]]) {
  // The next address is tried after this long; Node's 250 ms give up on hosts that are merely far away (nodejs/node#54359).
  const families = { autoSelectFamily: true, autoSelectFamilyAttemptTimeout: 2_000 };
  return { host: target.host, port: target.port, lookup: pinned(addresses), noDelay: true, keepAlive: true, ...families };
}

function startTcp(target: Target, addresses: [string, ...string[]]): Socket {
  return connectTcp(socketOptions(target, addresses));
}

function startTls(
  target: Target,
  addresses: [string, ...string[]],
  session: Buffer | undefined,
  ca: string[] | undefined,
): Socket {
  return connectTls({
    ...socketOptions(target, addresses),
    // An address is no server name (RFC 6066 section 3); the certificate is then checked against `host`.
    ...(isIP(target.host) === 0 && { servername: target.host }),
    ...(session && { session }),
    ...(ca && { ca }),
    ALPNProtocols: ["http/1.1"],
    // Said aloud, because NODE_TLS_REJECT_UNAUTHORIZED=0 would otherwise switch it off.
    rejectUnauthorized: true,
  });
}

function ready(socket: Socket, target: Target): Promise<void> {
  return new Promise((resolve, reject) => {
    const slow = `no connection to ${target.host}:${target.port} within ${connectMs / 1000} s`;
    const timer = setTimeout(() => socket.destroy(new HttpFaultError("timeout", slow, { temporary: true })), connectMs);
    // Stays on as the socket's error listener until undici adds its own, lest an error in between ends the process.
    socket.on("error", (error) => {
      clearTimeout(timer);
      reject(error);
    });
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
