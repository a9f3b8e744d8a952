// `wirewatch feeds add URL`: finds how an address can be followed, and adds it to feeds.yaml.
import { join } from "node:path";
import { renderFeeds, type AddedFeed } from "../../../config/load/add-feeds.ts";
import { saveFeeds } from "../../../config/load/save-feeds.ts";
import { hiderOf } from "../../../desk/hide-keys.ts";
import { CommandError } from "../../../errors.ts";
import { line } from "../../../schema/named.ts";
import { sameFeedKey } from "../../../schema/parse-feed-url.ts";
import { showUrl } from "../../../text/show-url.ts";
import { asItem, shownSource } from "../../../desk/sources/source-item.ts";
import { formatTested } from "../../format/format-tested.ts";
import { readKnownFeeds } from "../../read-feeds.ts";
import { UsageError, type Command, type CommandContext } from "../../command.ts";
import { sourceAddressOf } from "./address-of.ts";
import { testAddress } from "./test-address.ts";

export const command: Command = {
  help: `Usage: wirewatch feeds add URL [--name NAME] [--tag TAG]…

Finds how URL can be followed, as feeds test does, and adds it to feeds.yaml below the sources that are there; the rest of that file
stays as it is. A source that is listed already is not added again. A Wirewatch that is running takes it up at once.

Options:
  --name NAME   how it is called in digests (default: its own title)
  --tag TAG     a tag for watchlists' filters; may be given several times

With --json: {"file","written","added":{"key","url","name","language","tags"},"chosen","tried"} as in feeds test. Exit code 1 if nothing was added.`,
  options: { name: { type: "string" }, tag: { type: "string", multiple: true } },
  positionals: { min: 1, max: 1 },
  async run(context) {
    const typed = context.positionals[0] ?? "";
    const url = sourceAddressOf(typed);
    const given = {
      name: nameOf(context.values["name"]),
      tags: [context.values["tag"] ?? []].flat().map((tag) => checked("tag", tag)),
    };
    const known = await readKnownFeeds(context);
    refuseKnown(known, url);
    const tested = await testAddress(context, url);
    const shown = shownSource(tested, url, hiderOf(url));
    const file = join(context.configDir, "feeds.yaml");
    if (tested.chosen === null) return nothingAdded(context, file, shown);
    refuseKnown(known, tested.chosen.url);
    const item: AddedFeed = { ...asItem(tested.chosen), tags: given.tags, ...(given.name !== null && { name: given.name }) };
    const saved = await saveFeeds(file, [item]);
    const shownItem = { ...item, url: shown.chosen?.url ?? "" };
    if (saved.kind === "refused")
      throw new CommandError(
        `${file}: ${saved.message}; nothing was written. Put this into it:\n${renderFeeds([shownItem], "  ").trimEnd()}`,
      );
    const { tried, chosen } = formatTested(shown);
    if (!context.json && !context.quiet) tried.forEach(context.tell);
    context.report(
      { file, written: true, added: shownItem, ...shown },
      `${chosen}\nAdded to ${file}:\n${renderFeeds([shownItem], "  ").trimEnd()}`,
    );
    return 0;
  },
};

function nothingAdded(context: CommandContext, file: string, shown: ReturnType<typeof shownSource>): number {
  if (context.json) context.print(JSON.stringify({ file, written: false, added: null, ...shown }));
  for (const tried of formatTested(shown).tried) context.tell(tried);
  context.tell("Nothing there can be followed; nothing was written.");
  return 1;
}

function refuseKnown(known: readonly { url: string; name: string | null }[], url: string): void {
  const same = known.find((one) => sameFeedKey(one.url) === sameFeedKey(url));
  if (same !== undefined)
    throw new CommandError(
      `${showUrl(url)} stands in feeds.yaml already${same.name === null ? "" : `, as ${JSON.stringify(same.name)}`}; nothing was written`,
    );
}

const nameOf = (given: unknown): string | null => (typeof given === "string" ? checked("name", given) : null);

function checked(option: string, given: string | boolean): string {
  const reading = line().safeParse(given);
  if (!reading.success) throw new UsageError(`--${option} ${reading.error.issues[0]?.message ?? "cannot be read"}`);
  return reading.data;
}
