// All sources: those to look at first, and what each brought day by day.
import { markup } from "../../../digests/escape-html.ts";
import { counted } from "../../../text/counted.ts";
import { sparkline } from "./sparkline.ts";
import { titleText } from "../spoken.ts";
import { when } from "../when.ts";
import type { ListedSource, SourceList } from "../../../desk/sources/list-sources.ts";
import type { Markup } from "../../../digests/escape-html.ts";
import type { Links } from "../../links.ts";
import type { PageContent } from "../layout.ts";

/** Sources on one page. */
const SHOWN = 100;

export interface FeedsAsked extends SourceList {
  /** From 1. */
  page: number;
  /** Leaves out those that read well. */
  onlyTrouble: boolean;
}

export function feedsPage({ sources, page, onlyTrouble }: FeedsAsked, links: Links): PageContent {
  const wanted = onlyTrouble ? sources.filter(({ isTrouble }) => isTrouble) : sources;
  const shown = wanted.slice((page - 1) * SHOWN, page * SHOWN);
  const trouble = shown.filter(({ isTrouble }) => isTrouble);
  const others = shown.filter(({ isTrouble }) => !isTrouble);
  const body = markup`<p>${summaryOf(sources)}</p>
<p class="line">${
    onlyTrouble
      ? markup`<a href="${links.to("feeds")}">All sources</a>`
      : markup`<a href="${links.to("feeds?only=trouble")}">Only those to look at</a>`
  } ${links.mayChange && markup`<a href="${links.to("feeds/add")}">Add a source</a> `}<a href="${links.to("feeds.opml")}">All as OPML</a></p>
${sources.length === 0 && nothing(links)}${section("To look at", trouble, links)}${section(trouble.length > 0 ? "The others" : "All sources", others, links)}${
    wanted.length === 0 && sources.length > 0 && markup`<p class="empty">Nothing to look at: every source reads well.</p>`
  }${pagesOf({ page, count: wanted.length, onlyTrouble }, links)}`;
  return { title: "Feeds", here: "Feeds", body };
}

const nothing = ({ to, mayChange }: Links): Markup =>
  markup`<div class="empty"><p>There are no sources: feeds.yaml lists none.</p><p>${
    mayChange ? markup`<a href="${to("feeds/add")}">Try an address</a>, or run` : "Run"
  } <code>wirewatch feeds add URL</code>.</p></div>`;

export function summaryOf(sources: readonly ListedSource[]): string {
  const states = new Map<string, number>();
  for (const { state, isTrouble } of sources) {
    const word = state === "good" && isTrouble ? "with gaps" : state === "good" ? "read well" : state;
    states.set(word, (states.get(word) ?? 0) + 1);
  }
  const words = [...states].map(([state, count]) => `${count} ${state}`);
  return `${counted(sources.length, "source")}${words.length === 0 ? "" : `: ${words.join(", ")}`}.`;
}

const section = (title: string, sources: readonly ListedSource[], links: Links): Markup | false =>
  sources.length > 0 &&
  markup`<h2>${title}</h2>
<ul class="plain rows">
${sources.map((source) => row(source, links))}</ul>
`;

function row(source: ListedSource, links: Links): Markup {
  const { id, name, url, isTrouble, notes, hub, lastNewAt, nextDueAt, perDay } = source;
  return markup`<li><h3><a href="${links.to(`feeds/${id}`)}"><bdi>${titleText(name)}</bdi></a></h3>
${
  isTrouble &&
  markup`<p>${healthOf(source, links)}${notes.map((note) => markup`<br><span class="warn">${note}</span>`)}</p>
`
}<p><small>${!isTrouble && markup`${healthOf(source, links)} · `}${name !== url && markup`<bdi>${url}</bdi> · `}last new ${when(lastNewAt, links)} · next poll ${when(nextDueAt, links)}${hub !== null && ` · ${hub}`}</small><br>
${sparkline(perDay, "entry", "entries")}</p></li>
`;
}

/** Says the health of a source as text; the colour says nothing more. */
export const healthOf = ({ state, failing, health, failingSince, lateSince }: ListedSource, links: Links): Markup =>
  markup`<span${failing ? markup` class="fault"` : state === "good" ? markup` class="good"` : state === "not polled" ? null : markup` class="warn"`}>${state === "good" || health.startsWith(state) ? "" : `${state}: `}${health}</span>${
    failingSince !== null
      ? markup`, since ${when(failingSince, links)}`
      : lateSince !== null && markup`, since ${when(lateSince, links)}`
  }`;

function pagesOf(
  { page, count, onlyTrouble }: { page: number; count: number; onlyTrouble: boolean },
  { to }: Links,
): Markup | false {
  const last = Math.ceil(count / SHOWN);
  if (last < 2) return false;
  const link = (to_: number, rel: string, words: string): Markup =>
    markup`<a rel="${rel}" href="${to(`feeds?page=${to_}${onlyTrouble ? "&only=trouble" : ""}`)}">${words}</a>`;
  return markup`<p class="line">${page > 1 && link(page - 1, "prev", "Before")} <span>Page ${String(page)} of ${String(last)}</span> ${page < last && link(page + 1, "next", "Next")}</p>`;
}
