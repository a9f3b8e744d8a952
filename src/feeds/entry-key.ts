// The identity of an entry in its feed: what stays the same while its text, its scheme or its tracking parameters change.
import { createHash } from "node:crypto";
import type { Entry } from "./feed.ts";

/**
 * A short key. The publisher's identifier where there is one, else the address, else the title; addresses are compared without scheme,
 * `www.`, a closing slash and fragment. `repeated` says that other entries of the document have the same identifier, which makes it none.
 */
export function entryKey(entry: Pick<Entry, "id" | "url" | "title" | "summary">, repeated = false): string {
  const id = repeated ? null : entry.id;
  return hash(addressed(id) ?? addressed(entry.url) ?? `title:${entry.title ?? entry.summary ?? ""}`);
}

/** The keys of a document's entries, in order; an identifier that several entries share identifies none of them. */
export function entryKeys(entries: readonly Pick<Entry, "id" | "url" | "title" | "summary">[]): string[] {
  const seen = new Map<string, number>();
  for (const { id } of entries) if (id !== null) seen.set(id, (seen.get(id) ?? 0) + 1);
  return entries.map((entry) => entryKey(entry, entry.id !== null && (seen.get(entry.id) ?? 0) > 1));
}

function addressed(text: string | null): string | null {
  if (text === null || text.trim() === "") return null;
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return `id:${text.trim()}`;
  const { hostname, port, pathname, search } = new URL(text);
  return `url:${hostname.replace(/^www\./, "")}${port && `:${port}`}${pathname.replace(/\/$/, "")}${search}`;
}

const hash = (text: string): string => createHash("sha256").update(text).digest("base64url").slice(0, 22);
