// An SMTP server that writes each mail to disk before it says 250, and sometimes says nothing.
import { closeSync, fsyncSync, openSync, writeSync } from "node:fs";
import { createServer } from "node:net";
import { simpleParser } from "mailparser";
import type { AddressInfo, Socket } from "node:net";

export interface Accepted {
  to: string;
  messageId: string;
  tokens: string[];
}

export interface ChaosSink {
  url: string;
  accepted: readonly Accepted[];
  /** How many mails were kept without saying so. */
  dropped(): number;
  close(): Promise<void>;
}

/** `drops` tells of the next mail whether the connection ends after its last dot, before the answer. */
export async function openChaosSink(file: string, drops: () => boolean): Promise<ChaosSink> {
  const disk = openSync(file, "a");
  const accepted: Accepted[] = [];
  const sockets = new Set<Socket>();
  let dropped = 0;
  const keep = async (to: string, bytes: string): Promise<void> => {
    writeSync(disk, `${JSON.stringify({ to, bytes })}\n`);
    fsyncSync(disk);
    const mail = await simpleParser(Buffer.from(bytes, "latin1"));
    accepted.push({ to, messageId: mail.messageId ?? "", tokens: [...new Set(mail.text?.match(/token\d{5}x/g) ?? [])] });
  };
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => undefined);
    converse(socket, keep, () => {
      if (!drops()) return false;
      dropped += 1;
      return true;
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    accepted,
    dropped: () => dropped,
    close: () =>
      new Promise((resolve) => {
        server.close(() => (closeSync(disk), resolve()));
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function converse(socket: Socket, keep: (to: string, bytes: string) => Promise<void>, drops: () => boolean): void {
  let pending = "";
  let recipient = "";
  let isBody = false;
  const say = (line: string) => void socket.write(`${line}\r\n`);
  const take = async (): Promise<void> => {
    for (;;) {
      const end = pending.indexOf(isBody ? "\r\n.\r\n" : "\r\n");
      if (end < 0) return;
      const taken = pending.slice(0, end);
      pending = pending.slice(end + (isBody ? 5 : 2));
      if (isBody) {
        isBody = false;
        await keep(recipient, taken.replace(/^\.\./gm, "."));
        if (drops()) return void socket.destroy();
        say("250 2.0.0 kept");
      } else if (/^DATA/i.test(taken)) {
        isBody = true;
        say("354 go ahead");
      } else {
        recipient = /^RCPT TO:<([^>]*)>/i.exec(taken)?.[1] ?? recipient;
        say(/^QUIT/i.test(taken) ? "221 bye" : "250 ok");
      }
    }
  };
  let turn = Promise.resolve();
  say("220 ready");
  socket.on("data", (chunk) => {
    pending += chunk.toString("latin1");
    turn = turn.then(take);
  });
}
