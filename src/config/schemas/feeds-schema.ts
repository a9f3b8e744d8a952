// feeds.yaml: which sources are polled.
import * as z from "zod";
import { SOURCES } from "../../sources/sources.ts";
import type { Source } from "../../sources/source.ts";
import { headers } from "../../schema/headers.ts";
import { login } from "../../schema/login.ts";
import { parseSourceProxy } from "../../schema/parse-proxy.ts";
import { parseUserAgent } from "../../schema/user-agent.ts";
import { language, line, tags } from "../../schema/named.ts";
import { parseBacklog, parseEvery } from "../../schema/parse-duration.ts";
import { textRead } from "../../schema/reading.ts";
import { sourceLimits } from "../../schema/source-limits.ts";
import { strictObject } from "../../schema/strict-object.ts";

const backlogWords = "On a feed's first poll only entries this young may alert: none, 24h, 7d, all.";

const robotsWords =
  "Whether article pages are read only where their site's robots.txt allows it (obey), or always (ignore). A page that may not be read goes on with what the feed says.";

const keys = [...SOURCES.map(({ key }) => key), "opml"];

/** By which an item names its source; what follows is read by `sourceIn`, as no type can follow a table. */
const sourceKeys: object = Object.fromEntries(SOURCES.map(({ key, schema }) => [key, schema.exactOptional()]));

/** Keys that only the items of one kind have. */
const optionKeys: object = Object.fromEntries(
  SOURCES.flatMap(({ options = {} }) => Object.entries(options).map(([name, schema]) => [name, schema.exactOptional()])),
);

const feed = strictObject({
  ...sourceKeys,
  ...optionKeys,
  opml: z
    .string()
    .describe("Instead of url: an OPML file in the configuration folder, all of whose feeds are polled.")
    .exactOptional(),
  name: line()
    .describe("How the feed is called in digests, and in a watchlist's filter by source. Default: the feed's own title.")
    .exactOptional(),
  language: language()
    .describe("The language of the feed as a code (en, my, ru), where it does not say it itself.")
    .exactOptional(),
  tags: tags().describe("Tags that a watchlist's filter can ask for.").exactOptional(),
  backlog: textRead(parseBacklog, "backlog").describe(`${backlogWords} Default: what defaults says.`).exactOptional(),
  robots: z.enum(["obey", "ignore"]).describe(`${robotsWords} Default: what defaults says.`).exactOptional(),
  headers: headers()
    .describe(
      "Headers for requests to this feed's own host, such as a Cookie. No other host gets them, and they are shown nowhere.",
    )
    .exactOptional(),
  login: login()
    .describe(
      "Signs in at this feed's own host: { user, password }, or { bearer: TOKEN }. No other host gets it, and it is shown nowhere.",
    )
    .exactOptional(),
  user_agent: textRead(parseUserAgent)
    .describe("How Wirewatch names itself at this feed's own host. Default: what wirewatch.yaml says.")
    .exactOptional(),
  browser: z
    .boolean()
    .describe("Whether pages of this feed whose text only scripts show are rendered by a Chromium. Default: false.")
    .exactOptional(),
  every: textRead(parseEvery, "every")
    .describe(
      "The longest pause between two polls, from 1m to 24h; they are closer together if its rhythm asks for it. Default: 10m to 6h by its rhythm.",
    )
    .exactOptional(),
  proxy: textRead(parseSourceProxy)
    .describe(
      "Through which this feed, and the pages that it leads to, are fetched: http://, https://, socks5:// or socks5h:// with a port; or none. Default: what wirewatch.yaml says.",
    )
    .exactOptional(),
  limits: sourceLimits()
    .describe("How much this source may bring, and to how many pages it may lead. Default: what wirewatch.yaml says.")
    .exactOptional(),
})
  .check(({ value, issues }) => {
    // A mistyped key is one mistake, and does not also count as a missing one.
    if (issues.length > 0) return;
    const fault = (path: string[], message: string): unknown => issues.push({ code: "custom", input: value, path, message });
    const [first, second] = keys.filter((key) => key in value);
    if (first === undefined) fault([], `names no feed: give it ${keys.map((key) => `${key}:`).join(" or ")}`);
    else if (second !== undefined) fault([second], `cannot be next to ${first}: make each an item of its own`);
    else if (value.opml !== undefined && value.name !== undefined)
      fault(["name"], "cannot name all feeds of an OPML file: take it out");
    const secret = ["headers", "login"].find((key) => key in value);
    if (value.opml !== undefined && secret !== undefined)
      fault([secret], "belong to one feed, and an OPML file names several: give that feed an item of its own");
    const given = new Set(Object.keys(value.headers ?? {}).map((name) => name.toLowerCase()));
    if (value.login !== undefined && given.has("authorization"))
      fault(["login"], "says what the header Authorization says too: take one of them out");
    if (value.user_agent !== undefined && given.has("user-agent"))
      fault(["user_agent"], "says what the header User-Agent says too: take one of them out");
    const source = SOURCES.find(({ key }) => key === first);
    for (const [name, message] of Object.entries(source?.useless ?? {})) if (name in value) fault([name], message);
    const own = Object.keys(source?.options ?? {});
    for (const name of Object.keys(optionKeys).filter((name) => name in value && !own.includes(name))) {
      const kinds = SOURCES.filter(({ options = {} }) => name in options).map(({ key }) => `${key}:`);
      fault([name], `belongs to ${kinds.join(" or ")}, and this item has none: take it out`);
    }
  })
  .meta({ anyOf: keys.map((key) => ({ required: [key] })) });

export const feedsSchema = strictObject({
  defaults: strictObject({
    backlog: textRead(parseBacklog, "backlog").describe(backlogWords).prefault("24h"),
    robots: z.enum(["obey", "ignore"]).describe(robotsWords).default("obey"),
  })
    .describe("What holds for every feed that does not say otherwise.")
    .prefault({}),
  feeds: z.array(feed).describe("The feeds, each with its url; the rest is optional.").default([]),
}).meta({ title: "Wirewatch: feeds.yaml", description: "The feeds that Wirewatch polls." });

export type FeedsFile = z.output<typeof feedsSchema>;

export interface NamedSource {
  kind: string;
  url: string;
  setting: unknown;
  options: Record<string, unknown>;
  /** What other spellings of it have in common with it. */
  identity: string;
}

/** An item's source, the key by which it names it, and the variables that give what its item leaves out. */
export type SourceItem = NamedSource & { key: string; environment: Record<string, string> };

/** The source that an item of the file names; null if it names an OPML file. */
export function sourceIn(item: FeedsFile["feeds"][number]): SourceItem | null {
  const values = item as Record<string, unknown>;
  const source = SOURCES.find(({ key }) => values[key] !== undefined);
  if (source === undefined) return null;
  const own = Object.keys(source.options ?? {}).filter((name) => values[name] !== undefined);
  const options = Object.fromEntries(own.map((name) => [name, values[name]]));
  return { key: source.key, environment: source.environment ?? {}, ...namedSource(source, values[source.key], options) };
}

export const namedSource = <Setting>(
  source: Source<Setting>,
  setting: Setting,
  options: Record<string, unknown>,
): NamedSource => ({
  kind: source.kind,
  url: source.addressOf(setting),
  setting,
  options,
  identity: source.identityOf(setting),
});
