// The address of a site, as people type it.
import { parseFeedUrl } from "../../../schema/parse-feed-url.ts";
import { withoutFeedScheme } from "../../../feeds/discover/feed-scheme.ts";
import { UsageError } from "../../command.ts";

/** People type a host without the scheme, paste a link for feed readers, or name a channel of Telegram as @channel. */
export function addressOf(typed: string): string {
  if (/^@\w{4,32}$/.test(typed)) return `https://t.me/s/${typed.slice(1)}`;
  const text = withoutFeedScheme(typed);
  const reading = parseFeedUrl(/^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : `https://${text}`);
  if (reading.kind === "fault") throw new UsageError(`the address ${reading.message}`);
  return reading.value;
}
