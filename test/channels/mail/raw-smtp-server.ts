// A small SMTP server that can misbehave at any moment of a delivery, which smtp-server cannot.
import net from "node:net";
import type { AddressInfo } from "node:net";

export type Moment = "greeting" | "EHLO" | "STARTTLS" | "AUTH" | "MAIL" | "RCPT" | "DATA" | "dot" | "QUIT";
/** `slowMs`: its answer comes, a byte each so many milliseconds. `to`: only for this recipient. */
export type Misbehaviour = { at: Moment; to?: string } & (
  | { reply: string }
  | { drop: true }
  | { hang: true }
  | { slowMs: number }
);

export interface RawSmtpServer {
  url: string;
  /** Messages that the server has whole, whether it said so or not. */
  kept: string[];
  /** Whether it has come to its misbehaviour yet. */
  misbehaved(): boolean;
  close(): Promise<void>;
}

const goodReplies: Record<Moment, string> = {
  greeting: "220 ready",
  EHLO: "250 test",
  STARTTLS: "502 not implemented",
  AUTH: "235 signed in",
  MAIL: "250 sender ok",
  RCPT: "250 recipient ok",
  DATA: "354 go ahead",
  dot: "250 2.0.0 queued as 7",
  QUIT: "221 bye",
};

/** `capabilities` are the extra lines of its answer to EHLO. */
export async function startRawSmtpServer(misbehaviour?: Misbehaviour, capabilities: string[] = []): Promise<RawSmtpServer> {
  const kept: string[] = [];
  let misbehaved = false;
  const sockets = new Set<net.Socket>();
  const server = net.createServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => {});
    converse(socket, kept, { misbehaviour, capabilities, onMisbehave: () => (misbehaved = true) });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    kept,
    misbehaved: () => misbehaved,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

interface Manners {
  misbehaviour: Misbehaviour | undefined;
  capabilities: string[];
  onMisbehave: () => void;
}

function converse(socket: net.Socket, kept: string[], { misbehaviour, capabilities, onMisbehave }: Manners): void {
  let pending = "";
  let message: string | null = null;
  const answer = (moment: Moment, line = ""): void => {
    const good = moment === "EHLO" ? ehloLines(capabilities) : `${goodReplies[moment]}\r\n`;
    const misbehaves = misbehaviour?.at === moment && line.includes(misbehaviour.to ?? "");
    if (misbehaves) onMisbehave();
    if (!misbehaves) {
      socket.write(good);
      if (moment === "DATA") message = "";
    } else if ("reply" in misbehaviour) {
      socket.write(`${misbehaviour.reply}\r\n`);
    } else if ("drop" in misbehaviour) {
      socket.destroy();
    } else if ("slowMs" in misbehaviour) {
      dribble(socket, good, misbehaviour.slowMs);
    }
  };
  answer("greeting");
  socket.on("data", (chunk) => {
    pending += chunk.toString("latin1");
    for (;;) {
      if (message !== null) {
        const isEmpty = pending.startsWith(".\r\n");
        const end = isEmpty ? -2 : pending.indexOf("\r\n.\r\n");
        if (end === -1) return;
        if (!isEmpty) kept.push(pending.slice(0, end));
        pending = pending.slice(end + 5);
        message = null;
        answer("dot");
        continue;
      }
      const end = pending.indexOf("\r\n");
      if (end < 0) return;
      const line = pending.slice(0, end);
      const verb = line.split(" ")[0]?.toUpperCase() ?? "";
      pending = pending.slice(end + 2);
      if (verb in goodReplies) answer(verb as Moment, line);
      else socket.write("250 ok\r\n");
    }
  });
}

function ehloLines(capabilities: string[]): string {
  const lines = ["test", ...capabilities];
  return lines.map((line, index) => `250${index < lines.length - 1 ? "-" : " "}${line}\r\n`).join("");
}

function dribble(socket: net.Socket, text: string, pauseMs: number): void {
  let next = 0;
  const clock = setInterval(() => {
    if (next < text.length) socket.write(text.charAt(next++));
    else clearInterval(clock);
  }, pauseMs);
  socket.on("close", () => clearInterval(clock));
}
