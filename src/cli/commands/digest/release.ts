// `wirewatch digest release MAIL`: sends a held, failed or suppressed mail once more.
import { decideOnMail } from "./decide-on-mail.ts";
import { UsageError } from "../../command.ts";
import type { Command } from "../../command.ts";

export const command: Command = {
  help: `Usage: wirewatch digest release MAIL

Sends a mail once more that is held as uncertain (mail.uncertain: hold), that failed, or that was suppressed: the same bytes, with the
same Message-ID. MAIL is its number in wirewatch digest log. It leaves when Wirewatch runs, or at the next wirewatch once.

With --json: {"kind":"released","delivery","recipient"}. It may be called while Wirewatch runs.`,
  positionals: { min: 1, max: 1 },
  run(context) {
    const [asked = ""] = context.positionals;
    if (!/^\d{1,15}$/.test(asked)) throw new UsageError("release takes the number of a mail. See: wirewatch digest log");
    return decideOnMail(context, { kind: "release", delivery: Number(asked) });
  },
};
