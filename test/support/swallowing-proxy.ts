// A TCP proxy that can swallow every byte without a word, as a network does whose packets are dropped: neither side gets a FIN.
import { connect, createServer } from "node:net";
import type { AddressInfo, Socket } from "node:net";

export interface SwallowingProxy {
  /** The given URL by way of this proxy. */
  url: string;
  /** From now on connections of before, and new ones until `pass`, carry nothing, and no end either. */
  swallow(): void;
  /** New connections are carried again; those that were swallowed stay dead. */
  pass(): void;
  /** Resets everything. */
  close(): Promise<void>;
}

interface Pair {
  swallowed: boolean;
  near: Socket;
  far: Socket;
}

export async function openSwallowingProxy(target: string): Promise<SwallowingProxy> {
  const to = new URL(target);
  const pairs = new Set<Pair>();
  let swallowsNew = false;
  const server = createServer({ allowHalfOpen: true }, (near) => {
    const far = connect({ host: to.hostname, port: Number(to.port), allowHalfOpen: true });
    const pair: Pair = { swallowed: swallowsNew, near, far };
    pairs.add(pair);
    carry(pair, near, far);
    carry(pair, far, near);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = new URL(target);
  url.hostname = "127.0.0.1";
  url.port = String((server.address() as AddressInfo).port);
  return {
    url: url.href,
    swallow() {
      swallowsNew = true;
      for (const pair of pairs) pair.swallowed = true;
    },
    pass() {
      swallowsNew = false;
    },
    async close() {
      for (const { near, far } of pairs) for (const socket of [near, far]) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function carry(pair: Pair, from: Socket, to: Socket): void {
  from.on("data", (bytes) => {
    if (!pair.swallowed) to.write(bytes);
  });
  from.on("end", () => {
    if (!pair.swallowed) to.end();
  });
  from.on("close", (failed) => {
    if (!pair.swallowed && failed) to.destroy();
  });
  from.on("error", () => undefined);
}
