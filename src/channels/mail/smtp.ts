// SMTP: one connection a mail, and a callback before its first byte leaves.
import { Readable } from "node:stream";
import SMTPConnection from "nodemailer/lib/smtp-connection";
import { toError } from "../../errors.ts";
import { parseMailAddress } from "../../text/parse-mail-address.ts";
import { failedDelivery, replyOf, withoutSecrets } from "./smtp-failure.ts";
import { isLoopback, parseSmtpServer } from "./smtp-server.ts";
import { headerText } from "./header-text.ts";
import type { Delivery } from "../delivery.ts";
import type { Mailer, OutgoingMail } from "./mailer.ts";
import type { SmtpServer } from "./smtp-server.ts";

const defaultDeadlineMs = 60_000;
/** How long a server may take over QUIT, after it accepted the mail. */
const partingMs = 2_000;

/**
 * A mailer over SMTP. It avoids nodemailer's pool and transport on purpose: the pool repeats by itself, and the transport
 * reads the message before the server asked for it, which hides whether the body had begun.
 */
export function openSmtp(options: { url: string; deadlineMs?: number }): Mailer {
  const server = parseSmtpServer(options.url);
  const deadlineMs = options.deadlineMs ?? defaultDeadlineMs;
  const underWay = new Set<Promise<Delivery>>();
  return {
    repeatable: false,
    deliver(outgoing) {
      const delivery = deliverOver(server, deadlineMs, outgoing).finally(() => underWay.delete(delivery));
      underWay.add(delivery);
      return delivery;
    },
    verify: () => verifyOver(server, deadlineMs),
    async close() {
      await Promise.allSettled(underWay);
    },
  };
}

async function deliverOver(server: SmtpServer, deadlineMs: number, outgoing: OutgoingMail): Promise<Delivery> {
  const from = parseMailAddress(outgoing.from)?.address;
  const to = parseMailAddress(outgoing.to)?.address;
  if (from === undefined) return { kind: "failed", reply: `the sender "${headerText(outgoing.from)}" is not one mail address` };
  if (to === undefined) return { kind: "failed", reply: `the recipient "${headerText(outgoing.to)}" is not one mail address` };

  const session = openSession(server, deadlineMs);
  const body = openBody(outgoing);
  try {
    await session.signIn();
    const envelope = { from, to, size: outgoing.bytes.length };
    const taken = await session.step<{ response: string }>((done) => session.connection.send(envelope, body.stream, done));
    session.part();
    return { kind: "sent", reply: withoutSecrets(headerText(taken.response), server) };
  } catch (thrown) {
    session.connection.close();
    body.stream.destroy();
    const refusal = body.refusal();
    if (refusal !== null) throw refusal;
    return failedDelivery(toError(thrown), body.started(), server);
  } finally {
    session.end();
  }
}

/** The message as a stream that nodemailer reads only when the server has answered DATA with "go ahead". */
function openBody(outgoing: OutgoingMail): { stream: Readable; started: () => boolean; refusal: () => Error | null } {
  const begun: Begun = { started: false, refusal: null };
  return { stream: Readable.from(bytesOf(outgoing, begun)), started: () => begun.started, refusal: () => begun.refusal };
}

interface Begun {
  started: boolean;
  refusal: Error | null;
}

/** At the top of the file: what a generator function within another refers to lives on until the next full collection of garbage. */
async function* bytesOf(outgoing: OutgoingMail, begun: Begun): AsyncGenerator<Buffer> {
  try {
    await outgoing.onBodyStart();
  } catch (thrown) {
    begun.refusal = toError(thrown);
    throw begun.refusal;
  }
  begun.started = true;
  yield outgoing.bytes;
}

async function verifyOver(server: SmtpServer, deadlineMs: number): Promise<{ ok: boolean; detail: string }> {
  const place = `${server.host}:${server.port}`;
  const session = openSession(server, deadlineMs);
  try {
    await session.signIn();
    session.part();
    const secrecy = session.connection.secure ? "encrypted" : "not encrypted";
    return {
      ok: true,
      detail: `${place} answers, ${secrecy}, ${server.auth === null ? "no sign-in" : `signed in as ${server.auth.user}`}`,
    };
  } catch (thrown) {
    session.connection.close();
    return { ok: false, detail: `${place} does not take mail from us: ${replyOf(toError(thrown), server)}` };
  } finally {
    session.end();
  }
}

type Callback<T> = (error: Error | null | undefined, value?: T) => void;

/** One connection whose steps all end by the same deadline, in a value or in an error. */
function openSession(server: SmtpServer, deadlineMs: number) {
  const connection = new SMTPConnection({
    host: server.host,
    port: server.port,
    secure: server.tls === "implicit",
    requireTLS: server.tls === "required",
    ignoreTLS: server.tls === "off",
    // Nobody is in between on loopback, and a local server's certificate is seldom for "localhost".
    tls: { minVersion: "TLSv1.2", rejectUnauthorized: !isLoopback(server.host) },
    connectionTimeout: deadlineMs,
    greetingTimeout: deadlineMs,
    socketTimeout: deadlineMs,
    dnsTimeout: deadlineMs,
    // An abandoned connection is cut, so that nothing buffered can leave after we recorded the mail's result.
    socketCloseTimeout: 0,
    logger: false,
  });
  let deadline: NodeJS.Timeout | undefined;
  const broken = new Promise<never>((_, reject) => {
    connection.on("error", reject);
    deadline = setTimeout(() => reject(new Error(`no end within ${deadlineMs / 1000} seconds`)), deadlineMs);
  });
  broken.catch(() => {});
  const step = <T>(run: (done: Callback<T>) => void): Promise<T> =>
    Promise.race([
      broken,
      new Promise<T>((resolve, reject) => run((error, value) => (error ? reject(error) : resolve(value as T)))),
    ]);
  return {
    connection,
    step,
    async signIn(): Promise<void> {
      await step<unknown>((done) => connection.connect(done));
      const { auth } = server;
      if (auth !== null) await step<unknown>((done) => connection.login({ user: auth.user, credentials: auth }, done));
    },
    /** Says goodbye without waiting for the answer. */
    part(): void {
      const parting = setTimeout(() => connection.close(), partingMs);
      connection.once("end", () => clearTimeout(parting));
      connection.quit();
    },
    end: () => clearTimeout(deadline),
  };
}
