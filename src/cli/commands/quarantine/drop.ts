// `wirewatch quarantine drop ID`: lets a quarantined article go.
import { UsageError } from "../../command.ts";
import { changeQuarantine } from "./change.ts";
import type { Command } from "../../command.ts";

export const command: Command = {
  help: `Usage: wirewatch quarantine drop ID

Lets a quarantined article go: it is not tried again and comes in no digest. ID is its number in wirewatch quarantine list.

With --json: {"kind":"dropped","articles"}. It may be called while Wirewatch runs.`,
  positionals: { min: 1, max: 1 },
  run(context) {
    const [asked = ""] = context.positionals;
    if (!/^[1-9]\d{0,14}$/.test(asked))
      throw new UsageError("drop takes the number of an article. See: wirewatch quarantine list");
    return changeQuarantine(context, { kind: "drop", article: Number(asked) });
  },
};
