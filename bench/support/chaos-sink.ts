// An SMTP server that writes each mail to disk before it says 250, and sometimes says nothing; it can also kill the sender.
import { closeSync, fsyncSync, openSync, writeSync } from "node:fs";
import { createServer } from "node:net";
import { simpleParser } from "mailparser";
import type { AddressInfo, Server, Socket } from "node:net";

/** What only the other end of the line can tell; in their order. After the second the server has no mail, after the third it has. */
export const MOMENTS = ["recipient named", "half the body come", "mail kept, and not answered"] as const;
export type Moment = (typeof MOMENTS)[number];

/** Times are in ms, as `Date.now()` gives them. */
export interface Accepted {
  /** Of the door that it came in by. */
  door: number;
  to: string;
  messageId: string;
  tokens: string[];
  begunAt: number;
  keptAt: number;
  /** Its sender got no answer. */
  isSilent: boolean;
}

/** An address of the server that one process alone is told, so that it is known who sent what. */
export interface Door {
  id: number;
  url: string;
  /** Strikes at the `passages`th such moment, and ends that connection. */
  arm(moment: Moment, passages: number, strike: () => void): void;
}

export interface ChaosSink {
  openDoor(): Promise<Door>;
  accepted: readonly Accepted[];
  close(): Promise<void>;
}

interface Line {
  /** True where the connection ends here. */
  comesBy(moment: Moment): boolean;
  /** True where it is to be answered. */
  keep(to: string, bytes: string, begunAt: number): Promise<boolean>;
}

/** `drops` tells of the next mail whether the connection ends after its last dot, before the answer. */
export async function openChaosSink(file: string, drops: () => boolean): Promise<ChaosSink> {
  const disk = openSync(file, "a");
  const accepted: Accepted[] = [];
  const servers: Server[] = [];
  const sockets = new Set<Socket>();
  return {
    accepted,
    async openDoor() {
      const id = servers.length;
      let armed: { moment: Moment; passages: number; strike: () => void } | null = null;
      const comesBy = (moment: Moment): boolean => {
        if (armed?.moment !== moment) return false;
        armed.passages -= 1;
        if (armed.passages !== 0) return false;
        armed.strike();
        return true;
      };
      const keep = async (to: string, bytes: string, begunAt: number): Promise<boolean> => {
        writeSync(disk, `${JSON.stringify({ to, bytes })}\n`);
        fsyncSync(disk);
        const keptAt = Date.now();
        const isSilent = comesBy("mail kept, and not answered") || drops();
        const mail = await simpleParser(Buffer.from(bytes, "latin1"));
        const tokens = [...new Set(mail.text?.match(/token\d{5}x/g))];
        accepted.push({ door: id, to, messageId: mail.messageId ?? "", tokens, begunAt, keptAt, isSilent });
        return !isSilent;
      };
      const server = createServer((socket) => {
        sockets.add(socket);
        socket.on("close", () => sockets.delete(socket));
        socket.on("error", () => undefined);
        converse(socket, { comesBy, keep });
      });
      servers.push(server);
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      return {
        id,
        url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
        arm: (moment, passages, strike) => void (armed = { moment, passages, strike }),
      };
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
      closeSync(disk);
    },
  };
}

function converse(socket: Socket, { comesBy, keep }: Line): void {
  let pending = "";
  let recipient = "";
  let begunAt = 0;
  let isBody = false;
  const say = (line: string) => void socket.write(`${line}\r\n`);
  const take = async (): Promise<void> => {
    while (!socket.destroyed) {
      // What has come of the body is thrown away with the rest, as a server does that never saw its last dot.
      if (isBody && pending !== "" && begunAt === 0) {
        begunAt = Date.now();
        if (comesBy("half the body come")) return void socket.destroy();
      }
      const end = pending.indexOf(isBody ? "\r\n.\r\n" : "\r\n");
      if (end < 0) return;
      const taken = pending.slice(0, end);
      pending = pending.slice(end + (isBody ? 5 : 2));
      if (isBody) {
        isBody = false;
        if (!(await keep(recipient, taken.replace(/^\.\./gm, "."), begunAt))) return void socket.destroy();
        say("250 2.0.0 kept");
      } else if (/^DATA/i.test(taken)) {
        isBody = true;
        begunAt = 0;
        say("354 go ahead");
      } else {
        const named = /^RCPT TO:<([^>]*)>/i.exec(taken)?.[1];
        if (named !== undefined && comesBy("recipient named")) return void socket.destroy();
        recipient = named ?? recipient;
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
