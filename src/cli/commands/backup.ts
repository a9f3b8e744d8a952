// `wirewatch backup`: the embedded store with its ledger, and the configuration, in one file.
import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import { withDesk } from "../../app/desk-client.ts";
import { CommandError } from "../../errors.ts";
import { readSettings } from "../read-settings.ts";
import { readOrAsk } from "../read-or-ask.ts";
import { formatRows } from "../format/format-backup.ts";
import type { Command } from "../command.ts";

export const command: Command = {
  help: `Usage: wirewatch backup FILE

Writes archive, ledger, secrets and configuration into one compressed file. It may be called while Wirewatch runs: then that process writes
the file, and the store stands still while its files are copied, about a second for each gigabyte. A file of that name is replaced once the
new one is whole. Keep it as safe as the data itself. For a store on a Postgres server use pg_dump.

With --json: {"file","bytes","createdAt","tables","rows":{table: number}}. To prove a backup: wirewatch restore FILE --verify`,
  positionals: { min: 1, max: 1 },
  async run(context) {
    const file = resolve(context.positionals[0] ?? "");
    const settings = await readOrAsk(context, readSettings);
    const made = await withDesk(context, settings, (desk) => desk.backUp({ file, configDir: context.configDir }));
    if (made === null) throw new CommandError("there is nothing to back up yet: no Wirewatch has run on this data");
    const { size } = await stat(file);
    context.report({ file, bytes: size, ...made }, `wrote ${file}, ${(size / 1e6).toFixed(1)} MB: ${formatRows(made.rows)}`);
    return 0;
  },
};
