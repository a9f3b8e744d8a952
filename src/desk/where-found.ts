// Says for people how a feed was found.
import type { FoundBy } from "./discover-feeds.ts";

export const WHERE_FOUND: Readonly<Record<FoundBy, string>> = {
  address: "This address is a feed itself",
  page: "The page names this feed",
  "front page": "The site's front page names this feed",
  "list of feeds": "The page links to a list of feeds, and this one is in it",
  channel: "The platform gives this feed for the channel",
  "common path": "Nothing is named on the page; this feed is where most sites have one",
  sitemap: "There is no feed; this sitemap lists the news",
};
