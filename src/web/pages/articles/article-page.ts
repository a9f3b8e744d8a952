// Our own record of an article as a page: where it came from, why it matched, what became of it, and for the owner its text.
import { markup } from "../../../digests/escape-html.ts";
import { languageTag, inLanguage } from "../../../digests/language-words.ts";
import { counted } from "../../../text/counted.ts";
import { section, storyLink } from "../sections.ts";
import { marked, name, outside, spoken } from "../spoken.ts";
import { when } from "../when.ts";
import { articleText } from "./article-text.ts";
import type { Explanation } from "../../../desk/explain-article.ts";
import type { ArticleWords } from "../../../desk/stories/read-words.ts";
import type { Markup } from "../../../digests/escape-html.ts";
import type { Links } from "../../links.ts";
import type { PageContent } from "../layout.ts";

const EXCERPT_CHARACTERS = 700;

/** `words` is null for a reader with a token. */
export type ArticleShown = Explanation & { article: NonNullable<Explanation["article"]>; words: ArticleWords | null };

/** A reader who has the page's token sees no watchlist's name: others may have matched too, whose readers are other people. */
export function articlePage(shown: ArticleShown, links: Links): PageContent {
  const { article, entries, reading, stopped, stage, words } = shown;
  const by = [article.byline, article.site].filter((part) => part !== null && part !== "").join(", ");
  const how = reading && `${counted(reading.words, "word")}, by ${reading.method}`;
  const body = markup`<p>${outside(article.url, article.url)}</p>
<p>${name(by, "nobody is named")}; ${article.publishedAt === null ? "no date known" : markup`published ${when(article.publishedAt, links)}${article.isDateDoubtful && " (doubtful)"}`}; first seen ${when(article.firstSeenAt, links)}; ${article.language === null ? "language not known" : inLanguage(languageTag(article.language))}.</p>
${stopped !== null && markup`<p class="fault">It stopped here: ${stopped}.</p>`}
${stopped === null && stage !== "done" && markup`<p>It waits at ${stage}.</p>`}
${section(
  "Feeds that brought it",
  entries.map(
    ({ feed, firstSeenAt, media }) =>
      markup`${name(feed)}, ${when(firstSeenAt, links)}${media !== null && markup`, ${outside(media, "audio or video")}`}`,
  ),
)}
${reading !== null && section("How it was read", [markup`${reading.reason === null ? how : `${reading.detail ?? reading.reason}; ${reading.method === "summary" ? "the feed's own words" : "its beginning"} went on (${how})`}`])}
${section("Why it matched", matchItems(shown, links))}
${section("Its story", storyItems(shown, links))}
${links.isOwner && section("Digests", digestItems(shown, links))}
${links.isOwner && markup`<p class="line"><a href="${links.to(`why?url=${article.id}`)}">Every step of it</a>${links.maySay && shown.story !== null && markup`<a href="${links.root}feedback/new?story=${shown.story.id}">Not about this?</a>`}</p>`}
${words !== null && articleText(words, article.language, links)}`;
  return { title: article.title ?? "", language: languageTag(article.language), here: "Stories", body };
}

export const matchItems = ({ matches, article }: Explanation, { isOwner }: Links): Markup[] =>
  matches.map(
    ({ watchlist, terms, marked: { text, marks }, listedBy }) =>
      markup`${isOwner && markup`<b>${watchlist}</b>: `}${terms.join(", ")}${listedBy !== null && `, as listed by ${listedBy}`}<br><span${spoken(article?.language ?? null)}>${marked(text, marks, EXCERPT_CHARACTERS)}</span>`,
  );

export const storyItems = ({ story }: Explanation, links: Links): Markup[] =>
  story === null
    ? []
    : [
        markup`<a href="${links.to(`stories/${story.id}`)}">story ${story.id}</a>: ${story.relation}${story.follows !== null && markup`${story.relation === "translation" ? " of" : ", follows"} ${storyLink({ story: story.follows.id, title: story.follows.title }, links)}`}`,
        ...story.reasons.map((reason) => markup`because ${reason}`),
      ];

/** Where its story is or was sent: for the owner alone. */
export const digestItems = ({ digests }: Explanation, links: Links): Markup[] =>
  digests.map(({ digest, watchlist, issue, nextDueAt, held }) => {
    const state =
      issue !== null
        ? markup`<a href="${links.to(`issues/${issue.id}`)}">issue ${issue.id}</a>${issue.onPageOnly && ", on its page only"}`
        : held !== null
          ? markup`waits with its news until ${when(held.until, links)}, as it was sent ${when(held.toldAt, links)}`
          : markup`waits for the next issue${nextDueAt !== null && markup`, due ${when(nextDueAt, links)}`}`;
    return markup`${digest}, by ${watchlist}: ${state}`;
  });
