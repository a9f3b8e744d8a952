// `wirewatch explain URL|ID`: the way of one article through every stage.
import { loadWatchlists } from "../../config/load/load-watchlists.ts";
import { CommandError } from "../../errors.ts";
import { formatExplanation } from "../format/format-explanation.ts";
import { withDesk } from "../../app/desk-client.ts";
import { readSettings } from "../read-settings.ts";
import { readOrAsk } from "../read-or-ask.ts";
import type { Command } from "../command.ts";

export const command: Command = {
  help: `Usage: wirewatch explain URL|ID

The way of one article through every stage: which feeds brought it, how its page was read, which watchlists matched and where, and
of the others which part was missing, too far away, masked or vetoed; which story it became part of and why, and which digests sent it
to whom; or at which step it stopped. URL is the article's address as a feed, a mail or a browser has it; ID its number.

Exit code 1 if no feed has brought it. With --json: the same as one object. It may be called while Wirewatch runs.`,
  positionals: { min: 1, max: 1 },
  async run(context) {
    const [asked = ""] = context.positionals;
    const { configDir, lookup } = context;
    const { watchlists } = await loadWatchlists({ dir: configDir, lookup });
    const settings = await readOrAsk(context, readSettings);
    const explanation = await withDesk(context, settings && { ...settings, watchlists }, async (desk) => {
      const told = await desk.explain({ asked: asked.trim() });
      return { ...told, missed: told.article === null ? [] : ((await desk.missed({ article: told.article.id })) ?? []) };
    });
    if (explanation === null)
      throw new CommandError("nothing is known yet: no Wirewatch has run on this data. See: wirewatch once --help");
    context.print(context.json ? JSON.stringify(explanation) : formatExplanation(explanation));
    return explanation.article === null ? 1 : 0;
  },
};
