// `wirewatch feeds export`: the feeds of feeds.yaml as OPML, to stdout.
import { renderOpml } from "../../../feeds/render-opml.ts";
import { readFeeds } from "../../read-feeds.ts";
import type { Command } from "../../command.ts";

export const command: Command = {
  help: `Usage: wirewatch feeds export [--config DIR] > FILE.opml

Prints the feeds of feeds.yaml, and of the OPML files that it names, as one OPML 2.0 document, which every feed reader takes.
Tags become categories, and folders of the feeds that share their first. How old an entry may be to alert (backlog) has no place in OPML.
With --json: [{"url","name","language","tags"}].`,
  async run(context) {
    const feeds = await readFeeds(context);
    if (context.json)
      context.print(JSON.stringify(feeds.map(({ url, name, language, tags }) => ({ url, name, language, tags }))));
    else context.io.stdout.write(renderOpml(feeds));
    return 0;
  },
};
