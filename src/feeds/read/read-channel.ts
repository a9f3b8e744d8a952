// Reads the public page of a Telegram channel (t.me/s/NAME): its posts with their numbers, and where the older ones are.
import { selectAll as selectAllIn, selectOne as selectOneIn } from "css-select";
import { DomUtils } from "htmlparser2";
import { type AnyNode, Element } from "domhandler";
import { cleanTitle } from "../../text/clean-title.ts";
import { parseDate } from "../../text/dates/parse-date.ts";
import { foldParagraphs, htmlToText } from "../../text/html-to-text.ts";
import { FORWARDED_FROM } from "../../text/source-words.ts";
import { unwrapUrl } from "../../text/unwrap-url.ts";
import { isArticleAddress } from "../listing/choose-links.ts";
import { CONTENT_CHARS_MAX, cutText, SUMMARY_CHARS_MAX, TITLE_CHARS_MAX } from "./caps.ts";
import { parseHtml } from "./parse-html.ts";
import { resolveLinks } from "./resolve-links.ts";
import { resolveWebUrl } from "./resolve-url.ts";

export interface ChannelPost {
  /** Posts of a channel are numbered one after the other. An album has a number for each of its pictures. */
  numbers: number[];
  url: string | null;
  /** Null for a notice of the channel itself, such as a pinned post. */
  html: string | null;
  text: string;
  publishedAt: string | null;
  /** The writer who signed it; "Forwarded from …" if it was passed on. */
  author: string | null;
  /** The article that it shows a preview of, or the only one that it links to; the title is null then. */
  linked: { url: string; title: string | null; text: string } | null;
}

export interface ChannelPage {
  title: string | null;
  /** The oldest first. */
  posts: ChannelPost[];
  /** The page before this one; null if there is none. */
  olderUrl: string | null;
  /** It has something dated, but nothing that is known as a post: its form changed. */
  isUnread: boolean;
}

const POSTS_MAX = 200;
const ALBUM_MAX = 20;
/** A post that says no more than this besides a link only passes the article on. */
const PASSING_CHARS_MAX = 240;
const OWN_HOSTS = /^(?:t\.me|telegram\.(?:me|org|dog))$/;

/** Null if the page is not that of a channel which shows its posts. `url` is the page's address. */
export function readChannel(html: string, url: string): ChannelPage | null {
  const document = parseHtml(html);
  const history = selectOne(".tgme_channel_history", document);
  if (history === null) return null;
  const posts = selectAll("[data-post]", history)
    .slice(-POSTS_MAX)
    .flatMap((post) => readPost(post, url));
  const older = selectOne("link[rel=prev], a.tme_messages_more[data-before]", document.children);
  return {
    title: cutText(
      cleanTitle(textOf(selectOne(".tgme_header_title, .tgme_channel_info_header_title", document)), "text"),
      TITLE_CHARS_MAX,
    ),
    posts: posts.toSorted((a, b) => (a.numbers[0] ?? 0) - (b.numbers[0] ?? 0)),
    olderUrl: older === null ? null : resolveWebUrl(older.attribs["href"], url),
    isUnread: posts.length === 0 && selectOne("time", history) !== null,
  };
}

function readPost(post: Element, pageUrl: string): ChannelPost[] {
  const number = Number(/\/(\d{1,12})$/.exec(post.attribs["data-post"] ?? "")?.[1]);
  if (!Number.isSafeInteger(number)) return [];
  const time = selectOne(".tgme_widget_message_date time, time[datetime]", post);
  const link = selectOne("a.tgme_widget_message_date", post);
  // The text of a post that this one answers stands in it too.
  const words = selectAll(".tgme_widget_message_text", post).filter((found) => !isQuoted(found));
  const isNotice = (post.attribs["class"] ?? "").includes("service_message");
  const content = isNotice ? null : words.map((word) => DomUtils.getInnerHTML(word)).join("<br><br>");
  const question = selectOne(".tgme_widget_message_poll_question", post);
  const asked = question === null ? "" : `<p>${DomUtils.getInnerHTML(question)}</p>`;
  const html = content === null ? null : content + asked;
  return [
    {
      numbers: [...new Set([number, ...albumOf(post, number)])],
      url: resolveWebUrl(link?.attribs["href"], pageUrl),
      html: html === null ? null : cutText(resolveLinks(html, pageUrl), CONTENT_CHARS_MAX),
      text: html === null ? "" : (cutText(htmlToText(html), SUMMARY_CHARS_MAX) ?? ""),
      publishedAt: parseDate(time?.attribs["datetime"] ?? null),
      author: authorOf(post),
      linked: linkedBy(post, pageUrl) ?? onlyLink(words, pageUrl),
    },
  ];
}

const isQuoted = (element: Element): boolean => {
  for (let at = element.parent; at !== null; at = at.parent)
    if (at instanceof Element && (at.attribs["class"] ?? "").includes("tgme_widget_message_reply")) return true;
  return false;
};

/** The numbers of the pictures of an album, from their own links. */
const albumOf = (post: Element, first: number): number[] =>
  selectAll(".tgme_widget_message_grouped a[href]", post)
    .slice(0, ALBUM_MAX)
    .map((link) => Number(/\/(\d{1,12})(?:[?#]|$)/.exec(link.attribs["href"] ?? "")?.[1]))
    .filter((number) => number > first && number < first + ALBUM_MAX);

function authorOf(post: Element): string | null {
  const forwarded = textOf(selectOne(".tgme_widget_message_forwarded_from_name", post));
  const signed = textOf(selectOne(".tgme_widget_message_from_author", post));
  return cutText(cleanTitle(forwarded === "" ? signed : `${FORWARDED_FROM} ${forwarded}`, "text"), TITLE_CHARS_MAX);
}

function linkedBy(post: Element, pageUrl: string): ChannelPost["linked"] {
  const preview = selectOne("a.tgme_widget_message_link_preview", post);
  const found = resolveWebUrl(preview?.attribs["href"], pageUrl);
  if (preview === null || found === null) return null;
  const url = unwrapUrl(found);
  const title = cutText(cleanTitle(textOf(selectOne(".link_preview_title", preview)), "text"), TITLE_CHARS_MAX);
  const { host } = new URL(url);
  if (title === null || OWN_HOSTS.test(host) || host === new URL(pageUrl).host) return null;
  return { url, title, text: foldParagraphs(textOf(selectOne(".link_preview_description", preview))) };
}

/** Pages of these are posts as well, and not articles. */
const SOCIAL_HOST = /(?:^|\.)(?:twitter|x|facebook|instagram|tiktok|threads|vk|youtube|youtu)\.[a-z]+$/;

/** The one article of another site that its words link to. */
function onlyLink(words: readonly Element[], pageUrl: string): ChannelPost["linked"] {
  const links = words.flatMap((word) => selectAll("a[href]", word));
  const urls = new Set(
    links.flatMap(({ attribs }) => {
      const url = resolveWebUrl(attribs["href"], pageUrl);
      return url === null ? [] : [unwrapUrl(url)];
    }),
  );
  const elsewhere = [...urls].filter((url) => !OWN_HOSTS.test(new URL(url).host) && new URL(url).host !== new URL(pageUrl).host);
  const [url] = elsewhere;
  return url !== undefined && elsewhere.length === 1 && isArticleAddress(url) && !SOCIAL_HOST.test(new URL(url).host)
    ? { url, title: null, text: "" }
    : null;
}

/** Whether a post only passes on the article that it links to. */
export const passesOn = ({ linked, text }: ChannelPost): boolean =>
  linked !== null && text.replace(/https?:\/\/\S+/g, "").trim().length <= PASSING_CHARS_MAX;

const selectOne = (query: string, within: AnyNode | AnyNode[]): Element | null => selectOneIn<AnyNode, Element>(query, within);
const selectAll = (query: string, within: AnyNode): Element[] => selectAllIn<AnyNode, Element>(query, within);

const textOf = (node: Element | null): string => (node === null ? "" : DomUtils.textContent(node).trim());
