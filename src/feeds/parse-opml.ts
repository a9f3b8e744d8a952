// Lists of feeds as feed readers exchange them (OPML 1.0 and 2.0), in and out.
import { cleanTitle } from "../text/clean-title.ts";
import { FeedError } from "./feed.ts";
import { readXml } from "./read-xml.ts";
import { resolveWebUrl } from "./resolve-url.ts";
import { escapeText } from "./xml-feed.ts";

const OUTLINES_MAX = 5_000;
const DEPTH_MAX = 10;

/** The feeds of an OPML document, each address once, folders flattened. Throws FeedError where it is no OPML or beyond all measure. */
export function parseOpml(text: string): { url: string; title: string | null }[] {
  const feeds = new Map<string, string | null>();
  let isOpml = false;
  let outlines = 0;
  let depth = 0;
  readXml(text.replace(/^\ufeff/, ""), {
    onOpen(name, attributes, selfClosing) {
      isOpml ||= name === "opml";
      if (!isOpml || name !== "outline") return;
      if (!selfClosing) depth++;
      if (++outlines > OUTLINES_MAX) throw new FeedError("too-large", `it lists more than ${OUTLINES_MAX} outlines: split it`);
      if (depth > DEPTH_MAX) throw new FeedError("too-large", `it nests its folders more than ${DEPTH_MAX} deep: flatten it`);
      // "feed:" is a scheme of old browsers for what is http underneath.
      const written = attributes
        .get("xmlurl")
        ?.replace(/^feed:(?:\/\/)?(?=https?:)/i, "")
        .replace(/^feed:/i, "http:");
      const url = resolveWebUrl(written, null);
      if (url === null || feeds.has(url)) return;
      feeds.set(url, cleanTitle(attributes.get("title") ?? attributes.get("text") ?? "") || null);
    },
    onClose(name) {
      if (name === "outline") depth = Math.max(0, depth - 1);
    },
    onText() {},
  });
  if (!isOpml) throw new FeedError("not-a-feed", "it has no <opml> element");
  return [...feeds].map(([url, title]) => ({ url, title }));
}

/** An OPML 2.0 document that lists these feeds. */
export function renderOpml(feeds: readonly { url: string; title: string | null }[]): string {
  const outlines = feeds.map(({ url, title }) => {
    const name = quote(title ?? url);
    return `    <outline type="rss" text="${name}" title="${name}" xmlUrl="${quote(url)}"/>\n`;
  });
  const head = "  <head>\n    <title>Wirewatch</title>\n  </head>\n";
  return `<?xml version="1.0" encoding="UTF-8"?>\n<opml version="2.0">\n${head}  <body>\n${outlines.join("")}  </body>\n</opml>\n`;
}

function quote(text: string): string {
  return escapeText(text).replaceAll('"', "&quot;");
}
