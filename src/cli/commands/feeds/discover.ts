// `wirewatch feeds discover`: a site's feeds, the best first, and the lines for feeds.yaml.
import { renderFeeds } from "../../../config/load/add-feeds.ts";
import { showUrl } from "../../../text/show-url.ts";
import { cutText } from "../../../feeds/read/caps.ts";
import { WHERE_FOUND } from "../../../desk/where-found.ts";
import { codeOf } from "../../../desk/sources/source-item.ts";
import { visitSite } from "./visit-site.ts";
import { addressOf } from "./address-of.ts";
import { counted } from "../../../text/counted.ts";
import type { Command, CommandContext } from "../../command.ts";
import type { Discovery, FoundFeed } from "../../../desk/discover-feeds.ts";

export const command: Command = {
  help: `Usage: wirewatch feeds discover URL

Looks for the feeds of a site: those that the page at URL declares, else where most sites have one, else sitemaps for news.
Each is read, and what holds comments of readers is left out. Prints the lines to paste into feeds.yaml, the best feed first.
If URL is a feed itself, its query is shown as ?…, since it may hold a key.

With --json: {"best","yaml","feeds":[{"url","title","language","foundBy","entries","newestAt","listedIn"?}],"leftOut":[{"url","reason"}],
"instead"}. If no feed was found, "instead" is {"kind","detail"}: a wall, a login page, a page made by script, a channel; and the exit code is 1.`,
  positionals: { min: 1, max: 1 },
  async run(context) {
    const url = addressOf(context.positionals[0] ?? "");
    const found = await visitSite(context, url, (desk) => desk.discoverFeeds({ url }));
    if (context.json) context.print(JSON.stringify(asJson(found)));
    else show(context, showUrl(url), found);
    return found.feeds.length > 0 ? 0 : 1;
  },
};

const yamlOf = ({ url, title, language }: FoundFeed): string =>
  renderFeeds([{ url, name: cutText(title ?? "", 200), language: codeOf(language), tags: [] }], "  ");

const asJson = ({ feeds, leftOut, instead }: Discovery) => {
  const [best] = feeds;
  return { best: best?.url ?? null, yaml: best === undefined ? null : yamlOf(best), feeds, leftOut, instead };
};

function show(context: CommandContext, url: string, { feeds: [best, ...others], leftOut, instead }: Discovery): void {
  for (const { url, reason } of leftOut) context.tell(`Left out: ${url}: ${reason}`);
  if (best === undefined) return context.tell(`No feed was found at ${url}${instead === null ? "" : `: ${instead.detail}`}.`);
  context.print(`# ${formatFound(best)}. For feeds.yaml:\n${yamlOf(best).trimEnd()}`);
  if (others.length > 0)
    context.print(`\n# Also there:\n${others.map((feed) => `# ${formatFound(feed)}\n${yamlOf(feed)}`).join("")}`.trimEnd());
}

function formatFound({ foundBy, entries, newestAt, listedIn }: FoundFeed): string {
  const count = entries === 0 ? "empty now" : counted(entries, "entry", "entries");
  const listed =
    listedIn === undefined
      ? ""
      : ` (one of those in ${listedIn}, which may name another next month; \`- sitemap:\` with that address follows it)`;
  return `${WHERE_FOUND[foundBy]}${listed}: ${count}${newestAt === null ? "" : `, the newest of ${newestAt.slice(0, 10)}`}`;
}
