// `wirewatch init`: writes a first configuration; on a terminal it asks what to watch, for whom and where.
import { join, relative, resolve } from "node:path";
import { createInterface } from "node:readline/promises";
import { canAsk } from "../ask-person.ts";
import { readOpml } from "../read-opml.ts";
import { writeStarter } from "../../config/starter/write-starter.ts";
import { parseTimezone } from "../../config/schemas/parse-timezone.ts";
import { CommandError } from "../../errors.ts";
import type { Wishes } from "../../config/starter/starter-files.ts";
import type { Command, CommandContext, Io } from "../command.ts";

export const command: Command = {
  help: `Usage: wirewatch init [DIR] [--watch TERM]... [--to ADDRESS]... [--feed URL]... [--opml FILE]

Writes a configuration that works to DIR/config, or to --config: wirewatch.yaml, feeds.yaml, digests.yaml and a watchlist, with comments,
and the JSON Schemas from which editors complete them. It overwrites nothing: a file that is there stays as it is.
On a terminal, and without the options below, it asks. What is not said is taken from the examples that come with Wirewatch.

Options:
  --watch TERM    a name or word to watch; a watchlist each
  --to ADDRESS    who gets the digest
  --feed URL      a feed to poll; for the feed of a site: wirewatch feeds discover URL
  --opml FILE     the feeds of another reader, copied next to the other files

With --json: {"dir","written":[path],"kept":[path]}. Exit code 1, and nothing written, if a term, address or feed cannot work.`,
  options: {
    watch: { type: "string", multiple: true },
    to: { type: "string", multiple: true },
    feed: { type: "string", multiple: true },
    opml: { type: "string" },
  },
  positionals: { min: 0, max: 1 },
  async run(context) {
    const { values, positionals, io } = context;
    const dir = positionals[0] === undefined ? context.configDir : join(resolve(positionals[0]), "config");
    const given: Answers = {
      watch: listOf(values["watch"]),
      to: listOf(values["to"]),
      feeds: listOf(values["feed"]),
      opmlFile: typeof values["opml"] === "string" ? values["opml"] : null,
    };
    const isSaid = given.watch.length + given.to.length + given.feeds.length > 0 || given.opmlFile !== null;
    const { opmlFile, ...answers } = isSaid || !canAsk(context) ? given : await ask(io);
    const opml = opmlFile === null ? null : asUtf8((await readOpml(opmlFile)).text);
    const result = await writeStarter(dir, { ...answers, opml, timezone: ownTimezone() });
    context.report({ dir, ...result }, formatResult(dir, result));
    return 0;
  },
};

interface Answers extends Pick<Wishes, "watch" | "to" | "feeds"> {
  opmlFile: string | null;
}

const listOf = (value: CommandContext["values"][string]): string[] =>
  (Array.isArray(value) ? value : []).map((each) => each.trim()).filter((each) => each !== "");

async function ask({ stdin, stderr }: Io): Promise<Answers> {
  const lines = createInterface({ input: stdin, output: stderr });
  try {
    const list = async (question: string, separator: RegExp) =>
      (await lines.question(question))
        .split(separator)
        .map((each) => each.trim())
        .filter((each) => each !== "");
    const watch = await list("What to watch? Names or words, parted by commas (Enter: the examples Myanmar and Russia): ", /,/);
    const to = await list("Whose mail address gets the digest? (Enter: none yet; mails are kept as files): ", /[\s,]+/);
    const places = await list(
      "Which feeds? Addresses, or the OPML file of another reader (Enter: the example feeds): ",
      /[\s,]+/,
    );
    const feeds = places.filter((place) => /^(?:https?|feed):/i.test(place));
    const files = places.filter((place) => !feeds.includes(place));
    if (files.length > 1)
      throw new CommandError(`one OPML file can be taken, and these are ${files.length}: ${files.join(", ")}`);
    return { watch, to, feeds, opmlFile: files[0] ?? null };
  } finally {
    lines.close();
  }
}

/** Files of the configuration are in UTF-8, and an XML document says which encoding it has. */
const asUtf8 = (xml: string): string => xml.replace(/^(\s*<\?xml[^>]*?\sencoding=)(["'])[^"']*\2/, "$1$2UTF-8$2");

/** This machine's, or UTC where it has none that a digest can have. */
function ownTimezone(): string {
  const own = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  return parseTimezone(own).kind === "value" ? own : "UTC";
}

function formatResult(dir: string, { written, kept }: { written: string[]; kept: string[] }): string {
  const shown = relative(process.cwd(), dir) || ".";
  const files = [...written.map((path) => `wrote  ${join(shown, path)}`), ...kept.map((path) => `kept   ${join(shown, path)}`)];
  if (written.length === 0) return [...files, "Everything was there already; nothing was written."].join("\n");
  const option = shown === "config" ? "" : ` --config ${shown}`;
  return `${files.join("\n")}

Next:
  wirewatch check${option}       says whether it is sound
  wirewatch once --now${option}  one round: reads the feeds and writes a digest
  wirewatch run${option}         works until you stop it`;
}
