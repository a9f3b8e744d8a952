// Addresses in feeds: made absolute, restricted to http and https, and otherwise left as their publisher wrote them.

const URL_CHARS_MAX = 4_000;
// Addresses that are clearly valid without a parser: a name that ends in letters, a port, nothing unusual after it.
const PLAIN = /^https?:\/\/(?:(?!xn--)[a-z\d-]+\.)+(?!xn--)[a-z]{2,20}(?::[1-5]?\d{2,4})?(?:\/[\w\-./%?&=+,;:@~!#]*)?$/i;

/** An absolute address (any scheme), or null if there is nothing to resolve or nothing to resolve it against. */
export function resolveUrl(reference: string | null | undefined, base: string | null): string | null {
  if (isPlain(reference)) return reference;
  const trimmed = trimUrl(reference);
  if (trimmed === "") return null;
  // An absolute address stays as it is: the URL parser would rewrite percent signs and national characters.
  if (/^[a-z][a-z\d+.-]*:/i.test(trimmed)) return URL.canParse(trimmed) ? trimmed : null;
  if (base === null || !URL.canParse(trimmed, base)) return null;
  const { href } = new URL(trimmed, base);
  return /^[\0-\x7f]*$/.test(trimmed) ? href : withNationalCharacters(href);
}

function withNationalCharacters(href: string): string {
  return href.replace(/(?:%[89A-F][\dA-F])+/g, (bytes) => {
    const characters = Buffer.from(bytes.replaceAll("%", ""), "hex").toString("utf8");
    return characters.includes("\ufffd") ? bytes : characters;
  });
}

/** The same for addresses that are to be fetched: null for anything but http and https. */
export function resolveWebUrl(reference: string | null | undefined, base: string | null): string | null {
  if (isPlain(reference)) return reference;
  const url = resolveUrl(reference, base);
  return url !== null && /^https?:\/\/[^/]/i.test(url) ? url : null;
}

function isPlain(reference: string | null | undefined): reference is string {
  if (reference === null || reference === undefined || reference.length > URL_CHARS_MAX) return false;
  return PLAIN.test(reference) && !reference.includes("&amp;");
}

function trimUrl(reference: string | null | undefined): string {
  if (reference === null || reference === undefined || reference.length > URL_CHARS_MAX) return "";
  // Line breaks within an address come from the publisher's editor; an "&amp;" in one was escaped twice.
  return reference
    .replace(/[\t\r\n]+\s*/g, "")
    .trim()
    .replaceAll("&amp;", "&");
}
