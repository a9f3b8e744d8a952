// Atom feeds (RFC 4287), and a digest's issues as one: its brief, if it has one, and one entry a story, the newest issue first.
import { markup, webAddress } from "./escape-html.ts";
import { briefWords } from "./issue-words.ts";
import { languageTag } from "./language-words.ts";
import { plainLine } from "./plain-line.ts";
import type { Issue, IssueStory } from "./digest.ts";

/** `selfUrl` is the address of the feed itself. Ids stay the same however often it is rendered. */
export function renderAtom(digest: string, issues: readonly Issue[], selfUrl: string): string {
  return renderFeed({
    selfUrl,
    title: plainLine(digest, 120),
    updated: issues[0]?.createdAt ?? new Date(0).toISOString(),
    entries: issues.flatMap((issue) => [
      ...briefEntry(digest, issue),
      ...issue.sections.flatMap(({ watchlist, stories }) => stories.map((story) => entryOf(digest, issue, watchlist, story))),
    ]),
  });
}

/** Dates are ISO 8601. */
export interface AtomEntry {
  /** Behind `urn:wirewatch:`, already encoded. */
  id: string;
  title: string;
  language: string | null;
  updated: string;
  publishedAt: string | null;
  author: string;
  /** Each names a watchlist. */
  categories: readonly string[];
  url: string | null;
  summary: string;
  /** HTML to be shown in place of the summary. */
  html?: string;
}

export interface AtomDocument {
  selfUrl: string;
  /** Without the product's name. */
  title: string;
  updated: string;
  entries: readonly AtomEntry[];
}

export const renderFeed = ({ selfUrl, title, updated, entries }: AtomDocument): string => `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
<id>${xml(selfUrl)}</id>
<title>${xml(`Wirewatch: ${title}`)}</title>
<updated>${updated}</updated>
<link rel="self" type="application/atom+xml" href="${xml(selfUrl)}"/>
<generator>Wirewatch</generator>
${entries.map(renderEntry).join("")}</feed>
`;

function renderEntry({ id, title, language, updated, publishedAt, author, categories, url, summary, html }: AtomEntry): string {
  const link = webAddress(url);
  const tag = languageTag(language);
  const published = publishedAt === null ? "" : `<published>${new Date(publishedAt).toISOString()}</published>\n`;
  // An entry without a link has to have its content in itself (RFC 4287, 4.1.1).
  const words = html === undefined && link !== null ? "summary" : "content";
  const body = html === undefined ? xml(plainLine(summary, 1_000)) : xml(html);
  return `<entry${tag === null ? "" : ` xml:lang="${tag}"`}>
<id>urn:wirewatch:${id}</id>
<title>${xml(plainLine(title, 300) || "(no title)")}</title>
<updated>${updated}</updated>
${published}<author><name>${xml(plainLine(author, 120) || "unknown")}</name></author>
${categories.map((term) => `<category term="${xml(term)}"/>\n`).join("")}${link === null ? "" : `<link rel="alternate" href="${xml(link)}"/>\n`}<${words} type="${html === undefined ? "text" : "html"}">${body}</${words}>
</entry>
`;
}

const entryOf = (digest: string, { id, createdAt }: Issue, watchlist: string, story: IssueStory): AtomEntry => ({
  id: [digest, id, story.id].map(encodeURIComponent).join(":"),
  title: story.title,
  language: story.language,
  updated: createdAt,
  publishedAt: story.publishedAt,
  author: (story.origin?.isDoubtful ? null : story.origin?.name) ?? story.outlet,
  categories: [watchlist, ...(story.alsoOn ?? [])],
  url: story.url,
  summary: summaryOf(story),
});

/** The sentences of an issue's brief as one entry. */
function briefEntry(digest: string, issue: Issue): AtomEntry[] {
  const words = briefWords(issue);
  if (words === null) return [];
  const quotes = words.sentences.map(
    ({ text, outlet, url, language }) =>
      markup`<blockquote${language !== null && markup` lang="${language}"`} dir="auto"><p>${text}</p></blockquote>
<p>— ${url === null ? outlet : markup`<a href="${url}">${outlet}</a>`}</p>`,
  );
  return [
    {
      id: `${[digest, issue.id].map(encodeURIComponent).join(":")}:brief`,
      title: "In brief",
      language: null,
      updated: issue.createdAt,
      publishedAt: issue.createdAt,
      author: "Wirewatch",
      categories: [],
      url: null,
      summary: words.lead,
      html: markup`<p>${words.lead}</p>${quotes}`.html,
    },
  ];
}

/** What is new in a story that its readers know. */
const summaryOf = ({ news, excerpt }: IssueStory): string => (news?.of === "this" ? news.sentences.join(" ") : excerpt.text);

/** Removes characters that XML cannot hold (XML 1.0, 2.2). */
const xml = (text: string): string =>
  text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "")
    .replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
