// Our own record of a story and of an article, as a page: /stories/ID and /articles/ID. Who got which mail is not on it.
import { markup, webAddress } from "../../digests/escape-html.ts";
import { inLanguage, languageTag } from "../../digests/language-words.ts";
import { describeOrigin } from "../../stories/weigh-origins.ts";
import { isDoubtfulDate } from "../../text/doubtful-date.ts";
import { counted } from "../../text/counted.ts";
import { plainLine } from "../../digests/plain-line.ts";
import type { Links } from "../links.ts";
import type { Markup } from "../../digests/escape-html.ts";
import type { Explanation } from "../../desk/explain-article.ts";
import type { ShownStory } from "../../desk/show-story.ts";
import type { PageContent } from "./layout.ts";

type Story = Extract<ShownStory, { kind: "story" }>;

/** Of a paragraph, enough to know it by. */
const PARAGRAPH_CHARACTERS = 200;

export function storyPage(story: Story, links: Links): PageContent {
  const { title, origin, first, versions, reports, carriers, follows, followedBy, elsewhere } = story;
  const outletOf = (article: string) =>
    carriers.find((carrier) => String(carrier.article) === article)?.site ?? `article ${article}`;
  const facts = [
    `${counted(story.articles, "article")}, ${counted(reports, "independent report")}.`,
    describeOrigin(origin),
    first !== null &&
      `First ${first.by} by ${outletOf(first.article)}, ${minute(first.at)}${first.doubt === null ? "." : `; doubtful: ${first.doubt}.`}`,
  ];
  const chain = [
    follows !== null && markup`${follows.isTold ? "Tells in another language" : "Follows"} ${storyLink(follows, links)}`,
    ...elsewhere.map(
      (told) =>
        markup`Also in ${inLanguage(languageTag(told.language))}, <bdi>${told.site ?? told.url}</bdi>: ${storyLink(told, links)}`,
    ),
    ...followedBy.map((next) => markup`Followed by ${storyLink(next, links)}`),
  ].filter((link) => link !== false);
  return page(
    title,
    markup`<p>${facts.filter((fact) => fact !== false).join(" ")}</p>
${list(chain)}
${section(
  "Versions",
  versions.map(
    ({ mark, at, articles, article }) =>
      markup`${mark}: ${minute(at)}, ${counted(articles, "article")}, first by <bdi>${outletOf(article)}</bdi>`,
  ),
)}
${section(
  "Who carries it",
  carriers.map((carrier) => carrierOf(carrier, links)),
)}`,
  );
}

function carrierOf(carrier: Story["carriers"][number], { to }: Links): Markup {
  const { article, site, url, title, publishedAt, firstSeenAt, relation, leavesOut, adds } = carrier;
  const doubt = isDoubtfulDate(publishedAt, firstSeenAt) ? ` (doubtful: first seen ${minute(firstSeenAt)})` : "";
  const when = publishedAt === null ? `seen ${minute(firstSeenAt)}` : minute(publishedAt) + doubt;
  return markup`<b><bdi>${site ?? url}</bdi></b>, ${when}: ${outside(url, title)} <small>${relation}, <a href="${to(`articles/${article}`)}">article ${String(article)}</a></small>
${paragraphs("leaves out", leavesOut)}${paragraphs("adds", adds)}`;
}

/** Folded, so that the outlets come first. */
const paragraphs = (verb: string, given: readonly string[]): Markup | false =>
  given.length > 0 &&
  markup`<details><summary>${verb} ${counted(given.length, "paragraph")}</summary>${given.map(
    (paragraph) => markup`<p dir="auto">${plainLine(paragraph, PARAGRAPH_CHARACTERS)}</p>`,
  )}</details>`;

/** A reader who has the page's token sees no watchlist's name: others may have matched too, whose readers are other people. */
export function articlePage(
  explanation: Explanation & { article: NonNullable<Explanation["article"]> },
  links: Links,
): PageContent {
  const { article, entries, reading, matches, story, digests, stopped, stage } = explanation;
  const by = [article.byline, article.site].filter((part) => part !== null && part !== "").join(", ");
  const published = article.publishedAt === null ? "no date known" : `published ${minute(article.publishedAt)}`;
  const how = reading && `${counted(reading.words, "word")}, by ${reading.method}`;
  return page(
    article.title,
    markup`<p>${outside(article.url, article.url)}</p>
<p><bdi>${by}</bdi>; ${published}; first seen ${minute(article.firstSeenAt)}; ${article.language ?? "language not known"}.</p>
${section(
  "Feeds that brought it",
  entries.map(({ feed, firstSeenAt }) => markup`<bdi>${feed}</bdi>, ${minute(firstSeenAt)}`),
)}
${reading !== null && section("How it was read", [markup`${reading.reason === null ? how : `${reading.detail ?? reading.reason}; ${reading.method === "summary" ? "the feed's own words" : "its beginning"} went on (${how})`}`])}
${section(
  "Why it matched",
  matches.map(
    ({ watchlist, terms, excerpt, listedBy }) =>
      markup`${links.isOwner && markup`<b>${watchlist}</b>: `}${terms.join(", ")}${listedBy !== null && `, as listed by ${listedBy}`}<br><span dir="auto">${excerpt}</span>`,
  ),
)}
${
  story !== null &&
  section("Its story", [
    markup`<a href="${links.to(`stories/${story.id}`)}">story ${String(story.id)}</a>: ${story.relation}${story.follows !== null && markup`${story.relation === "translation" ? " of" : ", follows"} ${storyLink({ story: story.follows.id, title: story.follows.title }, links)}`}`,
    ...story.reasons.map((reason) => markup`because ${reason}`),
  ])
}
${
  links.isOwner &&
  section(
    "Digests",
    digests.map(
      ({ digest, watchlist, issue, nextDueAt, held }) =>
        markup`${digest}, by ${watchlist}: ${issue === null && held !== null ? `waits with its news until ${minute(held.until)}, as it was sent ${minute(held.toldAt)}` : issue === null ? `waits for the next issue${nextDueAt === null ? "" : `, due ${minute(nextDueAt)}`}` : markup`<a href="${links.to(`issues/${issue.id}`)}">issue ${String(issue.id)}</a>`}`,
    ),
  )
}
${stopped !== null && markup`<p class="fault">It stopped here: ${stopped}.</p>`}
${stopped === null && stage !== "done" && markup`<p>It waits at ${stage}.</p>`}`,
  );
}

const storyLink = ({ story, title }: { story: number; title: string | null }, { to }: Links): Markup =>
  markup`<a href="${to(`stories/${story}`)}"><bdi>${title ?? "(no title)"}</bdi></a>`;

/** A link to a publisher, who is not told where its reader comes from. */
function outside(url: string, text: string | null): Markup {
  const address = webAddress(url);
  const words = markup`<bdi>${text ?? "(no title)"}</bdi>`;
  return address === null ? words : markup`<a href="${address}" rel="noreferrer">${words}</a>`;
}

const section = (name: string, items: readonly Markup[]): Markup | false =>
  items.length > 0 && markup`<h2>${name}</h2>\n${list(items)}`;

const list = (items: readonly Markup[]): Markup | false =>
  items.length > 0 && markup`<ul>${items.map((item) => markup`<li>${item}</li>\n`)}</ul>`;

const page = (title: string | null, body: Markup): PageContent => ({ title: title ?? "", here: "Stories", body });

const minute = (date: string): string => `${date.slice(0, 10)} ${date.slice(11, 16)} UTC`;
