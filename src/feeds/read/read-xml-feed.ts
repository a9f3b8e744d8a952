// Reads a feed's XML, keeping every entry that stands whole in it, however the rest is damaged.
import { expandEntities } from "./expand-entities.ts";
import { readXml } from "./read-xml.ts";
import { createXmlFeedReader } from "./xml-feed-reader.ts";
import type { XmlFeed } from "./xml-feed.ts";

/** The feed in a document, or null where there is none; `url` is where the document came from. */
export function readXmlFeed(xml: string, url: string | null): XmlFeed | null {
  const reader = createXmlFeedReader(url);
  readXml(expandEntities(xml), reader);
  return reader.finish();
}
