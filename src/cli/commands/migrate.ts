// `wirewatch migrate`: brings the tables up to date, as each start does, or only tries it.
import { migrateStore } from "../../app/migrate-store.ts";
import { counted } from "../../text/counted.ts";
import { readSettings } from "../read-settings.ts";
import type { Command } from "../command.ts";

export const command: Command = {
  help: `Usage: wirewatch migrate [--dry-run]

Brings the tables of the database up to date. Each start of Wirewatch does the same, so this is for those who want to do it at a time of
their own, or to see beforehand whether it works and how long it takes:

  --dry-run   does all of it in one transaction, says how long each step took, and takes it back

With --json: {"newest","known","steps":[{"id","name","ms"}]}, where newest is the version of the database afterwards.`,
  options: { "dry-run": { type: "boolean" } },
  async run(context) {
    const dryRun = context.values["dry-run"] === true;
    const done = await migrateStore(await readSettings(context), dryRun);
    if (context.json || !dryRun) context.report(done, `the database is at version ${done.newest}, up to date`);
    else {
      for (const { id, name, ms } of done.steps) context.print(`${id} ${name}: ${Math.round(ms)} ms`);
      context.print(
        done.steps.length === 0
          ? `the database is at version ${done.newest}, up to date: there is nothing to do`
          : `${counted(done.steps.length, "step")} worked and were taken back: the database is still at version ${done.newest} of ${done.known}`,
      );
    }
    return 0;
  },
};
