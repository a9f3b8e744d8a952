// The settings of one source by its address, however many sources there are.
import type { FeedConfig } from "./config.ts";

/** A configuration is never changed once it is loaded, and goes with its index. */
const indexes = new WeakMap<readonly FeedConfig[], Map<string, FeedConfig>>();

/** What feeds.yaml says of the source at this address; undefined if it does not name it. */
export function findConfigured(feeds: readonly FeedConfig[], url: string): FeedConfig | undefined {
  let index = indexes.get(feeds);
  if (index === undefined) {
    // Of two with one address the first counts.
    index = new Map(feeds.toReversed().map((feed) => [feed.url, feed]));
    indexes.set(feeds, index);
  }
  return index.get(url);
}
