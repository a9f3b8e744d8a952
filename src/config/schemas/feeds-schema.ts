// feeds.yaml: which feeds are polled.
import * as z from "zod";
import { language, line, tags } from "../../schema/named.ts";
import { parseBacklog } from "./parse-duration.ts";
import { parseFeedUrl } from "../../schema/parse-feed-url.ts";
import { textRead } from "../../schema/reading.ts";
import { strictObject } from "../../schema/strict-object.ts";

const backlogWords = "On a feed's first poll only entries this young may alert: none, 24h, 7d, all.";

const robotsWords =
  "Whether article pages are read only where their site's robots.txt allows it (obey), or always (ignore). A page that may not be read goes on with what the feed says.";

const feed = strictObject({
  url: textRead(parseFeedUrl).describe("The address of an RSS, Atom, RDF or JSON feed.").exactOptional(),
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
  backlog: textRead(parseBacklog).describe(`${backlogWords} Default: what defaults says.`).exactOptional(),
  robots: z.enum(["obey", "ignore"]).describe(`${robotsWords} Default: what defaults says.`).exactOptional(),
}).check(({ value, issues }) => {
  const { url, opml, name } = value;
  // A mistyped key is one mistake, and not the missing of another as well.
  if (issues.length > 0) return;
  if (url === undefined && opml === undefined) {
    issues.push({ code: "custom", input: value, path: [], message: "names no feed: give it url: or opml:" });
  } else if (opml !== undefined && url !== undefined) {
    issues.push({ code: "custom", input: value, path: ["opml"], message: "cannot be next to url: make each an item of its own" });
  } else if (opml !== undefined && name !== undefined) {
    issues.push({ code: "custom", input: value, path: ["name"], message: "cannot name all feeds of an OPML file: take it out" });
  }
});

export const feedsSchema = strictObject({
  defaults: strictObject({
    backlog: textRead(parseBacklog).describe(backlogWords).prefault("24h"),
    robots: z.enum(["obey", "ignore"]).describe(robotsWords).default("obey"),
  })
    .describe("What holds for every feed that does not say otherwise.")
    .prefault({}),
  feeds: z.array(feed).describe("The feeds, each with its url; the rest is optional.").default([]),
}).meta({ title: "Wirewatch: feeds.yaml", description: "The feeds that Wirewatch polls." });

export type FeedsFile = z.output<typeof feedsSchema>;
