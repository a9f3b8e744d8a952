// Opens a socket to a mail server, guarded like every request: its address is checked, and it may go through a proxy.
import type { Socket } from "node:net";
import { rootCertificates, type TLSSocket } from "node:tls";
import { type Allowed, isAllowedPrivate, plainHost } from "./address-guard.ts";
import { startTls } from "./connect.ts";
import type { Connect, ConnectionOptions } from "./open-connections.ts";

export interface MailHost {
  host: string;
  port: number;
  /** TLS from the beginning. */
  secure: boolean;
}

export interface MailSocket {
  socket: Socket;
  /** The server is on a private network, and its owner allowed it. Unknown behind a proxy, so false. */
  isPrivate: boolean;
  /** Begins TLS on it (STARTTLS); its certificate is checked as any other. */
  secure(onSecure: () => void): TLSSocket;
}

/** Rejects with an HttpFaultError or an error of the socket. */
export async function openMailSocket(
  asked: MailHost,
  { connect, allowed, authorities }: { connect: Connect; allowed: Allowed } & Pick<ConnectionOptions, "authorities">,
): Promise<MailSocket> {
  const target = { ...asked, host: plainHost(asked.host), isMail: true };
  const socket = await connect(
    target,
    () => undefined,
    () => undefined,
  );
  const address = socket.remoteAddress ?? "";
  return {
    socket,
    isPrivate: isAllowedPrivate(address, target, allowed),
    secure(onSecure) {
      const trust = authorities === undefined ? {} : { ca: [...rootCertificates, ...authorities] };
      return startTls(socket, { ...target, secure: true }, trust).once("secureConnect", onSecure) as TLSSocket;
    },
  };
}
