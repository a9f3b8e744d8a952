// SMTP failures: which may be retried, which are final, and which leave it uncertain whether the mail arrived.
import { plainMessage } from "../../errors.ts";
import { headerText } from "./header-text.ts";
import type { Delivery } from "../delivery.ts";
import type { SmtpServer } from "./smtp-server.ts";

/** nodemailer's description of a failure; `responseCode` is set only if the server itself sent one. */
export interface SmtpError extends Error {
  code?: string;
  command?: string;
  response?: string;
  responseCode?: number;
}

/** "Service not available, closing" may answer any command (RFC 5321, 3.8). */
const closingCode = 421;
// "Sign in first", "wrong password" and similar (RFC 4954, 6): a setting to correct, not a reason to give up the mail.
const signInCodes = new Set([530, 534, 535, 538]);

/**
 * The class of a failed attempt. nodemailer's own code is the same for a connection lost before the message and for one
 * lost after it was accepted, so `bodyStarted` decides if the server gave no reply.
 */
function classifyFailure(error: SmtpError, bodyStarted: boolean): "server" | "delivery" | "failed" | "uncertain" {
  const reply = error.responseCode ?? 0;
  if (reply >= 400 && reply < 600) {
    // Before MAIL FROM a refusal concerns the server or us (greeting, EHLO, STARTTLS, sign-in), not this mail.
    const isAboutThisMail = bodyStarted || /^(MAIL FROM|RCPT TO|DATA)$/.test(error.command ?? "");
    if (!isAboutThisMail || reply === closingCode || signInCodes.has(reply)) return "server";
    return reply < 500 ? "delivery" : "failed";
  }
  if (bodyStarted) return "uncertain";
  // Without a reply these two mean an address or a size that this server cannot accept.
  return error.code === "EENVELOPE" || error.code === "EMESSAGE" ? "failed" : "server";
}

/** The attempt as the ledger keeps it: the server's reply without the password. */
export function failedDelivery(error: SmtpError, bodyStarted: boolean, server: SmtpServer): Delivery {
  const failure = classifyFailure(error, bodyStarted);
  const reply = replyOf(error, server);
  return failure === "server" || failure === "delivery" ? { kind: "retry", about: failure, reply } : { kind: failure, reply };
}

/** The server's reply, or the fault, as one line without secrets. */
export function replyOf(error: SmtpError, server: SmtpServer): string {
  return withoutSecrets(headerText(error.response ?? faultOf(error, server)), server);
}

function faultOf({ message }: SmtpError, { tls }: SmtpServer): string {
  const words = plainMessage(message);
  const isPlainPort = tls === "implicit" && words.startsWith("the port does not speak TLS");
  return isPlainPort ? `${words}: write smtp:// in place of smtps://, or check the port` : words;
}

/** A server may repeat what it received; the password may come back plain or in base64. */
export function withoutSecrets(text: string, { auth }: SmtpServer): string {
  if (auth === null || auth.pass === "") return text;
  const secrets = [`\0${auth.user}\0${auth.pass}`, auth.pass].map((secret) => Buffer.from(secret).toString("base64"));
  return [...secrets, auth.pass].reduce((safe, secret) => safe.replaceAll(secret, "***"), text);
}
