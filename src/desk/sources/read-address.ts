// The address of a site, as people type it.
import { parseFeedUrl } from "../../schema/parse-feed-url.ts";
import { withoutFeedScheme } from "../../feeds/discover/feed-scheme.ts";
import type { Reading } from "../../schema/reading.ts";

/** People type a host without the scheme, paste a link for feed readers, or name a channel of Telegram as @channel. */
export function readAddress(typed: string): Reading<string> {
  if (/^@\w{4,32}$/.test(typed)) return { kind: "value", value: `https://t.me/s/${typed.slice(1)}` };
  const text = withoutFeedScheme(typed);
  return parseFeedUrl(/^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : `https://${text}`);
}
