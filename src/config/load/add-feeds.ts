// Adds feeds to the text of a feeds.yaml after its last feed, and leaves every other character as it was.
import { Document, isMap, isSeq, parseDocument, type YAMLMap, type YAMLSeq } from "yaml";

export interface AddedFeed {
  /** The key that names its kind (default `url`). */
  key?: string;
  url: string;
  name: string | null;
  language: string | null;
  tags: readonly string[];
}

/** Never folds lines: an address is one line. */
const STYLE = { lineWidth: 0, flowCollectionPadding: false } as const;

/** Returns the text with the feeds added, or null if its shape does not allow it. The text must be valid YAML, or empty. */
export function addFeeds(text: string, feeds: readonly AddedFeed[]): string | null {
  const document = parseDocument(text, { uniqueKeys: false, logLevel: "error" });
  const known = isMap(document.contents) ? document.get("feeds", true) : null;
  const knownItems = isSeq(known) ? known.items : [];
  // An empty list, one in [ ], or none at all: there is no line to put them after.
  const isBlock = isSeq(known) && known.flow !== true && knownItems.length > 0;
  const added = isBlock ? insert(text, known, feeds) : append(text, document, known, feeds);
  const again = parseDocument(added, { uniqueKeys: false, logLevel: "error" });
  const items: unknown = again.errors.length > 0 ? null : again.getIn(["feeds"]);
  return isSeq(items) && items.items.length === knownItems.length + feeds.length ? added : null;
}

function append(text: string, document: ReturnType<typeof parseDocument>, known: unknown, feeds: readonly AddedFeed[]): string {
  if (!isMap(document.contents)) {
    const begun = text.trim() === "" ? "" : `${text.trimEnd()}\n\n`;
    return `${begun}feeds:\n${renderFeeds(feeds, "  ")}`;
  }
  const all = document.createNode([]) as YAMLSeq;
  if (isSeq(known)) {
    all.items.push(...known.items);
    if (known.comment) all.comment = known.comment;
    if (known.commentBefore) all.commentBefore = known.commentBefore;
  }
  for (const feed of feeds) all.items.push(nodeOf(document, feed));
  document.set("feeds", all);
  return document.toString(STYLE);
}

/** Text after the last feed, such as a commented line, stays after the added feeds. */
function insert(text: string, known: YAMLSeq, feeds: readonly AddedFeed[]): string {
  const last = known.items.at(-1) as { range: [number, number, number] };
  const dash = known.range?.[0] ?? 0;
  const indent = text.slice(text.lastIndexOf("\n", dash) + 1, dash);
  const end = last.range[1];
  const lineEnd = text[end - 1] === "\n" ? end : text.indexOf("\n", end) + 1 || text.length;
  const before = text.slice(0, lineEnd);
  const newline = text.includes("\r\n") ? "\r\n" : "\n";
  const added = renderFeeds(feeds, indent).replaceAll("\n", newline);
  return `${before}${before.endsWith("\n") ? "" : newline}${added}${text.slice(lineEnd)}`;
}

/** List items as written in feeds.yaml. */
export function renderFeeds(feeds: readonly AddedFeed[], indent: string): string {
  const document = new Document([]);
  const list = document.contents as unknown as YAMLSeq;
  for (const feed of feeds) list.items.push(nodeOf(document, feed));
  return document.toString(STYLE).replace(/^(?=.)/gm, indent);
}

function nodeOf(document: Document | ReturnType<typeof parseDocument>, { key = "url", url, name, language, tags }: AddedFeed) {
  const plain = { [key]: literal(url), ...(name !== null && { name: literal(name) }), ...(language !== null && { language }) };
  const node = document.createNode(plain) as YAMLMap;
  if (tags.length > 0) node.set("tags", document.createNode(tags.map(literal), { flow: true }));
  return node;
}

/** Imported text holds no variables of ours: text that looks like one would read the environment. */
const literal = (text: string): string => text.replaceAll("${", () => "$${");
