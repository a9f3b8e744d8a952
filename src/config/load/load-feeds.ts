// The feeds of feeds.yaml and of the OPML files it names, each address once.
import { realpath } from "node:fs/promises";
import { resolve, sep } from "node:path";
import { parseOpml } from "../../feeds/parse-opml.ts";
import { toError } from "../../errors.ts";
import type { ConfigFault, FeedConfig } from "../config.ts";
import {
  feedsSchema,
  type FeedsFile,
  namedSource,
  sourceIn,
  type NamedSource,
  type SourceItem,
} from "../schemas/feeds-schema.ts";
import { loadFile, readText, type ConfigSource, type ReadFile } from "./load-file.ts";
import { feed } from "../../sources/feed.ts";
import { parseFeedUrl } from "../../schema/parse-feed-url.ts";
import { soundPart } from "./sound-part.ts";

type Report = (message: string, severity: ConfigFault["severity"]) => void;

const noFile = "there is no feeds.yaml: write one that begins with feeds: and names each feed by - url: https://…";
const nothingPolled = "no feed is named, so nothing is polled: add - url: https://…";

/** Reads feeds.yaml. A feed listed twice is polled once, with the settings of its first item. */
export async function loadFeeds(
  config: ConfigSource,
): Promise<{ feeds: FeedConfig[]; faults: ConfigFault[]; files: ReadFile[] }> {
  const { dir } = config;
  const loaded = await loadFile(resolve(dir, "feeds.yaml"), feedsSchema, config);
  const files = [loaded];
  if (!loaded.found) {
    return { feeds: [], faults: [loaded.faultAt([], noFile)], files };
  }
  const { faults } = loaded;
  const part = soundPart(loaded, feedsSchema, ["feeds"]);
  if (part === null) return { feeds: [], faults, files };
  faults.push(...part.faults);
  if (loaded.value?.feeds.length === 0) faults.push(loaded.faultAt(["feeds"], nothingPolled, { severity: "warning" }));
  const feeds = new Map<string, FeedConfig>();
  const firstItems = new Map<string, number>();
  const names = new Map<string, number>();
  for (const [index, item] of part.value.feeds.entries()) {
    const source = sourceIn(item);
    const path = part.pathInFile(["feeds", index, source?.key ?? "opml"]);
    const report: Report = (message, severity) => faults.push(loaded.faultAt(path, message, { severity }));
    if (source !== null) fillFromEnvironment(source, config.lookup, report);
    const { defaults } = part.value;
    const { language = null, tags = [], backlog = defaults.backlog, robots = defaults.robots } = item;
    const { every: everyMs = null, proxy = null, limits = {}, browser = false } = item;
    const headers = headersOf(item);
    const namesake = item.name === undefined ? undefined : names.get(item.name);
    if (item.name !== undefined) names.set(item.name, namesake ?? index);
    const named = source === null ? await feedsOf(item.opml ?? "", dir, report) : [{ ...source, name: item.name ?? null }];
    for (const { kind, url, setting, options, identity, name } of named) {
      const first = firstItems.get(identity);
      if (first === undefined) {
        if (namesake !== undefined) {
          const { line } = loaded.faultAt(part.pathInFile(["feeds", namesake]), "");
          report(`the feed in line ${line} has the same name, so nobody can tell them apart: change one of the two`, "warning");
        }
        firstItems.set(identity, index);
        feeds.set(identity, {
          kind,
          url,
          setting,
          options,
          name,
          language,
          tags,
          backlog,
          robots,
          headers,
          browser,
          everyMs,
          proxy,
          limits,
        });
      } else if (source !== null) {
        const { line } = loaded.faultAt(part.pathInFile(["feeds", first]), "");
        report(`this feed stands in line ${line} already: keep one of the two`, "warning");
      }
    }
  }
  return { feeds: [...feeds.values()], faults, files };
}

/** What an item leaves out may stand in the environment. Without it, only this source cannot be read. */
function fillFromEnvironment({ key, options, environment }: SourceItem, lookup: ConfigSource["lookup"], report: Report): void {
  for (const [name, variable] of Object.entries(environment)) {
    if (options[name] !== undefined) continue;
    const found = lookup(variable);
    if (found.kind === "value") options[name] = found.value;
    else if (found.kind === "fault") report(found.message, "warning");
    else report(`${key}: has no ${name}: set ${variable} or ${variable}_FILE, or write ${name}: into this item`, "warning");
  }
}

const headersOf = ({ headers = {}, login, user_agent: agent }: FeedsFile["feeds"][number]): Record<string, string> => ({
  ...headers,
  ...(login !== undefined && { Authorization: login }),
  ...(agent !== undefined && { "User-Agent": agent }),
});

/** The feeds of an OPML file. */
async function feedsOf(opml: string, dir: string, report: Report): Promise<(NamedSource & { name: string | null })[]> {
  const text = await readInside(dir, opml);
  if (text.kind !== "text") {
    report(
      text.kind === "absent"
        ? `there is no ${opml} in the configuration folder: put it there, or correct the name`
        : `${opml} ${text.message}`,
      "error",
    );
    return [];
  }
  try {
    return parseOpml(text.text).feeds.flatMap(({ address, title }) => {
      const reading = parseFeedUrl(address);
      if (reading.kind === "value") return [{ ...namedSource(feed, reading.value, {}), name: title }];
      report(`${opml}: the address of ${JSON.stringify((title ?? "a feed").slice(0, 80))} ${reading.message}`, "warning");
      return [];
    });
  } catch (thrown) {
    report(`${opml} cannot be read as OPML: ${toError(thrown).message}`, "error");
    return [];
  }
}

/** A file by its name in the configuration folder; files outside of it, by .. or by a link, are not read. */
async function readInside(dir: string, name: string) {
  const path = resolve(dir, name);
  const [root, target] = await Promise.all([realpath(dir), realpath(path).catch(() => null)]);
  if (target === null) return { kind: "absent" as const };
  if (!target.startsWith(root + sep))
    return { kind: "fault" as const, message: "lies outside the configuration folder: copy it into it" };
  return readText(target);
}
