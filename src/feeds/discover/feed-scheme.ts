// The web address of a feed in a link for feed readers: the scheme `feed:`, or a reader's own address with the feed's address in it.

const SCHEME = /^(?:web\+)?(?:feed|rss|atom|itpc|pcast|podcast):/i;
/** Services whose "subscribe" links carry the feed's address. */
const READERS =
  /^https?:\/\/(?:[\w-]+\.)*(?:feedly\.com|inoreader\.com|newsblur\.com|theoldreader\.com|netvibes\.com|feedbin\.(?:com|me)|bloglines\.com|(?:add\.)?my\.yahoo\.com|fusion\.google\.com|newsgator\.com|pageflakes\.com|feedspot\.com|live\.com|addtoany\.com|subtome\.com|follow\.it|reader\.[\w-]+\.[a-z]{2,})\//i;
const INNER = /(?:feed\/?)?(https?:\/\/[^\s&"'<>]{4,2000})/i;

export const hasFeedScheme = (text: string): boolean => SCHEME.test(text.trim());

/** Returns the address with http or https; the text unchanged if it has no such scheme. "feed:" stood for http. */
export function withoutFeedScheme(text: string): string {
  const trimmed = text.trim();
  if (!SCHEME.test(trimmed)) return text;
  const rest = trimmed.replace(SCHEME, "");
  // Safari wrote feed://https//host, without the colon.
  const web = /^\/*(https?):?\/\/(.*)$/is.exec(rest);
  return web === null ? `http://${rest.replace(/^\/+/, "")}` : `${web[1]}://${web[2]}`;
}

/** The feed's address within the address of a reader's "subscribe" link; null if it is no such link. */
export function feedWithinReader(url: string): string | null {
  if (!READERS.test(url)) return null;
  const { pathname, search, hash } = new URL(url);
  const inner = INNER.exec(decode(pathname + search + hash))?.[1];
  return inner !== undefined && URL.canParse(inner) ? inner : null;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
