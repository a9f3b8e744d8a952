// An item of the Reader API: a story as JSON, with HTML that holds nothing but our own marks.
import { markup, webAddress } from "../../digests/escape-html.ts";
import { plainLine } from "../../digests/plain-line.ts";
import { counted } from "../../text/counted.ts";
import { NO_TITLE } from "../pages/spoken.ts";
import { feedOf, labelOf, longId, stateOf } from "./reader-ids.ts";
import type { Item, Stream } from "../../desk/reader/read-streams.ts";
import type { Markup } from "../../digests/escape-html.ts";

const TITLE_CHARACTERS = 300;
const NAME_CHARACTERS = 80;
const NOTE_CHARACTERS = 5_000;

/**
 * Some programs show a title as a text, others as HTML: signs that would begin a tag or an entity there are written as their wide forms, which
 * are the same to a reader of either.
 */
export const asTitle = (text: string): string =>
  plainLine(text, TITLE_CHARACTERS)
    .replaceAll("<", "＜")
    .replaceAll(">", "＞")
    .replace(/&(?=#|\w+;|(?:lt|gt|amp|quot)\b)/gi, "＆");

/** `webUrl` is that of the pages. */
export function renderItem(item: Item, stream: Stream, webUrl: string) {
  const { at, read, card } = item;
  const { first, title } = card;
  const page = `${webUrl}/stories/${card.story}`;
  const href = webAddress(first.url) ?? page;
  const atMs = Date.parse(at);
  return {
    id: longId(item),
    crawlTimeMsec: String(atMs),
    timestampUsec: String(atMs * 1_000),
    published: seconds(first.publishedAt ?? first.firstSeenAt),
    updated: seconds(card.newestAt),
    title: asTitle(title ?? "") || NO_TITLE,
    author: asTitle(first.outlet),
    alternate: [{ href, type: "text/html" }],
    canonical: [{ href }],
    categories: [
      stateOf("reading-list"),
      labelOf(stream.kind),
      ...(read ? [stateOf("read")] : []),
      ...(card.starred ? [stateOf("starred")] : []),
    ],
    origin: { streamId: feedOf(stream.stream), title: asTitle(stream.title), htmlUrl: pageOf(stream, webUrl) },
    summary: { content: contentOf(item, page).html },
  };
}

const seconds = (date: string): number => Math.floor(Date.parse(date) / 1_000);

export const pageOf = ({ kind, id }: Stream, webUrl: string): string => `${webUrl}/${kind}s/${encodeURIComponent(id)}`;

const nameOf = (outlet: string): string => plainLine(outlet, NAME_CHARACTERS);

function contentOf({ card, text }: Item, page: string): Markup {
  const { first, articles, carriers, watchlists, note } = card;
  return markup`<p><small>${nameOf(first.outlet)}${articles > 1 && `; ${counted(articles, "article")}`}; found by ${watchlists.join(", ")}. <a href="${page}">Its page in Wirewatch</a></small></p>
${note !== null && markup`<p><b>Note:</b> ${plainLine(note, NOTE_CHARACTERS)}</p>\n`}${text
    .split(/\n\s*\n/)
    .map((paragraph) => markup`<p dir="auto">${paragraph}</p>\n`)}${
    carriers.length > 0 &&
    markup`<p>Also there:</p>
<ul>${carriers.map(({ outlet, title, url }) => {
      const address = webAddress(url);
      const words = plainLine(title ?? "", TITLE_CHARACTERS) || NO_TITLE;
      return markup`<li>${nameOf(outlet)}: ${address === null ? words : markup`<a href="${address}">${words}</a>`}</li>\n`;
    })}</ul>`
  }`;
}
