// Found articles as a list, with what matched marked.
import { markup } from "../../../digests/escape-html.ts";
import { isVisible } from "../../../digests/plain-line.ts";
import { marked, name, NO_TITLE, outside, spoken } from "../spoken.ts";
import { when } from "../when.ts";
import type { Hit } from "../../../desk/search-archive.ts";
import type { Markup } from "../../../digests/escape-html.ts";
import type { Links } from "../../links.ts";

const EXCERPT_CHARACTERS = 700;

export const renderHits = (hits: readonly Hit[], links: Links): Markup =>
  markup`<ol class="plain rows">${hits.map((hit) => renderHit(hit, links))}</ol>`;

function renderHit(hit: Hit, links: Links): Markup {
  const { id, url, title, titleMarks, outlet, language, publishedAt, firstSeenAt, story, excerpt } = hit;
  const heading = title !== null && isVisible(title) ? marked(title, titleMarks) : markup`${NO_TITLE}`;
  const facts = [
    name(outlet),
    markup`${when(publishedAt ?? firstSeenAt, links)}${publishedAt === null && " (first seen)"}`,
    story !== null && markup`<a href="${links.to(`stories/${story}`)}">story ${story}</a>`,
    outside(url, "original"),
  ].filter((fact) => fact !== false);
  return markup`<li><h3${spoken(language)}><a href="${links.to(`articles/${id}`)}">${heading}</a></h3>
<p class="soft">${facts.map((fact, index) => markup`${index > 0 && " · "}${fact}`)}</p>
<p${spoken(language)}>${marked(excerpt.text, excerpt.marks, EXCERPT_CHARACTERS)}</p></li>
`;
}
