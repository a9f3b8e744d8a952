// `wirewatch digest resume RECIPIENT`: sends digests again to an unsubscribed or refused recipient.
import { decideOnMail } from "./decide-on-mail.ts";
import type { Command } from "../../command.ts";

export const command: Command = {
  help: `Usage: wirewatch digest resume ADDRESS [--digest ID]

Sends digests again to a recipient who unsubscribed, or whose mail server refused three mails for good, from the next issue on.

Options:
  --digest ID    of this digest alone (default: every one)

With --json: {"kind":"resumed","recipient","count"}. It may be called while Wirewatch runs.`,
  options: { digest: { type: "string" } },
  positionals: { min: 1, max: 1 },
  run(context) {
    const [recipient = ""] = context.positionals;
    const { digest } = context.values;
    return decideOnMail(context, { kind: "resume", recipient, digest: typeof digest === "string" ? digest : null });
  },
};
