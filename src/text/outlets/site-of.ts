// The site that a host belongs to: all hosts of one registrable domain, which usually are the same people's machines.
import { domainToUnicode } from "node:url";
import { getDomain, getDomainWithoutSuffix } from "tldts";

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
  const site = getDomain(plainName(host), { allowPrivateDomains: true }) ?? host;
  if (sites.size >= SITES_MAX) sites.clear();
  sites.set(host, site);
  return site;
}

/** Whether a feed and an article are of one site. True also if one of the addresses has no host. */
export function isOwnFeed(feedUrl: string, articleUrl: string): boolean {
  const [feed, article] = [feedUrl, articleUrl].map((url) =>
    /^(?:http|imap)s?:/.test(url) && URL.canParse(url) ? siteOf(new URL(url).hostname) : null,
  );
  return feed === null || article === null || feed === article;
}

/** Sites on which everybody writes, and which are not in the public suffix list: what is there is their writers'. */
const SHARED =
  /(?:^|\.)(?:medium\.com|substack\.com|wordpress\.com|tumblr\.com|ghost\.io|weebly\.com|livejournal\.com|blogspot\.[a-z.]+|over-blog\.com|telegra\.ph|t\.me|facebook\.com|youtube\.com|vk\.com|twitter\.com|x\.com|sites\.google\.com)$/;

/**
 * The part of a host that its owner chose: "bbc" of news.bbc.co.uk, "harbour-post" of harbour-post.substack.com. `shared`: anybody may write
 * there. Null for an address, and for a name of one part.
 */
export function ownLabelOf(host: string): { label: string; shared: boolean } | null {
  const name = plainName(host);
  const shared = SHARED.exec(name);
  const [before] = shared === null ? [] : name.slice(0, shared.index).split(".").slice(-1);
  const label = before !== undefined && !["", "www"].includes(before) ? before : ownLabel(name);
  return label === "" ? null : { label, shared: shared !== null && label !== before };
}

/** As people read it: in a script of its own, not in Punycode. */
function ownLabel(name: string): string {
  const label = getDomainWithoutSuffix(name, { allowPrivateDomains: true }) ?? "";
  return label.startsWith("xn--") ? domainToUnicode(label) : label;
}

const plainName = (host: string): string => host.toLowerCase().replace(/:\d+$/, "").replace(/\.$/, "");
