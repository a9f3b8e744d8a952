// A proxy through which requests go: an HTTP one by CONNECT, or a SOCKS 5 one. The guard's rules hold for its own address too.
import { request } from "node:http";
import { isIP, type Socket } from "node:net";
import { SocksClient } from "socks";
import { type Allowed, checkAddress, isLocalhost, isNameAllowed } from "./address-guard.ts";
import { checkedAddresses, ready, type Resolve, startSocket, type Target } from "./connect.ts";
import { explainFault, HttpFaultError } from "./explain-fault.ts";

export interface Proxy {
  kind: "http" | "socks";
  target: Target;
  /** It looks up the names of hosts itself; else it is given addresses that we looked up and checked. */
  looksUp: boolean;
  user: string;
  password: string;
  /** For people, without its user and password. */
  name: string;
}

const USUAL_PORTS: Readonly<Record<string, number>> = { "http:": 80, "https:": 443 };
/** A proxy may be far away, and has to reach the host in this time. */
const TUNNEL_MS = 20_000;
/** Names that lead nowhere outside of a network (RFC 6761, RFC 6762, RFC 8375, and by custom). */
const INSIDE = /^[^.]+$|\.(?:local|internal|intranet|private|corp|home|lan|home\.arpa)$/i;

/** `url` is one that parse-proxy.ts accepts. */
export function readProxy(url: string): Proxy {
  const { protocol, hostname, port, username, password } = new URL(url);
  const kind = protocol.startsWith("socks") ? "socks" : "http";
  return {
    kind,
    target: {
      host: hostname.replace(/^\[(.*)\]$/, "$1").toLowerCase(),
      port: Number(port) || (USUAL_PORTS[protocol] ?? 1080),
      secure: protocol === "https:",
    },
    looksUp: protocol !== "socks5:",
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
    name: `${protocol}//${hostname}:${port}`,
  };
}

/** Opens a socket to the proxy, which leads to `target` once `finish` has resolved. Throws HttpFaultErrors that name the proxy. */
export async function startTunnel(
  proxy: Proxy,
  target: Target,
  { resolve, allowed, proxyAllowed }: { resolve: Resolve; allowed: Allowed; proxyAllowed: Allowed },
): Promise<{ socket: Socket; finish: () => Promise<void> }> {
  const host = proxy.looksUp ? checkedName(target, allowed) : (await checkedAddresses(target, resolve, allowed))[0];
  const addresses = await named(proxy, checkedAddresses(proxy.target, resolve, proxyAllowed));
  const socket = startSocket(proxy.target, addresses, {});
  const finish = async (): Promise<void> => {
    await named(
      proxy,
      ready(socket, proxy.target, () => undefined),
    );
    await named(
      proxy,
      proxy.kind === "http" ? askHttp(proxy, socket, { ...target, host }) : askSocks(proxy, socket, { ...target, host }),
    );
  };
  return { socket, finish };
}

/** What the proxy looks up cannot be checked by its address, so what names a private host by itself is refused. */
function checkedName(target: Target, allowed: Allowed): string {
  const { host, port } = target;
  if (isIP(host) !== 0 || isLocalhost(host)) {
    const verdict = checkAddress(isIP(host) !== 0 ? host : "127.0.0.1", target, allowed);
    if (verdict.kind === "refused") throw new HttpFaultError("private-address", verdict.message);
  } else if (INSIDE.test(host) && !isNameAllowed(host, port, allowed))
    throw new HttpFaultError("private-address", `${host} is the name of a private host; ${allowed.advice}`);
  return host;
}

function askHttp(proxy: Proxy, socket: Socket, { host, port }: Target): Promise<void> {
  const authority = `${isIP(host) === 6 ? `[${host}]` : host}:${port}`;
  const login = Buffer.from(`${proxy.user}:${proxy.password}`).toString("base64");
  return new Promise((resolve, reject) => {
    const asked = request({
      method: "CONNECT",
      path: authority,
      headers: { host: authority, ...(proxy.user !== "" && { "proxy-authorization": `Basic ${login}` }) },
      createConnection: () => socket,
      timeout: TUNNEL_MS,
    });
    asked.once("connect", ({ statusCode = 0 }, _, head) => {
      if (head.length > 0) socket.unshift(head);
      if (statusCode >= 200 && statusCode < 300) resolve();
      else reject(refused(statusCode));
    });
    asked.once("response", ({ statusCode = 0 }) => reject(refused(statusCode)));
    asked.once("timeout", () => reject(new HttpFaultError("timeout", "did not reach the host in time", { temporary: true })));
    asked.once("error", reject);
    asked.end();
  });
}

const refused = (status: number): HttpFaultError =>
  status === 407
    ? new HttpFaultError("unreachable", "asks for a user and a password: write them into its address, or correct them")
    : new HttpFaultError("unreachable", `refused to reach the host (HTTP status ${status})`, { temporary: status >= 500 });

async function askSocks(proxy: Proxy, socket: Socket, { host, port }: Target): Promise<void> {
  await SocksClient.createConnection({
    command: "connect",
    destination: { host, port },
    existing_socket: socket,
    timeout: TUNNEL_MS,
    proxy: {
      host: proxy.target.host,
      port: proxy.target.port,
      type: 5,
      ...(proxy.user !== "" && { userId: proxy.user, password: proxy.password }),
    },
  });
}

/** Says of a fault that it is the proxy's. */
async function named<Value>(proxy: Proxy, work: Promise<Value>): Promise<Value> {
  try {
    return await work;
  } catch (thrown) {
    const { reason, message, temporary } = explainFault(thrown);
    const isAddress = reason === "private-address" || reason === "dns";
    throw new HttpFaultError(isAddress ? reason : "unreachable", `the proxy ${proxy.name}: ${message}`, {
      temporary,
      cause: thrown,
    });
  }
}
