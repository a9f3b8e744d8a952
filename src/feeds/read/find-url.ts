// Finds the page address among the addresses of a channel or an item.
import { resolveWebUrl } from "./resolve-url.ts";
import type { Fields } from "./xml-feed.ts";

// A relation may be written as an IANA address (RFC 4287, 4.2.7.2).
const ALTERNATE = /^\s*(?:https?:\/\/www\.iana\.org\/assignments\/relation\/)?alternate\s*$/i;

const isAlternate = (rel: string | undefined): boolean => rel === undefined || rel === "alternate" || ALTERNATE.test(rel);

/**
 * The page of a channel or an item. If no link and no guid gives it, the fields of these names may, if they hold a complete web
 * address.
 */
export function findUrl(fields: Fields, names: readonly string[] = []): string | null {
  const links = [...(fields.get("link") ?? []), ...(fields.get("atom:link") ?? [])];
  const pages = links.filter(({ attributes }) => attributes.has("href") && isAlternate(attributes.get("rel")));
  const html = pages.find((link) => /html|^$/.test(link.attributes.get("type") ?? ""));
  for (const field of links) {
    const url = field.markup || field.attributes.has("href") ? null : resolveWebUrl(field.text, field.base);
    if (url !== null) return url;
  }
  for (const page of html ? [html, ...pages] : pages) {
    const url = resolveWebUrl(page.attributes.get("href"), page.base);
    if (url !== null) return url;
  }
  // A guid is an address unless it says otherwise, but only a complete one is reliable.
  const guid = fields.get("guid")?.find((field) => field.attributes.get("ispermalink")?.toLowerCase() !== "false");
  for (const field of [guid, ...names.flatMap((name) => fields.get(name) ?? [])]) {
    const url = resolveWebUrl(field?.text, null);
    if (url !== null) return url;
  }
  const href = fields.get("@href")?.[0];
  return resolveWebUrl(href?.text, href?.base ?? null);
}
