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
  { host: /^(?:www\.)?flipboard\.com$/, path: /^\/redirect$/, names: ["url"] },
  { host: /^search\.app$/, path: /^\/$/, names: ["link"] },
  { host: /^slack-redir\.net$|^out\.reddit\.com$|^steamcommunity\.com$/, path: /^\//, names: ["url"] },
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
    return values.map(webAddress).find((found) => found !== null) ?? null;
  }
  if (/(?:^|\.)search\.yahoo\.com$/.test(hostname)) return inYahoo(pathname);
  if (hostname === "urldefense.com") return inProofpoint(pathname + search);
  return inAmpCache(hostname, pathname, search);
}

/** Yahoo writes `/RU=ADDRESS/RK=…` within its path. */
function inYahoo(pathname: string): string | null {
  const encoded = /\/RU=([^/]+)/.exec(pathname)?.[1];
  try {
    return encoded === undefined ? null : webAddress(decodeURIComponent(encoded));
  } catch {
    return null;
  }
}

/** Mail filters write `/v3/__ADDRESS__;LETTERS!!…`; with `*` in the address, the letters that it stands for are elsewhere. */
function inProofpoint(rest: string): string | null {
  const inner = /^\/v3\/__(https?:\/{1,2}[^*]+?)__;/.exec(rest)?.[1];
  return inner === undefined ? null : webAddress(inner.replace(/^(https?:)\/(?!\/)/, "$1//"));
}

/** AMP caches name the page in their path: `/c/s/HOST/PATH`, with `s` for https. */
function inAmpCache(hostname: string, pathname: string, search: string): string | null {
  const isGoogle = /^(?:www\.)?google\.(?:com?\.)?[a-z]{2,3}$/.test(hostname);
  const form = isGoogle
    ? /^\/amp\/(s\/)?(.+)$/
    : /(?:^|\.)cdn\.ampproject\.org$/.test(hostname)
      ? /^\/[cvwi]\/(s\/)?(.+)$/
      : null;
  const [, secure, rest] = form?.exec(pathname) ?? [];
  return rest === undefined || !/^[^/]+\.[^/]+/.test(rest)
    ? null
    : webAddress(`http${secure === undefined ? "" : "s"}://${rest}${search}`);
}

const webAddress = (text: string | null): string | null =>
  text !== null && /^https?:\/\/[^/]/i.test(text) && URL.canParse(text) ? text : null;
