// One source: its health, what it brought, what may be missing, and a button to ask it now.
import { markup, webAddress } from "../../../digests/escape-html.ts";
import { counted } from "../../../text/counted.ts";
import { healthOf } from "./feeds-page.ts";
import { sparkline } from "./sparkline.ts";
import { when } from "../when.ts";
import { titleText } from "../spoken.ts";
import type { SourceDetails } from "../../../desk/sources/list-sources.ts";
import type { Markup } from "../../../digests/escape-html.ts";
import type { Links } from "../../links.ts";
import type { PageContent } from "../layout.ts";

export function feedPage(source: SourceDetails, links: Links): PageContent {
  const { name, nextDueAt, state } = source;
  const body = markup`<p>${healthOf(source, links)}</p>
${source.notes.map((note) => markup`<p class="warn">${note}</p>\n`)}${links.mayChange && buttons(source, links)}
<dl>${facts(source, links).map(([term, words]) => markup`<dt>${term}</dt><dd>${words}</dd>\n`)}</dl>
${source.gaps.length > 0 && gaps(source, links)}${source.faults.length > 0 && faults(source, links)}${source.unread.length > 0 && unread(source)}<h2>Latest entries</h2>
${source.latest.length === 0 ? markup`<p class="empty">It has brought none yet${state === "not polled" && markup`, as it was not polled; next ${when(nextDueAt, links)}`}.</p>` : latest(source, links)}
<p><a href="${links.to("feeds")}">All sources</a></p>`;
  return { title: name, here: "Feeds", body };
}

function buttons({ id, state, pausedSince }: SourceDetails, links: Links): Markup {
  const button = (action: string, words: string, isFirst = true): Markup =>
    markup`<form method="post" action="${links.to(`feeds/${id}/${action}`)}"><button${isFirst && markup` class="first"`}>${words}</button></form>`;
  if (pausedSince !== null) return button("resume", "Resume");
  if (state === "muted")
    return markup`<p>It is not asked again: its publisher says that it is gone for good. Take it out of feeds.yaml, or add its new address.</p>`;
  return markup`<div class="line">${button("poll", "Poll now")} ${button("pause", "Pause", false)}</div>`;
}

/** Asks whether to pause it. */
export const pausePage = ({ id, name }: SourceDetails, { to }: Links): PageContent => ({
  title: "Pause this source?",
  here: "Feeds",
  body: markup`<p><bdi>${name}</bdi> will not be asked until somebody resumes it, also after a restart. Digests will say that it is paused by hand. Entries that it lists and takes off meanwhile are missed.</p>
<form method="post" action="${to(`feeds/${id}/pause`)}"><input type="hidden" name="sure" value="yes">
<p class="line"><button class="first">Pause it</button> <a class="button" href="${to(`feeds/${id}`)}">Leave it as it is</a></p></form>`,
});

function facts(source: SourceDetails, links: Links): [string, Markup | string][] {
  const { kind, url, quota, hub } = source;
  const { limits, entries, bytes } = quota;
  return [
    ["Address", markup`<bdi>${url}</bdi> <small>(${kind})</small>`],
    ["A day", sparkline(source.perDay, "entry", "entries")],
    ["Last poll", when(source.lastPolledAt, links)],
    ["Last good poll", when(source.lastGoodAt, links)],
    ["Next poll", when(source.nextDueAt, links)],
    ["Last new entry", when(source.lastNewAt, links)],
    ...(source.failures > 0 ? [["Failed", `${counted(source.failures, "time")} in a row`] as [string, string]] : []),
    [
      "Quota today",
      `${entries} of ${counted(limits.entries, "entry", "entries")}, ${(bytes / 1_000_000).toFixed(1)} of ${limits.bytes / 1_000_000} MB`,
    ],
    [
      "robots.txt",
      source.robots === "obey" ? "obeyed for its article pages" : "not asked for its article pages, as feeds.yaml says",
    ],
    ...(source.language === null ? [] : [["Language", source.language] as [string, string]]),
    ...(source.tags.length === 0 ? [] : [["Tags", source.tags.join(", ")] as [string, string]]),
    ...(hub === null ? [] : [["Hub", hub] as [string, string]]),
  ];
}

const gaps = ({ gaps }: SourceDetails, links: Links): Markup =>
  markup`<h2>Gaps</h2>
<p>Entries may have come and gone unseen:</p>
<ul>${gaps.map(({ since, until }) => markup`<li>${when(since, links)} to ${when(until, links)}</li>\n`)}</ul>
`;

const faults = ({ faults }: SourceDetails, links: Links): Markup =>
  markup`<h2>When it could not be read</h2>
<ul>${faults.map(
    ({ since, until, fault, polls }) =>
      markup`<li>${when(since, links)}${polls > 1 && markup` to ${when(until, links)} (${counted(polls, "poll")})`}: ${fault}</li>\n`,
  )}</ul>
`;

/** Why a page gave no text, as in "not found". */
const inWords = (reason: string): string => (reason === "no-url" ? "its entry has no address" : reason.replaceAll("-", " "));

const unread = ({ unread }: SourceDetails): Markup =>
  markup`<h2>Pages that could not be read</h2>
<p>Of its last 200 entries; its own words were used:</p>
<ul>${unread.map(({ reason, pages }) => markup`<li>${inWords(reason)}: ${counted(pages, "page")}</li>\n`)}</ul>
`;

const latest = ({ latest }: SourceDetails, links: Links): Markup =>
  markup`<ul class="plain rows">
${latest.map(({ title, url, article, publishedAt, firstSeenAt, reason }) => {
  const address = webAddress(url);
  const name = markup`<bdi>${titleText(title)}</bdi>`;
  return markup`<li>${article === null ? name : markup`<a href="${links.to(`articles/${article}`)}">${name}</a>`}<br>
<small>${publishedAt === null ? markup`seen ${when(firstSeenAt, links)}` : when(publishedAt, links)}${reason !== null && ` · ${inWords(reason)}`}${address !== null && markup` · <a href="${address}" rel="noreferrer noopener" aria-label="at its site: ${titleText(title ?? address)}">at its site</a>`}</small></li>
`;
})}</ul>
`;
