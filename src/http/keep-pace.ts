// Ends a body that trickles in: a host that sends a byte now and then would block a worker for its whole deadline.
import type { Readable } from "node:stream";
import { HttpFaultError } from "./explain-fault.ts";

export interface Pace {
  /** The chunks as they come, counted. */
  count(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void>;
  /** Frees the timer. */
  end(): void;
}

// Far below any connection still in use, and long enough for a server that pauses half-way through its page.
const windowMs = 10_000;
const windowBytesMin = 1_024;

/** Destroys `wire` with an HttpFaultError if ten seconds bring less than 1 KB of it. */
export function keepPace(wire: Readable): Pace {
  const window = { bytes: 0 };
  const look = (): void => {
    const isSlow = window.bytes < windowBytesMin && wire.readableLength === 0 && !wire.readableEnded;
    window.bytes = 0;
    const message = `sends less than ${windowBytesMin / 1024} KB in ${windowMs / 1000} s (while reading the body)`;
    if (isSlow) wire.destroy(new HttpFaultError("timeout", message, { temporary: true }));
  };
  // Timers run before sockets: after a stall of our own, data that arrived meanwhile is read first.
  const timer = setInterval(() => setImmediate(look), windowMs);
  return {
    count: (source) => countInto(window, source),
    end: () => clearInterval(timer),
  };
}

/** At the top of the file: what a generator function within another refers to lives on until the next full collection of garbage. */
async function* countInto(window: { bytes: number }, source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  for await (const chunk of source) {
    window.bytes += chunk.byteLength;
    yield chunk;
  }
}
