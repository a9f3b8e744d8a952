// Says why a mailbox could not be read, and what to do.
import { explainFault, HttpFaultError } from "../../http/explain-fault.ts";
import { toError } from "../../errors.ts";
import { NoFolderError, NoTlsError } from "./open-mailbox.ts";
import type { Mailbox } from "./parse-mailbox.ts";

const FOLDERS_SHOWN = 8;
const SAID_CHARS_MAX = 160;

/** The words of the server are shown, the password never is: no error of this connection holds it. */
export function explainMailFault(thrown: unknown, { host, port, folder, user }: Mailbox): string {
  if (thrown instanceof NoTlsError)
    return `the mail server ${host} offers no encryption, so the password was not sent: use imaps://`;
  if (thrown instanceof NoFolderError) {
    const others = thrown.others.slice(0, FOLDERS_SHOWN).join(", ");
    return `there is no mailbox "${folder}" at ${host}; ${others === "" ? "it shows none" : `it has ${others}`}`;
  }
  const error = toError(thrown) as Error & { authenticationFailed?: boolean; responseText?: string; code?: string };
  const said = (error.responseText ?? "").replace(/\s+/gu, " ").trim().slice(0, SAID_CHARS_MAX);
  if (error.authenticationFailed === true)
    return `the mail server refuses the user ${user} or the password${said === "" ? "" : ` ("${said}")`}: correct password: or MAIL_PASSWORD`;
  if (said !== "") return `the mail server ${host} says "${said}"`;
  if (["GREETING_TIMEOUT", "CONNECT_TIMEOUT", "ETIMEOUT"].includes(error.code ?? ""))
    return `the mail server ${host}:${port} did not answer: is this its port for IMAP?`;
  if (["EConnectionClosed", "NoConnection", "ClosedAfterConnectTLS", "ClosedAfterConnectText"].includes(error.code ?? ""))
    return `the mail server ${host}:${port} closed the connection`;
  const isHttp = error instanceof HttpFaultError || error.code !== undefined;
  return `the mail server ${host}:${port}: ${isHttp ? explainFault(error).message : error.message.slice(0, SAID_CHARS_MAX)}`;
}
