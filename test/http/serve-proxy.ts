// Proxies for tests: each notes whom it was asked for, and leads everybody to loopback.
import { connect, type Socket } from "node:net";
import { serveRaw, type Serving } from "./serve.ts";

export interface ServedProxy extends Serving {
  /** Hosts and ports as they were asked for: a name, or an address. */
  asked: string[];
  /** Users and passwords that were given. */
  logins: string[];
}

interface Rules {
  /** A login that is needed. */
  login?: string;
  /** In place of leading to the host. */
  status?: number;
}

const lead = (socket: Socket, port: number, begin: () => void): void => {
  const far = connect(port, "127.0.0.1", () => {
    begin();
    socket.pipe(far).pipe(socket);
  });
  far.on("error", () => socket.destroy());
  socket.on("error", () => far.destroy());
  socket.on("close", () => far.destroy());
};

/** HTTP, by CONNECT (RFC 9110, section 9.3.6). */
export async function serveHttpProxy({ login, status }: Rules = {}): Promise<ServedProxy> {
  const asked: string[] = [];
  const logins: string[] = [];
  const serving = await serveRaw((socket) => {
    socket.on("error", () => undefined);
    socket.once("data", (bytes) => {
      const [, to = "", port = ""] = /^CONNECT (\S+):(\d+) HTTP\/1\.1\r\n/.exec(bytes.toString()) ?? [];
      const [, given] = /^proxy-authorization: Basic (\S+)/im.exec(bytes.toString()) ?? [];
      if (given !== undefined) logins.push(Buffer.from(given, "base64").toString());
      asked.push(`${to}:${port}`);
      const isKnown = login === undefined || logins.at(-1) === login;
      if (!isKnown || status !== undefined)
        return void socket.end(`HTTP/1.1 ${isKnown ? status : 407} No\r\ncontent-length: 0\r\n\r\n`);
      lead(socket, Number(port), () => void socket.write("HTTP/1.1 200 Connected\r\n\r\n"));
    });
  });
  return { ...serving, asked, logins };
}

/** SOCKS 5 (RFC 1928, RFC 1929). */
export async function serveSocksProxy({ login }: Rules = {}): Promise<ServedProxy> {
  const asked: string[] = [];
  const logins: string[] = [];
  const serving = await serveRaw((socket) => {
    socket.on("error", () => undefined);
    const request = (bytes: Buffer): void => {
      const isName = bytes[3] === 3;
      const end = isName ? 5 + (bytes[4] ?? 0) : 8;
      const host = isName ? bytes.subarray(5, end).toString() : bytes.subarray(4, 8).join(".");
      const port = bytes.readUInt16BE(end);
      asked.push(`${host}:${port}`);
      lead(socket, port, () => void socket.write(Buffer.from([5, 0, 0, 1, 127, 0, 0, 1, 0, 0])));
    };
    socket.once("data", () => {
      socket.write(Buffer.from([5, login === undefined ? 0 : 2]));
      socket.once("data", (bytes) => {
        if (login === undefined) return request(bytes);
        const at = 2 + (bytes[1] ?? 0);
        logins.push([bytes.subarray(2, at), bytes.subarray(at + 1)].map(String).join(":"));
        const isKnown = logins.at(-1) === login;
        socket.write(Buffer.from([1, isKnown ? 0 : 1]));
        if (isKnown) socket.once("data", request);
      });
    });
  });
  return { ...serving, asked, logins };
}
