// Reads lists of feeds as feed readers exchange them (OPML 1.0 and 2.0).
import { cleanTitle } from "../text/clean-title.ts";
import { withoutFeedScheme } from "./discover/feed-scheme.ts";
import { cutText } from "./read/caps.ts";
import { FeedError } from "./feed.ts";
import { readXml } from "./read/read-xml.ts";

const OUTLINES_MAX = 5_000;
const DEPTH_MAX = 10;
/** The longest name that feeds.yaml accepts. */
const NAME_CHARS_MAX = 200;
const TAG_CHARS_MAX = 60;
const TAGS_MAX = 20;

/** A feed as an OPML document names it. `address` is as written, without a leading `feed:`; it has not been fetched. */
export interface OpmlFeed {
  address: string;
  title: string | null;
  language: string | null;
  /** Its categories, then the folders that contain it. */
  tags: string[];
  line: number;
}

export interface Opml {
  feeds: OpmlFeed[];
  /** Outlines that claim to be a feed and have no address. */
  withoutAddress: { title: string | null; line: number }[];
  /** The document ends before its list does. */
  cutOff: boolean;
}

/** Returns every feed of an OPML document in order, repetitions included. Throws FeedError if it is not OPML or far too large. */
export function parseOpml(text: string): Opml {
  const opml: Opml = { feeds: [], withoutAddress: [], cutOff: true };
  const folders: (string | null)[] = [];
  const lineAt = lineCounter(text);
  let isOpml = false;
  let outlines = 0;
  readXml(text.replace(/^\ufeff/, " "), {
    onOpen(name, attributes, selfClosing, at) {
      isOpml ||= name === "opml";
      if (!isOpml || name !== "outline") return;
      const line = lineAt(at);
      if (++outlines > OUTLINES_MAX)
        throw tooLarge(line, `here begins outline ${OUTLINES_MAX + 1}, and no more are read: split it`);
      if (!selfClosing && folders.length >= DEPTH_MAX)
        throw tooLarge(line, `its folders lie more than ${DEPTH_MAX} deep in one another: flatten it`);
      const address = addressOf(attributes);
      const title = titleOf(attributes, address);
      if (address !== null) {
        const tags = tagsOf(attributes.get("category"), folders);
        opml.feeds.push({ address, title, language: attributes.get("language")?.trim() || null, tags, line });
      } else if (/^(?:rss|atom|feed)$/i.test(attributes.get("type") ?? "")) opml.withoutAddress.push({ title, line });
      if (!selfClosing) folders.push(address === null ? title : null);
    },
    onClose(name) {
      if (name === "outline") folders.pop();
      if (name === "opml") opml.cutOff = false;
    },
    onText() {},
  });
  if (!isOpml) throw new FeedError("not-a-feed", `line 1: ${whatInstead(text)}`);
  return opml;
}

const tooLarge = (line: number, message: string) => new FeedError("too-large", `line ${line}: ${message}`);

/** If a list has no title for a feed, its address is often in the title's place. */
function titleOf(attributes: ReadonlyMap<string, string>, address: string | null): string | null {
  const title = cleanTitle(attributes.get("title") || attributes.get("text") || "");
  return title === address ? null : cutText(title, NAME_CHARS_MAX);
}

function addressOf(attributes: ReadonlyMap<string, string>): string | null {
  // "&amp;" here was escaped twice.
  const address = (attributes.get("xmlurl") ?? "").trim().replaceAll("&amp;", "&");
  return withoutFeedScheme(address) || null;
}

/** OPML 2.0: commas separate categories; slashes make a path of categories. */
function tagsOf(category: string | undefined, folders: readonly (string | null)[]): string[] {
  const categories = (category ?? "").split(",").flatMap((path) => path.split("/"));
  const tags = [...categories, ...folders].map((tag) => cutText(cleanTitle(tag ?? ""), TAG_CHARS_MAX));
  return [...new Set(tags.filter((tag) => tag !== null))].slice(0, TAGS_MAX);
}

function whatInstead(text: string): string {
  if (text.trim() === "") return "it is empty";
  if (/<(?:rss|rdf:RDF|feed)[\s>]/i.test(text.slice(0, 5_000)))
    return "it is a feed itself and no list of feeds: name its address in feeds.yaml";
  if (/<!doctype html|<html[\s>]/i.test(text.slice(0, 5_000)))
    return "it is a web page and no list of feeds: export OPML from the reader that you come from";
  return "it has no <opml> element, so it is no list of feeds: export OPML from the reader that you come from";
}

/** Line numbers of increasing offsets, each counted on from the last. */
function lineCounter(text: string): (at: number) => number {
  let line = 1;
  let counted = -1;
  return (at) => {
    for (let next = text.indexOf("\n", counted + 1); next !== -1 && next < at; next = text.indexOf("\n", next + 1)) {
      line++;
      counted = next;
    }
    return line;
  };
}
