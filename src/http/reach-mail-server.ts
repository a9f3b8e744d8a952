// Opens a socket to the mail server that its owner wrote down, which may be private, and to no other; it may go through a proxy.
import { isIP, type Socket } from "node:net";
import { rootCertificates, type TLSSocket } from "node:tls";
import { isAllowedPrivate, parseAllowed, plainHost } from "./address-guard.ts";
import { startTls } from "./connect.ts";
import { connector, type ConnectionOptions } from "./open-connections.ts";

export interface MailHost {
  host: string;
  port: number;
  /** TLS from the beginning. */
  secure: boolean;
}

export interface MailSocket {
  socket: Socket;
  /** The server is on a private network. Unknown behind a proxy, so false. */
  isPrivate: boolean;
  /** Begins TLS on it (STARTTLS); its certificate is checked as any other. */
  secure(onSecure: () => void): TLSSocket;
}

/** Rejects with an HttpFaultError or an error of the socket. */
export async function reachMailServer(
  asked: MailHost,
  options: Pick<ConnectionOptions, "resolve" | "authorities" | "proxy">,
): Promise<MailSocket> {
  const target = { ...asked, host: plainHost(asked.host), isMail: true };
  const host = isIP(target.host) === 6 ? `[${target.host}]` : target.host;
  const allowed = parseAllowed([`${host}:${target.port}`]);
  const { authorities } = options;
  const socket = await connector({ ...options, allowed })(
    target,
    () => undefined,
    () => undefined,
  );
  const address = socket.remoteAddress ?? "";
  return {
    socket,
    isPrivate: options.proxy === undefined && isAllowedPrivate(address, target, allowed),
    secure(onSecure) {
      const trust = authorities === undefined ? {} : { ca: [...rootCertificates, ...authorities] };
      return startTls(socket, { ...target, secure: true }, trust).once("secureConnect", onSecure) as TLSSocket;
    },
  };
}
