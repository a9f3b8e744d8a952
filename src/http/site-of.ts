// The site that a host belongs to: all hosts of one registrable domain, which usually are the same people's machines.
import { isIP } from "node:net";
import { getDomain } from "tldts";
import { plainHost } from "./address-guard.ts";

/** The list is searched once for each host: a site is asked for several times with each article. */
const sites = new Map<string, string>();
const SITES_MAX = 10_000;

/**
 * Returns the registrable domain of a `host` or `host:port`, by the public suffix list with its private section: a.blogspot.com and
 * b.blogspot.com are two sites, www.example.co.uk and news.example.co.uk are one. Returns an address, or a name without such a domain
 * (`localhost`, `nas`), as given, port included.
 */
export function siteOf(host: string): string {
  const known = sites.get(host);
  if (known !== undefined) return known;
  const name = plainHost(host.replace(/:\d+$/, ""));
  const site = (isIP(name) === 0 ? getDomain(name, { allowPrivateDomains: true }) : null) ?? host;
  if (sites.size >= SITES_MAX) sites.clear();
  sites.set(host, site);
  return site;
}

/** Whether a feed and an article are of one site. True also if one of the addresses has no host. */
export function isOwnFeed(feedUrl: string, articleUrl: string): boolean {
  const [feed, article] = [feedUrl, articleUrl].map((url) =>
    /^https?:/.test(url) && URL.canParse(url) ? siteOf(new URL(url).hostname) : null,
  );
  return feed === null || article === null || feed === article;
}
