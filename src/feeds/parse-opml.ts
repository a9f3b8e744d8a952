// Lists of feeds as feed readers exchange them (OPML 1.0 and 2.0), read.
import { cleanTitle } from "../text/clean-title.ts";
import { cutText } from "./read/caps.ts";
import { FeedError } from "./feed.ts";
import { readXml } from "./read/read-xml.ts";

const OUTLINES_MAX = 5_000;
const DEPTH_MAX = 10;
/** What a name in feeds.yaml may hold. */
const NAME_CHARS_MAX = 200;
const TAG_CHARS_MAX = 60;
const TAGS_MAX = 20;

/** A feed as an OPML document names it. `address` is as written, but for a `feed:` before it; nobody has looked whether it is one. */
export interface OpmlFeed {
  address: string;
  title: string | null;
  language: string | null;
  /** Its categories, then the folders that it lies in. */
  tags: string[];
  line: number;
}

export interface Opml {
  feeds: OpmlFeed[];
  /** Outlines that call themselves a feed and have no address. */
  withoutAddress: { title: string | null; line: number }[];
  /** The document ends before its list does. */
  cutOff: boolean;
}

/** Every feed of an OPML document in its order, also twice. Throws FeedError where it is no OPML or beyond all measure. */
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

/** Where a list has no title for a feed, its address often stands in for it. */
function titleOf(attributes: ReadonlyMap<string, string>, address: string | null): string | null {
  const title = cleanTitle(attributes.get("title") || attributes.get("text") || "");
  return title === address ? null : cutText(title, NAME_CHARS_MAX);
}

/** "feed:" is a scheme of old browsers for what is http underneath. */
function addressOf(attributes: ReadonlyMap<string, string>): string | null {
  const address = attributes
    .get("xmlurl")
    ?.trim()
    .replace(/^feed:(?:\/\/)?(?=https?:)/i, "")
    .replace(/^feed:/i, "http:")
    // Escaped twice.
    .replaceAll("&amp;", "&");
  return address || null;
}

/** OPML 2.0: categories are parted by commas; one with slashes is a path of categories. */
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

/** Lines of ever later places, counted on from the last. */
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
