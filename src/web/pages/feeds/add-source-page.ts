// Adding sources: an address is tried, or a list of feeds read, and what feeds.yaml would need is shown to copy. Nothing is written.
import { exactText, markup } from "../../../digests/escape-html.ts";
import { counted } from "../../../text/counted.ts";
import { minuteOf } from "../../../text/dates/minute-of.ts";
import { titleText } from "../spoken.ts";
import type { Markup } from "../../../digests/escape-html.ts";
import type { PlannedOpml, PlannedSource } from "../../../desk/sources/plan-sources.ts";
import type { Links } from "../../links.ts";
import type { PageContent } from "../layout.ts";

const HEADLINES_SHOWN = 10;

/** `typed` is what the person wrote. `fault` is why it can't be tried. */
export interface SourceTrial {
  typed: string;
  fault: string | null;
  planned: PlannedSource | null;
  opml: PlannedOpml | null;
  /** Whether a button may put it into feeds.yaml. */
  mayWrite: boolean;
}

export const NO_TRIAL: SourceTrial = { typed: "", fault: null, planned: null, opml: null, mayWrite: false };

export function addSourcePage({ typed, fault, planned, opml, mayWrite }: SourceTrial, { to }: Links): PageContent {
  const body = markup`<form method="post" action="${to("feeds/add")}"><label for="url">An address of any page, feed, sitemap or Telegram channel</label>
<input class="wide" id="url" name="url" value="${typed}" required maxlength="2000" autocapitalize="none" spellcheck="false"${fault !== null && markup` aria-describedby="fault" aria-invalid="true"`}> <button class="first">Try it</button></form>
${fault !== null && markup`<p class="fault" id="fault" role="alert">${fault}</p>`}${planned !== null && plannedSource(planned)}${
    mayWrite &&
    planned !== null &&
    planned.yaml !== null &&
    markup`<form method="post" action="${to("feeds/save")}"><input type="hidden" name="url" value="${typed}"><button class="first">Add it to feeds.yaml</button></form>`
  }
<h2>A list of feeds</h2>
<form method="post" action="${to("feeds/opml")}" enctype="multipart/form-data"><label for="opml">An OPML file, as feed readers export it</label>
<input id="opml" name="opml" type="file" accept=".opml,.xml,text/xml,text/x-opml" required> <button>Read it</button></form>
${opml !== null && plannedOpml(opml)}
<p><a href="${to("feeds")}">All sources</a></p>`;
  return { title: "Add a source", here: "Feeds", body, status: fault === null && opml?.kind !== "refused" ? 200 : 422 };
}

function plannedSource({ chosen, tried, yaml, known }: PlannedSource): Markup {
  const refused = markup`<ul>${tried.map(({ key, url, reason }) => markup`<li>Not as ${key}${url !== "" && markup` <bdi>${url}</bdi>`}: ${reason}</li>\n`)}</ul>`;
  if (chosen === null)
    return markup`<section aria-label="What was found"><h2>Nothing there can be followed</h2>
${refused}<p>Try another address of the site, such as that of a section.</p></section>`;
  const { why, key, url, title, count, entries } = chosen;
  return markup`<section aria-label="What was found"><h2><bdi>${titleText(title ?? url)}</bdi></h2>
<p>${why}. ${key}: <bdi>${url}</bdi></p>
${known !== null ? markup`<p class="warn">It is followed already, as <bdi>${known}</bdi>.</p>` : yaml !== null && toCopy(yaml)}
<h3>${count === 0 ? "It lists nothing now" : `It would bring ${counted(count, "entry", "entries")}`}</h3>
<ul>${entries.slice(0, HEADLINES_SHOWN).map(({ title, url, publishedAt }) => markup`<li>${publishedAt !== null && markup`<small>${minuteOf(publishedAt)} UTC</small> `}<bdi>${titleText(title === "" ? url : title)}</bdi></li>\n`)}</ul>
${tried.length > 0 && markup`<details><summary>What else was tried</summary>${refused}</details>`}</section>`;
}

function plannedOpml(opml: PlannedOpml): Markup {
  if (opml.kind === "refused") return markup`<p class="fault" role="alert">It can't be read: ${opml.reason}</p>`;
  const { added, yaml, duplicates, refused, cutOff } = opml;
  return markup`<section aria-label="What the list holds"><h3>${counted(added, "new feed")}</h3>
${cutOff && markup`<p class="warn">The file is cut off before its end: feeds may be missing.</p>`}${yaml === null ? markup`<p>Nothing to add.</p>` : toCopy(yaml)}${
    duplicates.length > 0 &&
    markup`<h3>Followed already</h3><ul>${duplicates.map(({ url, line, first }) => markup`<li>Line ${line}: <bdi>${url}</bdi>, as <bdi>${first}</bdi></li>\n`)}</ul>`
  }${
    refused.length > 0 &&
    markup`<h3>Left out</h3><ul>${refused.map(({ title, line, message }) => markup`<li>Line ${line}: <bdi>${title ?? "a feed"}</bdi>: ${message}</li>\n`)}</ul>`
  }</section>`;
}

/** Addresses are whole here, keys included, since they have to be in the file. */
const toCopy = (yaml: string): Markup =>
  markup`<label for="yaml">Put this under <code>feeds:</code> in feeds.yaml; a running Wirewatch takes it up at once. The addresses are whole, with any key in them.</label>
<textarea id="yaml" readonly rows="${Math.min(20, yaml.split("\n").length)}">${exactText(yaml)}</textarea>
`;
