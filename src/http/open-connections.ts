// Keeps connections to hosts: each serves one request at a time, waits a while for the next to the same origin, and is then closed.
import type { Socket } from "node:net";
import { rootCertificates } from "node:tls";
import { Client, type Dispatcher } from "undici";
import { type Allowed, plainHost } from "./address-guard.ts";
import {
  checkedAddresses,
  ready,
  type Resolve,
  resolveBySystem,
  startSocket,
  startTls,
  type Target,
  type TlsOptions,
} from "./connect.ts";
import { type Proxy, startTunnel } from "./proxy.ts";
import { HttpFaultError } from "./explain-fault.ts";
import { type Heads, rewriteHeads } from "./rewrite-heads.ts";

type Phase = "looking up the host" | "connecting" | "agreeing on a secure connection" | "waiting for headers";

/** One connection, for as long as it was taken. */
export interface Connection {
  origin: string;
  /** What it waits for: to be opened, or for an answer. */
  phase(): Phase;
  /** How many sockets it has opened. If this is unchanged after a failed request, the connection was open before. */
  opened(): number;
  /** The line of the last answer that is not HTTP; null if there was none. */
  oddLine(): string | null;
  request(options: Omit<Dispatcher.RequestOptions, "origin">): Promise<Dispatcher.ResponseData>;
  /** Closes it at once; a request on it fails with `reason`. */
  destroy(reason: Error): Promise<void>;
}

export interface Connections {
  /** An idle connection to the origin, or a new one. Opens nothing before there is a request. */
  take(origin: string): Connection;
  /** Returns a connection whose answer was read to its end. */
  release(connection: Connection): void;
  close(): Promise<void>;
}

export interface ConnectionOptions {
  allowed: Allowed;
  resolve?: Resolve;
  /** PEM certificates trusted in addition to the public ones. */
  authorities?: string[];
  /** Through which all of them go, and which addresses it may have itself. */
  proxy?: { proxy: Proxy; proxyAllowed: Allowed };
}

const idleMs = 30_000;
const idleMax = 256;
const headerBytesMax = 64 * 1024;
const tlsSessionsMax = 500;

export function openConnections(options: ConnectionOptions): Connections {
  const connect = connector(options);
  const all = new Set<Connection>();
  // In the order in which they became idle.
  const idle = new Set<Connection>();
  let closed = false;

  return {
    take(origin) {
      if (closed) throw stopped();
      const known = [...idle].findLast((connection) => connection.origin === origin);
      const connection = known ?? openConnection(origin, connect, { disconnected, destroyed });
      all.add(connection);
      idle.delete(connection);
      return connection;
    },
    release(connection) {
      if (!all.has(connection)) return;
      idle.add(connection);
      const [longest] = idle;
      if (longest && idle.size > idleMax) void longest.destroy(stopped());
    },
    async close() {
      closed = true;
      await Promise.all([...all].map((connection) => connection.destroy(stopped())));
    },
  };

  // Closed by its host, or idle for too long. A connection that was just taken opens another socket for its request.
  function disconnected(connection: Connection): void {
    if (idle.has(connection)) void connection.destroy(stopped());
  }

  function destroyed(connection: Connection): void {
    idle.delete(connection);
    all.delete(connection);
  }
}

export type Connect = (target: Target, say: (phase: Phase) => void, started: (socket: Socket) => void) => Promise<Socket>;

// undici's pools are not used: they show no phase, and answer an abort before the headers by opening another connection for nothing.
function openConnection(
  origin: string,
  connect: Connect,
  on: Record<"disconnected" | "destroyed", (connection: Connection) => void>,
): Connection {
  let phase: Phase = "waiting for headers";
  let socket: Socket | null = null;
  let opened = 0;
  let heads: Heads | null = null;
  const client = new Client(origin, {
    connect(asked, done) {
      opened += 1;
      connect(
        targetOf(asked),
        (now) => {
          // A name that is resolved too late no longer leads to a connection.
          if (client.destroyed) throw stopped();
          phase = now;
        },
        (started) => (socket = started),
      ).then(
        (connected) => {
          heads = rewriteHeads(connected);
          done(null, connected);
        },
        (error: Error) => done(error, null),
      );
    },
    // One deadline over the whole request replaces these two, which each byte would restart.
    headersTimeout: 0,
    bodyTimeout: 0,
    keepAliveTimeout: idleMs,
    keepAliveMaxTimeout: idleMs,
    maxHeaderSize: headerBytesMax,
  });
  const connection: Connection = {
    origin,
    phase: () => phase,
    opened: () => opened,
    oddLine: () => heads?.oddLine() ?? null,
    request(options) {
      heads?.expect();
      return client.request({ ...options, origin });
    },
    async destroy(reason) {
      on.destroyed(connection);
      const ended = client.destroy(reason);
      // undici knows the socket only when it is open.
      if (phase !== "waiting for headers") socket?.destroy();
      await ended;
    },
  };
  client.on("disconnect", () => on.disconnected(connection));
  return connection;
}

/** Opens one socket after the other, each to a checked address. */
export function connector({ allowed, resolve = resolveBySystem, authorities, proxy }: ConnectionOptions): Connect {
  const trust = authorities && { ca: [...rootCertificates, ...authorities] };
  const sessions = new Map<string, Buffer>();

  function remember(host: string, session: Buffer): void {
    sessions.delete(host);
    sessions.set(host, session);
    const [oldest] = sessions.keys();
    if (oldest !== undefined && sessions.size > tlsSessionsMax) sessions.delete(oldest);
  }

  /** Either the host itself, or a proxy that leads to it. */
  async function open(
    target: Target,
    tls: TlsOptions,
    say: (phase: Phase) => void,
    started: (socket: Socket) => void,
  ): Promise<Socket> {
    say("looking up the host");
    if (proxy === undefined) {
      const addresses = await checkedAddresses(target, resolve, allowed);
      say("connecting");
      return startSocket(target, addresses, tls);
    }
    const tunnel = await startTunnel(proxy.proxy, target, { resolve, allowed, proxyAllowed: proxy.proxyAllowed });
    say("connecting");
    started(tunnel.socket);
    await tunnel.finish();
    if (!target.secure) return tunnel.socket;
    say("agreeing on a secure connection");
    return startTls(tunnel.socket, target, tls);
  }

  return async (target, say, started) => {
    const key = `${target.host}:${target.port}`;
    const session = sessions.get(key);
    const socket = await open(target, { ...trust, ...(session && { session }) }, say, started);
    started(socket);
    socket.on("session", (session: Buffer) => remember(key, session));
    if (proxy === undefined || target.secure) await ready(socket, target, () => say("agreeing on a secure connection"));
    say("waiting for headers");
    return socket;
  };
}

function targetOf({ protocol, hostname, port }: { protocol: string; hostname: string; port: string }): Target {
  const secure = protocol === "https:";
  return { host: plainHost(hostname), port: Number(port) || (secure ? 443 : 80), secure };
}

function stopped(): HttpFaultError {
  return new HttpFaultError("aborted", "stopped before it was done", { temporary: true });
}
