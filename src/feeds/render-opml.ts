// Writes lists of feeds as feed readers exchange them: OPML 2.0.
import { escapeText } from "./read/xml-feed.ts";

export interface ListedFeed {
  url: string;
  name: string | null;
  language: string | null;
  tags: readonly string[];
}

/**
 * An OPML 2.0 document that lists these feeds in order. All tags are in `category`; since most readers know only folders, neighbours
 * that share their first tag go into a folder of its name. Mailboxes and commands have no web address, and are left out.
 */
export function renderOpml(feeds: readonly ListedFeed[]): string {
  const lines: string[] = [];
  let folder: string | null = null;
  for (const feed of feeds.filter(({ url }) => /^https?:/i.test(url))) {
    const first = feed.tags[0] === undefined ? null : asCategory(feed.tags[0]);
    if (first !== folder) {
      if (folder !== null) lines.push("    </outline>");
      if (first !== null) lines.push(`    <outline${attributes({ text: first, title: first })}>`);
      folder = first;
    }
    lines.push(`${folder === null ? "    " : "      "}<outline${attributes(outlineOf(feed))}/>`);
  }
  if (folder !== null) lines.push("    </outline>");
  const head = ["  <head>", "    <title>Wirewatch</title>", "  </head>"];
  const document = ['<?xml version="1.0" encoding="UTF-8"?>', '<opml version="2.0">', ...head, "  <body>", ...lines];
  return `${[...document, "  </body>", "</opml>"].join("\n")}\n`;
}

function outlineOf({ url, name, language, tags }: ListedFeed): Record<string, string> {
  return {
    type: "rss",
    text: name ?? url,
    ...(name !== null && { title: name }),
    xmlUrl: url,
    ...(language !== null && { language }),
    ...(tags.length > 0 && { category: tags.map(asCategory).join(",") }),
  };
}

/** Commas separate categories and slashes make a path of them (OPML 2.0), so a tag contains neither. */
const asCategory = (tag: string): string => tag.replace(/[,/]/g, " ");

const attributes = (values: Record<string, string>): string =>
  Object.entries(values)
    .map(([name, value]) => ` ${name}="${escapeText(value).replaceAll('"', "&quot;")}"`)
    .join("");
