// Asks an open mailbox for messages one by one, and opens it anew when its server ends the connection.
import type { FetchMessageObject, ImapFlow } from "imapflow";
import type { OpenMailbox } from "./open-mailbox.ts";

export interface RawMessage {
  uid: number;
  /** Its beginning, which holds its words: attachments stand behind them. */
  bytes: Uint8Array;
  subject: string | null;
  receivedAt: Date;
  /** By which the message is known again. */
  id: string;
  /** It came after the last look. */
  isNew: boolean;
}

export interface Asking {
  /** Resolves to null if the message was deleted meanwhile; rejects if the server does not give it. */
  ask(uid: number): Promise<Omit<RawMessage, "isNew"> | null>;
  /** Resolves to whether there is a connection. */
  connect(): Promise<boolean>;
}

/** Of one message. */
const BYTES_MAX = 3 * 1024 * 1024;
/** In one look: two for each message at which a server ends its connection. */
const CONNECTIONS_MAX = 7;

/** `reopen` opens the mailbox anew after a server has closed the connection of `first`. */
export function askMessages(
  first: ImapFlow,
  { clock, reopen }: { clock: () => number; reopen: () => Promise<OpenMailbox> },
): Asking {
  let [client, opened] = [first, 1];
  const connect = async (): Promise<boolean> => {
    if (client.usable || opened >= CONNECTIONS_MAX) return client.usable;
    opened += 1;
    client = await reopen().then(
      (again) => again.client,
      () => client,
    );
    return client.usable;
  };
  return {
    connect,
    ask: (uid) =>
      fetchMessage(client, uid, clock).catch(async (error: unknown) => {
        // A connection that ends is not always the message's fault: asked anew, most servers give it.
        if (client.usable || !(await connect())) throw error;
        return fetchMessage(client, uid, clock);
      }),
  };
}

export const idOf = ({ envelope }: FetchMessageObject): string => `${envelope?.messageId ?? ""} ${String(envelope?.date ?? "")}`;

/** Null if it was deleted meanwhile. The request leaves its flags as they are (BODY.PEEK). */
async function fetchMessage(client: ImapFlow, uid: number, clock: () => number): Promise<Omit<RawMessage, "isNew"> | null> {
  const asked = { source: { start: 0, maxLength: BYTES_MAX }, internalDate: true, envelope: true };
  const message = await client.fetchOne(String(uid), asked, { uid: true });
  if (message === false || message.source === undefined) return null;
  const said = new Date(message.internalDate ?? 0);
  const receivedAt = Number.isNaN(said.getTime()) ? new Date(clock()) : said;
  return {
    uid,
    id: idOf(message),
    bytes: Uint8Array.from(message.source),
    subject: message.envelope?.subject ?? null,
    receivedAt,
  };
}
