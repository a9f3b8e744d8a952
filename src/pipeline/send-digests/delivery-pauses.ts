// How long deliveries wait: for a worker that may be dead, for a server that puts off, for an end that is not known.

const MINUTE_MS = 60_000;

/** How long a delivery takes its time; tests are in more of a hurry. */
export interface DeliveryPauses {
  /** After this long a worker that says nothing is taken for dead. */
  leaseMs: number;
  /** Before each attempt but the first; the last again and again. */
  retryMs: readonly number[];
  /** A mail whose end is not known is sent once more after this long: lost is worse than double. */
  resendMs: number;
}

export const DELIVERY_PAUSES: DeliveryPauses = {
  leaseMs: 2 * MINUTE_MS,
  // Greylisting usually wants 5 to 15 minutes.
  retryMs: [MINUTE_MS, 5 * MINUTE_MS, 15 * MINUTE_MS, 60 * MINUTE_MS],
  resendMs: 10 * MINUTE_MS,
};
