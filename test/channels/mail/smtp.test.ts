// Delivery over SMTP: each kind of fault has its own class, and nothing leaves before the ledger knows.
import { afterEach, describe, expect, test } from "vitest";
import { EventEmitter, once } from "node:events";
import net from "node:net";
import { SMTPServer } from "smtp-server";
import { simpleParser } from "mailparser";
import { composeMessage } from "../../../src/channels/mail/compose-message.ts";
import { openMailer } from "../../../src/channels/mail/open-mailer.ts";
import { startRawSmtpServer } from "./raw-smtp-server.ts";
import type { AddressInfo } from "node:net";
import type { SMTPServerOptions } from "smtp-server";
import type { OutgoingMail } from "../../../src/channels/mail/mailer.ts";
import type { Misbehaviour, RawSmtpServer } from "./raw-smtp-server.ts";

/** Ample where a server answers, so that a busy machine changes nothing; short where it never does. */
const deadlineMs = 10_000;
const hangDeadlineMs = 400;
const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function startRaw(misbehaviour?: Misbehaviour, capabilities?: string[]): Promise<RawSmtpServer> {
  const server = await startRawSmtpServer(misbehaviour, capabilities);
  closers.push(() => server.close());
  return server;
}

/** A well-behaved server that hands each accepted message to `onMail`. */
async function startReal(options: SMTPServerOptions, onMail: (bytes: Buffer) => void): Promise<number> {
  const server = new SMTPServer({
    logger: false,
    ...options,
    onData(stream, _session, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        onMail(Buffer.concat(chunks));
        done();
      });
    },
  });
  server.on("error", () => {});
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closers.push(() => new Promise((resolve) => server.close(() => resolve())));
  return (server.server.address() as AddressInfo).port;
}

function outgoing(more: Partial<OutgoingMail> = {}): OutgoingMail {
  return {
    from: "Wirewatch <wirewatch@localhost>",
    to: "desk@example.org",
    bytes: Buffer.from("Subject: news\r\n\r\n.a line that begins with a dot\r\nthe end"),
    fileName: "issue-1",
    onBodyStart: () => Promise.resolve(),
    ...more,
  };
}

/** On a busy machine a short deadline may be over before the server comes to its fault: then again, with a longer one. */
async function deliverDespite(fault: Misbehaviour, capabilities: string[]) {
  const isSilent = "hang" in fault && fault.at !== "QUIT";
  for (let ms = isSilent ? hangDeadlineMs : deadlineMs; ; ms *= 2) {
    const server = await startRaw(fault, capabilities);
    const mailer = openMailer({ kind: "smtp", url: server.url, deadlineMs: ms });
    let starts = 0;
    const onBodyStart = async (): Promise<void> => void (starts += 1);
    const delivery = await mailer.deliver(outgoing({ onBodyStart }));
    await mailer.close();
    if (server.misbehaved() || ms >= deadlineMs) return { server, delivery, starts };
  }
}

describe("a fault of the mail server", () => {
  const cases: [what: string, fault: Misbehaviour, end: string, kept: number][] = [
    ["421 at the greeting", { at: "greeting", reply: "421 too busy" }, "retry: server", 0],
    ["554 at the greeting", { at: "greeting", reply: "554 no service here" }, "retry: server", 0],
    ["a connection dropped at the greeting", { at: "greeting", drop: true }, "retry: server", 0],
    ["no greeting", { at: "greeting", hang: true }, "retry: server", 0],
    ["a connection dropped at EHLO", { at: "EHLO", drop: true }, "retry: server", 0],
    ["421 at MAIL", { at: "MAIL", reply: "421 closing" }, "retry: server", 0],
    ["530 sign in first", { at: "MAIL", reply: "530 5.7.0 authentication required" }, "retry: server", 0],
    ["550 at MAIL", { at: "MAIL", reply: "550 5.7.1 not from you" }, "failed", 0],
    ["a hang at MAIL", { at: "MAIL", hang: true }, "retry: server", 0],
    ["421 at RCPT", { at: "RCPT", reply: "421 closing for maintenance" }, "retry: server", 0],
    ["450 greylisting", { at: "RCPT", reply: "450 4.2.0 greylisted, come back in 5 minutes" }, "retry: delivery", 0],
    ["550 no such mailbox", { at: "RCPT", reply: "550 5.1.1 no such user" }, "failed", 0],
    ["a connection dropped at RCPT", { at: "RCPT", drop: true }, "retry: server", 0],
    ["451 at DATA", { at: "DATA", reply: "451 try later" }, "retry: delivery", 0],
    ["554 at DATA", { at: "DATA", reply: "554 no" }, "failed", 0],
    ["a connection dropped at DATA", { at: "DATA", drop: true }, "retry: server", 0],
    ["a hang at DATA", { at: "DATA", hang: true }, "retry: server", 0],
    ["452 after the body", { at: "dot", reply: "452 4.3.1 disk full" }, "retry: delivery", 1],
    ["552 after the body", { at: "dot", reply: "552 5.2.2 mailbox full" }, "failed", 1],
    ["554 after the body", { at: "dot", reply: "554 5.7.1 spam" }, "failed", 1],
    ["a connection dropped after the final dot", { at: "dot", drop: true }, "uncertain", 1],
    ["a hang after the final dot", { at: "dot", hang: true }, "uncertain", 1],
    ["a hang at QUIT", { at: "QUIT", hang: true }, "sent", 1],
    ["a connection dropped at QUIT", { at: "QUIT", drop: true }, "sent", 1],
  ];

  describe.each([
    ["one command at a time", []],
    ["with PIPELINING", ["PIPELINING", "SIZE 1000000"]],
  ])("%s", (_, capabilities) => {
    test.each(cases)("%s has its own class", async (_what, fault, end, kept) => {
      const { server, delivery, starts } = await deliverDespite(fault, capabilities);
      expect(delivery.kind === "retry" ? `retry: ${delivery.about}` : delivery.kind).toBe(end);
      expect(server.kept).toHaveLength(kept);
      expect(starts).toBe(kept);
      if ("reply" in fault) expect(delivery.reply).toBe(fault.reply);
    });
  });

  test("a refused connection is retried", async () => {
    const server = await startRaw();
    await server.close();
    const mailer = openMailer({ kind: "smtp", url: server.url, deadlineMs });
    expect(await mailer.deliver(outgoing())).toMatchObject({ kind: "retry", reply: expect.stringContaining("ECONNREFUSED") });
  });

  test("a message larger than the server accepts is given up before it is sent", async () => {
    const server = await startRaw(undefined, ["SIZE 10"]);
    const delivery = await openMailer({ kind: "smtp", url: server.url, deadlineMs }).deliver(outgoing());
    expect(delivery).toMatchObject({ kind: "failed", reply: expect.stringContaining("size") });
    expect(server.kept).toEqual([]);
  });

  test("a trickle of one byte at a time ends with the deadline", async () => {
    const server = net.createServer((socket) => {
      socket.on("error", () => {});
      const trickle = setInterval(() => socket.write("2"), 20);
      socket.on("close", () => clearInterval(trickle));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    closers.push(() => new Promise((resolve) => server.close(() => resolve())));
    const { port } = server.address() as AddressInfo;
    const delivery = await openMailer({ kind: "smtp", url: `smtp://127.0.0.1:${port}`, deadlineMs: hangDeadlineMs }).deliver(
      outgoing(),
    );
    expect(delivery.kind).toBe("retry");
    expect(delivery.reply).toMatch(/within 0.4 seconds|timeout|never received/i);
  });
});

describe("the moment the body starts", () => {
  test("is reported before the server has the first byte", async () => {
    const server = await startRaw();
    const kept: number[] = [];
    const delivery = await openMailer({ kind: "smtp", url: server.url, deadlineMs }).deliver(
      outgoing({
        onBodyStart: async () => {
          await new Promise(setImmediate);
          kept.push(server.kept.length);
        },
      }),
    );
    expect(delivery).toEqual({ kind: "sent", reply: "250 2.0.0 queued as 7" });
    expect(kept).toEqual([0]);
    expect(server.kept).toEqual(["Subject: news\r\n\r\n..a line that begins with a dot\r\nthe end"]);
  });

  test("stops the delivery if it cannot be recorded", async () => {
    const server = await startRaw();
    const lost = new Error("the lease is another's");
    const delivery = openMailer({ kind: "smtp", url: server.url, deadlineMs }).deliver(
      outgoing({ onBodyStart: () => Promise.reject(lost) }),
    );
    await expect(delivery).rejects.toBe(lost);
    expect(server.kept).toEqual([]);
  });
});

test("is too late if the ledger takes longer than the deadline: nothing leaves", async () => {
  const server = await startRaw();
  const ledger = new EventEmitter();
  const mailer = openMailer({ kind: "smtp", url: server.url, deadlineMs: hangDeadlineMs });
  const onBodyStart = async (): Promise<void> => {
    await once(ledger, "written");
  };
  expect((await mailer.deliver(outgoing({ onBodyStart }))).kind).toBe("retry");
  ledger.emit("written");
  await mailer.close();
  await server.close();
  expect(server.kept).toEqual([]);
});

describe("a server of the usual kinds", () => {
  test("gets the composed bytes unchanged", async () => {
    const received: Buffer[] = [];
    const port = await startReal({ authOptional: true }, (bytes) => received.push(bytes));
    const bytes = await composeMessage({
      from: "Wirewatch <wirewatch@localhost>",
      to: "desk@example.org",
      subject: "Утро: မြန်မာ",
      html: "<p>မြန်မာ</p>",
      text: ".မြန်မာ\n.\nend",
      messageId: "<d-1@localhost>",
      date: new Date("2026-11-23T07:00:00Z"),
    });
    // The server offers STARTTLS with a certificate of its own making, as local ones do.
    const delivery = await openMailer({ kind: "smtp", url: `smtp://localhost:${port}`, deadlineMs }).deliver(outgoing({ bytes }));
    expect(delivery.kind).toBe("sent");
    expect(Buffer.concat(received).toString("latin1").trimEnd()).toBe(bytes.toString("latin1").trimEnd());
    expect((await simpleParser(bytes)).text).toContain(".မြန်မာ\n.\nend");
  });

  const passwordCanary = "caf&eacute;-s3cr3t-canary";

  test("that refuses the password is retried, and its reply is kept without the password", async () => {
    const port = await startReal(
      {
        onAuth(auth, _session, done) {
          done(new Error(`wrong password ${auth.password ?? ""} ${Buffer.from(auth.password ?? "").toString("base64")}`));
        },
      },
      () => {},
    );
    const mailer = openMailer({
      kind: "smtp",
      url: `smtp://desk:${encodeURIComponent(passwordCanary)}@localhost:${port}`,
      deadlineMs,
    });
    const delivery = await mailer.deliver(outgoing());
    expect(delivery).toMatchObject({ kind: "retry", about: "server", reply: expect.stringMatching(/^535 wrong password/) });
    const verdict = await mailer.verify();
    expect(verdict.ok).toBe(false);
    for (const words of [delivery.reply, verdict.detail]) {
      expect(words).not.toContain(passwordCanary);
      expect(words).not.toContain(Buffer.from(passwordCanary).toString("base64"));
    }
  });

  test("that accepts the password passes verification", async () => {
    const port = await startReal({ onAuth: (auth, _session, done) => done(null, { user: auth.username ?? "" }) }, () => {});
    const mailer = openMailer({ kind: "smtp", url: `smtp://desk:right@localhost:${port}`, deadlineMs });
    expect(await mailer.verify()).toEqual({ ok: true, detail: `localhost:${port} answers, encrypted, signed in as desk` });
    expect((await mailer.deliver(outgoing())).kind).toBe("sent");
  });
});

describe("encryption", () => {
  test("is required off loopback: a server without STARTTLS gets neither password nor mail", async () => {
    const server = await startRaw();
    // A name that is not loopback by the rule and leads to it all the same.
    const url = server.url.replace("smtp://127.0.0.1", "smtp://desk:pass@0.0.0.0");
    const delivery = await openMailer({ kind: "smtp", url, deadlineMs }).deliver(outgoing());
    expect(delivery).toEqual({ kind: "retry", about: "server", reply: "502 not implemented" });
    expect(server.kept).toEqual([]);
  });

  test("with an untrusted certificate does not count: the mail waits", async () => {
    const received: Buffer[] = [];
    const port = await startReal({ authOptional: true }, (bytes) => received.push(bytes));
    const delivery = await openMailer({ kind: "smtp", url: `smtp://0.0.0.0:${port}`, deadlineMs }).deliver(outgoing());
    expect(delivery).toMatchObject({ kind: "retry", reply: expect.stringMatching(/certificate/i) });
    expect(received).toEqual([]);
  });

  test("that the server offers and then refuses does not count either", async () => {
    const server = await startRaw({ at: "STARTTLS", reply: "454 TLS not available" }, ["STARTTLS"]);
    const url = server.url.replace("127.0.0.1", "0.0.0.0");
    expect(await openMailer({ kind: "smtp", url, deadlineMs }).deliver(outgoing())).toEqual({
      kind: "retry",
      about: "server",
      reply: "454 TLS not available",
    });
    expect(server.kept).toEqual([]);
  });

  test("can be waived for a trusted network, without a password", async () => {
    const server = await startRaw();
    const url = `${server.url.replace("127.0.0.1", "0.0.0.0")}?tls=off`;
    expect((await openMailer({ kind: "smtp", url, deadlineMs }).deliver(outgoing())).kind).toBe("sent");
    expect(() => openMailer({ kind: "smtp", url: "smtp://desk:canary@mail.example.org?tls=off" })).toThrow(/in clear/);
  });

  test.each(["", "mail.example.org", "http://mail.example.org", "smtp://", "smtp://desk:canary%zz@mail.example.org"])(
    "%j is no mail server, and the refusal does not repeat it",
    (url) => {
      expect(() => openMailer({ kind: "smtp", url })).toThrow(/write smtp:\/\/user/);
      expect(() => openMailer({ kind: "smtp", url })).not.toThrow(/canary/);
    },
  );
});

test.each(["desk", "a@example.org, b@example.org", "desk@example.org\r\nRCPT TO:<x@example.org>", "<>", '"a b"@example.org'])(
  "a recipient %j is given up without a connection",
  async (to) => {
    const server = await startRaw({ at: "greeting", hang: true });
    const delivery = await openMailer({ kind: "smtp", url: server.url, deadlineMs }).deliver(outgoing({ to }));
    expect(delivery).toMatchObject({ kind: "failed", reply: expect.stringContaining("is not one mail address") });
  },
);
