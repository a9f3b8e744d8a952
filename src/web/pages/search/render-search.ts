// The page of a search: its form, what was found and how far that went, and how to keep it.
import { ARCHIVED_MAX, COUNT_MAX } from "../../../desk/search/search.ts";
import { markup } from "../../../digests/escape-html.ts";
import { languageWords } from "../../../digests/language-words.ts";
import { plainLine } from "../../../digests/plain-line.ts";
import { caretUnder } from "../../../config/yaml/excerpt-at.ts";
import { counted } from "../../../text/counted.ts";
import { exportLinks } from "../../export/export-list.ts";
import { strip } from "../strip.ts";
import { when } from "../when.ts";
import { asWatchlist } from "./as-watchlist.ts";
import { renderHits } from "./render-hits.ts";
import { parametersOf } from "./search-question.ts";
import type { SearchAnswer } from "../../../desk/search/search.ts";
import type { Counted } from "../../../desk/search/tally-hits.ts";
import type { Markup } from "../../../digests/escape-html.ts";
import type { Links } from "../../links.ts";
import type { PageContent } from "../layout.ts";
import type { SearchAsked } from "./search-question.ts";

type Found = Extract<SearchAnswer, { kind: "found" }>;

export interface SearchShown {
  asked: SearchAsked;
  /** Null: nothing was asked yet. */
  result: SearchAnswer | null;
  /** The address of its Atom feed, with the token; null without a result. */
  feed: string | null;
}

/** At most so many articles are in an export. */
export const EXPORT_MAX = 1_000;
const DAYS = [1, 7, 30, 90] as const;
const number = new Intl.NumberFormat("en");

export function renderSearch(shown: SearchShown, links: Links): PageContent {
  const { asked, result } = shown;
  return {
    title: asked.q === "" ? "Search" : `Search: ${plainLine(asked.q, 120)}`,
    here: "Search",
    status: result?.kind === "fault" ? 422 : 200,
    body: markup`${form(shown, links)}
${result === null ? HELP : result.kind === "fault" ? fault(result) : found(shown, result, links)}`,
  };
}

function form({ asked, result }: SearchShown, { root }: Links): Markup {
  const { q, days, language, outlet } = asked;
  const counts = result?.kind === "found" ? result : { languages: [], outlets: [] };
  return markup`<form method="get" action="${root}search" role="search" class="filter">
<div><label for="q">Look for, as in a watchlist's query</label><input id="q" name="q" type="search" dir="auto" value="${q}" maxlength="2000" autocapitalize="off" spellcheck="false"></div>
<div><label for="days">First seen</label><select id="days" name="days"><option value="">at any time</option>${daysOffered(
    days,
  ).map(
    (count) =>
      markup`<option value="${String(count)}"${count === days && markup` selected`}>in the last ${count === 1 ? "day" : `${count} days`}</option>`,
  )}</select></div>
${choice("language", "Language", language, counts.languages, (code) => languageWords(code) ?? "English")}
${choice("outlet", "Outlet", outlet, counts.outlets, (name) => plainLine(name, 60))}
<button class="first">Search</button></form>`;
}

const daysOffered = (chosen: number | null): number[] =>
  [...new Set([...DAYS, ...(chosen === null ? [] : [chosen])])].toSorted((a, b) => a - b);

/** What was found offers the choices; one that was made stays one, found or not. */
function choice(
  name: string,
  label: string,
  chosen: string | null,
  counts: readonly Counted[],
  show: (value: string) => string,
): Markup {
  const others = chosen === null || counts.some((counted) => counted.name === chosen) ? [] : [{ name: chosen, count: null }];
  return markup`<div><label for="${name}">${label}</label><select id="${name}" name="${name}"><option value="">any</option>${[
    ...others,
    ...counts,
  ].map(
    (counted) =>
      markup`<option value="${counted.name}"${counted.name === chosen && markup` selected`}>${show(counted.name)}${counted.count !== null && ` (${number.format(counted.count)})`}</option>`,
  )}</select></div>`;
}

const HELP = markup`<div class="empty"><p>A search finds what a watchlist with this <code>query:</code> would match, in every article that is kept.</p>
<p><code>Min Aung Hlaing</code> is a phrase. Between others write AND, OR, AND NOT or NEAR/8, with parentheses: <code>(Myanmar OR Burma) AND "arms embargo"</code>. <code>sanction*</code> takes any ending,
<code>/colou?r/</code> is a regular expression for one word, and <code>title:</code>, <code>site:</code>, <code>lang:</code> and <code>tag:</code> keep to a part. <code>$junta</code> is a set of your watchlists or of the shipped packs.</p></div>`;

const fault = ({ query, message, offset }: Extract<SearchAnswer, { kind: "fault" }>): Markup =>
  markup`<p class="fault" role="alert">${message}</p><pre>${caretUnder(query, offset)}</pre>${HELP}`;

function found(shown: SearchShown, result: Found, links: Links): Markup {
  const { asked } = shown;
  const { root } = links;
  const { query, hits, days, next, unread } = result;
  const understood =
    query !== asked.q &&
    markup`<p class="soft">Looked for the phrase <b>${query}</b>. For all of these words in any place, write AND between them.</p>`;
  const slow =
    unread > 0 &&
    markup`<p class="warn">${counted(unread, "article")} took too long to read with this query and ${unread === 1 ? "was" : "were"} left out: a shorter query reads them.</p>`;
  const address = (more: Partial<SearchAsked>) => `${root}search?${parametersOf(asked, more)}`;
  return markup`<h2>Found</h2>
${understood}<p role="status">${summary(shown, result, links)}</p>${slow}
${strip(days)}
${hits.length > 0 && renderHits(hits, links)}
<p class="line">${asked.before !== null && markup`<a class="button" href="${address({ before: null })}" rel="first">The newest</a>`}${
    next !== null &&
    markup`<a class="button" href="${address({ before: next })}" rel="next">${hits.length < result.count ? "Older" : "Look further"}</a>`
  }</p>
${keep(shown, result, links)}`;
}

/** What was found, in how much of the archive. */
function summary({ asked }: SearchShown, result: Found, links: Links): Markup {
  const { hits, count, looked, left, next, backTo, archived } = result;
  const total = count < COUNT_MAX ? number.format(count) : `${number.format(COUNT_MAX)}+`;
  const further = asked.before === null ? "" : " further";
  if (archived === 0)
    return markup`No article${asked.days === null ? " is kept yet" : ` came in ${counted(asked.days, "day")}`}. See which <a href="${links.to("feeds")}">feeds were read</a>.`;
  if (archived !== null)
    return markup`Nothing in ${archived > ARCHIVED_MAX ? `more than ${number.format(ARCHIVED_MAX)}` : number.format(archived)} articles${asked.days !== null && ` of ${counted(asked.days, "day")}`}. ${
      (asked.days !== null || asked.language !== null || asked.outlet !== null) && "Without the filters there may be some."
    }`;
  if (next === null) return markup`<b>${total}${further} found.</b> That is all.`;
  const shown = hits.length < count ? markup`, of which the newest ${String(hits.length)} are here` : "";
  const rest = left === null ? "; older ones follow" : left > 0 ? `; ${counted(left, "more article")} may match` : "";
  return markup`<b>${total}${further} found</b>${shown} among the newest ${number.format(looked)}${further} articles that may match${
    backTo !== null && markup`, back to ${when(backTo, links)}`
  }${rest}.`;
}

function keep({ asked, feed }: SearchShown, result: Found, { root }: Links): Markup {
  const parameters = parametersOf(asked, { before: null });
  return markup`<h2>Keep this search</h2>
${exportLinks(`${root}search?${parameters}`, EXPORT_MAX)}
${feed !== null && markup`<p><a href="${feed}" type="application/atom+xml">As an Atom feed</a> <span class="soft">for a feed reader; all who have this address can read it.</span></p>`}
<details><summary>As a watchlist</summary><pre>${asWatchlist(asked, result)}</pre><p><a class="button" href="${root}search.yaml?${parameters}" download>Download</a> <span class="soft">and put it into config/watchlists/, with its id under a digest's watchlists.</span></p></details>`;
}
