// `wirewatch stories show ID`: a whole story.
import { UsageError } from "../../command.ts";
import { CommandError } from "../../../errors.ts";
import { withDesk } from "../../../app/desk-client.ts";
import { readSettings } from "../../read-settings.ts";
import { readOrAsk } from "../../read-or-ask.ts";
import { formatStory } from "../../format/format-story.ts";
import type { Command } from "../../command.ts";

export const command: Command = {
  help: `Usage: wirewatch stories show STORY

A story with all its outlets: the agency that seems to have written it, which article was first and how sure that is, its versions
("UPDATE 2", corrections) in their order, and which paragraphs each copy leaves out or adds. STORY is its number; wirewatch explain
shows an article's. Exit code 1 if there is none.

With --json: the same as one object. It may be called while Wirewatch runs.`,
  positionals: { min: 1, max: 1 },
  async run(context) {
    const [asked = ""] = context.positionals;
    if (!/^[1-9]\d{0,14}$/.test(asked))
      throw new UsageError(`"${asked}" is no number of a story. See: wirewatch stories show --help`);
    const shown = await withDesk(context, await readOrAsk(context, readSettings), (desk) =>
      desk.story({ story: Number(asked), watchlist: null, as: null, withRelated: true }),
    );
    if (shown === null)
      throw new CommandError("nothing is known yet: no Wirewatch has run on this data. See: wirewatch once --help");
    if (context.json) context.print(JSON.stringify(shown));
    if (shown.kind === "story") return (context.json || context.print(formatStory(shown)), 0);
    if (!context.json)
      context.print(`There is no story ${asked}${shown.mergedInto === null ? "" : `: it is part of story ${shown.mergedInto}`}.`);
    return 1;
  },
};
