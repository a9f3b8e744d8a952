// Decides which feeds of a list may be added to feeds.yaml: checks each address as if a person had typed it, and takes none twice.
import { showUrl } from "../text/show-url.ts";
import { isIP } from "node:net";
import { parseFeedUrl, sameFeedKey } from "../schema/parse-feed-url.ts";
import { checkAddress, isLocalhost, parseAllowed, plainHost } from "../http/address-guard.ts";
import type { AddedFeed } from "../config/load/add-feeds.ts";
import type { OpmlFeed } from "../feeds/parse-opml.ts";

export interface SortedFeeds {
  added: (AddedFeed & { line: number })[];
  /** `first` is the name or address under which the feed is known. */
  duplicates: { url: string; line: number; first: string }[];
  refused: { title: string | null; line: number; message: string }[];
}

/** `known`: the feeds already polled. `allowPrivate`: the list in fetch.allow_private. */
export function sortFeeds(
  feeds: readonly OpmlFeed[],
  known: readonly { url: string; name: string | null }[],
  allowPrivate: readonly string[],
): SortedFeeds {
  const first = new Map(known.map(({ url, name }) => [sameFeedKey(url), name ?? showUrl(url)]));
  const sorted: SortedFeeds = { added: [], duplicates: [], refused: [] };
  for (const { address, title, language, tags, line } of feeds) {
    const reading = parseFeedUrl(address);
    const message = reading.kind === "fault" ? `its address ${reading.message}` : privateFault(reading.value, allowPrivate);
    if (reading.kind === "fault" || message !== null) {
      sorted.refused.push({ title, line, message: message ?? "" });
      continue;
    }
    const url = reading.value;
    const before = first.get(sameFeedKey(url));
    if (before !== undefined) {
      sorted.duplicates.push({ url: showUrl(url), line, first: before });
      continue;
    }
    first.set(sameFeedKey(url), title ?? showUrl(url));
    sorted.added.push({ url, name: title, language: languageCode(language), tags, line });
  }
  return sorted;
}

/** A name that resolves to a private address is found only by a look-up, which each poll's own guard does. */
function privateFault(url: string, allowPrivate: readonly string[]): string | null {
  const { hostname, port, protocol } = new URL(url);
  const host = plainHost(hostname);
  const target = { host, port: Number(port) || (protocol === "https:" ? 443 : 80) };
  const address = isLocalhost(host) ? "127.0.0.1" : isIP(host) === 0 ? null : host;
  if (address === null) return null;
  const verdict = checkAddress(address, target, parseAllowed(allowPrivate));
  return verdict.kind === "refused" ? verdict.message : null;
}

/** Readers write "en-us" or "English"; only codes are kept, since the feed gives its own language too. */
function languageCode(language: string | null): string | null {
  return language !== null && /^[a-z]{2,3}([-_][a-z0-9]{2,8}){0,3}$/i.test(language)
    ? language.toLowerCase().replaceAll("_", "-")
    : null;
}
