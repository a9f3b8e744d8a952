// What an address or a list of feeds would add to feeds.yaml, as YAML to copy; or adds it, if web.edit allows that.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { renderFeeds } from "../../config/load/add-feeds.ts";
import { saveFeeds } from "../../config/load/save-feeds.ts";
import { FeedError } from "../../feeds/feed.ts";
import { parseOpml } from "../../feeds/parse-opml.ts";
import { sameFeedKey } from "../../schema/parse-feed-url.ts";
import { showUrl } from "../../text/show-url.ts";
import { hiderOf } from "../hide-keys.ts";
import { sortFeeds } from "../sort-feeds.ts";
import { asItem, shownSource } from "./source-item.ts";
import { testSource } from "../test-source.ts";
import type { Config } from "../../config/config.ts";
import type { VisitDeps } from "../ask-document.ts";
import type { SortedFeeds } from "../sort-feeds.ts";
import type { TestedSource } from "../test-source.ts";

/** Addresses are shown without the keys that they may hold; `yaml` has them whole. */
export interface PlannedSource extends TestedSource {
  /** Null if nothing there can be followed, or if it is followed already. */
  yaml: string | null;
  /** The name or address under which it is followed already. */
  known: string | null;
}

/** `url` is absolute, http or https. Throws CommandError if its host cannot be reached. */
export async function planSource(url: string, visit: VisitDeps, { feeds }: Pick<Config, "feeds">): Promise<PlannedSource> {
  const tested = await testSource(url, visit);
  const { chosen } = tested;
  const same = chosen === null ? undefined : feeds.find((feed) => sameFeedKey(feed.url) === sameFeedKey(chosen.url));
  return {
    ...shownSource(tested, url, hiderOf(url)),
    yaml: chosen === null || same !== undefined ? null : renderFeeds([asItem(chosen)], "  "),
    known: same === undefined ? null : (same.name ?? showUrl(same.url)),
  };
}

export type AddedSource = { kind: "added"; name: string } | { kind: "refused"; reason: string };

const refused = (reason: string): AddedSource => ({ kind: "refused", reason });

/** Adds what is found at `url` to feeds.yaml, as `feeds add` does. Throws CommandError if its host cannot be reached. */
export async function addSource(
  url: string,
  visit: VisitDeps,
  { feeds, web, dir }: Pick<Config, "feeds" | "web" | "dir">,
): Promise<AddedSource> {
  if (web.edit !== true) return refused("pages may not change files: web.edit in wirewatch.yaml is not true");
  const { chosen } = await testSource(url, visit);
  if (chosen === null) return refused("nothing there can be followed now");
  const file = join(dir, "feeds.yaml");
  // Another page may have added it a moment ago.
  const text = await readFile(file, "utf8").catch(() => "");
  const isKnown = feeds.some((feed) => sameFeedKey(feed.url) === sameFeedKey(chosen.url));
  if (isKnown || holdsAddress(text, chosen.url)) return refused("it is followed already; nothing was written");
  const item = asItem(chosen);
  const saved = await saveFeeds(file, [item]);
  return saved.kind === "refused"
    ? refused(`feeds.yaml: ${saved.message}; nothing was written`)
    : { kind: "added", name: item.name ?? showUrl(item.url) };
}

export type PlannedOpml =
  | { kind: "refused"; reason: string }
  | (Pick<SortedFeeds, "duplicates" | "refused"> & { kind: "plan"; yaml: string | null; added: number; cutOff: boolean });

/** `text` is an OPML document. */
export function planOpml(text: string, { feeds, fetch }: Pick<Config, "feeds" | "fetch">): PlannedOpml {
  try {
    const opml = parseOpml(text);
    const { added, duplicates, refused } = sortFeeds(opml.feeds, feeds, fetch.allowPrivate);
    for (const { title, line } of opml.withoutAddress) refused.push({ title, line, message: "it has no address (xmlUrl)" });
    const yaml = added.length === 0 ? null : renderFeeds(added, "  ");
    return {
      kind: "plan",
      yaml,
      added: added.length,
      duplicates,
      refused: refused.toSorted((a, b) => a.line - b.line),
      cutOff: opml.cutOff,
    };
  } catch (error) {
    if (error instanceof FeedError) return { kind: "refused", reason: error.message };
    throw error;
  }
}

/** Whether a line of a YAML file that is no comment holds the whole address. */
const holdsAddress = (yaml: string, url: string): boolean =>
  yaml.split("\n").some((line) => !line.trimStart().startsWith("#") && line.split(/[\s"',{}]+/).includes(url));
