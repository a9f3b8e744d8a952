// The identity of an entry: its guid, its address and its title, each without parts that change while the entry stays the same.
import { createHash } from "node:crypto";
import { foldLine } from "../../text/fold-line.ts";
import { isTracking } from "../../text/tracking-parameters.ts";
import { unwrapUrl } from "../../text/unwrap-url.ts";
import { areSimilarTitles } from "./similar-titles.ts";
import type { Entry } from "../feed.ts";

export interface Identity {
  /** Its guid, else its link, else its title: the key under which it is stored. */
  key: string;
  /** The key under which it is stored if another entry had its guid before. */
  spareKey: string | null;
  /** The key under which it is stored if guid and address are kept for one story after the other. */
  storyKey: string | null;
  /** Its address, if it belongs to this entry alone: neither the site's nor shared by several entries. */
  link: string | null;
  title: string | null;
  /** False if its link leads to the site or to a page shared with many others, so that the page is not the article. */
  ownPage: boolean;
}

// No article has a longer address; a feed with thousands of such would delay all others.
const ADDRESS_CHARS_MAX = 1_000;
const TITLE_CHARS_MAX = 300;

/** An entry's marks in normalised spelling; "" if missing. */
export interface FoldedEntry {
  guid: string;
  link: string;
  title: string;
  summary: string;
}

/** Separate from `identifyEntries`, since thousands of endless addresses take a while. */
export const foldEntry = ({ id, url, title, summary }: Entry): FoldedEntry => ({
  guid: plainAddress(unwrapUrl(id?.trim() ?? "")),
  // A feed may wrap its links in a click counter one day and not the next.
  link: plainAddress(unwrapUrl(url ?? "")),
  title: foldTitle(title),
  summary: title === null ? foldTitle(summary) : "",
});

/** A page to which so many entries lead may be the article of one of them; with more it would be asked for again and again. */
const SHARING_MAX = 3;

/** For the entries of one document, in order: a guid or link that several entries share identifies none of them. */
export function identifyEntries(entries: readonly FoldedEntry[]): Identity[] {
  const sharedLinks = findShared(entries.map(({ link, title }) => ({ name: link, link: "", title })));
  const named = entries.map(({ guid, link, title, summary }) => {
    const ownLink = sharedLinks.has(link) || isSite(link) ? "" : link;
    return { guid, link, ownLink, title, name: guid || ownLink || `title:${title || summary}` };
  });
  const sharing = new Map<string, number>();
  for (const { link } of entries) sharing.set(link, (sharing.get(link) ?? 0) + 1);
  const sharedNames = findShared(named.map(({ name, ownLink, title }) => ({ name, link: ownLink, title })));
  return named.map(({ guid, link, ownLink, title, name }) => ({
    key: hash(sharedNames.has(name) ? `${name} ${ownLink || title}` : name),
    spareKey: guid === "" || (ownLink || title) === "" ? null : hash(`${guid} ${ownLink || title}`),
    link: ownLink === "" ? null : hash(ownLink),
    title: title === "" ? null : hash(`title:${title}`),
    storyKey: title === "" ? null : hash(`story:${guid} ${link} ${title}`),
    ownPage: link === "" || ownLink !== "" || (!isSite(link) && (sharing.get(link) ?? 0) <= SHARING_MAX),
  }));
}

/**
 * The names that several entries share: with several links, or without links for titles that are not versions of one title. Of three
 * titles at least two belong to other entries, however similar: "Quake in …" is a new headline each time.
 */
function findShared(items: readonly { name: string; link: string; title: string }[]): Set<string> {
  const firsts = new Map<string, { link: string; title: string; titles: Set<string> }>();
  const shared = new Set<string>();
  for (const { name, link, title } of items) {
    const first = firsts.get(name);
    if (first === undefined) firsts.set(name, { link, title, titles: new Set([title]) });
    else if (first.link !== "" || link !== "") {
      if (first.link !== link) shared.add(name);
    } else if (first.titles.add(title).size > 2 || !areSimilarTitles(first.title, title)) shared.add(name);
  }
  return shared;
}

/** An address without a path is a site's, not a page's. */
const isSite = (link: string): boolean => /^\/\/[^/?#]*$/.test(link);

/** The common form of two spellings of a title. */
export const foldTitle = (title: string | null): string => foldLine((title ?? "").slice(0, TITLE_CHARS_MAX));

/** The part of an address that stays when its site moves to another host; null if that does not name a page. */
export function pathOf(url: string | null): string | null {
  const path = plainAddress(url ?? "").replace(/^\/\/[^/?#]*/, "");
  return path.length > 1 ? path : null;
}

/** A web address without parts that change while the page stays: scheme, "www.", the host's case, the last slash, campaign parameters. */
function plainAddress(text: string): string {
  if (text.length > ADDRESS_CHARS_MAX) return `long:${hash(text)}`;
  const [, host = "", rest = ""] = /^https?:\/\/(?:www\.)?([^/?#]+)(.*)$/is.exec(text) ?? [];
  if (host === "") return text;
  const [address = "", fragment = ""] = rest.split("#", 2);
  const [path = "", query = ""] = address.split("?", 2);
  const kept = query.split("&").filter((pair) => pair !== "" && !isTracking(pair));
  const marks =
    (kept.length > 0 ? `?${kept.join("&")}` : "") +
    (fragment === "" || (fragment.includes("=") && isTracking(fragment)) ? "" : `#${fragment}`);
  return `//${host.toLowerCase()}${path.replace(/\/$/, "")}${marks}`;
}

function hash(identity: string): string {
  return createHash("sha256").update(identity).digest("base64url").slice(0, 22);
}
