// `wirewatch restore`: a backup into an empty data folder, or with --verify a proof that it is whole.
import { resolve } from "node:path";
import { restoreBackup, verifyBackup } from "../../app/restore-backup.ts";
import { CommandError } from "../../errors.ts";
import { formatRows } from "../format/format-backup.ts";
import type { Command } from "../command.ts";

export const command: Command = {
  help: `Usage: wirewatch restore FILE [--verify]

Puts a backup into --data, which must hold no database, and its configuration into --config if nothing is there. The backup is
unpacked, opened and counted first; if it is damaged, cut off or of a newer version, nothing is changed.
What was sent after the backup was made is unknown to it: stories of that time that are still in the feeds are sent again.

Options:
  --verify    restores the backup into a folder of its own, compares what is in it, and removes that folder

With --json: {"file","createdAt","tables","rows":{table: number},"config":"restored"|"kept"}; with --verify without "config".`,
  options: { verify: { type: "boolean" } },
  positionals: { min: 1, max: 1 },
  async run(context) {
    const file = resolve(context.positionals[0] ?? "");
    if (context.values["verify"] === true) {
      const found = await verifyBackup(file);
      context.report({ file, ...found }, `${file} is whole: made at ${found.createdAt}, ${formatRows(found.rows)}`);
      return 0;
    }
    if (context.lookup("DATABASE_URL").kind === "value")
      throw new CommandError(
        "DATABASE_URL names a Postgres server; a backup is of the embedded store: unset it for this command",
      );
    const { configDir, dataDir } = context;
    const restored = await restoreBackup(file, { configDir, dataDir });
    context.report(
      { file, ...restored },
      `restored ${formatRows(restored.rows)} of ${restored.createdAt} into ${dataDir}; the configuration in ${configDir} was ${restored.config}`,
    );
    return 0;
  },
};
