// `wirewatch quarantine retry ID|--all`: tries quarantined articles again.
import { UsageError } from "../../command.ts";
import { changeQuarantine } from "./change.ts";
import type { Command } from "../../command.ts";

export const command: Command = {
  help: `Usage: wirewatch quarantine retry ID
       wirewatch quarantine retry --all

Tries a quarantined article again, or all of them, at the stage where each one failed. ID is its number in wirewatch quarantine list.
It happens at once if Wirewatch runs, otherwise with the next wirewatch once.

  --all   all quarantined articles

With --json: {"kind":"retried","articles"}. It may be called while Wirewatch runs.`,
  options: { all: { type: "boolean" } },
  positionals: { min: 0, max: 1 },
  run(context) {
    const [asked] = context.positionals;
    const isAll = context.values["all"] === true;
    if (isAll === (asked !== undefined) || (asked !== undefined && !/^[1-9]\d{0,14}$/.test(asked)))
      throw new UsageError("retry takes the number of an article, or --all. See: wirewatch quarantine list");
    return changeQuarantine(context, { kind: "retry", article: asked === undefined ? null : Number(asked) });
  },
};
