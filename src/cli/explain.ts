// `wirewatch explain URL|ID`: the way of one article through every stage.
import { CommandError, print } from "./command.ts";
import { explanationInWords } from "./explanation-in-words.ts";
import { lookAtStore } from "./look-at-store.ts";
import { readSettings } from "./read-settings.ts";
import type { Command } from "./command.ts";

export const command: Command = {
  help: `Usage: wirewatch explain URL|ID

The way of one article through every stage: which feeds brought it, how its page was read, which watchlists matched and where, which
story it became part of and why, and which digests told it to whom; or at which step it stopped. URL is the article's address as a
feed, a mail or a browser has it; ID its number.

Ends with 1 where no feed has brought it. With --json: the same as one object. It may be called while Wirewatch runs.`,
  positionals: { min: 1, max: 1 },
  async run(context) {
    const [asked = ""] = context.positionals;
    const { explainArticle } = await import("../stages/explain-article.ts");
    const path = `/explain.json?of=${encodeURIComponent(asked)}`;
    const explanation = await lookAtStore(await readSettings(context), path, (database) =>
      explainArticle(database, asked.trim()),
    );
    if (explanation === null)
      throw new CommandError("nothing is known yet: no Wirewatch has run on this data. See: wirewatch once --help");
    print(context.json ? JSON.stringify(explanation) : explanationInWords(explanation));
    return explanation.article === null ? 1 : 0;
  },
};
