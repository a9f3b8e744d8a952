// By what an entry may be known again: its guid, its address and its title, each without what changes though the entry stays the same.
import { createHash } from "node:crypto";
import { isTracking } from "../../text/tracking-parameters.ts";
import { areSimilarTitles } from "./similar-titles.ts";
import type { Entry } from "../feed.ts";

export interface Identity {
  /** Its guid, else its link, else its title: what it is stored under. */
  key: string;
  /** What it is stored under where another entry had its guid before. */
  spareKey: string | null;
  /** Its address, where that is its own: neither its site's nor that of several entries. */
  link: string | null;
  title: string | null;
  /** False where its link leads to a page that it shares with others, so that the page is not the article. */
  ownPage: boolean;
}

// No article has a longer address; a feed of thousands of such would hold up everybody.
const ADDRESS_CHARS_MAX = 1_000;
const TITLE_CHARS_MAX = 300;

/** What an entry says of itself, in one spelling; "" where it says nothing. */
export interface FoldedEntry {
  guid: string;
  link: string;
  title: string;
  summary: string;
}

/** Apart from `identifyEntries`, since thousands of endless addresses take a while. */
export const foldEntry = ({ id, url, title, summary }: Entry): FoldedEntry => ({
  guid: plainAddress(id?.trim() ?? ""),
  link: plainAddress(url ?? ""),
  title: foldTitle(title),
  summary: title === null ? foldTitle(summary) : "",
});

/** For the entries of one document, in order: a guid that stands for several entries there identifies none of them, nor does such a link. */
export function identifyEntries(entries: readonly FoldedEntry[]): Identity[] {
  const sharedLinks = findShared(entries.map(({ link, title }) => ({ name: link, link: "", title })));
  const named = entries.map(({ guid, link, title, summary }) => {
    const ownLink = sharedLinks.has(link) || isSite(link) ? "" : link;
    return { guid, link, ownLink, title, name: guid || ownLink || `title:${title || summary}` };
  });
  const sharedNames = findShared(named.map(({ name, ownLink, title }) => ({ name, link: ownLink, title })));
  return named.map(({ guid, link, ownLink, title, name }) => ({
    key: hash(sharedNames.has(name) ? `${name} ${ownLink || title}` : name),
    spareKey: guid === "" || (ownLink || title) === "" ? null : hash(`${guid} ${ownLink || title}`),
    link: ownLink === "" ? null : hash(ownLink),
    title: title === "" ? null : hash(`title:${title}`),
    ownPage: link === "" || ownLink !== "",
  }));
}

/**
 * The names that stand for several entries: with several links, or without any for titles that are no versions of one. Of three titles at
 * least two are other entries', however alike: "Quake in …" is a headline of its own each time.
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

/** An address without a path names a site and no page of it. */
const isSite = (link: string): boolean => /^\/\/[^/?#]*$/.test(link);

/** What two spellings of a title have in common. */
export const foldTitle = (title: string | null): string =>
  (title ?? "").slice(0, TITLE_CHARS_MAX).normalize("NFKC").toLowerCase().replace(/\s+/g, " ").trim();

/** The part of an address that stays when its site moves to another host; null where that names no page. */
export function pathOf(url: string | null): string | null {
  const path = plainAddress(url ?? "").replace(/^\/\/[^/?#]*/, "");
  return path.length > 1 ? path : null;
}

/** A web address without what changes though the page stays: scheme, "www.", the case of its host, the last slash, campaign marks. */
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
