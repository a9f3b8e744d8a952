// The second reader: rss-parser, used only if the first found nothing, and only on documents that cannot hurt it.
import Parser from "rss-parser";
import { cleanTitle } from "../../text/clean-title.ts";
import { htmlToText } from "../../text/html-to-text.ts";
import { parseDate } from "../../text/dates/parse-date.ts";
import { CONTENT_CHARS_MAX, cutText, ENTRIES_MAX, SUMMARY_CHARS_MAX, TITLE_CHARS_MAX } from "./caps.ts";
import type { Entry, ParsedFeed } from "../feed.ts";
import { resolveWebUrl } from "./resolve-url.ts";

const STEPS_MAX = 200_000_000;

/** The feed as rss-parser reads it, or null if it refuses the document or could be hurt by it. Never throws. */
export async function readSecond(xml: string, url: string | null): Promise<ParsedFeed | null> {
  if (isHarmful(xml)) return null;
  try {
    const output = await new Parser({ defaultRSS: 2 }).parseString(xml);
    const entries = output.items.slice(0, ENTRIES_MAX).map((item) => readItem(item, url));
    if (entries.every((entry) => entry.title === null && entry.url === null)) return null;
    return {
      feed: { title: asTitle(output.title), url: resolveWebUrl(asText(output.link), url), language: null },
      entries,
      incomplete: true,
      ttlMinutes: null,
    };
  } catch {
    return null;
  }
}

/** Its stripHtml compares each "<" with all text after it: the cost is their product. */
function isHarmful(xml: string): boolean {
  const openings = xml.match(/<|&(?:lt|#0*60|#x0*3c);/gi)?.length ?? 0;
  return openings * xml.length > STEPS_MAX;
}

function readItem(item: Parser.Item, base: string | null): Entry {
  const html = asText(item.content) ?? asText(item.summary) ?? "";
  return {
    id: asText(item.guid),
    url: resolveWebUrl(asText(item.link), base),
    title: asTitle(item.title),
    author: asTitle(item.creator),
    publishedAt: parseDate(asText(item.pubDate)),
    updatedAt: null,
    summary: cutText(htmlToText(html), SUMMARY_CHARS_MAX),
    content: cutText(html, CONTENT_CHARS_MAX),
  };
}

/** rss-parser returns an object if an element has attributes or markup. */
function asText(value: unknown): string | null {
  return typeof value === "string" && value.trim() !== "" ? value.trim() : null;
}

function asTitle(value: unknown): string | null {
  return cutText(cleanTitle(asText(value) ?? ""), TITLE_CHARS_MAX);
}
