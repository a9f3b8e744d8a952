// What the user set for the requests of a source: headers for its own host alone, over whatever it redirects, and a proxy.

export interface SourceHeaders {
  /** The source's address. */
  url: string;
  headers: Readonly<Record<string, string>>;
  /** Through which all requests that it causes go, or `none`; if it is left out, as for all sources. */
  proxy?: string;
}

/** The proxy for a request that the sources `from` caused: the first that one of them names, so that none of them is betrayed. */
export function proxyFor(given: readonly SourceHeaders[], from: readonly string[], ofAll: string | null): string | null {
  const named = given.filter(({ url, proxy }) => proxy !== undefined && from.includes(url)).map(({ proxy }) => proxy);
  const chosen = named.find((proxy) => proxy !== "none") ?? named[0];
  return chosen === undefined ? ofAll : chosen === "none" ? null : chosen;
}

/**
 * The headers for a request to `next` that one of the sources `from` caused. An address without encryption gets none of a source with it:
 * everybody on the way could read them. `www.` makes no other host.
 */
export function ownHeaders(given: readonly SourceHeaders[], from: readonly string[], next: URL): Map<string, string> {
  const own = new Map<string, string>();
  for (const { url, headers } of given) {
    if (!from.includes(url) || !URL.canParse(url)) continue;
    const source = new URL(url);
    const isOwn = plain(source.host) === plain(next.host) && (next.protocol === "https:" || source.protocol === next.protocol);
    if (isOwn) for (const [name, value] of Object.entries(headers)) own.set(name.toLowerCase(), value);
  }
  return own;
}

const plain = (host: string): string => host.replace(/^www\./, "");
