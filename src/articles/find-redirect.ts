// Finds where a page sends its reader that holds no article itself: by a refresh, or by a line of script.

/** Who shows a page for longer than this wants it read. */
const SECONDS_MAX = 10;
const ADDRESS_CHARS_MAX = 2_000;
/** A longer page holds scripts that lead a reader away once he asks for it. */
const SCRIPTED_CHARS_MAX = 5_000;

/** HTML's "shared declarative refresh steps": a time, then perhaps `url=`, the address perhaps in quotes. */
const REFRESH = /^\s*(\d{1,4})(?:\.\d*)?\s*(?:[;,]\s*|\s+)(?:url\s*=\s*)?["']?([^"']+?)["']?\s*$/i;
const META = /<meta\b[^>]{0,3000}?http-equiv\s*=\s*["']?refresh\b[^>]{0,3000}>/gi;
const CONTENT = /\bcontent\s*=\s*(?:"([^"]{1,2100})"|'([^']{1,2100})'|([^\s>"']{1,2100}))/i;
const BY_SCRIPT =
  /\b(?:window|document|top|self|parent)\.location(?:\.href)?\s*=\s*["']([^"'\s]{1,2000})["']|\blocation\.(?:href\s*=\s*|(?:replace|assign)\(\s*)["']([^"'\s]{1,2000})["']/;

/** An http(s) address other than the page's own, or null. */
export function findRedirect(html: string, url: string): string | null {
  for (const [meta] of html.matchAll(META)) {
    const content = CONTENT.exec(meta)
      ?.slice(1)
      .find((part) => part !== undefined);
    const [, seconds, address] = REFRESH.exec(content ?? "") ?? [];
    if (address !== undefined && Number(seconds) <= SECONDS_MAX) return addressElsewhere(address, url);
  }
  if (html.length > SCRIPTED_CHARS_MAX) return null;
  const scripted = BY_SCRIPT.exec(html)
    ?.slice(1)
    .find((part) => part !== undefined);
  return scripted === undefined ? null : addressElsewhere(scripted.replaceAll(String.raw`\/`, "/"), url);
}

function addressElsewhere(address: string, url: string): string | null {
  const plain = address.replaceAll("&amp;", "&").slice(0, ADDRESS_CHARS_MAX);
  if (!URL.canParse(plain, url)) return null;
  const found = new URL(plain, url);
  found.hash = "";
  const isOwn = URL.canParse(url) && found.href === new URL(url).href.replace(/#.*/s, "");
  return /^https?:$/.test(found.protocol) && !isOwn ? found.href : null;
}
