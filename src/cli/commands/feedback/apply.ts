// `wirewatch feedback apply ID`: writes a proposed edit into the file of its watchlist.
import { realpath } from "node:fs/promises";
import { join } from "node:path";
import { CommandError } from "../../../errors.ts";
import { withDesk } from "../../../app/desk-client.ts";
import { readConfig } from "../../../app/read-config.ts";
import { replaceFile } from "../../../config/load/replace-file.ts";
import { withProposal } from "../../../desk/feedback/apply-feedback.ts";
import { readWatchlistFile } from "../../../desk/watchlists/watchlist-file.ts";
import { UsageError } from "../../command.ts";
import { askFor, formatDetails } from "./show.ts";
import type { Command } from "../../command.ts";

export const command: Command = {
  help: `Usage: wirewatch feedback apply ID [--proposal N]

Writes the first edit that feedback show proposes, or another, into the file of its watchlist. Every other byte of the file stays. If the
file, or what readers say of its watchlist, has changed since the proposal was made, nothing is written: it is made anew and shown. A
running Wirewatch takes the file over.

  --proposal N   which of them: 1, 2 or 3 (default 1)

With --json: {"file","sha256","diff"}; the SHA-256 is that of the file before.`,
  options: { proposal: { type: "string" } },
  positionals: { min: 1, max: 1 },
  async run(context) {
    const number = Number(context.values["proposal"] ?? 1);
    if (![1, 2, 3].includes(number)) throw new UsageError("--proposal takes 1, 2 or 3");
    const config = await readConfig(context);
    const { id, proposed } = await askFor(context, config, "if-none");
    if (proposed === null) throw new CommandError("the watchlist or its file is gone, so nothing can be proposed");
    if (proposed.none !== null) throw new CommandError(`nothing is proposed: ${proposed.none}`);
    const { file, sha256, isStale } = proposed;
    const before = await readWatchlistFile(config, file);
    if (before === null) throw new CommandError(`${file} cannot be read`);
    if (isStale || before.sha256 !== sha256) {
      const fresh = await askFor(context, config, "anew");
      context.print(context.json ? JSON.stringify(fresh) : formatDetails(fresh));
      context.tell(
        `${file}, or what readers say of its watchlist, has changed since this was proposed, so nothing was written: look above at what is proposed now`,
      );
      return 1;
    }
    const text = withProposal(before, proposed, number);
    const saved = await replaceFile(await realpath(join(config.dir, file)), text);
    if (saved.kind === "refused") throw new CommandError(`${file} was not written: ${saved.message}`);
    await withDesk(context, config, (desk) => desk.settleFeedback({ complaint: id, as: "applied" }));
    const diff = proposed.proposals[number - 1]?.diff ?? "";
    context.report({ file, sha256, diff }, `${diff}written to ${file}`);
    return 0;
  },
};
