// The address to which a link of a known click counter or page cache leads, read from the link itself without asking anybody.

/** Counters within counters. */
const LAYERS_MAX = 4;

interface Counter {
  host: RegExp;
  path: RegExp;
  /** The parameters that may hold the target, in this order. */
  names: readonly string[];
}

/** Only hosts that are known to count clicks: elsewhere an address within an address is what the page is about. */
const COUNTERS: readonly Counter[] = [
  { host: /^(?:www\.)?google\.(?:com?\.)?[a-z]{2,3}$/, path: /^\/url$/, names: ["url", "q"] },
  { host: /^(?:www\.|cn\.)?bing\.com$/, path: /^\/news\/apiclick\.aspx$/i, names: ["url"] },
  { host: /^(?:www|l|lm|m)\.facebook\.com$|^l\.workplace\.com$/, path: /^\/l\.php$/, names: ["u"] },
  { host: /^l\.(?:instagram|messenger)\.com$|^l\.threads\.(?:net|com)$/, path: /^\//, names: ["u"] },
  { host: /^t\.umblr\.com$/, path: /^\/redirect$/, names: ["z"] },
  { host: /\.safelinks\.protection\.outlook\.com$/, path: /^\//, names: ["url"] },
  { host: /^(?:(?:www|m|away)\.)?(?:youtube|vk)\.com$/, path: /^\/(?:redirect|away\.php)$/, names: ["q", "to"] },
  { host: /^(?:www\.)?linkedin\.com$/, path: /^\/(?:safety\/go|redir\/redirect)\/?$/, names: ["url"] },
  { host: /^(?:www\.)?duckduckgo\.com$/, path: /^\/l\/?$/, names: ["uddg"] },
  { host: /^feedproxy\.google\.com$|^feeds\.feedburner\.com$/, path: /^\//, names: ["url", "u"] },
  { host: /^(?:news|plus)(?:\.url)?\.google\.com$/, path: /^\/url$/, names: ["url", "q"] },
  { host: /^translate\.google\.(?:com?\.)?[a-z]{2,3}$/, path: /^\/(?:translate|website)$/, names: ["u"] },
  { host: /^(?:www\.)?yandex\.[a-z]{2,3}$/, path: /^\/turbo\/?$/, names: ["text"] },
  { host: /^link\.(?:zhihu|jianshu)\.com$/, path: /^\/$/, names: ["target", "t"] },
  { host: /^(?:t\.cn|(?:www\.)?weibo\.cn)$/, path: /^\/sinaurl$/, names: ["u", "toasturl"] },
  { host: /^(?:gate|exit)\.sc$|^go\.(?:skimresources|redirectingat)\.com$/, path: /^\//, names: ["url"] },
  { host: /^medium\.com$/, path: /^\/r\/?$/, names: ["url"] },
  { host: /^(?:www\.)?flipboard\.com$/, path: /^\/redirect$/, names: ["url"] },
  { host: /^search\.app$/, path: /^\/$/, names: ["link"] },
  { host: /^slack-redir\.net$|^out\.reddit\.com$|^steamcommunity\.com$/, path: /^\//, names: ["url"] },
  { host: /^(?:www\.)?(?:getpocket\.com|pinterest\.[a-z.]{2,6})$/, path: /^\/(?:redirect|offsite)\/?$/, names: ["url"] },
  { host: /^scholar\.google\.(?:com?\.)?[a-z]{2,3}$/, path: /^\/scholar_url$/, names: ["url"] },
  { host: /^googleweblight\.com$/, path: /^\//, names: ["lite_url", "u"] },
  { host: /^t\.me$/, path: /^\/iv$/, names: ["url"] },
  { host: /^(?:www\.)?yandex\.[a-z]{2,3}$/, path: /^\/clck\//, names: ["url"] },
  { host: /^click\.mail\.ru$/, path: /^\/redir/, names: ["u"] },
  { host: /^deref-(?:web\.de|gmx\.(?:net|com)|mail\.com)$/, path: /^\//, names: ["redirectUrl"] },
  // Mail filters.
  { host: /^linkprotect\.cudasvc\.com$/, path: /^\/url$/, names: ["a"] },
  { host: /^protect\d?\.fireeye\.com$/, path: /^\//, names: ["u"] },
  { host: /^clicktime\.symantec\.com$/, path: /^\//, names: ["u"] },
  { host: /\.trendmicro\.com$/, path: /^\/wis\/clicktime\//, names: ["url"] },
  { host: /\.protection\.sophos\.com$/, path: /^\//, names: ["u"] },
  { host: /^statics\.teams\.cdn\.office\.net$/, path: /safelinks/, names: ["url"] },
  { host: /^urldefense\.proofpoint\.com$/, path: /^\/v1\/url$/, names: ["u"] },
];

/** The target's address, with all layers removed; the given text if it is no such link. */
export function unwrapUrl(url: string): string {
  let current = url;
  for (let layer = 0; layer < LAYERS_MAX; layer++) {
    const inner = URL.canParse(current) ? targetOf(new URL(current)) : null;
    if (inner === null) break;
    current = inner;
  }
  return current;
}

function targetOf({ hostname, pathname, search, searchParams }: URL): string | null {
  const counter = COUNTERS.find(({ host, path }) => host.test(hostname) && path.test(pathname));
  if (counter !== undefined) {
    const values = counter.names.map((name) => searchParams.get(name) ?? searchParams.get(name.toUpperCase()));
    return values.map((value) => webAddress(value) ?? inBase64(value ?? "")).find((found) => found !== null) ?? null;
  }
  if (/(?:^|\.)search\.yahoo\.com$/.test(hostname)) return inPath(/\/RU=([^/]+)/, pathname);
  if (/(?:^|\.)rd\.yahoo\.com$/.test(hostname)) return webAddress(/\/\*(https?:.+)$/is.exec(pathname + search)?.[1] ?? null);
  if (hostname === "secure-web.cisco.com") return inPath(/^\/[^/]+\/(https?%3a.+)$/i, pathname);
  if (hostname === "urldefense.com") return inProofpoint(pathname + search);
  if (hostname === "urldefense.proofpoint.com") return inOldProofpoint(searchParams.get("u") ?? "");
  if (/^(?:www\.)?bing\.com$/.test(hostname) && pathname === "/ck/a")
    return inBase64(searchParams.get("u")?.replace(/^a1/, "") ?? "");
  if (hostname === "news.google.com") return inArticleId(pathname);
  return inAmpCache(hostname, pathname, search);
}

/** Until 2024 Google News put the address into an article's id, in base64 between lengths and numbers. */
function inArticleId(pathname: string): string | null {
  const [, id = ""] = /\/(?:articles|read)\/([\w-]{20,})$/.exec(pathname) ?? [];
  return webAddress(/https?:\/\/[\x21-\x7e]+/.exec(Buffer.from(id, "base64url").toString("latin1"))?.[0] ?? null);
}

/** A part of the path is the percent-encoded address: Yahoo writes `/RU=ADDRESS/RK=…`. */
const inPath = (form: RegExp, pathname: string): string | null => webAddress(decode(form.exec(pathname)?.[1] ?? ""));

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const inBase64 = (text: string): string | null =>
  /^[\w+/-]+=*$/.test(text) ? webAddress(Buffer.from(text, "base64").toString("utf8")) : null;

/** The second form of that filter has `-` for the percent sign, and `_` for the slash. */
const inOldProofpoint = (text: string): string | null => webAddress(decode(text.replaceAll("-", "%").replaceAll("_", "/")));

/** In the third form of that filter, a letter after `**` says for how many characters the two stars stand, from two on. */
const RUN_LENGTHS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** `/v3/__ADDRESS__;CHARACTERS!!…`: a star in the address stands for the next of the characters, which are in base64. */
function inProofpoint(rest: string): string | null {
  const [, inner, encoded = ""] = /^\/v3\/__(https?:\/{1,2}.+?)__;([\w-]*)/i.exec(rest) ?? [];
  if (inner === undefined) return null;
  const characters = Array.from(Buffer.from(encoded, "base64url").toString("utf8"));
  let at = 0;
  const written = decode(inner).replace(/\*(?:\*([\w-]))?/g, (_, run?: string) => {
    const from = at;
    at += run === undefined ? 1 : RUN_LENGTHS.indexOf(run) + 2;
    return characters.slice(from, at).join("");
  });
  return at > characters.length ? null : webAddress(written.replace(/^(https?:)\/(?!\/)/i, "$1//"));
}

/** AMP caches name the page in their path: `/c/s/HOST/PATH`, with `s` for https. */
function inAmpCache(hostname: string, pathname: string, search: string): string | null {
  const isSearch = /^(?:www\.)?(?:google\.(?:com?\.)?[a-z]{2,3}|bing\.com)$/.test(hostname);
  const form = isSearch
    ? /^\/amp\/(s\/)?(.+)$/
    : /(?:^|\.)(?:cdn\.ampproject\.org|bing-amp\.com)$/.test(hostname)
      ? /^\/[cvwi]\/(s\/)?(.+)$/
      : null;
  const [, secure, rest] = form?.exec(pathname) ?? [];
  return rest === undefined || !/^[^/]+\.[^/]+/.test(rest)
    ? null
    : webAddress(`http${secure === undefined ? "" : "s"}://${rest}${search}`);
}

/** Null if it is none; decodes one that is encoded twice. */
function webAddress(text: string | null): string | null {
  const plain = /^https?%3a/i.test(text ?? "") ? decode(text ?? "") : (text ?? "");
  return /^https?:\/\/[^/]/i.test(plain) && URL.canParse(plain) ? plain : null;
}
