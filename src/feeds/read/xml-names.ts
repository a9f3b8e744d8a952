// Names elements by the meaning of their namespace, not by the prefix that a publisher happened to choose.

const CORE = "";

// Addresses are in lower case here; publishers write them with and without a trailing slash.
const PREFIX_OF: Readonly<Record<string, string>> = {
  "http://purl.org/rss/1.0": CORE,
  "http://my.netscape.com/rdf/simple/0.9": CORE,
  "http://channel.netscape.com/rdf/simple/0.9": CORE,
  "http://purl.org/net/rss1.1": CORE,
  "http://my.netscape.com/publish/formats/rss-0.91.dtd": CORE,
  "http://backend.userland.com/rss": CORE,
  "http://backend.userland.com/rss2": CORE,
  "http://backend.userland.com/rss091": CORE,
  "http://blogs.law.harvard.edu/tech/rss": CORE,
  "http://www.w3.org/2005/atom": "atom",
  "http://purl.org/atom/ns": "atom",
  "http://www.w3.org/1999/02/22-rdf-syntax-ns": "rdf",
  "http://purl.org/dc/elements/1.1": "dc",
  "http://purl.org/dc/elements/1.0": "dc",
  "http://purl.org/dc/terms": "dcterms",
  "http://purl.org/rss/1.0/modules/content": "content",
  "http://purl.org/rss/1.0/modules/syndication": "sy",
  "http://search.yahoo.com/mrss": "media",
  "http://search.yahoo.com/mrss/rss.xml": "media",
  "http://www.rssboard.org/media-rss": "media",
  "http://rssnamespace.org/feedburner/ext/1.0": "feedburner",
  "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
  "http://www.w3.org/1999/xhtml": "xhtml",
  "http://www.google.com/schemas/sitemap-news/0.9": "news",
  "http://www.sitemaps.org/schemas/sitemap/0.9": CORE,
};

/** The namespaces in force at an element. */
export interface Scope {
  /** Declared prefix -> our prefix. */
  prefixes: ReadonlyMap<string, string>;
  /** The names seen in it so far, as written -> ours: a feed has a few dozen, ten thousand times. */
  names: Map<string, string>;
}

export const openScope = (prefixes: ReadonlyMap<string, string> = new Map([["xml", "xml"]])): Scope => ({
  prefixes,
  names: new Map(),
});

// Each element that declares a prefix copies the prefixes in force around it.
const SCOPE_MAX = 200;
const NAMES_MAX = 500;

// RSS has no namespace; if its own elements declare one by mistake, their content is still RSS.
const WITHOUT_NAMESPACE = new Set(["rss", "channel"]);

/** The scope within an element, given its name as written and its attributes. */
export function enterScope(scope: Scope, written: string, attributes: ReadonlyMap<string, string>): Scope {
  let inner: Map<string, string> | null = null;
  for (const [name, value] of attributes) {
    if (!name.startsWith("xmlns") || scope.prefixes.size >= SCOPE_MAX) continue;
    const prefix = name === "xmlns" ? "" : name.slice("xmlns:".length);
    const ours =
      PREFIX_OF[
        value
          .trim()
          .toLowerCase()
          .replace(/[/#]+$/, "")
      ];
    inner ??= new Map(scope.prefixes);
    // An unknown address says nothing, but the prefix does ("dc" is Dublin Core whatever its address).
    inner.set(prefix, prefix === "" && WITHOUT_NAMESPACE.has(written) ? CORE : (ours ?? prefix));
  }
  return inner ? openScope(inner) : scope;
}

/** An element's name under our prefixes. An undeclared prefix is taken literally. */
export function nameIn(scope: Scope, written: string): string {
  const before = scope.names.get(written);
  if (before !== undefined) return before;
  const colon = written.indexOf(":");
  const prefix = colon < 0 ? "" : written.slice(0, colon);
  const ours = scope.prefixes.get(prefix) ?? prefix;
  const local = colon < 0 ? written : written.slice(colon + 1);
  const name = ours === CORE ? local : `${ours}:${local}`;
  if (scope.names.size < NAMES_MAX) scope.names.set(written, name);
  return name;
}
