// The HTML of an issue: one column that mail clients show as it is, and that loads nothing.
import { markup, webAddress } from "./escape-html.ts";
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
import { plainLine } from "./plain-line.ts";
import { styles, styleSheet } from "./mail-styles.ts";
import { counted } from "../text/counted.ts";
import type { Markup } from "./escape-html.ts";
import type { FittedIssue } from "./fit-issue.ts";
import type { Issue, IssueHeadline } from "./digest.ts";
import type { HealthList } from "./issue-words.ts";
import type { Named, StoryWords } from "./story-words.ts";
import type { Run } from "./plain-line.ts";

/** An inbox's list would show the mail's first words after the preheader; this much blank space keeps them out. */
const preheaderBlank = "\u034f\u200c\u00a0".repeat(40);

/** A whole document. `preheader` is the text next to the subject in an inbox. */
export function renderHtml(fitted: FittedIssue, subject: string, preheader: string): string {
  const { issue } = fitted;
  const sections = issue.sections.filter(({ stories }) => stories.length > 0);
  const name = plainLine(headingOf(issue), 80);
  const page = webAddress(issue.webUrl);
  const late = lateWords(issue);
  const { html } = markup`<!doctype html>
<html lang="en" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no, date=no, address=no, email=no">
<title>${subject}</title>
${styleSheet}
</head>
<body class="page" style="${styles.body}">
<div style="${styles.hidden}">${preheader}${preheaderBlank}</div>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td align="center" style="${styles.margin}">
<table role="presentation" width="600" cellpadding="0" cellspacing="0" border="0" style="${styles.column}"><tr><td class="ink" style="${styles.text}">
<h1 style="${withRoom(styles.h1, name)}"><bdi>${name}</bdi></h1>
<p class="soft" style="${styles.small}">${localLong(issue.timezone, new Date(issue.createdAt))} (${issue.timezone}) · ${readWords(issue)}${
    page !== null && markup` · <a class="link" href="${page}">on the web</a>`
  }</p>
${late !== null && markup`<p class="soft" style="${styles.small}">${late}</p>`}
${togetherWords(issue).map((line) => markup`<p dir="auto" style="${withRoom(styles.excerpt, line)}">${line}</p>`)}
${renderBrief(issue)}
${issue.contents === true && renderContents(sections)}
${sections.length === 0 && markup`<p style="${styles.excerpt}">Nothing new matched.</p>`}
${sections.map((section) => renderSection(section, issue))}
${renderRest(fitted, page)}
${renderHealth(issue)}
${renderFooter(issue)}
</td></tr></table>
</td></tr></table>
</body>
</html>
`;
  return html;
}

/** Each sentence as a quotation, with its source. */
function renderBrief(issue: Issue): Markup | false {
  const words = briefWords(issue);
  if (words === null) return false;
  const quotes = words.sentences.map(({ text, outlet, url, language }) => {
    const lang = language !== null && markup` lang="${language}"`;
    const source = url === null ? markup`${outlet}` : markup`<a class="link" href="${url}">${outlet}</a>`;
    return markup`<blockquote class="rule" style="${styles.quote}"><p${lang} dir="auto" style="${withRoom(styles.excerpt, text)}">“${text}”</p>
<p class="soft" style="${styles.small}"><bdi>${source}</bdi></p></blockquote>\n`;
  });
  return markup`<h2 class="rule" style="${styles.h2}">In brief</h2>
<p class="soft" style="${styles.small}">${words.lead}</p>
${quotes}`;
}

/** The headlines of the stories below, each a link to its place. */
function renderContents(sections: Issue["sections"]): Markup {
  const stories = sections.flatMap((section) => section.stories);
  return markup`<p class="soft" style="${styles.small}">In this mail:</p>
<ol class="soft" style="${withRoom(styles.list, ...stories.map(({ title }) => title))}">
${stories.map(({ id, title }) => markup`<li><a class="soft" href="#s${id}" style="${styles.quiet}"><bdi>${plainLine(title, 100) || "(no title)"}</bdi></a></li>\n`)}</ol>`;
}

function renderSection(section: Issue["sections"][number], issue: Issue): Markup {
  const above = new Set<string>();
  const stories = section.stories.map((story) => {
    const words = describeStory(story, issue, above);
    if (words.follows?.isAbove !== true) above.clear();
    above.add(story.id);
    return renderStory(words, { isFirst: story === section.stories[0], place: issue.contents === true ? `s${story.id}` : null });
  });
  const name = plainLine(section.name, 120);
  return markup`<h2 dir="auto" class="rule" style="${withRoom(styles.h2, name)}">${name} <span class="soft" style="${styles.count}">${
    stories.length
  }</span></h2>
${stories}`;
}

function renderStory(words: StoryWords, { isFirst, place }: { isFirst: boolean; place: string | null }): Markup {
  const isBelow = words.follows?.isAbove === true;
  const details = separated(detailsOf(words, isBelow), markup`<br>\n`);
  const language = words.lang !== null && markup` lang="${words.lang}"`;
  const title = renderRuns(words.title);
  return markup`<div${place !== null && markup` id="${place}"`} class="rule" style="${isBelow ? styles.followUp : isFirst ? styles.firstStory : styles.story}">
${isBelow && markup`<p class="soft" style="${styles.small}">${sentence(words.follows?.as ?? "")}</p>`}
<h3${language} dir="auto" style="${withRoom(styles.h3, ...words.title)}">${
    words.url === null ? title : markup`<a class="link" href="${words.url}" style="${styles.headline}">${title}</a>`
  }</h3>
${words.excerpt.length > 0 && markup`<p${language} dir="auto" style="${withRoom(styles.excerpt, ...words.excerpt)}">${renderRuns(words.excerpt)}</p>`}
${words.news !== null && renderNews(words.news, language)}
<p class="soft" style="${withRoom(styles.small, ...details)}">${details}</p>
</div>
`;
}

function renderNews({ lead, sentences }: NonNullable<StoryWords["news"]>, language: Markup | false): Markup {
  return markup`<p class="soft" style="${styles.small}">${lead}</p>
${sentences.length > 0 && markup`<ul${language} dir="auto" style="${withRoom(styles.news, ...sentences)}">${sentences.map((sentence) => markup`<li>${sentence}</li>`)}</ul>`}`;
}

const sentence = (words: string): string => words.slice(0, 1).toUpperCase() + words.slice(1);

/** The small print of a story, line by line. */
function detailsOf(words: StoryWords, isBelow: boolean): Markup[] {
  const { follows, limits, terms } = words;
  return [
    ...renderOutlets(words),
    words.versions.length > 0 && markup`Earlier versions: ${separated(words.versions.map(renderNamed), markup`, `)}`,
    words.first !== null && markup`<bdi>${words.first}</bdi>`,
    limits !== null && markup`<span class="warn" style="${styles.warn}">${limits}</span>`,
    follows !== null && !isBelow && markup`${sentence(follows.as)}: ${renderNamed(follows)}`,
    ...words.elsewhere.map((told) => markup`${sentence(told.as)}: ${renderNamed(told)}`),
    words.alsoOn.length > 0 &&
      markup`Also on: ${separated(
        words.alsoOn.map((name) => markup`<bdi>${name}</bdi>`),
        markup`, `,
      )}`,
    words.media !== null && markup`<a class="link" href="${words.media}">Audio or video</a>`,
    (terms.length > 0 || words.record !== null) &&
      markup`${renderTerms(terms)}${
        words.record !== null && markup`${terms.length > 0 && " · "}<a class="link" href="${words.record}">all about it</a>`
      }`,
    words.feedback !== null && renderFeedback(words.feedback),
  ].filter((line) => line !== false);
}

const renderFeedback = ({ notAbout, folded }: NonNullable<StoryWords["feedback"]>): Markup =>
  markup`${quietLink(notAbout, "Not about this?")}${folded !== null && markup` · ${quietLink(folded, "Wrongly folded?")}`}`;

const quietLink = (url: string, text: string): Markup =>
  markup`<a class="soft" href="${url}" style="${styles.quiet}">${text}</a>`;

const renderTerms = (terms: readonly string[]): Markup | false =>
  terms.length > 0 &&
  markup`Matched: ${separated(
    terms.map((term) => markup`<bdi>${term}</bdi>`),
    markup`, `,
  )}`;

/** The outlet and the facts; if many outlets have it, they get a line of their own, which can be skipped. */
function renderOutlets({ outlet, others, facts }: StoryWords): Markup[] {
  const rest = others.count - others.named.length;
  const known = separated(
    facts.map((fact) => markup`<bdi>${fact}</bdi>`),
    markup` · `,
  );
  if (others.count === 0) return [markup`<bdi>${outlet}</bdi>${facts.length > 0 && " · "}${known}`];
  const named = separated(others.named.map(renderNamed), markup`, `);
  const all = markup`<bdi>${outlet}</bdi>, with ${counted(others.count, "other")}: ${named}${rest > 0 && ` and ${rest} more`}`;
  return facts.length > 0 ? [all, markup`${known}`] : [all];
}

/** As quiet as the small print around it: only headlines are blue. */
function renderNamed({ name, url }: Named): Markup {
  return url === null
    ? markup`<bdi>${name}</bdi>`
    : markup`<a class="soft" href="${url}" style="${styles.quiet}"><bdi>${name}</bdi></a>`;
}

function separated(parts: Markup[], separator: Markup): Markup[] {
  return parts.flatMap((part, index) => (index === 0 ? [part] : [separator, part]));
}

function renderRuns(runs: Run[]): Markup[] {
  return runs.map(({ text, marked }) =>
    marked ? markup`<span class="mark" style="${styles.mark}">${text}</span>` : markup`${text}`,
  );
}

/** Burmese stacks its letters; cut off at the top or bottom they are unreadable. */
function withRoom(style: string, ...content: (string | Run | Markup)[]): string {
  const holdsBurmese = content.some((part) => {
    const text = typeof part === "string" ? part : "html" in part ? part.html : part.text;
    return /\p{Script=Myanmar}/u.test(text);
  });
  return holdsBurmese ? `${style};line-height:1.8` : style;
}

function renderRest({ issue, withoutExcerpt }: FittedIssue, page: string | null): Markup {
  const { headlines = [] } = issue;
  const more = counted(issue.more, "more story", "more stories");
  const all = page !== null && markup`: <a class="link" href="${page}">see all on the web</a>`;
  const brief = counted(withoutExcerpt, "story", "stories");
  const counts = markup`<p><b>${more}</b> matched and ${issue.more === 1 ? "is" : "are"} not shown here${all}.</p>`;
  return markup`${issue.more > 0 && (headlines.length === 0 ? counts : renderHeadlines(issue, page))}
${
  withoutExcerpt > 0 &&
  markup`<p class="soft" style="${styles.small}">${brief} shown without an excerpt, so that mail programs do not cut this mail short.</p>`
}`;
}

function renderHeadlines(issue: Issue, page: string | null): Markup {
  const { headlines = [] } = issue;
  const isAll = headlines.length === issue.more;
  const all = page === null ? markup` ${othersWords(issue)}` : markup` <a class="link" href="${page}">See all on the web</a>`;
  return markup`<p>${restWords(issue)}${!isAll && all}</p>
<ul class="soft" style="${withRoom(styles.list, ...headlines.map(({ title }) => title))}">
${headlines.map(renderHeadline)}</ul>`;
}

function renderHeadline({ title, outlet, url }: IssueHeadline): Markup {
  const link = webAddress(url);
  const words = markup`<bdi>${plainLine(title, 160) || "(no title)"}</bdi>`;
  return markup`<li>${link === null ? words : markup`<a class="link" href="${link}">${words}</a>`} · <bdi>${plainLine(outlet, 60)}</bdi></li>\n`;
}

function renderHealth(issue: Issue): Markup {
  const health = describeHealth(issue);
  const missed = missedAt(issue);
  return markup`<h2 class="rule" style="${styles.h2}">What was read</h2>
<p class="soft" style="${styles.small}">${health.read}. ${health.details.join(" ")}</p>
${health.lists.map(renderList)}${missed !== null && markup`\n<p class="soft" style="${styles.small}">${quietLink(missed, "Missed something?")}</p>`}`;
}

function renderFooter(issue: Issue): Markup | false {
  const footer = footerOf(issue);
  if (footer === null) return false;
  const { why, stop, mailto, change, settings } = footer;
  const page = webAddress(settings);
  // The address was checked by the configuration, and is no web address.
  const link = mailto !== null && markup` <a class="soft" href="${mailto}" style="${styles.quiet}">Write it now</a>.`;
  return markup`<p class="soft rule" style="${styles.footer}">${why}<br>
${stop}${link}<br>
${change}${page !== null && markup` <a class="soft" href="${page}" style="${styles.quiet}">${page}</a>`}</p>`;
}

function renderList({ title, items, more }: HealthList): Markup {
  const lines = items.map(({ name, why }) => markup`<li><bdi>${name}</bdi>: <bdi>${why}</bdi></li>\n`);
  const rest = more !== null && markup`<li>${more}</li>\n`;
  return markup`<p class="soft" style="${styles.small}">${title}</p>\n<ul class="soft" style="${withRoom(styles.list, ...lines)}">\n${lines}${rest}</ul>`;
}
