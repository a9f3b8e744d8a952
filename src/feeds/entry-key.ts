// What makes an entry the same entry from poll to poll, though its feed changes scheme, host prefix or the rest of its fields.
import { createHash } from "node:crypto";
import type { Entry } from "./feed.ts";

// No article has a longer address; a feed of thousands of such would hold up everybody.
const ADDRESS_CHARS_MAX = 1_000;

/** A short stable name for an entry within its feed: its guid, else its link, else its title. */
export function entryKey(entry: Entry): string {
  return hash(identityOf(entry));
}

/** Keys for the entries of one document, in order. Where a guid stands for several links there, it identifies nothing, and the link does. */
export function entryKeys(entries: readonly Entry[]): string[] {
  const linksOf = new Map<string, Set<string>>();
  for (const entry of entries) {
    const identity = identityOf(entry);
    const links = linksOf.get(identity) ?? new Set();
    linksOf.set(identity, links.add(linkOf(entry)));
  }
  return entries.map((entry) => {
    const identity = identityOf(entry);
    const isShared = (linksOf.get(identity)?.size ?? 0) > 1;
    return hash(isShared ? `${identity} ${linkOf(entry)}` : identity);
  });
}

function identityOf(entry: Entry): string {
  const id = entry.id?.trim() ?? "";
  if (id !== "") return plainAddress(id);
  if (entry.url !== null) return plainAddress(entry.url);
  return `title:${(entry.title ?? entry.summary ?? "").toLowerCase().replace(/\s+/g, " ").trim()}`;
}

function linkOf(entry: Entry): string {
  return plainAddress(entry.url ?? "");
}

/** A web address without what changes though the page stays: scheme, "www.", the case of its host, the last slash, campaign marks. */
function plainAddress(text: string): string {
  if (text.length > ADDRESS_CHARS_MAX) return text;
  const [, host = "", rest = ""] = /^https?:\/\/(?:www\.)?([^/?#]+)(.*)$/is.exec(text) ?? [];
  if (host === "") return text;
  const [address = "", fragment = ""] = rest.split("#", 2);
  const [path = "", query = ""] = address.split("?", 2);
  const kept = query.split("&").filter((pair) => pair !== "" && !/^(?:utm_|at_|fbclid=|gclid=|wt_mc=|xtor=)/i.test(pair));
  const marks =
    (kept.length > 0 ? `?${kept.join("&")}` : "") + (fragment === "" || fragment.startsWith("xtor=") ? "" : `#${fragment}`);
  return `//${host.toLowerCase()}${path.replace(/\/$/, "")}${marks}`;
}

function hash(identity: string): string {
  return createHash("sha256").update(identity).digest("base64url").slice(0, 22);
}
