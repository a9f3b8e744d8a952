// The plain text of an issue: from the same data as the HTML, and readable in a terminal.
import { webAddress } from "./escape-html.ts";
import {
  briefWords,
  describeHealth,
  footerOf,
  headingOf,
  lateWords,
  othersWords,
  readWords,
  restWords,
  togetherWords,
} from "./issue-words.ts";
import { localLong } from "./local-time.ts";
import { describeStory, missedAt } from "./story-words.ts";
import { isRightToLeft, plainLine } from "./plain-line.ts";
import { wrapLines } from "./wrap-lines.ts";
import { counted } from "../text/counted.ts";
import type { Issue, IssueHeadline } from "./digest.ts";
import type { HealthList } from "./issue-words.ts";
import type { FittedIssue } from "./fit-issue.ts";
import type { Named, StoryWords } from "./story-words.ts";

const columns = 78;

export function renderText({ issue, withoutExcerpt }: FittedIssue): string {
  const sections = issue.sections.filter(({ stories }) => stories.length > 0);
  const page = webAddress(issue.webUrl);
  const late = lateWords(issue);
  return [
    ...paragraph(plainLine(headingOf(issue), 80).toUpperCase()),
    ...paragraph(`${localLong(issue.timezone, new Date(issue.createdAt))} (${issue.timezone}) · ${readWords(issue)}`),
    ...(late === null ? [] : paragraph(late)),
    ...togetherWords(issue).flatMap((line) => ["", ...paragraph(line)]),
    ...(page === null ? [] : [page]),
    ...briefLines(issue),
    ...(issue.contents === true ? contentsLines(sections) : []),
    ...(sections.length === 0 ? ["", "Nothing new matched."] : sections.flatMap((section) => sectionLines(section, issue))),
    ...restLines(issue, withoutExcerpt, page),
    ...healthLines(issue),
    ...missedLines(issue),
    ...footerLines(issue),
    "",
  ].join("\n");
}

function briefLines(issue: Issue): string[] {
  const words = briefWords(issue);
  if (words === null) return [];
  const quotes = words.sentences.flatMap(({ text, outlet, url }) => [
    "",
    ...paragraph(text, 2).map((line) => `> ${line}`),
    ...paragraph(`— ${isolated(outlet)}`),
    ...(url === null ? [] : [url]),
  ]);
  return ["", ...heading("In brief"), ...paragraph(words.lead), ...quotes];
}

function contentsLines(sections: Issue["sections"]): string[] {
  const titles = sections.flatMap(({ stories }) => stories.map(({ title }) => plainLine(title, 100) || "(no title)"));
  return [
    "",
    "In this mail:",
    ...titles.flatMap((title) => paragraph(title, 2).map((line, index) => (index === 0 ? "- " : "  ") + line)),
  ];
}

function sectionLines(section: Issue["sections"][number], issue: Issue): string[] {
  const above = new Set<string>();
  let number = 0;
  const stories = section.stories.flatMap((story) => {
    const words = describeStory(story, issue, above);
    const isBelow = words.follows?.isAbove === true;
    if (!isBelow) {
      above.clear();
      number += 1;
    }
    above.add(story.id);
    return ["", ...storyLines(words, isBelow ? "  + " : `${number}.`.padEnd(4))];
  });
  return ["", ...heading(`${isolated(plainLine(section.name, 120))} (${section.stories.length})`), ...stories];
}

function heading(text: string): string[] {
  return [...paragraph(text), "=".repeat(columns)];
}

/** The first line begins with `label`, the others are indented by its width. */
function storyLines(words: StoryWords, label: string): string[] {
  const indent = " ".repeat(label.length);
  const lines = [
    ...paragraph(words.title.map(({ text }) => text).join(""), label.length),
    ...paragraph(words.excerpt.map(({ text, marked }) => (marked ? `*${text}*` : text)).join(""), label.length),
    ...paragraph([outletWords(words), ...words.facts].join(" · "), label.length),
    ...(words.limits === null ? [] : paragraph(words.limits, label.length)),
    ...(words.first === null ? [] : paragraph(words.first, label.length)),
    ...(words.versions.length === 0 ? [] : versionLines(words.versions, label.length)),
    ...followLines(words, label.length),
    ...words.elsewhere.flatMap((told) => namedLines(told, label.length)),
    ...newsLines(words, label.length),
    ...(words.terms.length === 0 ? [] : paragraph(`matched: ${words.terms.map(isolated).join(", ")}`, label.length)),
    ...(words.alsoOn.length === 0 ? [] : paragraph(`also on: ${words.alsoOn.map(isolated).join(", ")}`, label.length)),
    ...(words.url === null ? [] : [words.url]),
    ...(words.media === null ? [] : [`audio or video: ${words.media}`]),
    ...(words.record === null ? [] : [`all about it: ${words.record}`]),
    ...(words.feedback === null ? [] : [`not about this? ${words.feedback.notAbout}`]),
    ...(words.feedback?.folded ? [`wrongly folded? ${words.feedback.folded}`] : []),
  ];
  return lines.map((line, index) => (index === 0 ? label : indent) + line);
}

const versionLines = (versions: StoryWords["versions"], indent: number): string[] =>
  versions.flatMap(({ name, url }) => [...paragraph(`earlier: ${isolated(name)}`, indent), ...(url === null ? [] : [url])]);

function followLines({ follows }: StoryWords, indent: number): string[] {
  if (follows === null) return [];
  if (follows.isAbove) return paragraph(follows.as, indent);
  return namedLines(follows, indent);
}

const namedLines = ({ as, name, url }: Named & { as: string }, indent: number): string[] => [
  ...paragraph(`${as}: ${isolated(name)}`, indent),
  ...(url === null ? [] : [url]),
];

function newsLines({ news }: StoryWords, indent: number): string[] {
  if (news === null) return [];
  const sentences = news.sentences.flatMap((sentence) =>
    paragraph(sentence, indent + 2).map((line, index) => (index === 0 ? "- " : "  ") + line),
  );
  return [...paragraph(news.lead, indent), ...sentences];
}

function outletWords({ outlet, others }: StoryWords): string {
  if (others.count === 0) return isolated(outlet);
  const rest = others.count - others.named.length;
  return `${isolated(outlet)}, with ${counted(others.count, "other")}: ${others.named.map(({ name }) => isolated(name)).join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
}

function restLines(issue: Issue, withoutExcerpt: number, page: string | null): string[] {
  const lines = [];
  if (issue.more > 0) {
    const { headlines = [] } = issue;
    const isAll = headlines.length === issue.more;
    const where = headlines.length > 0 ? "" : page === null ? "." : ": see all on the web,";
    lines.push("", ...paragraph(`${restWords(issue)}${where}`), ...headlines.flatMap(headlineLines));
    // On a line of its own: a wrapped address cannot be followed.
    if (page !== null && !isAll) lines.push(...(headlines.length > 0 ? ["", "all on the web:"] : []), page);
    else if (!isAll && headlines.length > 0) lines.push("", ...paragraph(othersWords(issue)));
  }
  if (withoutExcerpt > 0) {
    lines.push(
      "",
      ...paragraph(
        `${counted(withoutExcerpt, "story", "stories")} shown without an excerpt, so that mail programs do not cut this mail short.`,
      ),
    );
  }
  return lines;
}

/** A list of stories by headline, outlet and link. */
export const renderHeadlines = (stories: readonly IssueHeadline[]): string => `${stories.flatMap(headlineLines).join("\n")}\n`;

function headlineLines({ title, outlet, url }: IssueHeadline): string[] {
  const words = `${isolated(plainLine(title, 160))} · ${isolated(plainLine(outlet, 60))}`;
  const link = webAddress(url);
  return [
    ...paragraph(words, 2).map((line, index) => (index === 0 ? "- " : "  ") + line),
    ...(link === null ? [] : [`  ${link}`]),
  ];
}

function healthLines(issue: Issue): string[] {
  const health = describeHealth(issue);
  return [
    "",
    ...heading("What was read"),
    ...paragraph(`${health.read}. ${health.details.join(" ")}`),
    ...health.lists.flatMap(listLines),
  ];
}

function missedLines(issue: Issue): string[] {
  const at = missedAt(issue);
  return at === null ? [] : [`missed something? ${at}`];
}

function footerLines(issue: Issue): string[] {
  const footer = footerOf(issue);
  if (footer === null) return [];
  const address = footer.settings === null ? [] : [footer.settings];
  return ["", "-".repeat(columns), ...paragraph(footer.why), ...paragraph(footer.stop), ...paragraph(footer.change), ...address];
}

function listLines({ title, items, more }: HealthList): string[] {
  const lines = items.flatMap(({ name, why }) =>
    paragraph(`${isolated(name)}: ${isolated(why)}`, 2).map((line, index) => (index === 0 ? "- " : "  ") + line),
  );
  return [title, ...lines, ...(more === null ? [] : [`- ${more}`])];
}

/** Isolates a name that would reorder the words around it (UAX 9); leaves other names alone. */
function isolated(name: string): string {
  return isRightToLeft(name) ? `\u2068${name}\u2069` : name;
}

/** Wraps the text; each line of right-to-left text becomes an isolate of its own, since an isolate ends with its line. */
function paragraph(text: string, indent = 0): string[] {
  return wrapLines(text, columns - indent).map((line) => (/[\u2068\u2069]/.test(line) ? line : isolated(line)));
}
