// Opening a mailer: an SMTP server, or a folder of .eml files.
import { openOutbox } from "./outbox.ts";
import { openSmtp } from "./smtp.ts";
import type { Mailer } from "./mailer.ts";

/** `deadlineMs` bounds one whole delivery over SMTP, from the name look-up to the last reply. */
export type MailerOptions = { kind: "outbox"; dir: string } | { kind: "smtp"; url: string; deadlineMs?: number };

/** Opens no connection yet. Throws PermanentError for an SMTP address that cannot be read. */
export function openMailer(options: MailerOptions): Mailer {
  return options.kind === "outbox" ? openOutbox(options.dir) : openSmtp(options);
}
