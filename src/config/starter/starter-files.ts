// The files of a first configuration, made from the shipped ones and from what somebody wants to watch.

/** Where nothing is wished, the shipped examples stand. */
export interface Wishes {
  /** Names and words, each a watchlist of its own. */
  watch: readonly string[];
  /** Addresses that get the digest. */
  to: readonly string[];
  /** Addresses of feeds. */
  feeds: readonly string[];
  /** An OPML document. */
  opml: string | null;
  /** Region/City, or UTC. */
  timezone: string;
}

const watchlistHead = `# yaml-language-server: $schema=../schemas/watchlists.schema.json
#
# What to watch: one watchlist for each name or word. \`wirewatch check --explain\` shows what each looks for.
# { name: … } finds a name in every grammatical case and in other scripts; a plain term is found as it is written.
# Further terms go below any:, one a line. Whatever must not count goes below mask:, for example   mask: ["Burma Shave"]
`;

/** Path in the folder -> text. `shipped` are the files of the program's own config/, by path. */
export function starterFiles(shipped: ReadonlyMap<string, string>, wishes: Wishes): Map<string, string> {
  const { watch, feeds, opml } = wishes;
  const files = new Map<string, string>();
  for (const [path, text] of shipped) {
    if (path === "digests.yaml") files.set(path, digestsFor(text, wishes));
    else if (path === "feeds.yaml" && (feeds.length > 0 || opml !== null)) files.set(path, feedsFor(text, wishes));
    else if (!path.startsWith("watchlists/") || watch.length === 0) files.set(path, text);
  }
  if (opml !== null) files.set("subscriptions.opml", opml);
  if (watch.length > 0) files.set("watchlists/my-watchlists.yaml", watchlistsFor(watch));
  return files;
}

function digestsFor(shipped: string, { to, timezone }: Wishes): string {
  const addressed = to.length === 0 ? shipped : replaced(shipped, /to: \[.*\]/, `to: [${to.map(quoted).join(", ")}]`);
  return replaced(addressed, /timezone: .*/, `timezone: ${timezone}`);
}

function feedsFor(shipped: string, { feeds, opml }: Wishes): string {
  const lines = [...feeds.map((url) => `  - url: ${quoted(url)}`), ...(opml === null ? [] : ["  - opml: subscriptions.opml"])];
  return replaced(shipped, /^feeds:\n[^]*/m, `feeds:\n${lines.join("\n")}\n`);
}

function watchlistsFor(terms: readonly string[]): string {
  const taken = new Set<string>();
  const lists = terms.map((term, at) => {
    let id = slugOf(term) || `watch-${at + 1}`;
    if (taken.has(id)) id = `${id}-${at + 1}`;
    taken.add(id);
    return [
      `  - id: ${id}`,
      `    name: ${quoted(term)}`,
      "    any:",
      `      - ${looksLikeName(term) ? `{ name: ${quoted(term)} }` : quoted(term)}`,
      "    tests:",
      `      match: [${quoted(term)}]`,
    ].join("\n");
  });
  return `${watchlistHead}watchlists:\n${lists.join("\n")}\n`;
}

/** Letters a to z and digits, parted by hyphens; empty if the term has none. */
const slugOf = (term: string) =>
  term
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 40)
    .replace(/^-|-$/g, "");

/** Two to four words of letters that begin with capitals. */
const looksLikeName = (term: string) => /^\p{Lu}[\p{L}\p{M}’'-]+(?: \p{Lu}[\p{L}\p{M}’'-]+){1,3}$/u.test(term);

/** JSON's strings are YAML's, and no sign in them means anything else. */
const quoted = (text: string) => JSON.stringify(text);

function replaced(text: string, pattern: RegExp, by: string): string {
  if (!pattern.test(text)) throw new Error(`the shipped configuration has nothing like ${pattern}`);
  return text.replace(pattern, () => by);
}
