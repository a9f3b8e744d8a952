// The system for its owner: what became of a day's articles, what waits, what was given up, and how large it all is.
import { markup } from "../../digests/escape-html.ts";
import { counted } from "../../text/counted.ts";
import { when } from "./when.ts";
import { titleText } from "./spoken.ts";
import type { SystemState } from "../../desk/overview/read-system.ts";
import type { Markup } from "../../digests/escape-html.ts";
import type { Links } from "../links.ts";
import type { PageContent } from "./layout.ts";

export function systemPage(system: SystemState, links: Links): PageContent {
  const { configFaults, incidents, oddWatchlists, allowPrivate } = system;
  const body = markup`${configFaults.length > 0 && renderFaults(configFaults)}${incidents.length > 0 && renderIncidents(system, links)}${funnel(system, links)}${stages(system, links)}${quarantine(system, links)}${
    oddWatchlists.length > 0 &&
    markup`<h2>Watchlists to look at</h2>
<ul>${oddWatchlists.map(({ id, note }) => markup`<li><a href="${links.to(`watchlists/${encodeURIComponent(id)}`)}">${id}</a>: <span class="warn">${note}</span></li>\n`)}</ul>
`
  }${store(system, links)}${
    allowPrivate.length > 0 && markup`<p><small>Private addresses that may be fetched: ${allowPrivate.join(", ")}</small></p>`
  }`;
  return { title: "System", here: "System", body };
}

const renderFaults = (faults: readonly string[]): Markup =>
  markup`<h2>Configuration</h2>
<p class="fault">The configuration was changed and has faults. The one before is in force until they are corrected.</p>
<ul>${faults.map((fault) => markup`<li><code>${fault}</code></li>\n`)}</ul>
`;

const renderIncidents = ({ incidents, at }: SystemState, links: Links): Markup =>
  markup`<h2>What is wrong now</h2>
<ul>${incidents.map(({ text, since }) => markup`<li><span class="fault">${text}</span><br><small>Since ${when(since, links)} (${age(since, at)}).</small></li>\n`)}</ul>
`;

function funnel({ funnel, at }: SystemState, links: Links): Markup {
  const { sourcesAsked, sources, articles, unread, whole, inPart, matched, copies, stories, sent } = funnel;
  const steps: [string, number | string, string][] = [
    ["Sources polled", `${sourcesAsked} of ${sources}`, ""],
    ["New articles", articles, unread > 0 ? `${unread} still to be read` : ""],
    ["Read", whole, inPart > 0 ? `and ${inPart} only in part, or by their sources' words` : ""],
    ["Matched", matched, ""],
    ["Stories", stories, copies > 0 ? `with ${counted(copies, "copy", "copies")} folded in` : ""],
    ["In an issue", sent, ""],
  ];
  return markup`<h2>The last 24 hours</h2>
<p><small>From ${when(funnel.since, links)} to ${when(at, links)}.</small></p>
<dl>${steps.map(([name, count, note]) => markup`<dt>${name}</dt><dd><b>${String(count)}</b> ${note !== "" && markup`<small>${note}</small>`}</dd>\n`)}</dl>
${articles === 0 && markup`<p class="empty">No article came in. See which <a href="${links.to("feeds")}">feeds were read</a>.</p>`}`;
}

const STAGE_WORDS: Record<SystemState["stages"][number]["stage"], string> = {
  "poll-feeds": "Polling sources",
  "fetch-articles": "Reading pages",
  "match-watchlists": "Matching",
  "group-stories": "Finding copies",
  "send-digests": "Sending",
};

const stages = ({ stages, at }: SystemState, links: Links): Markup =>
  markup`<h2>What waits</h2>
<table><thead><tr><th>Stage</th><th class="number">Waits</th><th>Oldest since</th><th class="number">Jobs</th><th>Ended, last 7 days</th></tr></thead>
<tbody>${stages.map(
    ({ stage, waiting, oldest, jobs, ended }) =>
      markup`<tr><td>${STAGE_WORDS[stage]} <small>${stage}</small></td><td class="number" data-label="Waits">${String(waiting)}</td><td data-label="Oldest since">${
        oldest === null ? "–" : markup`${when(oldest, links)} <small>(${age(oldest, at)})</small>`
      }</td><td class="number" data-label="Jobs">${jobs === null ? "–" : String(jobs)}</td><td data-label="Ended, last 7 days"><small>${
        ended.map(({ outcome, count }) => `${outcome} ${count}`).join(", ") || "–"
      }</small></td></tr>
`,
  )}</tbody></table>
`;

function age(since: string, at: string): string {
  const seconds = Math.max(0, Math.round((Date.parse(at) - Date.parse(since)) / 1_000));
  if (seconds < 120) return counted(seconds, "second");
  return seconds < 7_200 ? counted(Math.round(seconds / 60), "minute") : counted(Math.round(seconds / 3_600), "hour");
}

function quarantine({ quarantine: { count, articles } }: SystemState, links: Links): Markup {
  if (count === 0)
    return markup`<h2>Quarantined</h2>
<p>Nothing: every stage finished what it was given.</p>
`;
  const form = (kind: string, article: number | null, words: string, label: string): Markup =>
    markup`<form method="post" action="${links.to("system/quarantine")}"><input type="hidden" name="do" value="${kind}">${article !== null && markup`<input type="hidden" name="article" value="${String(article)}">`}<button${kind === "drop" && markup` class="danger"`} aria-label="${label}">${words}</button></form>`;
  return markup`<h2>Quarantined</h2>
<p>${counted(count, "article")} could not be worked on and ${count === 1 ? "is" : "are"} in no digest${count > articles.length && `; the last ${articles.length}`}.</p>
${links.mayChange && count > 1 && form("retry", null, "Retry all", "Retry all quarantined articles")}
<ul class="plain rows">${articles.map(
    ({
      article,
      stage,
      url,
      title,
      reason,
      at,
    }) => markup`<li><a href="${links.to(`articles/${article}`)}"><bdi>${titleText(title)}</bdi></a><br>
<small><bdi>${url}</bdi> · ${stage}, ${when(at, links)}</small><br><span class="fault">${reason}</span>
${links.mayChange && markup`<div class="line">${form("retry", article, "Retry", `Retry article ${article}`)}${form("drop", article, "Drop", `Drop article ${article}`)}</div>`}</li>
`,
  )}</ul>
`;
}

function store({ store, versions }: SystemState, links: Links): Markup {
  const { bytes, tables, oldestArticle, days } = store;
  return markup`<h2>Store</h2>
<p>${size(bytes)}${oldestArticle !== null && markup`, with articles since ${when(oldestArticle, links)}`}.</p>
${
  days.length > 0 &&
  markup`<table><thead><tr><th>Day (UTC)</th><th class="number">New entries</th><th class="number">Their text</th></tr></thead>
<tbody>${days.map(({ day, entries, bytes }) => markup`<tr><td>${day}</td><td class="number" data-label="New entries">${String(entries)}</td><td class="number" data-label="Their text">${size(bytes)}</td></tr>\n`)}</tbody></table>
`
}<details><summary>Largest tables</summary><ul>${tables.map(({ name, bytes }) => markup`<li>${name}: ${size(bytes)}</li>\n`)}</ul></details>
<h2>Versions</h2>
<dl><dt>Wirewatch</dt><dd>${versions.wirewatch}</dd><dt>Node</dt><dd>${versions.node}</dd><dt>Store</dt><dd>${versions.store}, tables of version ${String(versions.tables)}</dd><dt>Queue</dt><dd>${versions.queue}</dd></dl>
`;
}

const size = (bytes: number): string =>
  bytes < 1_000_000
    ? `${(bytes / 1_000).toFixed(1)} kB`
    : bytes < 1e9
      ? `${(bytes / 1e6).toFixed(1)} MB`
      : `${(bytes / 1e9).toFixed(2)} GB`;
