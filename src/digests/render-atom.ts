// A digest's issues as an Atom feed (RFC 4287): one entry a story, the newest first.
import { webAddress } from "./escape-html.ts";
import { plainLine } from "./plain-line.ts";
import type { Issue, IssueStory } from "./digest.ts";

/** `selfUrl` is the address of the feed itself. Ids stay the same however often it is rendered. */
export function renderAtom(digest: string, issues: readonly Issue[], selfUrl: string): string {
  const updated = issues[0]?.createdAt ?? new Date(0).toISOString();
  const entries = issues.flatMap((issue) =>
    issue.sections.flatMap(({ watchlist, stories }) => stories.map((story) => renderEntry(digest, issue, watchlist, story))),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
<id>${xml(selfUrl)}</id>
<title>${xml(`Wirewatch: ${plainLine(digest, 120)}`)}</title>
<updated>${updated}</updated>
<link rel="self" type="application/atom+xml" href="${xml(selfUrl)}"/>
<generator>Wirewatch</generator>
${entries.join("")}</feed>
`;
}

function renderEntry(digest: string, issue: Issue, watchlist: string, story: IssueStory): string {
  const url = webAddress(story.url);
  const published = story.publishedAt === null ? "" : `<published>${new Date(story.publishedAt).toISOString()}</published>\n`;
  return `<entry${story.language === null ? "" : ` xml:lang="${xml(story.language)}"`}>
<id>urn:wirewatch:${encodeURIComponent(digest)}:${encodeURIComponent(issue.id)}:${encodeURIComponent(story.id)}</id>
<title>${xml(plainLine(story.title, 300) || "(no title)")}</title>
<updated>${issue.createdAt}</updated>
${published}<author><name>${xml(plainLine((story.origin?.isDoubtful ? null : story.origin?.name) ?? story.outlet, 120) || "unknown")}</name></author>
<category term="${xml(watchlist)}"/>
${url === null ? "" : `<link rel="alternate" href="${xml(url)}"/>\n`}<summary>${xml(plainLine(summaryOf(story), 1_000))}</summary>
</entry>
`;
}

/** What is new in a story that its readers know. */
const summaryOf = ({ news, excerpt }: IssueStory): string => (news?.of === "this" ? news.sentences.join(" ") : excerpt.text);

/** Removes characters that XML cannot hold (XML 1.0, 2.2). */
const xml = (text: string): string =>
  text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "")
    .replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
