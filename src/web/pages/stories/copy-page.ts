// A copy next to the first article of its story: two columns on a wide window, one below the other on a phone.
import { markup } from "../../../digests/escape-html.ts";
import { languageTag } from "../../../digests/language-words.ts";
import { cleanCharacters } from "../../../text/clean-characters.ts";
import { counted } from "../../../text/counted.ts";
import { name, outside, spoken } from "../spoken.ts";
import { when } from "../when.ts";
import type { AlignedRow } from "../../../stories/align-paragraphs.ts";
import type { ComparedCopy } from "../../../desk/stories/compare-copy.ts";
import type { CarryingArticle } from "../../../desk/stories/read-carriers.ts";
import type { Markup } from "../../../digests/escape-html.ts";
import type { Links } from "../../links.ts";
import type { PageContent } from "../layout.ts";

export function copyPage({ story, first, copy, rows }: ComparedCopy, links: Links): PageContent {
  const [firstName, copyName] = [first, copy].map(({ outlet }) => name(outlet)) as [Markup, Markup];
  const count = (side: "first" | "copy") =>
    rows.filter(({ kind }) => kind === "different").reduce((sum, row) => sum + row[side].length, 0);
  const reworded = rows.filter(({ kind }) => kind === "reworded").reduce((sum, row) => sum + row.copy.length, 0);
  const body = markup`<p>${copyName} leaves out ${counted(count("first"), "paragraph")}, adds ${counted(count("copy"), "paragraph")}, and has ${reworded} in other words. <a href="${links.to(`stories/${story}`)}">The story</a></p>
<div class="columns"><div>${headOf(first, "The first article", links)}</div><div>${headOf(copy, "This copy", links)}</div></div>
${rows.length === 0 && markup`<p class="empty">No text of these articles is kept: they have not been read yet, or could not be.</p>`}
${rows.map((row) => rowOf(row, { first: first.language, copy: copy.language }, firstName, copyName))}`;
  return {
    title: copy.title ?? first.title ?? "",
    language: languageTag(copy.title === null ? first.language : copy.language),
    here: "Stories",
    body,
  };
}

const headOf = (
  { article, url, title, language, publishedAt, firstSeenAt, outlet }: CarryingArticle,
  what: string,
  links: Links,
): Markup =>
  markup`<h2>${what}: ${name(outlet)}</h2><p><span${spoken(language)}>${outside(url, title)}</span> <small>${publishedAt === null ? markup`seen ${when(firstSeenAt, links)}` : when(publishedAt, links)}, <a href="${links.to(`articles/${article}`)}">article ${article}</a></small></p>`;

function rowOf({ kind, first, copy }: AlignedRow, languages: Languages, firstName: Markup, copyName: Markup): Markup {
  if (kind === "same")
    return markup`<details><summary>${counted(first.length, "paragraph")} the same in both</summary>${paragraphs(first, languages.first)}</details>
`;
  const [left, right] =
    kind === "reworded" ? ["in these words", "in other words"] : ["not in the copy", "not in the first article"];
  return markup`<div class="columns row"><div>${part(first, languages.first, markup`${firstName}, ${left}`)}</div><div>${part(copy, languages.copy, markup`${copyName}, ${right}`)}</div></div>
`;
}

interface Languages {
  first: string | null;
  copy: string | null;
}

const part = (given: readonly string[], language: string | null, label: Markup): Markup | false =>
  given.length > 0 && markup`<p class="soft">${label}:</p>${paragraphs(given, language)}`;

const paragraphs = (given: readonly string[], language: string | null): Markup[] =>
  given.map((text) => markup`<p${spoken(language)}>${cleanCharacters(text)}</p>`);
