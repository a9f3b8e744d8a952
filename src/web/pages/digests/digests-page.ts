// The configured digests, and one with what waits and its next mail as it would be sent now.
import { exactText, markup } from "../../../digests/escape-html.ts";
import { localShort } from "../../../digests/local-time.ts";
import { counted, joinWords } from "../../../text/counted.ts";
import { when } from "../when.ts";
import { titleText } from "../spoken.ts";
import type { DigestDetails, ListedDigest } from "../../../desk/overview/list-digests.ts";
import type { Markup } from "../../../digests/escape-html.ts";
import type { Links } from "../../links.ts";
import type { PageContent } from "../layout.ts";

export function digestsPage({ digests, at }: { digests: ListedDigest[]; at: string }, links: Links): PageContent {
  const { to } = links;
  const body = markup`<p><a href="${to("issues")}">What was sent</a></p>
${
  digests.length === 0
    ? markup`<div class="empty"><p>There are no digests: digests.yaml lists none, so nothing is sent.</p><p>Add one with <code>to:</code>, <code>watchlists:</code> and <code>schedule:</code>; <code>wirewatch check</code> says whether it is right.</p></div>`
    : markup`<h2>Configured</h2>
<ul class="plain rows">
${digests.map(
  (digest) => markup`<li><h3><a href="${to(digestPath(digest.id))}"><bdi>${digest.name ?? digest.id}</bdi></a></h3>
<p>${waitingWords(digest)} ${nextWords(digest, at)}</p>
<p><small>${rhythm(digest)}. To ${recipients(digest)}${digest.last !== null && markup`. Last: <a href="${to(`issues/${digest.last.issue}`)}"><bdi>${digest.last.subject}</bdi></a>, ${when(digest.last.at, links)}`}</small></p></li>
`,
)}</ul>
${atomFeeds(digests)}`
}`;
  return { title: "Digests", here: "Digests", body };
}

/** The addresses hold tokens, and feed readers need them. */
function atomFeeds(digests: readonly ListedDigest[]): Markup | false {
  const feeds = digests.filter(({ atom }) => atom !== null);
  return (
    feeds.length > 0 &&
    markup`<h2>Atom feeds</h2>
<p>Anyone with one of these addresses can read that digest.</p>
<ul>${feeds.map(({ id, atom }) => markup`<li>${id}: <a href="${atom}">${atom}</a></li>\n`)}</ul>`
  );
}

export const digestPath = (id: string): string => `digests/${encodeURIComponent(id)}`;

export const VIEWS = ["html", "phone", "text"] as const;
export type View = (typeof VIEWS)[number];

/** `text` of the next mail, if that is shown; null if nothing waits. */
export interface DigestShown extends DigestDetails {
  view: View;
  text: string | null;
}

export function digestPage(digest: DigestShown, links: Links): PageContent {
  const { id, name, headlines, watchlists, atMost } = digest;
  const { to } = links;
  const all = digest.waiting + digest.again;
  const body = markup`<p>${waitingWords(digest)} ${nextWords(digest, digest.at)}</p>
${links.mayChange && actions(digest, links)}
<dl><dt>Times</dt><dd>${rhythm(digest)}</dd>
<dt>Watchlists</dt><dd>${watchlists === null ? "all" : watchlists.join(", ")}</dd>
<dt>To</dt><dd>${recipients(digest)}</dd>
<dt>At most</dt><dd>${counted(atMost, "story", "stories")}, the rest by headline</dd>
<dt>Sent</dt><dd>${digest.last === null ? "nothing yet" : markup`<a href="${to(`issues/${digest.last.issue}`)}"><bdi>${digest.last.subject}</bdi></a>, ${when(digest.last.at, links)}`}; <a href="${to(`issues?digest=${encodeURIComponent(id)}`)}">all its issues</a></dd></dl>
<h2>What waits</h2>
${
  headlines.length === 0
    ? markup`<p class="empty">Nothing waits: no story has matched its watchlists since its last issue. See which <a href="${to("feeds")}">feeds were read</a>, or <a href="${to("why")}">why</a> an article did not match.</p>`
    : markup`<ul class="plain rows">
${headlines.map(
  ({ story, title, watchlist, addedAt, heldUntil }) =>
    markup`<li><a href="${to(`stories/${story}`)}"><bdi>${titleText(title)}</bdi></a><br><small>${watchlist} · ${when(addedAt, links)}${heldUntil !== null && markup` · news of a story that was sent, held until ${when(heldUntil, links)}`}</small></li>\n`,
)}</ul>${all > headlines.length && markup`<p>and ${String(all - headlines.length)} more</p>`}
<h2>The next mail, as it would be sent now</h2>
${preview(digest, links)}`
}
<p><a href="${to("digests")}">All digests</a></p>`;
  return { title: name ?? id, here: "Digests", body };
}

function actions({ id, last, waiting, again }: DigestDetails, { to }: Links): Markup {
  const path = to(digestPath(id));
  // Two pages that show the same state send one mail.
  const seen = String(last?.issue ?? 0);
  return markup`<div class="line">${waiting + again > 0 && markup`<form method="post" action="${path}/send"><input type="hidden" name="last" value="${seen}"><button class="first">Send now</button></form>`}<form method="post" action="${path}/test"><button>Send a test message</button></form></div>`;
}

function preview({ id, view, text }: DigestShown, { to }: Links): Markup {
  const path = to(digestPath(id));
  const names = { html: "HTML", phone: "Phone", text: "Text" };
  const views = VIEWS.map(
    (one) => markup`<a href="${path}?view=${one}"${one === view && markup` aria-current="true"`}>${names[one]}</a> `,
  );
  const shown =
    view === "text"
      ? markup`<pre dir="auto" tabindex="0">${exactText(text ?? "Nothing waits.")}</pre>`
      : markup`<iframe${view === "phone" && markup` class="phone"`} sandbox title="The next mail" src="${path}/preview"></iframe>`;
  return markup`<p class="line">${views}</p>
${shown}`;
}

const waitingWords = ({ waiting, again }: ListedDigest): string =>
  [
    waiting === 0 && again === 0 ? "Nothing waits." : `${counted(waiting, "story waits", "stories wait")}.`,
    again > 0 &&
      `${counted(again, "story", "stories")} that ${again === 1 ? "was" : "were"} sent ${again === 1 ? "has" : "have"} news.`,
  ]
    .filter((words) => words !== false)
    .join(" ");

function nextWords({ next, timezone }: ListedDigest, at: string): string {
  if (next.length === 0) return "It is sent as stories come.";
  const times = next.map((time) => (time === at ? "now" : localShort(timezone, new Date(time), new Date(at))));
  return `Next: ${joinWords(
    times.map((time) => time.replace(", ", " ")),
    "and",
  )} (${timezone}).`;
}

const ON_DAYS = new Map([
  ["*", "every day"],
  ["1-5", "Monday to Friday"],
]);

/** The usual times of a digest as people say them; any other cron expression as it is. */
function timesWords(schedule: string): string {
  const [, minute = "", hours = "", days = ""] = /^(\d{1,2}) (\d{1,2}(?:,\d{1,2})*) \* \* (\*|1-5)$/.exec(schedule) ?? [];
  if (hours === "") return schedule;
  const times = hours.split(",").map((hour) => `${hour.padStart(2, "0")}:${minute.padStart(2, "0")}`);
  return `${ON_DAYS.get(days) ?? ""} at ${joinWords(times, "and")}`;
}

const rhythm = ({ schedule, timezone, quiet }: ListedDigest): string =>
  `${timesWords(schedule)}, ${timezone}${quiet === null ? "" : `, quiet ${quiet}`}`;

const recipients = ({ channels }: ListedDigest): Markup =>
  channels.length === 0
    ? markup`nobody`
    : markup`${channels.map(({ kind, recipient }, index) => markup`${index > 0 && ", "}<bdi>${recipient ?? kind}</bdi>${recipient !== null && kind !== "mail" && ` (${kind})`}`)}`;
