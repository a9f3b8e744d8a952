// One complaint: what was said, and each edit that answers it as a diff, with what it would have changed in ninety days.
import { markup } from "../../../digests/escape-html.ts";
import { counted } from "../../../text/counted.ts";
import { lostWords } from "../../../feedback/lost-words.ts";
import { renderHits } from "../search/render-hits.ts";
import { titleText } from "../spoken.ts";
import { facts, sayings, settleForm } from "./feedback-page.ts";
import type { FeedbackDetails } from "../../../desk/feedback/read-feedback.ts";
import type { Markup } from "../../../digests/escape-html.ts";
import type { Links } from "../../links.ts";
import type { PageContent } from "../layout.ts";

type Proposed = NonNullable<FeedbackDetails["proposed"]>;

export function proposalsPage(details: FeedbackDetails, links: Links): PageContent {
  const { id, title, address, proposed, isConfigured, canMake } = details;
  const body = markup`<p dir="auto"><b>${address === "" ? titleText(title) : address}</b></p>
${facts(details, links)}${sayings(details, links)}${settleForm(details, links)}
<h2>What would answer it</h2>
${canMake && makeForm(details, links)}
${proposed !== null && proposedOf(details, proposed, links)}${!isConfigured && markup`<p class="empty">The watchlist is gone, so nothing can be proposed.</p>`}`;
  return { title: `Feedback ${id}`, here: "Feedback", body };
}

/** Edits are looked for on request alone: that reads the archive, and keeps what it finds. */
const makeForm = ({ id, proposed }: FeedbackDetails, links: Links): Markup =>
  markup`<p class="empty">${proposed === null ? "No edit is proposed so far." : "The file, or what readers say of its watchlist, has changed since these were proposed."} ${
    links.mayChange
      ? "Edits are tried on the articles of 90 days, which takes some seconds."
      : markup`Readers cannot ask for edits here, but owners can, or anybody on the machine with <code>wirewatch feedback show ${id}</code>.`
  }</p>
${links.mayChange && markup`<form method="post" action="${links.root}feedback/${id}/propose"><button class="first">Look for edits${proposed !== null && " again"}</button></form>`}`;

function proposedOf(details: FeedbackDetails, proposed: Proposed, links: Links): Markup {
  const { file, none, proposals, sha256 } = proposed;
  if (none !== null) return markup`<p class="empty">Nothing: ${none}.</p>`;
  return markup`<p class="soft">Nothing is written by itself. On the machine where Wirewatch runs: <code>wirewatch feedback apply ${details.id}</code>, with <code>--proposal 2</code> for the second; or <code>git apply</code> with a diff. ${file} was read with the SHA-256 ${sha256.slice(0, 12)}…</p>
${proposals.map((proposal, index) => proposalOf(details, proposal, { number: index + 1, sha256, links }))}`;
}

interface Place {
  number: number;
  sha256: string;
  links: Links;
}

function proposalOf(
  { id, editable, state }: FeedbackDetails,
  { what, test, diff, before, after, read, lost, gained }: Proposed["proposals"][number],
  { number, sha256, links }: Place,
): Markup {
  const scope =
    read === null
      ? ""
      : `, in the newest ${counted(read, "article")} that may match: the page stopped looking there; the command reads all`;
  const spoken =
    lost.count > 0 &&
    markup` Of ${lostWords(lost)} readers did not want ${String(lost.complained)} and praised ${String(lost.praised)}.`;
  const tested =
    test === null
      ? "No test can hold it: tests ignore filters."
      : `Held by a test that ${test.kind === "match" ? "must match" : "must not match"}.`;
  const write =
    editable &&
    links.mayChange &&
    state === "open" &&
    markup`<form method="post" action="${links.root}feedback/${id}/apply"><input type="hidden" name="proposal" value="${String(number)}"><input type="hidden" name="what" value="${what}"><input type="hidden" name="sha256" value="${sha256}"><button class="danger">Write it to disk</button></form>`;
  return markup`<h3><bdi>${number}: ${what}</bdi></h3>
<p>90 days: ${String(before)} to ${counted(after, "match", "matches")}, ${String(gained.count)} gained, ${String(lost.count)} lost${scope}.${spoken} ${tested}</p>
<pre>${diff}</pre>
<p class="line"><a class="button" href="${links.root}feedback/${id}-${number}.diff">Download the diff</a></p>${write}
${samples("Lost", lost, links)}${samples("Gained", gained, links)}`;
}

const samples = (
  title: string,
  { count, samples: hits }: Proposed["proposals"][number]["gained"],
  links: Links,
): Markup | false =>
  hits.length > 0 &&
  markup`<details><summary>${title} ${String(count)}${hits.length < count && `, of which ${hits.length} are here`}</summary>${renderHits(hits, links)}</details>`;
