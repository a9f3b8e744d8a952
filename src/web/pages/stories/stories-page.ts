// The list of stories as a page: filters, what is new, a line about who carries each, and an end that says that it is one.
import { markup } from "../../../digests/escape-html.ts";
import { isVisible, plainLine } from "../../../digests/plain-line.ts";
import { exportLinks } from "../../export/export-list.ts";
import { counted } from "../../../text/counted.ts";
import { marked, name, NO_TITLE, outside, spoken, titleText } from "../spoken.ts";
import { strip } from "../strip.ts";
import { when } from "../when.ts";
import { addressOf, ALL_TIME, filterForm } from "./filter-form.ts";
import { starForm } from "./mark-forms.ts";
import type { Markup } from "../../../digests/escape-html.ts";
import type { StoryCard, StoryList } from "../../../desk/stories/list-stories.ts";
import type { Links } from "../../links.ts";
import type { PageContent } from "../layout.ts";
import type { StoriesShown } from "./filter-form.ts";

const DAY_MS = 86_400_000;
/** Outlets and issues of a story; the others are counted. */
const NAMED_MAX = 3;
const NOTE_CHARACTERS = 300;
/** At most so many stories are in an export. */
export const EXPORT_MAX = 500;

export function storiesPage(shown: StoriesShown, links: Links): PageContent {
  const { list, asked, lastVisit } = shown;
  const { zone } = links;
  const isFirst = asked.before === null;
  const fresh =
    lastVisit === null ? 0 : list.stories.filter(({ createdAt }) => Date.parse(createdAt) > lastVisit.getTime()).length;
  const body = markup`${filterForm(shown, links)}
${isFirst && dayStrip(list, asked.watchlist === null ? { one: "story", many: "stories", zone } : { one: "match", many: "matches", zone })}
<h2>${asked.starred && "Starred: "}${sinceWords(list.since, isFirst, links)}${asked.until !== null && markup` until ${when(list.until, links)}`}</h2>
${lastVisit !== null && markup`<p class="soft">${fresh === 0 ? "Nothing" : String(fresh)} new since your last visit, ${when(lastVisit.toISOString(), links)}.</p>`}
${list.stories.length === 0 ? list.next === null && emptyWords(shown, links) : markup`<ol class="plain rows">${list.stories.map((card) => cardRow(card, shown, links))}</ol>`}
${endWords(shown, links)}
${list.stories.length > 0 && exportLinks(addressOf({ ...asked, since: list.since, until: list.until }, links), EXPORT_MAX)}`;
  return { title: "Stories", here: "Stories", body };
}

const sinceWords = (since: string, isFirst: boolean, links: Links): Markup =>
  since === ALL_TIME
    ? markup`${isFirst ? "all" : "further back"}`
    : markup`${isFirst ? "Since" : "Further back, since"} ${when(since, links)}`;

const dayStrip = ({ days }: StoryList, words: Parameters<typeof strip>[1]): Markup | null =>
  strip(
    days.flatMap(({ day, count }) => (count === 0 ? [] : [{ day, matches: count }])),
    words,
  );

function cardRow(card: StoryCard, { asked, lastVisit }: StoriesShown, links: Links): Markup {
  const { story, title, titleMarks, excerpt, language, first, origin, articles, watchlists, follows, issues, newestAt, note } =
    card;
  const isNew = lastVisit !== null && Date.parse(card.createdAt) > lastVisit.getTime();
  const facts = [
    markup`${origin !== null && origin.name !== first.outlet && markup`<bdi>${origin.name}</bdi>, first seen at `}${name(first.outlet)} ${when(first.publishedAt ?? first.firstSeenAt, links)}`,
    articles > 1 && markup`${counted(articles, "article")}, the last ${when(newestAt, links)}`,
    ...watchlists.map(
      (id) => markup`<a href="${addressOf({ ...asked, watchlist: id, before: null }, links)}"><bdi>${id}</bdi></a>`,
    ),
    ...issues
      .slice(0, NAMED_MAX)
      .map(({ issue, digest }) => markup`<a href="${links.to(`issues/${issue}`)}">in issue ${issue}</a> of <bdi>${digest}</bdi>`),
    issues.length > NAMED_MAX && `and ${issues.length - NAMED_MAX} more`,
  ].filter((fact) => fact !== false);
  const heading = title !== null && isVisible(title) ? marked(title, titleMarks) : markup`${NO_TITLE}`;
  return markup`<li id="story-${story}"${isNew && markup` class="new"`}><h3${spoken(language)}><a href="${links.to(`stories/${story}`)}${asked.watchlist !== null && watchlists.length > 1 && `?watchlist=${encodeURIComponent(asked.watchlist)}`}">${heading}</a></h3>
<p class="soft">${isNew && markup`<b>New</b> · `}${card.starred && markup`<b>Starred</b> · `}${facts.map((fact, index) => markup`${index > 0 && " · "}${fact}`)}</p>
<p${spoken(language)}>${marked(excerpt.text, excerpt.marks, 400)}</p>
${follows !== null && markup`<p class="soft">Follows <a href="${links.to(`stories/${follows.story}`)}"><bdi>${titleText(follows.title)}</bdi></a></p>`}
${note !== null && markup`<p class="note" dir="auto">${plainLine(note, NOTE_CHARACTERS)}</p>`}
${copies(card, links)}
<div class="line"><a href="${links.to(`why?url=${first.article}`)}">Why is it here?</a>${links.maySay && starForm(card, links, addressOf(asked, { ...links, root: "" }))}</div></li>
`;
}

/** Folded: how many, and the first outlets; unfolded, each with its headline. */
function copies({ carriers, articles, language }: StoryCard, links: Links): Markup | false {
  if (carriers.length === 0) return false;
  const outlets = [...new Set(carriers.map(({ outlet }) => outlet))];
  const others = articles - 1;
  return markup`<details><summary>${counted(others, "more article")}: ${outlets.slice(0, NAMED_MAX).map((outlet, index) => markup`${index > 0 && ", "}${name(outlet)}`)}${outlets.length > NAMED_MAX && " …"}</summary>
<ul>${carriers.map(({ outlet, title, url, at }) => markup`<li>${name(outlet)}, ${when(at, links)}: <span${spoken(language)}>${outside(url, title)}</span></li>`)}${others > carriers.length && markup`<li>and ${others - carriers.length} more</li>`}</ul></details>`;
}

/** Where the list goes on, or that this was all. */
function endWords({ list, now, asked }: StoriesShown, links: Links): Markup {
  const { next, total, looked, intake, since } = list;
  const newer =
    asked.before === null
      ? since !== ALL_TIME && dayAfter(asked, now, links)
      : markup`<a class="button" rel="first" href="${addressOf({ ...asked, since, before: null }, links)}">The newest</a>`;
  const further =
    next !== null &&
    markup`<p class="line"><a class="button" rel="next" href="${addressOf({ ...asked, since, before: next }, links)}">Further back</a>${newer}</p>`;
  if (looked !== null)
    return markup`<p>Looked through ${looked} stories${list.stories.length === 0 ? ", and none of them fits" : ""}. There are older ones in this time.</p>${further}`;
  if (further !== false) return further;
  const older = new Date(Date.parse(since) - DAY_MS).toISOString();
  const late =
    intake.failing > 0 && markup`, <a href="${links.to("feeds")}">${counted(intake.failing, "feed")} could not be read</a>`;
  const sums =
    total === null ? "" : `: ${counted(total.stories, "story", "stories")}, ${counted(total.copies, "copy", "copies")}`;
  // An empty page says it already, and there is no other day to look at.
  if (intake.sources === 0 && intake.newest === null && asked.until === null && list.stories.length === 0) return markup``;
  if (since === ALL_TIME)
    return markup`<p><b>That is all${sums}</b>.</p>${newer !== false && markup`<p class="line">${newer}</p>`}`;
  return markup`<p><b>That is all since ${when(since, links)}${sums}</b>${late}.</p>
<p class="line"><a class="button" rel="next" href="${addressOf({ ...asked, since: older, until: since, before: null }, links)}">The day before</a>${newer}</p>`;
}

/** From a past time to the day after it, and to now, with the same filters. */
function dayAfter(asked: StoriesShown["asked"], now: Date, links: Links): Markup | false {
  if (asked.until === null) return false;
  const end = new Date(Date.parse(asked.until) + DAY_MS);
  const present = addressOf({ ...asked, until: null, before: null }, links);
  const after = end < now ? addressOf({ ...asked, since: asked.until, until: end.toISOString(), before: null }, links) : present;
  return markup`<a class="button" rel="prev" href="${after}">The day after</a> <a class="button" href="${present}">Now</a>`;
}

/** Why there is nothing, and the next step. */
function emptyWords(shown: StoriesShown, links: Links): Markup {
  const { newest } = shown.list.intake;
  return markup`<div class="empty"><p>${whyEmpty(shown, links)}</p>${newest !== null && markup`<p>The last story before this time: <a href="${links.to(`stories/${newest}`)}">story ${newest}</a>.</p>`}</div>`;
}

function whyEmpty({ list, asked, watchlists }: StoriesShown, links: Links): Markup {
  const { sources, polled, nextDueAt, articles } = list.intake;
  const isNarrowed = [asked.watchlist, asked.language, asked.outlet, asked.origin].some((one) => one !== null);
  const isFiltered = asked.starred || isNarrowed;
  const isUnknown = asked.watchlist !== null && !watchlists.includes(asked.watchlist);
  if (sources === 0)
    return markup`There are no feeds yet. Add the first one on the page <a href="${links.to("feeds")}">Feeds</a>, or with <code>wirewatch feeds add</code>.`;
  if (watchlists.length === 0)
    return markup`There are no watchlists yet. Write the first one: <a href="${links.to("watchlists")}">Watchlists</a>.`;
  if (polled === 0)
    return markup`${sources === 1 ? "Your feed has not" : `None of the ${sources} feeds has`} been read yet${nextDueAt !== null && markup`; ${sources === 1 ? "it" : "the next one"} is due ${when(nextDueAt, links)}`}. Reload this page then, or look at <a href="${links.to("feeds")}">Feeds</a>.`;
  if (isUnknown)
    return markup`There is no watchlist “<bdi>${plainLine(asked.watchlist ?? "", NOTE_CHARACTERS)}</bdi>”; it may have another name now. All are on the page <a href="${links.to("watchlists")}">Watchlists</a>.`;
  if (asked.starred && !isNarrowed && list.since === ALL_TIME)
    return markup`No story has a star. Press Star under a story to keep it: <a href="${links.root}">the newest stories</a>.`;
  if (isFiltered)
    return markup`No story of this time fits the filter. <a href="${addressOf({ ...asked, watchlist: null, language: null, outlet: null, origin: null, starred: false, before: null }, links)}">Show all stories of this time</a>, or choose a longer time.`;
  if (articles === null || articles === 0)
    return markup`No feed brought an article in this time. When they were read last is on the page <a href="${links.to("feeds")}">Feeds</a>.`;
  return markup`${articles >= 10_000 ? "More than 10000 articles" : counted(articles, "article")} came in this time, and none of them began a story that a watchlist matched. To see why, ask about one: <a href="${links.to("why")}">Why?</a>`;
}

/** For an address whose place in a list is none. */
export const expiredPlacePage = ({ root }: Links): PageContent => ({
  title: "This place in the list is not known",
  here: "Stories",
  status: 400,
  body: markup`<div class="empty"><p>The address was cut short or changed, so that it names no place in the list.</p><p><a href="${root}">Go to the newest stories</a></p></div>`,
});
