// Mailer: takes the bytes of one mail to one recipient to a mail server or a folder.
import type { Delivery } from "../delivery.ts";

export interface OutgoingMail {
  /** The envelope's sender and recipient: an address, or a name and an address. */
  from: string;
  to: string;
  /** The whole message, as `composeMessage` made it. */
  bytes: Buffer;
  /** The same for every attempt at the same delivery: letters and digits of any script, dots, hyphens and underscores. */
  fileName: string;
  /** Awaited before the first byte of the message leaves; if it rejects nothing leaves, and `deliver` rejects with the same error. */
  onBodyStart: () => Promise<void>;
}

export interface Mailer {
  /** True if a repeated delivery replaces the first, so that trying again can double nothing. */
  repeatable: boolean;
  deliver(outgoing: OutgoingMail): Promise<Delivery>;
  /** Whether mail could be sent now. Sends none. */
  verify(): Promise<{ ok: boolean; detail: string }>;
  /** Resolves once the deliveries under way have ended. */
  close(): Promise<void>;
}
