// Renders an issue as the subject, HTML and plain text of its mail; the same issue gives the same words and bytes.
import { fitIssue } from "./fit-issue.ts";
import { headingOf, readWords, REST_FILE, storyCount } from "./issue-words.ts";
import { isRightToLeft, plainLine } from "./plain-line.ts";
import { encodedBytes } from "./transfer-encoding.ts";
import { renderHtml } from "./render-html.ts";
import { renderHeadlines, renderText } from "./render-text.ts";
import { counted } from "../text/counted.ts";
import type { Issue, IssueStory } from "./digest.ts";

export interface RenderedIssue {
  subject: string;
  html: string;
  text: string;
  /** The ids of the stories of its sections that are neither shown nor listed by headline. */
  left: string[];
  /** A file with the headlines of these stories, if the mail is to have it. */
  attachment: { name: string; text: string } | null;
}

/** Gmail clips a mail at about 102 KB and hides its end, so the HTML stays well below, in bytes as they are encoded. */
const htmlBytesMax = 64_000;

/** Renders what the issue holds and nothing else. HTML and text both say what did not fit. */
export function renderIssue(issue: Issue): RenderedIssue {
  const subject = subjectOf(issue);
  const preheader = preheaderOf(issue);
  const fitted = fitIssue(issue, htmlBytesMax, (candidate) => encodedBytes(renderHtml(candidate, subject, preheader)));
  const left = leftOf(issue, fitted.issue);
  const html = renderHtml(fitted, subject, preheader);
  if (issue.attachesRest !== true || left.length === 0)
    return { subject, html, text: renderText(fitted), left, attachment: null };
  const byId = new Map([...storiesOf(issue), ...(issue.headlines ?? [])].map((story) => [story.id, story]));
  const rest = left.flatMap((id) => byId.get(id) ?? []);
  // No program cuts the plain text short, so it has all of them itself.
  const whole = { ...fitted, issue: { ...fitted.issue, headlines: [...(fitted.issue.headlines ?? []), ...rest] } };
  return { subject, html, text: renderText(whole), left, attachment: { name: REST_FILE, text: renderHeadlines(rest) } };
}

function leftOf(whole: Issue, fitted: Issue): string[] {
  const named = new Set([...storiesOf(fitted), ...(fitted.headlines ?? [])].map(({ id }) => id));
  return [...storiesOf(whole), ...(whole.headlines ?? [])].map(({ id }) => id).filter((id) => !named.has(id));
}

const storiesOf = ({ sections }: Issue): IssueStory[] => sections.flatMap(({ stories }) => stories);

/** The issue as its mails show it: stories over `at_most` are listed by headline, and are on the issue's page. */
export function renderMail(issue: Issue): RenderedIssue {
  const { inMail, more } = issue;
  if (inMail === undefined) return renderIssue(issue);
  const shown = new Set(inMail);
  const sections = issue.sections
    .map((section) => ({ ...section, stories: section.stories.filter(({ id }) => shown.has(id)) }))
    .filter(({ stories }) => stories.length > 0);
  const cut = storiesOf(issue).filter(({ id }) => !shown.has(id));
  return renderIssue({ ...issue, sections, more: more + cut.length, ...(issue.listsRest === true && { headlines: cut }) });
}

/** The issue as a page of its own, with every story, since pages are not clipped. It names no recipient, and nobody says here what they think of it. */
export function renderIssuePage(issue: Issue): string {
  const { feedback: _, readerMark: __, ...shown } = issue;
  const health = { ...issue.health, undelivered: [] };
  return renderHtml({ issue: { ...shown, health, webUrl: null }, withoutExcerpt: 0 }, subjectOf(issue), preheaderOf(issue));
}

/** A mail's HTML or text with its reader's token in the links that ask what the reader thinks, in the place of the issue's mark. */
export const forReader = (rendered: string, mark: string, token: string): string => rendered.replaceAll(`/${mark}`, `/${token}`);

/** The digest and its first story, because a busy person reads no further. Words that run the other way are isolated, which no other subject needs. */
function subjectOf(issue: Issue): string {
  const [first] = issue.sections.flatMap(({ stories }) => stories);
  const digest = plainLine(headingOf(issue), 60);
  const isolate = (text: string) => (isRightToLeft(digest + text) ? `\u2068${text}\u2069` : text);
  if (first === undefined) return `${digest}: nothing new`;
  const [surge] = issue.surges ?? [];
  if (surge !== undefined)
    return `${digest}: surge on ${isolate(plainLine(surge.name, 80))}, ${counted(surge.stories, "story", "stories")} in an hour`;
  const others = storyCount(issue) - 1;
  return `${digest}: ${isolate(plainLine(first.title, 100) || "(no title)")}${others > 0 ? ` and ${others} more` : ""}`;
}

function preheaderOf(issue: Issue): string {
  const names = issue.sections.filter(({ stories }) => stories.length > 0).map(({ name }) => plainLine(name, 40));
  const on = names.length === 0 ? "" : ` on ${names.slice(0, 4).join(", ")}${names.length > 4 ? " and more" : ""}`;
  return `${counted(storyCount(issue), "story", "stories")}${on} · ${readWords(issue)}`;
}
