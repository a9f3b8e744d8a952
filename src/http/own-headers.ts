// Headers that the user gave for a source: sent to that source's own host alone, over whatever it redirects.

export interface SourceHeaders {
  /** The source's address. */
  url: string;
  headers: Readonly<Record<string, string>>;
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
