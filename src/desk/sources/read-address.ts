// The address of a site, as people type it.
import { parseFeedUrl } from "../../schema/parse-feed-url.ts";
import { withoutFeedScheme } from "../../feeds/discover/feed-scheme.ts";
import { parseMailbox } from "../../sources/mail/parse-mailbox.ts";
import type { Reading } from "../../schema/reading.ts";

/** People type a host without the scheme, paste a link for feed readers, or name a channel of Telegram as @channel. */
export function readAddress(typed: string): Reading<string> {
  if (/^@\w{4,32}$/.test(typed)) return { kind: "value", value: `https://t.me/s/${typed.slice(1)}` };
  const text = withoutFeedScheme(typed);
  return parseFeedUrl(/^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : `https://${text}`);
}

const MAILBOX = /^imaps?:/i;

/** The same for people who may name a mailbox too. Pages may not: a password of the environment would go where a visitor says. */
export const readSourceAddress = (typed: string): Reading<string> =>
  MAILBOX.test(typed.trim()) ? parseMailbox(typed) : readAddress(typed);

export const isMailbox = (url: string): boolean => MAILBOX.test(url);
