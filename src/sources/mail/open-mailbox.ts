// Opens a mailbox by IMAP so that it can only be read: nothing is deleted, and nothing is marked as seen.
import type { Duplex } from "node:stream";
import type { ImapFlow, ImapTransportSocket } from "imapflow";
import type { MailSocket } from "../../http/reach-mail-server.ts";
import type { Mailbox } from "./parse-mailbox.ts";

export interface OpenMailbox {
  client: ImapFlow;
  /** Other numbers than before: the mailbox was made anew (RFC 3501, section 2.3.1.1). */
  uidValidity: string;
  /** The number that the next message gets. */
  uidNext: number;
}

const GREETING_MS = 15_000;
/** Without a byte from the server. */
const SILENCE_MS = 30_000;
/** Routers forget a silent connection after five minutes, and servers after half an hour (RFC 2177): by then IDLE begins anew. */
const IDLE_MS = 4 * 60_000;
const LITERAL_BYTES_MAX = 8 * 1024 * 1024;

/** Thrown if a server would get the password in clear. */
export class NoTlsError extends Error {
  override name = "NoTlsError" as const;
}

/** Thrown if the folder cannot be opened; `others` are those of the server. */
export class NoFolderError extends Error {
  override name = "NoFolderError" as const;
  readonly others: readonly string[];
  constructor(others: readonly string[], options: ErrorOptions) {
    super("no such folder", options);
    this.others = others;
  }
}

/** Rejects with these errors, with an error of imapflow, or with one of the socket. Its caller ends `client`. */
export async function openMailbox(
  mailbox: Mailbox,
  opened: MailSocket,
  password: string,
  { forIdle = false } = {},
): Promise<OpenMailbox> {
  const { ImapFlow } = await import("imapflow");
  const { user, host, port, secure, folder } = mailbox;
  // A server of one's own may do without TLS, which nobody else can overhear.
  const needsTls = !secure && !opened.isPrivate;
  const client = new ImapFlow({
    host,
    port,
    secure,
    auth: { user, pass: password },
    logger: false,
    disableAutoIdle: true,
    greetingTimeout: GREETING_MS,
    connectionTimeout: GREETING_MS,
    socketTimeout: forIdle ? IDLE_MS + SILENCE_MS : SILENCE_MS,
    maxIdleTime: IDLE_MS,
    maxLiteralSize: LITERAL_BYTES_MAX,
    maxLineLength: LITERAL_BYTES_MAX,
    maxResponseSize: 2 * LITERAL_BYTES_MAX,
    ...(needsTls && { doSTARTTLS: true }),
    transport: {
      connect(_, onConnect) {
        setImmediate(onConnect);
        return asTransport(opened.socket);
      },
      upgrade: (_socket, _options, onSecure) => asTransport(opened.secure(onSecure)),
    },
  });
  // After the connection has failed, each command rejects; without a listener the process would end.
  client.on("error", () => undefined);
  try {
    await client.connect();
  } catch (error) {
    opened.socket.destroy();
    const isClear = needsTls && /STARTTLS/i.test((error as Error).message);
    throw isClear ? new NoTlsError("the server offers no TLS", { cause: error }) : error;
  }
  try {
    const { uidValidity, uidNext } = await client.mailboxOpen(folder, { readOnly: true });
    return { client, uidValidity: String(uidValidity), uidNext };
  } catch (error) {
    const folders = client.usable ? await client.list().catch(() => []) : null;
    client.close();
    throw folders === null
      ? error
      : new NoFolderError(
          folders.map(({ path }) => path),
          { cause: error },
        );
  }
}

const asTransport = (socket: Duplex): ImapTransportSocket => socket as ImapTransportSocket;
