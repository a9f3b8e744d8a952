// Reads a feed's XML, keeping every complete entry however damaged the rest is.
import { expandEntities } from "./expand-entities.ts";
import { readXml } from "./read-xml.ts";
import { createXmlFeedReader } from "./xml-feed-reader.ts";
import type { XmlFeed } from "./xml-feed.ts";

/** The feed in a document, or null if there is none; `url` is the document's address. */
export function readXmlFeed(xml: string, url: string | null): XmlFeed | null {
  const reader = createXmlFeedReader(url);
  readXml(expandEntities(xml), reader);
  return reader.finish();
}
