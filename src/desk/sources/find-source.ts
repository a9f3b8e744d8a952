// Finds the source that a person means.
import { CommandError } from "../../errors.ts";
import { sameFeedKey } from "../../schema/parse-feed-url.ts";
import { listFeeds } from "../../store/feeds.ts";
import { showUrl } from "../../text/show-url.ts";
import type { Sql } from "../../store/engine/database.ts";
import type { FeedRow } from "../../store/feeds.ts";

const NAMED_MAX = 20;

/**
 * `asked` is its name in feeds.yaml, its own title, its address, or its number, also as a text. Throws CommandError if no source, or more
 * than one, is called so.
 */
export async function findSource(sql: Sql, asked: string | number): Promise<FeedRow> {
  const feeds = await listFeeds(sql);
  return typeof asked === "string" ? choose(feeds, asked) : numbered(feeds, asked);
}

export const sourceName = ({ name, title, url }: FeedRow): string => name ?? title ?? showUrl(url);

function numbered(feeds: readonly FeedRow[], id: number): FeedRow {
  const found = feeds.find((feed) => feed.id === id);
  if (found === undefined) throw new CommandError(`there is no source ${id} now: feeds.yaml may have changed`);
  return found;
}

function choose(feeds: readonly FeedRow[], asked: string): FeedRow {
  const wanted = asked.trim().toLowerCase();
  const isCalled = ({ name, title, url }: FeedRow): boolean =>
    [name, title, url].some((word) => word?.toLowerCase() === wanted) ||
    (URL.canParse(asked) && sameFeedKey(url) === sameFeedKey(asked));
  const [found, second] = feeds.filter(isCalled);
  if (found === undefined) {
    if (/^[1-9]\d{0,14}$/.test(wanted)) return numbered(feeds, Number(wanted));
    const known = feeds.slice(0, NAMED_MAX).map(sourceName).join(", ");
    throw new CommandError(
      `no source is called "${showUrl(asked)}"; there are: ${known || "none"}${feeds.length > NAMED_MAX ? ", …" : ""}`,
    );
  }
  if (second !== undefined)
    throw new CommandError(
      `several sources are called "${showUrl(asked)}": name it by its address, such as ${showUrl(found.url)} or ${showUrl(second.url)}`,
    );
  return found;
}
