// Every step of an article with its result: why it was sent, or at which step it stopped.
import { markup } from "../../../digests/escape-html.ts";
import { missedToTell } from "../../../desk/watchlists/explain-missed.ts";
import { counted } from "../../../text/counted.ts";
import { list } from "../sections.ts";
import { name, outside } from "../spoken.ts";
import { when } from "../when.ts";
import { digestItems, matchItems, storyItems } from "./article-page.ts";
import type { Explanation } from "../../../desk/explain-article.ts";
import type { Missed } from "../../../desk/watchlists/explain-missed.ts";
import type { Markup } from "../../../digests/escape-html.ts";
import type { Links } from "../../links.ts";
import type { PageContent } from "../layout.ts";

/** `missed`: null if that took too long. */
export type WhyShown = Explanation & { missed: Missed[] | null };

interface Step {
  title: string;
  /** Null: not reached. */
  ok: boolean | null;
  words: Markup;
}

/** Null: nothing was asked. */
export function whyPage(found: WhyShown | null, links: Links): PageContent {
  const body = markup`<form class="filter" action="${links.to("why")}"><div><label for="url">The address of an article, or its number</label><input class="wide" id="url" name="url" type="search" required maxlength="5000" value="${found?.asked ?? ""}" autocapitalize="off" spellcheck="false"></div><button class="first">Explain</button></form>
${found === null ? markup`<div class="empty"><p>Paste the address of an article that you expected and did not get, or that you got and did not expect. The answer has every step: which feed brought it, how it was read, what matched, with which story it was put together, and which digest sent it.</p></div>` : explained(found, links)}`;
  return { title: found?.article?.title ?? "Why?", here: "Why?", body };
}

function explained(found: WhyShown, links: Links): Markup {
  const { article, stopped, stage, matches, digests } = found;
  return markup`<p class="${stopped === null ? "good" : "fault"}" role="status">${stopped !== null ? `It stopped here: ${stopped}.` : stage !== "done" ? `It waits at ${stage}.` : digests.some(({ issue }) => issue !== null) ? "It was sent." : "It waits for an issue."}</p>
${article !== null && markup`<p>${outside(article.url, article.url)}; <a href="${links.to(`articles/${article.id}`)}">its text</a></p>`}
<ol class="rows plain">${stepsOf(found, links).map(({ title, ok, words }, index) => markup`<li><h2>${index + 1}. ${title}: ${ok === null ? "not reached" : ok ? "yes" : "no"}</h2>${words}</li>`)}</ol>
${article !== null && matches.length === 0 && stage === "done" && markup`<p>What a watchlist would find in it: <a href="${links.to("search")}">search the archive</a> with that watchlist's words.</p>`}`;
}

function stepsOf(found: WhyShown, links: Links): Step[] {
  const { entries, article, reading, matches, story, digests, feedsOfHost, stage } = found;
  const isRead = reading !== null;
  const isMatched = stage !== "unknown" && stage !== "fetch-articles" && stage !== "match-watchlists";
  return [
    { title: "A feed brought it", ok: entries.length > 0, words: entriesOf(entries, feedsOfHost, links) },
    {
      title: "It was read",
      ok: article === null ? null : isRead,
      words: !isRead
        ? markup`<p class="soft">${article === null ? "No feed brought it, so that it was not read." : "It has not been read yet."}</p>`
        : markup`<p>${counted(reading.words, "word")}, by ${reading.method}${reading.reason !== null && `: ${reading.detail ?? reading.reason}`}.</p>`,
    },
    {
      title: "A watchlist matched",
      ok: isMatched ? matches.length > 0 : null,
      words: markup`${matches.length === 0 ? markup`<p class="soft">No watchlist found its words in it.</p>` : list(matchItems(found, links))}${isMatched && missedOf(found, links)}`,
    },
    {
      title: "It is in a story",
      ok: matches.length === 0 ? null : story !== null,
      words:
        story === null
          ? markup`<p class="soft">Only articles that matched are put together to stories.</p>`
          : markup`${list(storyItems(found, links))}`,
    },
    {
      title: "A digest has it",
      ok: story === null ? null : digests.length > 0,
      words:
        digests.length === 0
          ? markup`<p class="soft">No digest takes it.</p>`
          : markup`${list(digestItems(found, links))}${deliveriesOf(digests)}`,
    },
  ];
}

/** Of the watchlists that did not match, why, and what would make them. */
function missedOf({ missed, article }: WhyShown, links: Links): Markup | false {
  if (article === null) return false;
  if (missed === null)
    return markup`<p class="warn">To find out what the other watchlists lack took too long. <code>wirewatch explain ${article.id}</code> takes the time.</p>`;
  const { told, rest } = missedToTell(missed);
  const items = told.map(
    ({ watchlist, matches, reason }) =>
      markup`${matches ? "It would match now: " : "Not "}<a href="${links.to(`watchlists/${encodeURIComponent(watchlist)}`)}"><bdi>${watchlist}</bdi></a>${matches ? ", as " : ": "}<span dir="auto">${reason}</span>.`,
  );
  return markup`${list(items)}${rest > 0 && markup`<p class="soft">And not ${counted(rest, "more watchlist")}: none of their words is in it.</p>`}`;
}

const entriesOf = (entries: Explanation["entries"], feedsOfHost: readonly string[], links: Links): Markup =>
  entries.length > 0
    ? markup`${list(entries.map(({ feed, firstSeenAt, skipped }) => markup`${name(feed)}, ${when(firstSeenAt, links)}${skipped !== null && `, left out: ${skipped}`}`))}`
    : feedsOfHost.length > 0
      ? markup`<p>These feeds are of its site, and did not list it: ${feedsOfHost.map((feed, index) => markup`${index > 0 && ", "}${name(feed)}`)}. See when they were read last on the page <a href="${links.to("feeds")}">Feeds</a>.</p>`
      : markup`<p>No feed of its site is configured. <a href="${links.to("feeds/add")}">Add one</a>.</p>`;

const deliveriesOf = (digests: Explanation["digests"]): Markup | false =>
  list(
    digests.flatMap(({ deliveries }) =>
      deliveries.map(
        ({ recipient, state, reply }) =>
          markup`<bdi>${recipient}</bdi>: ${state}${reply !== null && markup` <small>${reply}</small>`}`,
      ),
    ),
  );
