// The page of the system: feeds, queues, and what was sent.
import { markup } from "../../digests/escape-html.ts";
import { counted } from "../../text/counted.ts";
import { when } from "./when.ts";
import type { Markup } from "../../digests/escape-html.ts";
import type { Status } from "../../desk/read-status.ts";
import type { Links } from "../links.ts";
import type { PageContent } from "./layout.ts";

export function renderStatus(status: Status, links: Links): PageContent {
  const body = markup`<p>${summaryOf(status)} <small>${when(status.at, links)}</small></p>
${renderConfigFaults(status.configFaults)}<h2>Feeds</h2>
<table><tr><th>Feed</th><th>Health</th><th>Last new</th><th>Next poll</th><th class="number">Entries</th></tr>
${status.feeds.map(
  (feed) => markup`<tr><td><bdi>${feed.name}</bdi><br><small>${feed.url}</small></td>
<td class="${feed.failing ? "fault" : ""}">${feed.health}${feed.failingSince === null ? "" : `, since ${minute(feed.failingSince)}`}${feed.notes.map((note) => markup`<br><small>${note}</small>`)}${feed.hub === null ? "" : markup`<br><small>${feed.hub}</small>`}</td>
<td>${minute(feed.lastNewAt)}</td><td>${minute(feed.nextDueAt)}</td><td class="number">${String(feed.entries)}</td></tr>
`,
)}</table>
${renderOdd(status.oddWatchlists)}<h2>Queues</h2>
<table><tr><th>Stage</th><th class="number">Waiting or running</th><th>Ended, last 7 days</th></tr>
${status.queues.map(
  ({
    stage,
    jobs,
  }) => markup`<tr><td>${stage}</td><td class="number">${String(jobs)}</td><td>${outcomesOf(status, stage)}</td></tr>
`,
)}</table>
<h2>Last digests</h2>
<table><tr><th>Digest</th><th>Subject</th><th>Delivered</th></tr>
${status.issues.map(
  (
    issue,
  ) => markup`<tr><td>${issue.digest}<br><small>${minute(issue.createdAt)}</small></td><td><a href="issues/${issue.id}"><bdi>${issue.subject}</bdi></a></td>
<td>${issue.deliveries.map((delivery) => markup`<span class="${delivery.state === "sent" ? "" : "fault"}">${delivery.recipient}: ${stateOf(delivery)}</span> <small>${delivery.reply ?? ""}${delivery.before !== null && ` (before: ${delivery.before})`}</small><br>`)}</td></tr>
`,
)}</table>
${renderSetAside(status.setAside)}
${renderHeld(status.held)}
${status.allowPrivate.length === 0 ? "" : markup`<p><small>Private addresses that may be fetched: ${status.allowPrivate.join(", ")}</small></p>`}
${renderAtomFeeds(status.atomFeeds)}`;
  return { title: "System", here: "System", body };
}

function renderAtomFeeds(feeds: Status["atomFeeds"]): Markup | false {
  return (
    feeds.length > 0 &&
    markup`<h2>Atom feeds</h2>
<p>Anyone with one of these addresses can read that digest.</p>
<ul>${feeds.map(({ digest, url }) => markup`<li>${digest}: <a href="${url}">${url}</a></li>\n`)}</ul>`
  );
}

const stateOf = ({ state, perhapsTwice }: Status["issues"][number]["deliveries"][number]): string =>
  perhapsTwice ? `${state}, perhaps twice` : state;

function renderConfigFaults(faults: readonly string[]): Markup | false {
  return (
    faults.length > 0 &&
    markup`<h2>Configuration</h2>
<p class="fault">The configuration was changed and has faults. The one before is in force until they are corrected.</p>
<ul>${faults.map((fault) => markup`<li>${fault}</li>\n`)}</ul>
`
  );
}

function renderHeld(held: Status["held"]): Markup | false {
  return (
    held.length > 0 &&
    markup`<h2>Held back</h2>
<p>News of stories that were sent a short while ago.</p>
<table><tr><th>Digest</th><th>Story</th><th>Until</th></tr>
${held.map(({ digest, title, until }) => markup`<tr><td>${digest}</td><td><bdi>${title ?? "(no title)"}</bdi></td><td>${minute(until)}</td></tr>\n`)}</table>`
  );
}

function renderOdd(watchlists: Status["oddWatchlists"]): Markup | false {
  return (
    watchlists.length > 0 &&
    markup`<h2>Watchlists to look at</h2>
<table><tr><th>Watchlist</th><th>It</th></tr>
${watchlists.map(({ id, note }) => markup`<tr><td>${id}</td><td class="fault">${note}</td></tr>\n`)}</table>
`
  );
}

function renderSetAside({ count, newest }: Status["setAside"]): Markup | false {
  return (
    count > 0 &&
    markup`<h2>Quarantined</h2>
<p>${counted(count, "article")} could not be worked on and ${count === 1 ? "is" : "are"} in no digest${count > newest.length && `; the last ${newest.length}`}.</p>
<table><tr><th>Article</th><th>Stage</th><th>Reason</th></tr>
${newest.map(
  ({ stage, url, title, reason, at }) => markup`<tr><td><bdi>${title ?? "(no title)"}</bdi><br><small>${url}</small></td>
<td>${stage}<br><small>${minute(at)}</small></td><td class="fault">${reason}</td></tr>
`,
)}</table>`
  );
}

function summaryOf({ feeds, deliveries }: Status): string {
  const failing = feeds.filter(({ failing }) => failing).length;
  const stuck = deliveries
    .filter(({ state }) => state !== "sent" && state !== "suppressed")
    .reduce((sum, { count }) => sum + count, 0);
  return `${feeds.length - failing} of ${feeds.length} feeds read well; ${stuck === 0 ? "every digest is delivered" : `${stuck} mails are not delivered`}.`;
}

const outcomesOf = (status: Status, stage: string): string =>
  status.outcomes
    .filter((row) => row.stage === stage)
    .map(({ outcome, count }) => `${outcome} ${count}`)
    .join(", ");

const minute = (date: string | null): string => (date === null ? "–" : `${date.slice(0, 10)} ${date.slice(11, 16)} UTC`);
