// Found articles as a list, with what matched marked.
import { markup, webAddress } from "../../../digests/escape-html.ts";
import { languageTag } from "../../../digests/language-words.ts";
import { markedRuns, plainLine } from "../../../digests/plain-line.ts";
import { when } from "../when.ts";
import type { Hit } from "../../../desk/search-archive.ts";
import type { Markup } from "../../../digests/escape-html.ts";
import type { Links } from "../../links.ts";

const TITLE_CHARACTERS = 300;
const EXCERPT_CHARACTERS = 700;

export const renderHits = (hits: readonly Hit[], links: Links): Markup =>
  markup`<ol class="plain rows">${hits.map((hit) => renderHit(hit, links))}</ol>`;

function renderHit(
  { id, url, title, titleMarks, outlet, language, publishedAt, firstSeenAt, story, excerpt }: Hit,
  links: Links,
): Markup {
  const { root } = links;
  const tag = languageTag(language);
  const lang = tag !== null && markup` lang="${tag}"`;
  const outside = webAddress(url);
  const name = plainLine(outlet, 120) || "the page";
  return markup`<li><h3 dir="auto"${lang}><a href="${links.to(`articles/${id}`)}">${marked(title ?? "", titleMarks, TITLE_CHARACTERS) ?? "(no title)"}</a></h3>
<p class="soft line"><span>${outside === null ? markup`<bdi>${name}</bdi>` : markup`<a href="${outside}" rel="noreferrer noopener"><bdi>${name}</bdi></a>`}</span><span>${when(publishedAt ?? firstSeenAt, links)}${publishedAt === null && " (first seen)"}</span>${
    story !== null && markup`<a href="${links.to(`stories/${story}`)}">Story ${String(story)}</a>`
  }<a href="${root}why?url=${encodeURIComponent(url)}">Why?</a></p>
<p dir="auto"${lang}>${marked(excerpt.text, excerpt.marks, EXCERPT_CHARACTERS)}</p></li>`;
}

/** Null if nothing of it is visible. */
function marked(text: string, marks: readonly { start: number; end: number }[], lengthMax: number): Markup[] | null {
  const runs = markedRuns(text, marks, lengthMax);
  return runs.length === 0 ? null : runs.map((run) => (run.marked ? markup`<mark>${run.text}</mark>` : markup`${run.text}`));
}
