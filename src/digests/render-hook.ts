// An issue for webhooks: all of it as JSON, or for Slack and similar programs a short text with links.
import { webAddress } from "./escape-html.ts";
import { counted, storyCount } from "./issue-words.ts";
import { describeStory } from "./story-words.ts";
import { plainLine } from "./plain-line.ts";
import type { Issue } from "./digest.ts";

/** Slack cuts a text at 40,000 letters; nobody reads so far. */
const storiesMax = 20;

/** Standard Webhooks requires a type, a time and the data. */
export function renderHookJson(issue: Issue): string {
  // Failed mails concern only their recipients.
  const { undelivered: _, ...health } = issue.health;
  return JSON.stringify({ type: "digest.issue", timestamp: issue.createdAt, data: { ...issue, health } });
}

/** `{"text"}` in Slack's mrkdwn (https://api.slack.com/reference/surfaces/formatting). */
export function renderSlackJson(issue: Issue): string {
  const above = new Set<string>();
  const all = issue.sections.flatMap(({ name, stories }) => stories.map((story) => ({ name, story })));
  const lines = all.slice(0, storiesMax).map(({ name, story }) => {
    const { title, url, facts, news } = describeStory(story, issue, above);
    const told = story.news?.of === "this" && news !== null ? [news.lead.replace(/:$/, "")] : [];
    const words = escaped(plainLine(title.map(({ text }) => text).join(""), 200));
    const link = url === null ? words : `<${url.replace(/[<>|]/g, encodeURIComponent)}|${words}>`;
    return `• ${link} · ${escaped([name, ...facts, ...told].join(" · "))}`;
  });
  const rest = all.length - lines.length + issue.more;
  const page = webAddress(issue.webUrl);
  const more = rest > 0 ? [`and ${counted(rest, "story", "stories")} more`] : [];
  const text = [
    `*${escaped(plainLine(issue.digest, 80))}*: ${counted(storyCount(issue), "story", "stories")}`,
    ...lines,
    ...more,
    ...(page === null ? [] : [`<${page}|the whole issue>`]),
  ].join("\n");
  return JSON.stringify({ text });
}

/** The three characters with a meaning there. */
const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
