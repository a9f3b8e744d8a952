// Delivery: one attempt to take an issue to a recipient, and what became of it.

/**
 * What became of one attempt; `reply` is the server's own words, or ours if it said none.
 * `filed`: it is only a file, because no mail server is set. `sentAs`: the service's own id of the message. `rate-limited`: nothing was sent, because the host asked to be left alone until
 * then. `retry`: it was not taken and may be tried again, no sooner than `until`; it is about the delivery if a working server puts off this
 * one, and about the server if no mail could be brought to it. `failed`: trying again cannot help.
 * `uncertain`: the body had begun and no answer came, so it may or may not have arrived (RFC 1047).
 */
export type Delivery =
  | { kind: "sent"; reply: string; filed?: true; sentAs?: string }
  | { kind: "rate-limited"; until: Date; reply: string }
  | { kind: "retry"; about: "server" | "delivery"; reply: string; until?: Date }
  | { kind: "failed"; reply: string }
  | { kind: "uncertain"; reply: string };

/** One issue on its way to one recipient. */
export interface Outgoing {
  /** As the ledger names it. */
  recipient: string;
  /** The same for every attempt, so that a second copy can be recognised. */
  messageId: string;
  bytes: Buffer;
  /** It takes the place of the message that the service knows by this id; null for one of its own. */
  edits: string | null;
  /** Identifies it, for people who look at what was sent. */
  delivery: { id: number; issue: number; digest: string; createdAt: Date };
  /** Awaited before the first byte of the body leaves; if it rejects nothing leaves, and `deliver` rejects with the same error. */
  onBodyStart: () => Promise<void>;
}

export interface Sender {
  /** True if a repeated delivery replaces the first, so that trying again can double nothing. */
  repeatable: boolean;
  deliver(outgoing: Outgoing): Promise<Delivery>;
}
