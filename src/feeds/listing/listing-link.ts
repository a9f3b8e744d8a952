// The links of a page that lists articles: where each leads, where it stands, and what it says.
import { type AnyNode, Element, Text } from "domhandler";
import { DomUtils } from "htmlparser2";
import { foldSpace } from "../../text/fold-space.ts";
import { resolveWebUrl } from "../read/resolve-url.ts";

export interface ListingLink {
  element: Element;
  /** Without a fragment. */
  url: string;
  text: string;
  /** Its place as tags and classes from the body down: links of one list have the same. */
  place: string;
}

const LINKS_MAX = 20_000;
const DEPTH_MAX = 200;
/** A longer text around a link is more than a line about an author. */
const ABOUT_CHARS_MAX = 120;
const UNREAD = new Set(["script", "style", "noscript", "template", "svg", "iframe", "select", "button"]);
/** Elements of a page that no form for searching or signing in holds. */
const PAGE_PARTS = new Set(["main", "h1", "header", "footer", "nav"]);
const FRAMES = new Set(["nav", "footer", "aside"]);
/** Words in a class, id or role of what stands around a list; "no-sidebar" and "with-sidebar" are words for the list's own side. */
const FRAME_WORDS =
  /(?:^|[\s_-])(?<!(?:^|[\s_-])(?:no|has|with|without)[_-])(?:nav|navbar|navigation|menu|submenu|breadcrumbs?|footer|sidebar|pager|pagination|paging|social|share|sharing|cookies?|consent|login|languages?|lang-switch|skip|toolbar|masthead|most-?(?:read|viewed|popular)|popular|trending|banner|advert|ads|sponsored|tag-?cloud|comment-?list|comments-(?:area|list|section|wrapper|block|container|box)|(?:recent|latest|last|new)-?comments?|kommentare|comentarios|commentaires)(?:$|[\s_-])/i;

/** Whether this element, or one around it, is a menu, a margin or a foot. */
export function isFrame(element: Element): boolean {
  if (FRAMES.has(element.name) || element.attribs["role"] === "navigation") return true;
  if (element.name === "body" || element.name === "html" || element.name === "main") return false;
  if (element.attribs["id"] === "comments") return true;
  const isNamedSo = FRAME_WORDS.test(element.attribs["class"] ?? "") || FRAME_WORDS.test(element.attribs["id"] ?? "");
  return isNamedSo && !holdsMain(element);
}

const isMain = (node: AnyNode): boolean => node instanceof Element && (node.name === "main" || node.attribs["role"] === "main");

const holding = new WeakMap<Element, boolean>();

/** Whether the page's main part is in this element: it is named by a margin next to that. Each element is searched once. */
function holdsMain(element: Element): boolean {
  const known = holding.get(element);
  if (known !== undefined) return known;
  const found = DomUtils.find(isMain, element.children, true, 1).length > 0;
  holding.set(element, found);
  return found;
}

const anchorsIn = (node: AnyNode): number => DomUtils.getElementsByTagName("a", node).length;

/** Some systems put the whole page into a form, or most of it: `anchors` are the page's links. */
const isSmallForm = (element: Element, anchors: number): boolean =>
  element.name === "form" &&
  DomUtils.getElementsByTagName((name) => PAGE_PARTS.has(name), element, true, 1).length === 0 &&
  anchorsIn(element) * 2 <= anchors;

/** The links outside of menus and margins, in the order of the page. */
export function findLinks(root: AnyNode, pageUrl: string): ListingLink[] {
  const links: ListingLink[] = [];
  const anchors = anchorsIn(root);
  const visit = (node: AnyNode, place: string, depth: number): void => {
    if (!(node instanceof Element)) {
      if ("children" in node) for (const child of node.children) visit(child, place, depth);
      return;
    }
    if (depth > DEPTH_MAX || links.length >= LINKS_MAX || UNREAD.has(node.name) || isFrame(node) || isSmallForm(node, anchors))
      return;
    const here = `${place}>${nameOf(node)}`;
    const address = addressOf(node);
    if (address !== undefined) {
      const url = articleAddress(address, pageUrl);
      if (url !== null) links.push({ element: node, url, text: wordsOf(node), place: here });
    }
    for (const child of node.children) visit(child, here, depth + 1);
  };
  visit(root, "", 0);
  return links;
}

const BY_SCRIPT = /\b(?:location(?:\.href)?\s*=|location\.(?:assign|replace)\(|window\.open\()\s*(["'])(?<to>[^"'\\]{1,2000})\1/;
const LEADS_NOWHERE = /^\s*(?:#|javascript:|$)/i;

/** Where a link leads, or a row or card that leads somewhere by script, and holds no link of its own; undefined if it leads nowhere. */
function addressOf({ name, attribs, children }: Element): string | undefined {
  const { href } = attribs;
  if (name === "a" && href !== undefined && !LEADS_NOWHERE.test(href)) return href;
  const scripted =
    BY_SCRIPT.exec(attribs["onclick"] ?? "")?.groups?.["to"] ??
    ["data-href", "data-url", "data-link"].map((mark) => attribs[mark]).find((mark) => mark !== undefined);
  if (scripted === undefined) return name === "a" ? href : undefined;
  const hasOwn =
    name !== "a" &&
    DomUtils.findOne((inner) => inner.name === "a" && !LEADS_NOWHERE.test(inner.attribs["href"] ?? ""), children, true) !== null;
  return hasOwn ? undefined : scripted;
}

/** Numbers and states in classes differ from item to item. */
function nameOf({ name, attribs }: Element): string {
  const [first = ""] = (attribs["class"] ?? "")
    .split(/\s+/)
    .filter((word) => /^[a-z]/i.test(word) && !/\d{2,}|^(?:is|has|first|last|odd|even|active|sticky|pinned)\b/i.test(word));
  return first === "" ? name : `${name}.${first.replace(/\d+/g, "")}`;
}

/** What somebody wrote below an article, and where to write it. */
const OF_COMMENT = /^#(?:comments?|respond|reply|disqus_thread|kommentare?|comentarios?|commentaires?)(?:$|[-_=/\d])/i;

/** Where a link of a list may lead: another page of the web, and not the list's own pages. */
export function articleAddress(href: string | undefined, pageUrl: string): string | null {
  const address = resolveWebUrl(href, pageUrl);
  if (address === null) return null;
  const url = new URL(address);
  const page = new URL(pageUrl);
  if (OF_COMMENT.test(url.hash)) return null;
  url.hash = "";
  const isSamePath = url.host === page.host && url.pathname.replace(/\/$/, "") === page.pathname.replace(/\/$/, "");
  if (isSamePath && !hasIdentity(url)) return null;
  if (url.pathname === "/" && url.search === "") return null;
  return /\.(?:jpe?g|png|gif|webp|svg|css|js|zip|mp[34]|ics)$/i.test(url.pathname) ? null : url.href;
}

/** Some sites have one path for all: `index.php?id=471`. A page's number or order is no article. */
const hasIdentity = ({ searchParams }: URL): boolean =>
  [...searchParams].some(
    ([name, value]) =>
      /^(?:id|p|aid|nid|article|story|post|news|doc|item|\w*id|\w*\[(?:id|uid|news|article|item)\])$/i.test(name) &&
      /\w/.test(value),
  );

export const textOf = (node: AnyNode): string => foldSpace(DomUtils.innerText(node)).trim();

/** What a link says; its title if its words are the cut beginning of that. */
export function wordsOf(link: Element): string {
  const text = textOf(link);
  const cut = /^(.{4,}?)\s*(?:…|\.\.\.)$/su.exec(text)?.[1];
  const title = foldSpace(link.attribs["title"] ?? "").trim();
  return cut !== undefined && title.startsWith(cut) ? title : text;
}

/** How a link without words is named for those who do not see it, or what one that says "Details" leads to; null if it has other words, or no name. */
export function alternativeOf({ element, text }: ListingLink, isLabel: (text: string) => boolean = () => false): string | null {
  if (text !== "" && !isLabel(text)) return null;
  const [picture] = DomUtils.getElementsByTagName("img", element, true, 1);
  const names = [element.attribs["aria-label"], element.attribs["title"], picture?.attribs["alt"]];
  return names.map((name) => foldSpace(name ?? "").trim()).find((name) => name !== "") ?? null;
}

const ABOUT_PATH =
  /\/(?:users?|members?|authors?|autor(?:es|en)?|auteurs?|profiles?|contributors?|tags?|topics?|them(?:a|en|es?)|categor(?:y|ies|ia|ias|ie)|kategorien?|rubri(?:c|k|que)s?|keywords?)\/[^/]+\/?$/i;
const ABOUT_WORDS = /(?:^|[\s_-])(?:by-?line|author|kicker|eyebrow|category|tags?|label|topic|rubric)(?:$|[\s_-])/i;

/** Whether a link leads to an item's author or topic, by its address, its own marks or those right around it. */
export function isAboutItem({ element, url }: ListingLink): boolean {
  const { rel = "" } = element.attribs;
  if (/\b(?:author|tag)\b/i.test(rel) || ABOUT_PATH.test(new URL(url).pathname)) return true;
  if (ABOUT_WORDS.test(element.attribs["class"] ?? "")) return true;
  // The text last: thousands of links may have one element around them.
  const { parent } = element;
  return parent instanceof Element && ABOUT_WORDS.test(parent.attribs["class"] ?? "") && isShort(parent);
}

const ABOUT_CHILDREN_MAX = 50;

/** Reads no further than it has to. */
function isShort(node: AnyNode): boolean {
  let chars = 0;
  const open: AnyNode[] = [node];
  for (let at = open.pop(); at !== undefined && chars < ABOUT_CHARS_MAX; at = open.pop()) {
    if (at instanceof Text) chars += at.data.trim().length;
    else if ("children" in at) {
      if (at.children.length > ABOUT_CHILDREN_MAX) return false;
      open.push(...at.children);
    }
  }
  return chars < ABOUT_CHARS_MAX;
}

/** The texts below a node, in order, each as it stands in its own element. */
export function textsOf(node: AnyNode): { text: string; element: Element | null }[] {
  const found: { text: string; element: Element | null }[] = [];
  const visit = (at: AnyNode): void => {
    if (at instanceof Text) {
      const text = foldSpace(at.data).trim();
      if (text !== "") found.push({ text, element: at.parent instanceof Element ? at.parent : null });
    } else if ("children" in at && !(at instanceof Element && UNREAD.has(at.name))) for (const child of at.children) visit(child);
  };
  visit(node);
  return found;
}
