// Reads a feed's XML, keeping every entry that stands whole in it, however the rest is damaged.
import { expandEntities } from "./expand-entities.ts";
import { escapeStrayMarkup, readXml } from "./read-xml.ts";
import { createXmlFeedReader } from "./xml-feed-reader.ts";
import type { XmlFeed } from "./xml-feed.ts";

/** The feed in a document, or null where there is none; `url` is where the document came from. */
export function readXmlFeed(xml: string, url: string | null): XmlFeed | null {
  const document = expandEntities(xml);
  const first = readOnce(document, url);
  if (!first.stray) return first.feed;
  // A "<" that opens nothing swallows what follows it up to the next ">", so the document is read again without.
  return readOnce(escapeStrayMarkup(document), url).feed ?? first.feed;
}

function readOnce(xml: string, url: string | null): { feed: XmlFeed | null; stray: boolean } {
  const reader = createXmlFeedReader(url);
  const { stray } = readXml(xml, reader);
  return { feed: reader.finish(), stray };
}
