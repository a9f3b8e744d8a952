// `wirewatch feeds import`: adds the feeds of an OPML file to feeds.yaml.
import { join } from "node:path";
import { renderFeeds } from "../../../config/load/add-feeds.ts";
import { saveFeeds } from "../../../config/load/save-feeds.ts";
import { showUrl } from "../../../text/show-url.ts";
import { CommandError } from "../../../errors.ts";
import { readKnownFeeds } from "../../read-feeds.ts";
import { readOpml } from "../../read-opml.ts";
import { readSettings } from "../../read-settings.ts";
import { sortFeeds } from "../../../desk/sort-feeds.ts";
import { counted } from "../../../text/counted.ts";
import type { Opml } from "../../../feeds/parse-opml.ts";
import type { Command, CommandContext } from "../../command.ts";
import type { SortedFeeds } from "../../../desk/sort-feeds.ts";

export const command: Command = {
  help: `Usage: wirewatch feeds import FILE.opml [--dry-run]

Adds the feeds of an OPML file to feeds.yaml, below those that are there; the rest of that file stays as it is.
Categories and folders become tags. Feeds that are polled already, and addresses that cannot be polled, are reported and left out.
A Wirewatch that is running takes them up at once.

Options:
  --dry-run   shows what would be added, and writes nothing; of an address with a query, which may hold a key, only ?… is shown

With --json: {"file","written","added":[{"url","name","language","tags","line"}],"duplicates":[{"url","line","first"}],
"refused":[{"title","line","message"}],"cutOff"}. Exit code 1 if a feed was refused.`,
  options: { "dry-run": { type: "boolean" } },
  positionals: { min: 1, max: 1 },
  async run(context) {
    const source = context.positionals[0] ?? "";
    const { opml } = await readOpml(source);
    const known = await readKnownFeeds(context);
    const { fetch } = await readSettings(context);
    const sorted = sortFeeds(opml.feeds, known, fetch.allowPrivate);
    for (const { title, line } of opml.withoutAddress)
      sorted.refused.push({ title, line, message: "it has no address (xmlUrl)" });
    sorted.refused.sort((a, b) => a.line - b.line);
    const file = join(context.configDir, "feeds.yaml");
    const written = sorted.added.length > 0 && context.values["dry-run"] !== true;
    const saved = written ? await saveFeeds(file, sorted.added) : null;
    if (saved?.kind === "refused")
      throw new CommandError(
        `${file}: ${saved.message}; nothing was written. Put the OPML file next to it, in parts of less than 1 MiB, and add   - opml: FILE.opml`,
      );
    const shown = { ...sorted, added: sorted.added.map((feed) => ({ ...feed, url: showUrl(feed.url) })) };
    if (context.json) context.print(JSON.stringify({ file, written, ...shown, cutOff: opml.cutOff }));
    else show(context, { source, file, opml, sorted: shown, written });
    return sorted.refused.length > 0 ? 1 : 0;
  },
};

interface Shown {
  source: string;
  file: string;
  opml: Opml;
  sorted: SortedFeeds;
  written: boolean;
}

function show(context: CommandContext, { source, file, opml, sorted, written }: Shown): void {
  const { added, duplicates, refused } = sorted;
  for (const { line, url, first } of duplicates)
    context.tell(`${source}:${line}: ${url} is polled already, as ${JSON.stringify(first)}: left out`);
  for (const { line, title, message } of refused)
    context.tell(`${source}:${line}: ${JSON.stringify(title ?? "a feed")}: ${message}`);
  if (opml.cutOff) context.tell(`${source} is cut off before its end: feeds may be missing`);
  if (context.quiet) return;
  const count = counted(added.length, "feed");
  if (!written && added.length > 0) context.print(renderFeeds(added, "  ").trimEnd());
  context.tell(
    added.length === 0
      ? "Nothing to add."
      : written
        ? `${count} added to ${file}.`
        : `${count} would be added to ${file}; nothing was written.`,
  );
}
