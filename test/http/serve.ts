// Real servers on free ports for the tests of the outbound client, all closed after each test.
import { createServer, type RequestListener, type Server } from "node:http";
import { createServer as createTlsServer, type ServerOptions } from "node:https";
import { createServer as createTcpServer, type AddressInfo, type Server as TcpServer, type Socket } from "node:net";
import { closing } from "../support/closing.ts";

export interface Serving {
  port: number;
  /** Connections that were made to it so far. */
  connections(): number;
}

/** An HTTP server on `host`; "any" listens on every address of the machine. */
export function serve(listener: RequestListener, host = "127.0.0.1"): Promise<Serving> {
  return start(createServer(listener), host);
}

export function serveTls(options: ServerOptions, listener: RequestListener): Promise<Serving> {
  return start(createTlsServer(options, listener), "127.0.0.1");
}

/** A server that does with each connection whatever the test wants. */
export function serveRaw(onConnection: (socket: Socket) => void, host = "127.0.0.1"): Promise<Serving> {
  return start(createTcpServer(onConnection), host);
}

/** Answers every request with these bytes, then leaves the connection open or ends it. */
export function serveBytes(bytes: string | Uint8Array, after: "open" | "end" | "reset"): Promise<Serving> {
  return serveRaw((socket) => {
    socket.once("data", () => {
      socket.write(bytes, () => {
        if (after === "end") socket.end();
        if (after === "reset") socket.resetAndDestroy();
      });
    });
  });
}

async function start(server: Server | TcpServer, host: string): Promise<Serving> {
  const sockets = new Set<Socket>();
  let connections = 0;
  server.on("connection", (socket: Socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on("error", () => {}).once("close", () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen({ port: 0, ...(host !== "any" && { host }) }, resolve);
  });
  closing({
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  });
  return { port: (server.address() as AddressInfo).port, connections: () => connections };
}
