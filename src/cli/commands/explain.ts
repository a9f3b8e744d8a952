// `wirewatch explain URL|ID`: the way of one article through every stage.
import { loadWatchlists } from "../../config/load/load-watchlists.ts";
import { documentOf } from "../../desk/archived-document.ts";
import { CommandError } from "../../errors.ts";
import { explanationInWords } from "../format/format-explanation.ts";
import { withStore } from "../look-at-store.ts";
import { readArchive } from "../read-archive.ts";
import { readSettings } from "../read-settings.ts";
import type { Explanation } from "../../desk/explain-article.ts";
import type { Command, CommandContext } from "../command.ts";
import type { Missed } from "../format/format-explanation.ts";
import type { Look } from "../look-at-store.ts";

export const command: Command = {
  help: `Usage: wirewatch explain URL|ID

The way of one article through every stage: which feeds brought it, how its page was read, which watchlists matched and where, and
of the others which part was missing, too far away, masked or vetoed; which story it became part of and why, and which digests told it
to whom; or at which step it stopped. URL is the article's address as a feed, a mail or a browser has it; ID its number.

Ends with 1 where no feed has brought it. With --json: the same as one object. It may be called while Wirewatch runs.`,
  positionals: { min: 1, max: 1 },
  async run(context) {
    const [asked = ""] = context.positionals;
    const explanation = await withStore(await readSettings(context), async (look) => {
      const told = await askedOf(look, asked.trim());
      return { ...told, missed: told.article === null ? [] : await missedBy(look, told, context) };
    });
    if (explanation === null)
      throw new CommandError("nothing is known yet: no Wirewatch has run on this data. See: wirewatch once --help");
    context.print(context.json ? JSON.stringify(explanation) : explanationInWords(explanation));
    return explanation.article === null ? 1 : 0;
  },
};

async function askedOf(look: Look, asked: string): Promise<Explanation> {
  const { explainArticle } = await import("../../desk/explain-article.ts");
  if (look.kind === "database") return explainArticle(look.database, asked);
  return (await look.ask(`/explain.json?of=${encodeURIComponent(asked)}`)) as Explanation;
}

/** Why each of the other watchlists, as they stand now, does not match what was read of the article. */
async function missedBy(look: Look, { article, matches }: Explanation, { configDir, lookup }: CommandContext): Promise<Missed[]> {
  const [found] = await readArchive(look).read(article === null ? [] : [article.id]);
  if (!found) return [];
  const [{ compileOnce }, { explainWatchlists }] = await Promise.all([
    import("../../watchlists/compile-once.ts"),
    import("../../watchlists/explain-watchlist.ts"),
  ]);
  const { watchlists } = await loadWatchlists({ dir: configDir, lookup });
  return explainWatchlists(compileOnce(watchlists).compiled, documentOf(found)).filter(
    ({ watchlist }) => !matches.some((match) => match.watchlist === watchlist),
  );
}
