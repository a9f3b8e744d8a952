// Our own record of a story as a page: who wrote it first and how sure that is, its versions, and each copy with what it adds or leaves out.
import { markup } from "../../../digests/escape-html.ts";
import { inLanguage, languageTag } from "../../../digests/language-words.ts";
import { plainLine } from "../../../digests/plain-line.ts";
import { describeOrigin } from "../../../stories/weigh-origins.ts";
import { counted } from "../../../text/counted.ts";
import { isDoubtfulDate } from "../../../text/doubtful-date.ts";
import { list, section, storyLink } from "../sections.ts";
import { name, outside, spoken } from "../spoken.ts";
import { when } from "../when.ts";
import { asMailed } from "./as-mailed.ts";
import { noteForm, starForm } from "./mark-forms.ts";
import { rearrangeForms } from "./rearrange-page.ts";
import type { Markup } from "../../../digests/escape-html.ts";
import type { Draft } from "./answer-marks.ts";
import type { AsMailed } from "./as-mailed.ts";
import type { ShownStory } from "../../../desk/show-story.ts";
import type { Links } from "../../links.ts";
import type { PageContent } from "../layout.ts";

export type StoryShown = Extract<ShownStory, { kind: "story" }> & {
  /** The address that opens this page alone to anyone, without signing in; null for those who came by it. */
  share: string | null;
  /** The number that was asked for, of a story that was put into this one; else null. */
  mergedFrom: number | null;
  /** What an issue told of it, if the address names one. */
  mailed: AsMailed | null;
  draft?: Draft;
  /** Related stories were looked for. */
  withRelated?: boolean;
};

/** Of a paragraph, enough to know it by. */
const PARAGRAPH_CHARACTERS = 200;

export function storyPage(story: StoryShown, links: Links): PageContent {
  const { title, origin, first, versions, reports, carriers, articles } = story;
  const outletOf = (article: string) =>
    name(carriers.find((carrier) => String(carrier.article) === article)?.outlet ?? `article ${article}`);
  const body = markup`${
    story.mergedFrom !== null &&
    markup`<p class="said">You asked for story ${story.mergedFrom}: it is part of this story now.${links.isOwner && " “What people decided” below says who put them together."}</p>
`
  }<p>${counted(articles, "article")}, ${counted(reports, "independent report")}. ${describeOrigin(origin)}
${first !== null && markup`First ${first.by} by ${outletOf(first.article)}, ${when(first.at, links)}${first.doubt === null ? "." : `; doubtful: ${first.doubt}.`}`}</p>
${links.isOwner && marksOf(story, links)}
${list(chainOf(story, links))}
${links.isOwner && sentOf(story, links)}
${story.mailed !== null && asMailed(story.mailed, story, links)}
${section(
  "Versions",
  versions.map(
    ({ mark, at, articles: count, article }) =>
      markup`${mark}: ${when(at, links)}, ${counted(count, "article")}, first by ${outletOf(article)}`,
  ),
)}
${section(
  "Who carries it",
  carriers.map((carrier) => carrierOf(carrier, story, links)),
)}${articles > carriers.length && markup`<p>and ${articles - carriers.length} more.</p>`}
${links.isOwner && relatedOf(story, links)}
${links.isOwner && decisionsOf(story, links)}
${links.maySay && markup`<p class="line"><a href="${links.root}feedback/new?story=${story.story}">Not about this?</a></p>`}
${links.mayChange && rearrangeForms(story, links)}
${story.share !== null && markup`<h2>Share</h2><p>Anyone with this address can read this page, and nothing else: <a href="${story.share}">${story.share}</a></p>`}`;
  return { title: title ?? "", language: languageTag(story.language), here: "Stories", body };
}

function marksOf(story: StoryShown, links: Links): Markup {
  const { starred, note, draft = null } = story;
  const lines = note?.split("\n").map((line, index) => markup`${index > 0 && markup`<br>`}${line}`) ?? [];
  return markup`${draft !== null && markup`<p class="fault" role="alert">${draft.max === null ? "The note was changed by another page meanwhile, and yours was not saved. Compare them, and save again." : `A note has at most ${draft.max} characters, and yours was not saved. Shorten it, and save again.`}</p>`}
${note !== null && markup`<p class="note" dir="auto">${lines}</p>`}
${
  links.maySay
    ? markup`<div class="line">${starred && markup`<b>Starred</b>`} ${starForm(story, links)}</div>${noteForm({ ...story, draft: draft?.text ?? null }, links)}`
    : starred && markup`<p><b>Starred</b></p>`
}`;
}

const chainOf = ({ follows, elsewhere, followedBy }: StoryShown, links: Links): Markup[] =>
  [
    follows !== null && markup`${follows.isTold ? "Tells in another language" : "Follows"} ${storyLink(follows, links)}`,
    ...elsewhere.map(
      (told) =>
        markup`Also in ${inLanguage(languageTag(told.language))}, ${name(told.site ?? told.url)}: ${storyLink(told, links)}`,
    ),
    ...followedBy.map((next) => markup`Followed by ${storyLink(next, links)}`),
  ].filter((link) => link !== false);

const sentOf = ({ story, sent }: StoryShown, links: Links): Markup | false =>
  section(
    "In mail",
    sent.map(
      ({ issue, digest, at }) =>
        markup`<a href="${links.to(`issues/${issue}`)}">issue ${issue}</a> of <a href="${links.to(`digests/${encodeURIComponent(digest)}`)}"><bdi>${digest}</bdi></a>, ${when(at, links)}: <a href="${links.to(`stories/${story}?issue=${issue}`)}#mailed">as mailed, and now</a>`,
    ),
  );

function carrierOf(carrier: StoryShown["carriers"][number], { story, first }: StoryShown, links: Links): Markup {
  const { article, outlet, url, media, title, language, publishedAt, firstSeenAt, relation, leavesOut, adds } = carrier;
  const isOther = links.isOwner && first !== null && String(article) !== first.article;
  const doubt = isDoubtfulDate(publishedAt, firstSeenAt) && markup` (doubtful: first seen ${when(firstSeenAt, links)})`;
  return markup`<b>${name(outlet)}</b>, ${publishedAt === null ? markup`seen ${when(firstSeenAt, links)}` : markup`${when(publishedAt, links)}${doubt}`}: <span${spoken(language)}>${outside(url, title)}</span> <small>${relation}, <a href="${links.to(`articles/${article}`)}">article ${article}</a>${media !== null && markup`, ${outside(media, "audio or video")}`}${isOther && markup`, <a href="${links.to(`stories/${story}/copies/${article}`)}">next to the first</a>`}</small>
<div class="columns"><div>${paragraphs("leaves out", leavesOut)}</div><div>${paragraphs("adds", adds)}</div></div>`;
}

/** Folded, so that the outlets come first. */
const paragraphs = (verb: string, given: readonly string[]): Markup | false =>
  given.length > 0 &&
  markup`<details><summary>${verb} ${counted(given.length, "paragraph")}</summary>${given.map(
    (paragraph) => markup`<p dir="auto">${plainLine(paragraph, PARAGRAPH_CHARACTERS)}</p>`,
  )}</details>`;

/** Related stories are looked for on request, since that takes a while. */
const relatedOf = ({ story, related, withRelated = false }: StoryShown, links: Links): Markup | false =>
  related.length > 0
    ? section(
        "Perhaps about the same event",
        related.map((other) => markup`${storyLink(other, links)} <small>${other.shared.join(", ")}</small>`),
      )
    : withRelated
      ? markup`<p class="empty" role="status">No other story of these days shares enough names, figures and rare words with it to be about the same event.</p>`
      : markup`<p class="line"><a href="${links.to(`stories/${story}?related=1`)}">Look for stories about the same event</a></p>`;

const decisionsOf = ({ decisions }: StoryShown, links: Links): Markup | false =>
  section(
    "What people decided",
    decisions.map(({ kind, story, into, articles, by, at }) =>
      kind === "split"
        ? markup`<bdi>${by}</bdi> split ${counted(articles.length, "article")} from story ${story} into <a href="${links.to(`stories/${into}`)}">story ${into}</a>, ${when(at, links)}`
        : markup`<bdi>${by}</bdi> put story ${story} into <a href="${links.to(`stories/${into}`)}">story ${into}</a>, ${when(at, links)}`,
    ),
  );
