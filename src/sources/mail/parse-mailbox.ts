// The address of a mailbox as feeds.yaml has it: imaps://user@host/Mailbox.
import type { Reading } from "../../schema/reading.ts";

export interface Mailbox {
  user: string;
  host: string;
  port: number;
  /** TLS from the beginning; else it begins after the first words (STARTTLS). */
  secure: boolean;
  /** Of the folder, as people write it. */
  folder: string;
}

const CHARS_MAX = 500;
const EXAMPLE = "imaps://news@mail.example.org/Newsletters";
const PORTS: Readonly<Record<string, number>> = { "imaps:": 993, "imap:": 143 };

const fault = (message: string): Reading<string> => ({ kind: "fault", message });

/** The address in one spelling. A message never repeats it: it may hold a password. */
export function parseMailbox(text: string): Reading<string> {
  const trimmed = text.trim();
  const url = URL.canParse(trimmed) && trimmed.length <= CHARS_MAX ? new URL(trimmed) : null;
  if (url === null || PORTS[url.protocol] === undefined) return fault(`is no address of a mailbox: write it as in ${EXAMPLE}`);
  if (url.password !== "")
    return fault("has a password in it, which would show in logs: write it as password:, or set MAIL_PASSWORD");
  if (url.username === "") return fault(`names no user: write it as in ${EXAMPLE}`);
  if (!URL.canParse(`https://${url.hostname}`) || url.hostname === "")
    return fault(`names no mail server: write it as in ${EXAMPLE}`);
  if (url.search !== "" || url.hash !== "") return fault("has a ? or # in it: write them as %3F and %23");
  try {
    return { kind: "value", value: addressOf(readMailbox(url.href)) };
  } catch {
    return fault("has a % that stands for nothing: write %25 for the character itself");
  }
}

/** `address` is one that parseMailbox accepts. */
export function readMailbox(address: string): Mailbox {
  const { protocol, username, hostname, port, pathname } = new URL(address);
  return {
    user: decodeURIComponent(username),
    host: new URL(`https://${hostname}`).hostname,
    port: Number(port) || (PORTS[protocol] ?? 993),
    secure: protocol === "imaps:",
    folder: decodeURIComponent(pathname.replace(/^\//, "")) || "INBOX",
  };
}

function addressOf({ user, host, port, secure, folder }: Mailbox): string {
  const scheme = secure ? "imaps:" : "imap:";
  const shownPort = port === PORTS[scheme] ? "" : `:${port}`;
  const path = folder.split("/").map(encodeURIComponent).join("/");
  return `${scheme}//${encodeURIComponent(user)}@${host}${shownPort}/${path}`;
}
