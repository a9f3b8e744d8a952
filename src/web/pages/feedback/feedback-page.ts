// What readers said of alerts: open complaints first, each with who said it and what to look at.
import { markup } from "../../../digests/escape-html.ts";
import { REASON_WORDS } from "../../../feedback/saying.ts";
import { counted } from "../../../text/counted.ts";
import { titleText } from "../spoken.ts";
import { when } from "../when.ts";
import type { ListedFeedback } from "../../../desk/feedback/list-feedback.ts";
import type { Markup } from "../../../digests/escape-html.ts";
import type { Links } from "../../links.ts";
import type { PageContent } from "../layout.ts";

export function feedbackPage({ feedback }: { feedback: readonly ListedFeedback[] }, links: Links): PageContent {
  const open = feedback.filter(({ state }) => state === "open");
  const settled = feedback.filter(({ state }) => state !== "open");
  const body = markup`${
    open.length === 0
      ? markup`<p class="empty">Nobody has said anything that is open. Mails ask “Not about this?” under each story where readers can reach these pages, and so does the page of each story.</p>`
      : markup`<ul class="plain rows">${open.map((one) => row(one, links))}</ul>`
  }
${settled.length > 0 && markup`<details><summary>${counted(settled.length, "that is settled", "that are settled")}</summary><ul class="plain rows">${settled.map((one) => row(one, links))}</ul></details>`}
${links.maySay && markup`<p class="line"><a href="${links.root}feedback/new?story=0">Something was missed</a></p>`}`;
  return { title: "Feedback", here: "Feedback", body };
}

const row = (one: ListedFeedback, links: Links): Markup =>
  markup`<li><h2 dir="auto"><a href="${links.root}feedback/${one.id}">${headingOf(one)}</a></h2>${facts(one, links)}${sayings(one, links)}${settleForm(one, links)}</li>`;

const headingOf = ({ id, title, address }: ListedFeedback): Markup =>
  markup`${String(id)}: ${address === "" ? titleText(title) : markup`<span dir="ltr">${address}</span>`}`;

export function facts(
  { reason, watchlist, isConfigured, story, readers, isDisputed, state, address }: ListedFeedback,
  links: Links,
): Markup {
  const subject =
    story === 0
      ? markup`<a href="${links.root}why?url=${encodeURIComponent(address)}">why?</a>`
      : markup`<a href="${links.to(`stories/${story}`)}">story ${story}</a>`;
  return markup`<p class="soft line"><span>${REASON_WORDS[reason]}</span><span>${counted(readers, "reader")}</span>${
    isConfigured
      ? markup`<a href="${links.root}watchlists/${encodeURIComponent(watchlist)}">${watchlist}</a>`
      : markup`<span class="warn">the watchlist ${watchlist} is gone</span>`
  }${subject}${isDisputed && markup`<span class="warn">others say the opposite</span>`}${state !== "open" && markup`<span>${state}</span>`}</p>`;
}

export const sayings = ({ sayings: all }: ListedFeedback, links: Links): Markup =>
  markup`<ul>${all.map(
    ({ sender, issue, words, at }) =>
      markup`<li>${sender === null ? "on a page" : markup`by the link in the mail to <bdi>${sender}</bdi>`}${issue !== null && markup` (<a href="${links.to(`issues/${issue}`)}">issue ${issue}</a>)`}, ${when(at, links)}${words !== "" && markup`: <q dir="auto">${words}</q>`}</li>`,
  )}</ul>`;

export const settleForm = ({ id, state }: ListedFeedback, links: Links): Markup | false =>
  links.mayChange &&
  markup`<form method="post" action="${links.root}feedback/${id}/settle"><input type="hidden" name="as" value="${state === "open" ? "dismissed" : "open"}"><button>${state === "open" ? "Dismiss" : "Open again"}</button></form>`;
