// What was sent: the list of issues, and one issue with what became of each of its mails.
import { exactText, markup } from "../../../digests/escape-html.ts";
import { counted } from "../../../text/counted.ts";
import { digestPath } from "./digests-page.ts";
import { when } from "../when.ts";
import type { IssuePage, IssueRecord } from "../../../desk/overview/list-issues.ts";
import type { LedgerEntry } from "../../../desk/read-ledger.ts";
import type { Markup } from "../../../digests/escape-html.ts";
import type { Links } from "../../links.ts";
import type { PageContent } from "../layout.ts";

/** Mails that were given up or held, of all digests, the newest first. */
export interface IssuesShown extends IssuePage {
  digest: string | null;
  open: LedgerEntry[];
}

export function issuesPage(
  { issues, before, digest, open }: IssuesShown,
  links: Links,
  { isFirst }: { isFirst: boolean },
): PageContent {
  const { to } = links;
  const of = digest === null ? "" : `digest=${encodeURIComponent(digest)}&`;
  const body = markup`${digest !== null && markup`<p>Of the digest <bdi>${digest}</bdi>. <a href="${to("issues")}">Of all digests</a></p>`}
${
  open.length > 0 &&
  markup`<h2>To decide on</h2>
<p>These mails did not go out, or may not have arrived.</p>
<ul class="plain rows">${open.map((mail) => openMail(mail, links))}</ul>
<h2>Issues</h2>`
}${
    issues.length === 0
      ? markup`<p class="empty">${digest === null ? "Nothing was sent yet" : "This digest has sent nothing yet"}. See when the <a href="${to("digests")}">digests</a> are due and what waits for them.</p>`
      : markup`<ul class="plain rows">
${issues.map(
  ({ id, digest, createdAt, subject, deliveries }) => markup`<li><a href="${to(`issues/${id}`)}"><bdi>${subject}</bdi></a><br>
<small>${String(id)} · ${digest} · ${when(createdAt, links)} · ${deliveryWords(deliveries)}</small></li>
`,
)}</ul>
`
  }${
    (before !== null || !isFirst) &&
    markup`<p class="line">${before !== null && markup`<a rel="next" href="${to(`issues?${of}before=${before}`)}">Older issues</a>`}${!isFirst && markup`<a rel="first" href="${to(`issues?${of}`)}">The newest</a>`}</p>`
  }
<p><a href="${to("digests")}">All digests</a></p>`;
  return { title: "What was sent", here: "Digests", body };
}

const openMail = (
  mail: LedgerEntry,
  links: Links,
): Markup => markup`<li><bdi>${mail.recipient}</bdi>, <a href="${links.to(`issues/${mail.issue}`)}"><bdi>${mail.subject}</bdi></a><br>
<small><span class="fault">${stateOf(mail)}</span> · ${when(mail.created_at, links)}${mail.reply !== null && markup` · <bdi>${mail.reply}</bdi>`}</small></li>
`;

function deliveryWords(states: Record<string, number>): Markup | string {
  const parts = Object.entries(states).sort(([one], [other]) => one.localeCompare(other, "en"));
  if (parts.length === 0) return "no mail";
  return markup`${parts.map(([state, count], index) => markup`${index > 0 && ", "}<span${state !== "sent" && state !== "pending" && markup` class="warn"`}>${String(count)} ${state}</span>`)}`;
}

/** The mail as it was sent, the issue with the stories that the mail only counts, and the mail's text. */
export const ISSUE_VIEWS = ["mail", "whole", "text"] as const;

export interface IssueShown extends IssueRecord {
  view: (typeof ISSUE_VIEWS)[number];
}

const VIEW_NAMES = { mail: "Mail", whole: "With every story", text: "Text" };

export function issuePage({ id, digest, createdAt, subject, text, deliveries, view }: IssueShown, links: Links): PageContent {
  const path = links.to(`issues/${id}`);
  const body = markup`<p>Issue ${String(id)} of <a href="${links.to(digestPath(digest))}"><bdi>${digest}</bdi></a>, written ${when(createdAt, links)}.</p>
<h2>${counted(deliveries.length, "delivery", "deliveries")}</h2>
${
  deliveries.length === 0
    ? markup`<p>It went to nobody: readers come for it by its Atom feed, or its digest had no channel.</p>`
    : markup`<ul class="plain rows">${deliveries.map((mail) => delivery(mail, links))}</ul>`
}
<h2>As it was sent</h2>
<p class="line">${ISSUE_VIEWS.map(
    (one) =>
      markup`<a href="${path}${one === "mail" ? "" : `?view=${one}`}"${one === view && markup` aria-current="true"`}>${VIEW_NAMES[one]}</a> `,
  )}</p>
${
  view === "text"
    ? markup`<pre dir="auto" tabindex="0">${exactText(text)}</pre>`
    : markup`<iframe sandbox title="${view === "whole" ? "The issue with every story" : "The mail as it was sent"}" src="${path}.html${view === "whole" && "?view=whole"}"></iframe>`
}
<p><a href="${links.to(`issues?digest=${encodeURIComponent(digest)}`)}">All its issues</a></p>`;
  return { title: subject, here: "Digests", body };
}

function delivery(mail: LedgerEntry, links: Links): Markup {
  const { id, recipient, state, attempts, reply, fault, sent_at, next_at, issue, digest } = mail;
  const action = (name: string, words: string, fields: Markup): Markup =>
    markup`<form method="post" action="${links.to(`issues/${issue}/${name}`)}">${fields}<button>${words}</button></form>`;
  return markup`<li><b><bdi>${recipient}</bdi></b>: <span${isWell(mail) ? null : markup` class="fault"`}>${stateOf(mail)}</span>${sent_at !== null && markup`, ${when(sent_at, links)}`}
<br><small>mail ${String(id)}${attempts > 1 && `, ${attempts} attempts`}${next_at !== null && markup`, next ${when(next_at, links)}`}${reply !== null && markup` · answer: <bdi>${reply}</bdi>`}${fault !== null && fault !== reply && markup` · before: <bdi>${fault}</bdi>`}</small>
${
  links.mayChange &&
  isOpen(mail) &&
  markup`<div class="line">${action("release", "Send once more", markup`<input type="hidden" name="delivery" value="${String(id)}"><input type="hidden" name="state" value="${state}">`)}${
    state === "suppressed" &&
    action(
      "resume",
      "Send to this reader again from now on",
      markup`<input type="hidden" name="recipient" value="${recipient}"><input type="hidden" name="digest" value="${digest}">`,
    )
  }</div>`
}</li>
`;
}

const isWell = ({ state, uncertain }: LedgerEntry): boolean => (state === "sent" && uncertain === 0) || state === "pending";

/** A person may send it once more. */
export const isOpen = ({ state, next_at }: Pick<LedgerEntry, "state" | "next_at">): boolean =>
  state === "failed" || state === "suppressed" || (state === "uncertain" && next_at === null);

function stateOf(mail: LedgerEntry): string {
  const { state, uncertain } = mail;
  if (state === "uncertain" && isOpen(mail)) return "held: it may have arrived";
  if (state === "sent" && uncertain > 0) return "sent, perhaps twice";
  return state === "failed" ? "failed: given up" : state;
}
