// A story as a mail told it, next to what is known of it now.
import { markup } from "../../../digests/escape-html.ts";
import { counted } from "../../../text/counted.ts";
import { name, outside, titleText } from "../spoken.ts";
import { when } from "../when.ts";
import type { Issue, IssueStory } from "../../../digests/digest.ts";
import type { ShownStory } from "../../../desk/show-story.ts";
import type { Markup, MarkupValue } from "../../../digests/escape-html.ts";
import type { Links } from "../../links.ts";

export interface AsMailed {
  issue: number;
  digest: string;
  at: string;
  told: IssueStory;
  /** Whether the sentence that was mailed still stands in that article; null if it is not known. */
  stands: boolean | null;
}

/** What an issue told of a story; null if it did not. */
export const toldIn = ({ sections }: Pick<Issue, "sections">, story: number): IssueStory | null =>
  sections.flatMap(({ stories }) => stories).find(({ id }) => id === String(story)) ?? null;

const flat = (words: string): string => words.replace(/\s+/g, " ").trim();

/** Whether a text still has an excerpt of it, which may be cut at its ends. */
export function stillHas(text: string, excerpt: string): boolean {
  return flat(text).includes(flat(excerpt.replace(/^\s*…|…\s*$/g, "")));
}

type Now = Pick<
  Extract<ShownStory, { kind: "story" }>,
  "title" | "origin" | "articles" | "reports" | "versions" | "carriers" | "followedBy"
>;

const origin = (given: { name: string } | null): MarkupValue => (given === null ? "not known" : name(given.name));
const version = (given: { mark: string } | null | undefined): string => given?.mark ?? "none";
const outlets = (count: number, reports: number | undefined, isMore = false): Markup =>
  markup`${isMore && "more than "}${counted(count, "outlet")}${reports !== undefined && `, ${counted(reports, "independent report")}`}`;

export function asMailed({ issue, at, told, stands }: AsMailed, now: Now, links: Links): Markup {
  const rows: [what: string, then: MarkupValue, now: MarkupValue][] = [
    ["Headline", markup`<bdi>${titleText(told.title)}</bdi>`, markup`<bdi>${titleText(now.title)}</bdi>`],
    ["Written first by", origin(told.origin), origin(now.origin)],
    [
      "Carried by",
      outlets(1 + told.copies.length, told.reports),
      outlets(new Set(now.carriers.map(({ outlet }) => outlet)).size, now.reports, now.articles > now.carriers.length),
    ],
    ["Last version", version(told.version), version(now.versions.at(-1))],
    [
      "Its sentence",
      markup`<span dir="auto">${told.excerpt.text}</span>`,
      stands === null ? "not known" : stands ? "still there" : "no longer there: the outlet has changed its words",
    ],
  ];
  const later = now.carriers.filter(({ firstSeenAt }) => firstSeenAt > at);
  return markup`<h2 id="mailed">As mailed in <a href="${links.to(`issues/${issue}`)}">issue ${issue}</a>, ${when(at, links)}, and now</h2>
<table><thead><tr><th scope="col">What</th><th scope="col">As mailed</th><th scope="col">Now</th></tr></thead><tbody>${rows.map(
    ([
      what,
      then,
      present,
    ]) => markup`<tr><td><b>${what}</b></td><td data-label="As mailed">${then}</td><td data-label="Now">${present}</td></tr>
`,
  )}</tbody></table>
${
  later.length === 0
    ? markup`<p class="soft">No article joined the story since.</p>`
    : markup`<p>Since then ${counted(later.length, "article")} joined it:</p><ul>${later.map(
        ({ outlet, url, title, firstSeenAt }) =>
          markup`<li>${name(outlet)}, ${when(firstSeenAt, links)}: ${outside(url, title)}</li>`,
      )}</ul>`
}`;
}
