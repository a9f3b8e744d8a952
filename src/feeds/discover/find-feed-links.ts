// Finds the feeds that a page names: in link elements, in its Link header, and in links whose address, text or picture speaks of a feed.
import { cleanTitle } from "../../text/clean-title.ts";
import { readXml } from "../read/read-xml.ts";
import { resolveWebUrl } from "../read/resolve-url.ts";
import { feedWithinReader, hasFeedScheme, withoutFeedScheme } from "./feed-scheme.ts";
import { isFeedIcon, speaksOfFeed } from "./feed-words.ts";
import { readLinkHeader } from "./read-link-header.ts";

export interface FeedLink {
  url: string;
  title: string | null;
  /** The page declares it as a feed; otherwise the page only links to it, and it may be a page about feeds. */
  declared: boolean;
  /** It seems to hold readers' comments, which are not news. */
  comments: boolean;
}

/** `linkHeader` is the HTTP header of that name, if any. */
export interface LinkingPage {
  html: string;
  url: string;
  linkHeader?: string | undefined;
}

const LINKS_MAX = 50;
const LABEL_CHARS_MAX = 300;
const LESS_ELSEWHERE = 2.5;

const FEED_TYPE = /^(?:application|text)\/(?:[\w.-]+\+)?(?:x[-.])?(?:rss|atom|rdf|feed)(?:[+ ](?:xml|json))?\s*(?:;|$)/i;
/** Plain XML and JSON are also declared as alternates of pages, for example by oEmbed. */
const VAGUE_TYPE = /^(?:text|application)\/(?:xml|json)\s*(?:;|$)|^$/i;
const FEED_ADDRESS =
  /(?:^|[/._?&=-])(?:(?:web|news|blog|xml)?feeds?|(?:news|blog|xml)?rss\d?(?:feeds?|news)?|atom|rdf|backend\.php)(?:$|[/._?&=-])/i;
/** In the plural: a singular "Comment" or "Kommentar" is a paper's own opinion. */
const COMMENTS =
  /(?<!\p{L})(?:comments|commentaires|comentarios|comentários|commenti|kommentare|reacties|komentarze|yorumlar|комментарии|комментариев|коментарі)(?!\p{L})|التعليقات|评论|評論|コメント|ความคิดเห็น|မှတ်ချက်/iu;

/** An alternate in plain XML may be a feed, and is tried after the links that speak of one. */
const XML_TYPE = /^(?:text|application)\/xml\s*(?:;|$)/i;
const XML_LIKELINESS = 1;
/** A list of feeds, of which each is named. */
const OPML_TYPE = /^(?:text|application)\/(?:x-)?opml(?:\+xml)?\b/i;
const OPML_LIKELINESS = 2;
const XML_ADDRESS = /\.(?:xml|opml)$/i;

/** A link that is not declared: the higher the likeliness, the more likely it is a feed. */
interface Candidate {
  link: FeedLink;
  likeliness: number;
}

/** Feeds that a page declares, in its order, each once; then those that its text links to, the likeliest first. */
export function findFeedLinks(page: LinkingPage): FeedLink[] {
  const declared = new Map<string, FeedLink>();
  const linked = new Map<string, Candidate>();
  const declare = (url: string, title: string | null) => {
    if (declared.size < LINKS_MAX && !declared.has(url)) declared.set(url, toLink(url, title, true));
  };
  for (const { href, parameters } of readLinkHeader(page.linkHeader)) {
    const url = addressOf(href, page.url);
    if (url !== null && isOfPage(parameters, page.url) && isDeclared(parameters, url)) declare(url, titleOf(parameters));
  }
  readLinks(page, {
    onDeclared: declare,
    onLinked(candidate) {
      const { url } = candidate.link;
      const before = linked.get(url);
      if (before !== undefined ? before.likeliness < candidate.likeliness : linked.size < LINKS_MAX) linked.set(url, candidate);
    },
  });
  const others = [...linked.values()].filter(({ link }) => !declared.has(link.url));
  const sorted = others.toSorted((a, b) => b.likeliness - a.likeliness);
  return [...declared.values(), ...sorted.map(({ link }) => link)];
}

interface LinkEvents {
  onDeclared: (url: string, title: string | null) => void;
  onLinked: (candidate: Candidate) => void;
}

/** A link that is open, with what was seen in it. */
interface OpenLink {
  url: string;
  /** By its scheme it is for feed readers. */
  isForReaders: boolean;
  title: string | null;
  label: string;
  hasIcon: boolean;
}

function readLinks({ html, url: pageUrl }: LinkingPage, { onDeclared, onLinked }: LinkEvents): void {
  let base = pageUrl;
  let unread: string | null = null;
  let open: OpenLink | null = null;
  const close = () => {
    const candidate = open === null ? null : judgeLink(open, pageUrl);
    if (candidate !== null) onLinked(candidate);
    open = null;
  };
  readXml(html, {
    onOpen(name, attributes, selfClosing) {
      if (unread !== null) return;
      // A list of feeds (OPML) names each so.
      const listed = name === "outline" ? addressOf(attributes.get("xmlurl"), base) : null;
      if (listed !== null) onDeclared(listed, cleanTitle(attributes.get("title") ?? attributes.get("text") ?? "") || null);
      if (name === "script" || name === "style" || (name === "template" && !attributes.has("shadowrootmode")))
        unread = selfClosing ? null : name;
      if (name === "base") base = resolveWebUrl(attributes.get("href"), pageUrl) ?? base;
      if (name === "link" || name === "a" || name === "area") {
        if (name !== "link") close();
        const url = addressOf(attributes.get("href"), base);
        if (url === null) return;
        if (isDeclared(attributes, url, name)) onDeclared(url, titleOf(attributes));
        else if (name === "link" && OPML_TYPE.test(attributes.get("type") ?? ""))
          onLinked({ link: toLink(url, titleOf(attributes), false), likeliness: OPML_LIKELINESS });
        else if (name === "link" && isXmlAlternate(attributes))
          onLinked({ link: toLink(url, titleOf(attributes), false), likeliness: XML_LIKELINESS });
        else if (name !== "link") open = openLink(url, attributes);
        if (name === "area" || selfClosing) close();
      } else if (open !== null) {
        open.label += ` ${attributes.get("alt") ?? ""}`;
        open.hasIcon ||= isIcon(attributes, PICTURED);
      }
    },
    onClose(name) {
      if (name === unread) unread = null;
      if (name === "a") close();
    },
    onText(text) {
      if (open !== null && unread === null && open.label.length < LABEL_CHARS_MAX) open.label += text;
    },
  });
  close();
}

const openLink = (url: string, attributes: ReadonlyMap<string, string>): OpenLink => ({
  url,
  isForReaders: hasFeedScheme(attributes.get("href") ?? ""),
  title: titleOf(attributes) ?? (cleanTitle(attributes.get("aria-label") ?? "") || null),
  label: attributes.get("alt") ?? "",
  hasIcon: isIcon(attributes, ["class", "id"]),
});

/** The attributes that name a picture or symbol within a link. */
const PICTURED = ["class", "id", "src", "href", "xlink:href", "name", "icon"];

const isIcon = (attributes: ReadonlyMap<string, string>, names: readonly string[]): boolean =>
  names.some((name) => isFeedIcon(attributes.get(name) ?? ""));

function judgeLink({ url, isForReaders, title, label, hasIcon }: OpenLink, pageUrl: string): Candidate | null {
  const text = cleanTitle(label);
  const inReader = feedWithinReader(url);
  const said = Math.max(speaksOfFeed(text), speaksOfFeed(title ?? ""));
  const likeliness =
    (isForReaders || inReader !== null ? 4 : 0) +
    (isFeedAddress(url) ? 3 : XML_ADDRESS.test(new URL(url).pathname) ? XML_LIKELINESS : 0) +
    (hasIcon ? 2 : 0) +
    1.5 * said;
  // A link to another site explains feeds, or leads to a feed of somebody else.
  const isElsewhere = inReader === null && new URL(url).hostname !== new URL(pageUrl).hostname;
  const settled = likeliness - (isElsewhere ? LESS_ELSEWHERE : 0);
  return settled <= 0 ? null : { link: toLink(inReader ?? url, title ?? (text || null), false), likeliness: settled };
}

const toLink = (url: string, title: string | null, declared: boolean): FeedLink => ({
  url,
  title,
  declared,
  comments: speaksOfComments(title, url),
});

const titleOf = (attributes: ReadonlyMap<string, string>): string | null => cleanTitle(attributes.get("title") ?? "") || null;

const addressOf = (href: string | undefined, base: string): string | null =>
  href === undefined ? null : (resolveWebUrl(withoutFeedScheme(href), base)?.replace(/#.*/s, "") ?? null);

/** An `anchor` says that the link is of another document (RFC 8288, section 3.2). */
function isOfPage(parameters: ReadonlyMap<string, string>, pageUrl: string): boolean {
  const anchor = parameters.get("anchor");
  return anchor === undefined || addressOf(anchor, pageUrl) === pageUrl.replace(/#.*/s, "");
}

function isDeclared(attributes: ReadonlyMap<string, string>, url: string, element = "link"): boolean {
  const rel = (attributes.get("rel") ?? "").toLowerCase().split(/\s+/);
  const type = attributes.get("type")?.trim() ?? "";
  if (FEED_TYPE.test(type))
    return element !== "link" || rel.some((word) => /^(?:alternate|alternative|feed|service\.feed)$/.test(word));
  if (rel.includes("feed")) return true;
  if (element !== "link" || !rel.includes("alternate") || attributes.has("hreflang") || attributes.has("media")) return false;
  return VAGUE_TYPE.test(type) && (isFeedAddress(url) || speaksOfFeed(attributes.get("title") ?? "") === 2);
}

const isXmlAlternate = (attributes: ReadonlyMap<string, string>): boolean =>
  XML_TYPE.test(attributes.get("type")?.trim() ?? "") &&
  /(?:^|\s)alternate(?:\s|$)/i.test(attributes.get("rel") ?? "") &&
  !attributes.has("hreflang") &&
  !/oembed/i.test(attributes.get("href") ?? "");

/** Many links carry utm_medium=rss, so only query parameters that choose a format count. */
export function isFeedAddress(url: string): boolean {
  const { pathname, searchParams } = new URL(url);
  const chosen = [...searchParams].some(
    ([key, value]) =>
      /^(?:feed|rss)$/i.test(key) ||
      (/^(?:format|type|alt|output|page|view)$/i.test(key) && /^(?:rss|atom|backend$|feed$)/i.test(value)),
  );
  return chosen || FEED_ADDRESS.test(pathname);
}

/** Judged by a feed's title or address: WordPress has /comments/feed/ and ?feed=comments-rss2, others /feed/comments. */
export function speaksOfComments(title: string | null, url: string): boolean {
  const { pathname, search } = new URL(url);
  return COMMENTS.test(title ?? "") || /(?:^|[/=_.-])comments?(?:$|[/&_.-])/i.test(pathname + search);
}
