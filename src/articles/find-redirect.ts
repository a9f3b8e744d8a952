// Finds where a page without an article redirects its reader: by a refresh, a line of script, or an address within its own.

import { hostOf } from "../text/host-of.ts";
import { siteOf } from "../text/outlets/site-of.ts";

/** A page that is shown for longer than this is meant to be read. */
const SECONDS_MAX = 10;
const ADDRESS_CHARS_MAX = 2_000;
/** A longer page holds scripts that redirect a reader only on request. */
const SCRIPTED_CHARS_MAX = 5_000;
const ENCODED_CHARS_MIN = 20;
/** The page that the reader comes from, not the target. */
const SAYS_WHENCE = /^(?:ref(?:err?er)?|referrer|source|src|origin|from|via|utm_\w+)$/i;

/** HTML's "shared declarative refresh steps": a time, then optionally `url=`, the address optionally in quotes. Linear: hosts write it. */
const REFRESH = /^(\d{1,4})(?:\.\d*)?(?:[\s;,]+(.*))?$/s;
const URL_PREFIX = /^url\s*=\s*/i;
const META = /<meta\b[^<>]{0,3000}?http-equiv\s*=\s*["']?refresh\b[^<>]{0,3000}>/gi;
const CONTENT = /\bcontent\s*=\s*(?:"([^"]{1,2100})"|'([^']{1,2100})'|([^\s>"']{1,2100}))/i;
const BY_SCRIPT =
  /\b(?:window|document|top|self|parent)\.location(?:\.href)?\s*=\s*["']([^"'\s]{1,2000})["']|\blocation\.(?:href\s*=\s*|(?:replace|assign)\(\s*)["']([^"'\s]{1,2000})["']/;

/** An http(s) address other than the page's own, or null: by a refresh, a script, or within the page's own address. */
export function findRedirect(html: string, url: string): string | null {
  const said = redirectOn(html) || null;
  return said === null ? addressWithin(url) : addressElsewhere(said, url);
}

/** The same of the page alone: by a refresh or a script. */
export function findPageRedirect(html: string, url: string): string | null {
  const said = redirectOn(html) || null;
  return said === null ? null : addressElsewhere(said, url);
}

/** The next link ends one that was never closed, so that each stretch of a page is read for one link alone. */
const LINK = /<a\s([^<>]{1,3000})>((?:[^<]|<(?!a\s|\/a\s*>)){0,3000})<\/a\s*>/gi;
const LINKS_MAX = 300;
const HREF = /\bhref\s*=\s*(?:"([^"]{1,2100})"|'([^']{1,2100})'|([^\s>"']{1,2100}))/i;
/** What an article has, and a page between two sites has not. */
const OF_ARTICLE = /<article\b|<time\b|\bdatePublished\b|article:published_time/i;
const NAMED_CHARS_MIN = 8;

/**
 * The address on another site that a page shows its reader as the way on: "This link leads to https://…". Null if it shows several, or
 * if it is an article itself. `shown` is the text that its reader sees.
 */
export function findWayOn(html: string, url: string, shown: string): string | null {
  if (OF_ARTICLE.test(html)) return null;
  const site = siteOf(hostOf(url) ?? "");
  const found = new Set<string>();
  let left = LINKS_MAX;
  for (const [, attributes = "", inner = ""] of html.matchAll(LINK)) {
    if (left-- === 0) break;
    const href = HREF.exec(attributes)
      ?.slice(1)
      .find((part) => part !== undefined);
    const address = href === undefined ? null : addressElsewhere(href, url);
    if (
      address !== null &&
      // Notices name the site of an office.
      new URL(address).pathname !== "/" &&
      siteOf(hostOf(address) ?? site) !== site &&
      (isNamedBy(inner, address) || shown.includes(bareAddress(address)))
    )
      found.add(address);
  }
  const [only] = found;
  return found.size === 1 && only !== undefined ? only : null;
}

/** Whether a link's text is its address, or as much of it as there is room for. */
function isNamedBy(inner: string, address: string): boolean {
  const text = inner.replace(/<[^<>]{0,3000}>|\s+/g, "").replaceAll("&amp;", "&");
  const shown = bareAddress(text.replace(/(?:\.{3}|…)$/, ""));
  const cut = /(?:\.{3}|…)$/.test(text);
  const whole = bareAddress(address);
  return shown.length >= NAMED_CHARS_MIN && (cut ? whole.startsWith(shown) : whole === shown);
}

const bareAddress = (address: string): string => address.replace(/^https?:\/\/(?:www\.)?|\/$/gi, "");

const FRAMESET = /<frameset\b/i;
const FRAME = /<frame\s[^<>]{0,2000}>/gi;
const FRAMES_MAX = 10;
/** Of what stands next to the article. */
const FURNITURE = /menu|navi?\b|navig|top|head|kopf|banner|title|foot|fuss|left|links|index|toc|counter/i;

/** The page in the main frame of a frameset; null if there is none. */
export function findFrame(html: string, url: string): string | null {
  if (!FRAMESET.test(html)) return null;
  const frames = (html.match(FRAME) ?? []).slice(0, FRAMES_MAX);
  const main = frames.find((frame) => /\bname\s*=\s*["']?(?:main|content|body|text|haupt|inhalt)/i.test(frame));
  const frame = main ?? frames.find((one) => !FURNITURE.test(one)) ?? frames.at(-1) ?? "";
  const src = /\bsrc\s*=\s*(?:"([^"]{1,2000})"|'([^']{1,2000})'|([^\s>"']{1,2000}))/i
    .exec(frame)
    ?.slice(1)
    .find((part) => part !== undefined);
  return src === undefined ? null : addressElsewhere(src, url);
}

/** Loads the page itself again. */
const RELOAD =
  /\blocation\.reload\s*\(|\blocation(?:\.href)?\s*=\s*(?:window\.|document\.)?location(?:\.href|\.pathname)?\s*[;<]|\bhistory\.go\s*\(\s*0?\s*\)/;

/** As the page writes it; "" for the page itself. */
const redirectOn = (html: string): string | null => {
  const said = refreshOn(html, SECONDS_MAX);
  return said === null || said === "" ? (scriptedOn(html) ?? said) : said;
};

/** The address of a refresh after so many seconds at most, as the page writes it; "" for the page itself. */
export function refreshOn(html: string, secondsMax: number): string | null {
  for (const [meta] of html.matchAll(META)) {
    const content = CONTENT.exec(meta)
      ?.slice(1)
      .find((part) => part !== undefined);
    const [, seconds, rest = ""] = REFRESH.exec((content ?? "").trim()) ?? [];
    const address = rest.replace(URL_PREFIX, "").replace(/^["']|["']$/g, "");
    if (seconds !== undefined && Number(seconds) <= secondsMax && !/["']/.test(address)) return address.trim();
  }
  return null;
}

/** The same of a line of script on a short page. */
export function scriptedOn(html: string): string | null {
  if (html.length > SCRIPTED_CHARS_MAX) return null;
  const address = BY_SCRIPT.exec(html)
    ?.slice(1)
    .find((part) => part !== undefined);
  return address?.replaceAll(String.raw`\/`, "/") ?? (RELOAD.test(html) ? "" : null);
}

/** Click counters carry the target in their own address: as a query value, or in base64 in the path. */
function addressWithin(url: string): string | null {
  if (!URL.canParse(url)) return null;
  const { pathname, searchParams } = new URL(url);
  const [, inQuery] = [...searchParams].find(([name, value]) => /^https?:\/\/\S+$/i.test(value) && !SAYS_WHENCE.test(name)) ?? [];
  if (inQuery !== undefined) return addressElsewhere(inQuery, url);
  const inPath = pathname
    .split("/")
    .filter((part) => part.length >= ENCODED_CHARS_MIN && /^[\w-]+=*$/.test(part))
    // The service puts lengths and numbers around the address.
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
