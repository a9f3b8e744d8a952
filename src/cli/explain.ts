// `wirewatch explain URL|ID`: the way of one article through every stage.
import { openLog } from "../log.ts";
import { DirectoryInUse } from "../store/directory-lock.ts";
import { askRunning } from "./ask-running.ts";
import { CommandError, print } from "./command.ts";
import { explanationInWords } from "./explanation-in-words.ts";
import { faultInWords } from "./fault-in-words.ts";
import { readConfig } from "./read-config.ts";
import type { Config } from "../config/config.ts";
import type { Explanation } from "../stages/explain-article.ts";
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
    const explanation = await explain(await readConfig(context), asked.trim());
    print(context.json ? JSON.stringify(explanation) : explanationInWords(explanation));
    return explanation.article === null ? 1 : 0;
  },
};

async function explain(config: Config, asked: string): Promise<Explanation> {
  const log = openLog("silent", false);
  const [{ openStore }, { explainArticle }] = await Promise.all([import("../app.ts"), import("../stages/explain-article.ts")]);
  try {
    const database = await openStore(config, (error) => log.debug(error));
    try {
      return await explainArticle(database, asked);
    } finally {
      await database.close();
    }
  } catch (thrown) {
    if (thrown instanceof DirectoryInUse)
      return (await askRunning(config, `/explain.json?of=${encodeURIComponent(asked)}`, thrown)) as Explanation;
    throw new CommandError(`${faultInWords(thrown)}. See: wirewatch doctor`, { cause: thrown });
  }
}
