// Mailer: takes the bytes of one mail to one recipient to where it goes, and tells what became of it.

/**
 * What became of one attempt; `reply` is the server's own words, or ours where it said none.
 * `filed`: it stands as a file, for want of a server that brings it to its reader. `retry`: it was not taken and may be tried again; it is about the mail where a server that works puts off this one, and about
 * the server where no mail could be brought to it. `failed`: trying again cannot help.
 * `uncertain`: the body had begun and no answer came, so that it may or may not have arrived (RFC 1047).
 */
export type Delivery =
  | { kind: "sent"; reply: string; filed?: true }
  | { kind: "retry"; about: "server" | "mail"; reply: string }
  | { kind: "failed"; reply: string }
  | { kind: "uncertain"; reply: string };

export interface Outgoing {
  /** The envelope's sender and recipient: an address, or a name and an address. */
  from: string;
  to: string;
  /** The whole message, as `composeMessage` made it. */
  bytes: Buffer;
  /** The same for every attempt at the same delivery: letters and digits of any script, dots, hyphens and underscores. */
  fileName: string;
  /** Awaited before the first byte of the message leaves; where it rejects nothing leaves, and `deliver` rejects with the same error. */
  onBodyStart: () => Promise<void>;
}

export interface Mailer {
  /** True where a repeated delivery replaces the first, so that trying again can double nothing. */
  repeatable: boolean;
  deliver(outgoing: Outgoing): Promise<Delivery>;
  /** Whether mail could be sent now, in words. Sends none. */
  verify(): Promise<{ ok: boolean; detail: string }>;
  /** Resolves once the deliveries under way have ended. */
  close(): Promise<void>;
}
