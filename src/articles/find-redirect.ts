// Finds where a page sends its reader that holds no article itself: by a refresh, a line of script, or the address within its own.

/** Who shows a page for longer than this wants it read. */
const SECONDS_MAX = 10;
const ADDRESS_CHARS_MAX = 2_000;
/** A longer page holds scripts that lead a reader away once he asks for it. */
const SCRIPTED_CHARS_MAX = 5_000;
const ENCODED_CHARS_MIN = 20;
/** Where the reader comes from, and not where he is led. */
const SAYS_WHENCE = /^(?:ref(?:err?er)?|referrer|source|src|origin|from|via|utm_\w+)$/i;

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
  const scripted = html.length > SCRIPTED_CHARS_MAX ? null : BY_SCRIPT.exec(html);
  const address = scripted?.slice(1).find((part) => part !== undefined);
  return address === undefined ? addressWithin(url) : addressElsewhere(address.replaceAll(String.raw`\/`, "/"), url);
}

/** Services that count clicks carry the address that they lead to in their own: as a value of the query, or in base64 in the path. */
function addressWithin(url: string): string | null {
  if (!URL.canParse(url)) return null;
  const { pathname, searchParams } = new URL(url);
  const [, inQuery] = [...searchParams].find(([name, value]) => /^https?:\/\/\S+$/i.test(value) && !SAYS_WHENCE.test(name)) ?? [];
  if (inQuery !== undefined) return addressElsewhere(inQuery, url);
  const inPath = pathname
    .split("/")
    .filter((part) => part.length >= ENCODED_CHARS_MIN && /^[\w-]+=*$/.test(part))
    // Around the address stand the lengths and numbers of whoever wrote it.
    .map((part) => /https?:\/\/[\x21-\x7e]+/.exec(Buffer.from(part, "base64url").toString("latin1"))?.[0])
    .find((found) => found !== undefined);
  return inPath === undefined ? null : addressElsewhere(inPath, url);
}

function addressElsewhere(address: string, url: string): string | null {
  const plain = address.replaceAll("&amp;", "&").slice(0, ADDRESS_CHARS_MAX);
  if (!URL.canParse(plain, url)) return null;
  const found = new URL(plain, url);
  found.hash = "";
  const isOwn = URL.canParse(url) && found.href === new URL(url).href.replace(/#.*/s, "");
  return /^https?:$/.test(found.protocol) && !isOwn ? found.href : null;
}
