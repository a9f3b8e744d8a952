// Ends a body that trickles in: a host that sends a byte now and then would keep a worker for the whole of its deadline.
import type { Readable } from "node:stream";
import { HttpFaultError } from "./explain-fault.ts";

export interface Pace {
  /** The chunks as they come, counted. */
  count(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void>;
  /** Frees the timer. */
  end(): void;
}

// Far below any line that people still use, and long enough for a server that thinks half-way through its page.
const windowMs = 10_000;
const windowBytesMin = 1_024;

/** Destroys `wire` with an HttpFaultError once ten seconds have brought less than 1 KB of it. */
export function keepPace(wire: Readable): Pace {
  let bytes = 0;
  const look = (): void => {
    const isSlow = bytes < windowBytesMin && wire.readableLength === 0 && !wire.readableEnded;
    bytes = 0;
    const message = `sends less than ${windowBytesMin / 1024} KB in ${windowMs / 1000} s (while reading the body)`;
    if (isSlow) wire.destroy(new HttpFaultError("timeout", message, { temporary: true }));
  };
  // Timers come before sockets: after a stall of our own, what has arrived meanwhile is read first.
  const timer = setInterval(() => setImmediate(look), windowMs);
  return {
    async *count(source) {
      for await (const chunk of source) {
        bytes += chunk.byteLength;
        yield chunk;
      }
    },
    end: () => clearInterval(timer),
  };
}
