// Reads the links of an HTTP `Link` header (RFC 8288).

export interface HeaderLink {
  /** As written; relative to the document's address. */
  href: string;
  /** `rel`, `type`, `title` and the like, with names in lower case. The first of several counts. */
  parameters: ReadonlyMap<string, string>;
}

const CHARS_MAX = 20_000;
const LINKS_MAX = 100;
const LINK = /<([^<>]*)>((?:[^,<"]|"(?:[^"\\]|\\.)*")*)/g;
const PARAMETER = /;\s*([^\s=;,"]+)\s*(?:=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;,"]*)))?/g;

/** Returns the links in their order; what cannot be read is skipped. */
export function readLinkHeader(header: string | undefined): HeaderLink[] {
  const found: HeaderLink[] = [];
  for (const [, href = "", rest = ""] of (header ?? "").slice(0, CHARS_MAX).matchAll(LINK)) {
    if (found.length >= LINKS_MAX) break;
    const parameters = new Map<string, string>();
    for (const [, name = "", quoted, bare = ""] of rest.matchAll(PARAMETER)) {
      const key = name.toLowerCase();
      if (!parameters.has(key)) parameters.set(key, quoted?.replace(/\\(.)/g, "$1") ?? bare);
    }
    found.push({ href: href.trim(), parameters });
  }
  return found;
}
