// How long deliveries wait: for a worker that may be dead, for a server that defers, for an unknown result.

const MINUTE_MS = 60_000;

/** The pauses of deliveries; tests use shorter ones. */
export interface DeliveryPauses {
  /** After this long a silent worker counts as dead. */
  leaseMs: number;
  /** Before each attempt but the first; the last one repeats. */
  retryMs: readonly number[];
  /** A mail with an unknown result is sent once more after this long: a lost alert is worse than a double one. */
  resendMs: number;
  /** A service that is posted to has this long for its answer, from the start of the connection. */
  answerMs: number;
}

export const DELIVERY_PAUSES: DeliveryPauses = {
  leaseMs: 2 * MINUTE_MS,
  // Greylisting usually wants 5 to 15 minutes.
  retryMs: [MINUTE_MS, 5 * MINUTE_MS, 15 * MINUTE_MS, 60 * MINUTE_MS],
  resendMs: 10 * MINUTE_MS,
  answerMs: 30_000,
};
