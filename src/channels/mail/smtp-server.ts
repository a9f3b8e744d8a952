// SMTP server: the address for outgoing mail, such as smtp://user:password@mail.example.org:587.
import { PermanentError } from "../../errors.ts";

export interface SmtpServer {
  host: string;
  port: number;
  /** TLS from the first byte, STARTTLS or nothing, STARTTLS if the server offers it, never. */
  tls: "implicit" | "required" | "offered" | "off";
  auth: { user: string; pass: string } | null;
}

const forms = "write smtp://user:password@host:587 or smtps://user:password@host:465";

/**
 * Reads an SMTP address. Off loopback mail leaves only encrypted, unless `?tls=off` says that the network in between is
 * trusted; a password is then refused. Throws PermanentError, whose message never repeats the address.
 */
export function parseSmtpServer(text: string): SmtpServer {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || (url.protocol !== "smtp:" && url.protocol !== "smtps:") || url.hostname === "") {
    throw new PermanentError(`the mail server's address cannot be read: ${forms}`);
  }
  const host = decoded(url.hostname).replace(/^\[|\]$/g, "");
  const user = decoded(url.username);
  const auth = user === "" ? null : { user, pass: decoded(url.password) };
  const fault = optionFault(url);
  if (fault !== null) throw new PermanentError(`the mail server's address ${fault}`);
  const tls = tlsOf(url, host);
  return { host, port: Number(url.port) || (tls === "implicit" ? 465 : 587), tls, auth };
}

/** Says what is wrong with the options after `?`; null if nothing is. Never repeats them: they may be part of a password. */
export function optionFault(url: URL): string | null {
  if (url.search === "") return null;
  if (url.search !== "?tls=off")
    return "has an unknown option after the ?: the only one is ?tls=off (in a password write %3F for ?)";
  if (isImplicit(url)) return "asks for tls=off, but smtps:// and port 465 are always encrypted: write smtp://host:587?tls=off";
  if (url.username !== "") return "asks for tls=off and gives a password, which would travel in clear: drop one of them";
  return null;
}

const isImplicit = (url: URL): boolean => url.protocol === "smtps:" || url.port === "465";

function tlsOf(url: URL, host: string): SmtpServer["tls"] {
  if (isImplicit(url)) return "implicit";
  if (url.search !== "") return "off";
  return isLoopback(host) ? "offered" : "required";
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch (cause) {
    throw new PermanentError(`the mail server's address holds a % that stands for nothing (write it as %25): ${forms}`, {
      cause,
    });
  }
}

/** Returns true if mail does not leave this machine, so that nobody in between could read it. */
export function isLoopback(host: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|::1)$/i.test(host);
}
