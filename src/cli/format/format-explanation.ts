// An article's way through the stages, a paragraph each.
import { plainLine } from "../../digests/plain-line.ts";
import { missedToTell } from "../../desk/watchlists/explain-missed.ts";
import { describeOrigin } from "../../stories/weigh-origins.ts";
import { minuteOf } from "../../text/dates/minute-of.ts";
import { whySkipped } from "../../feeds/poll/backlog.ts";
import type { Explanation } from "../../desk/explain-article.ts";
import type { Missed } from "../../desk/watchlists/explain-missed.ts";

export function formatExplanation(explanation: Explanation & { missed: readonly Missed[] }): string {
  const { article } = explanation;
  if (article === null) return formatUnknown(explanation);
  const parts = [
    headOf(article),
    section("Feeds", explanation.entries.map(formatEntry), "no feed shows it any more"),
    section("Versions", explanation.versions.map(formatVersion), ""),
    section(
      "Other articles at this address",
      explanation.atAddress.map((other) => `article ${other.article}: ${plainLine(other.title ?? "", 300) || "(no title)"}`),
      "",
    ),
    section("Page", formatReading(explanation), "not read yet"),
    section(
      "Watchlists",
      [...explanation.matches.map(formatMatch), ...formatMissed(explanation.missed)],
      explanation.stage === "match-watchlists" ? "not matched yet" : "",
    ),
    section("Story", formatStory(explanation), ""),
    section("Digests", explanation.digests.map(formatDigest), ""),
    explanation.stopped !== null ? `It stopped here: ${explanation.stopped}.` : "",
    explanation.stopped === null && explanation.stage !== "done" ? `It waits at ${explanation.stage}.` : "",
  ];
  return parts.filter((part) => part !== "").join("\n\n");
}

function formatUnknown({ asked, stopped, entries, feedsOfHost }: Explanation): string {
  if (/^\d+$/.test(asked) && entries.length === 0)
    return `There is no article ${asked}. Numbers of articles stand in the results of: wirewatch search`;
  const hint =
    feedsOfHost.length > 0
      ? `Feeds of its host: ${feedsOfHost.join(", ")}. See: wirewatch feeds status`
      : "No feed of yours is of its host. See: wirewatch feeds discover --help";
  const seen = section("Feeds", entries.map(formatEntry), "");
  return [`${asked}: ${stopped}.`, seen, entries.length === 0 ? hint : ""].filter((part) => part !== "").join("\n\n");
}

function headOf(article: NonNullable<Explanation["article"]>): string {
  const by = [article.byline, article.site].filter((part) => part !== null && part !== "").join(", ");
  const published = article.publishedAt === null ? "no date known" : `published ${minute(article.publishedAt)}`;
  const doubt = article.isDateDoubtful ? " (doubtful: well before it was first seen)" : "";
  const facts = [by, published + doubt, `first seen ${minute(article.firstSeenAt)}`, article.language ?? "language not known"];
  return `${article.title ?? "(no title)"}\n${article.url}\nArticle ${article.id}: ${facts.filter((fact) => fact !== "").join("; ")}`;
}

/** Returns nothing if there is nothing to say. */
function section(name: string, lines: readonly string[], none: string): string {
  if (lines.length === 0) return none === "" ? "" : `${name}\n  ${none}`;
  return `${name}\n${lines.map((line) => `  ${line}`).join("\n")}`;
}

const SKIPPED: Record<string, string> = {
  backlog: "; older than its backlog, so that it was not told",
  undated: "; without a date, which counts as older than its backlog",
  quota: "; far over its daily quota, so that it was not read",
  renamed: "; known under another id already",
};

function formatEntry({ feed, firstSeenAt, title, publishedAt, isDateDoubtful, skipped }: Explanation["entries"][number]): string {
  const dated = isDateDoubtful && publishedAt !== null ? `; dated ${minute(publishedAt)}, which is doubtful` : "";
  const headline = title === null ? "" : `: ${plainLine(title, 300)}`;
  return `${feed}, ${minute(firstSeenAt)}${headline}${dated}${SKIPPED[whySkipped({ skipped, publishedAt })] ?? ""}`;
}

const formatVersion = ({ feed, title, words, since, until }: Explanation["versions"][number]): string =>
  `${feed ?? "its page"}, ${minute(since)} to ${minute(until)}, ${words} words: ${plainLine(title ?? "", 300) || "(no title)"}`;

function formatReading({ reading }: Explanation): string[] {
  if (reading === null) return [];
  const how = `${reading.words} words, by ${reading.method}`;
  return [
    reading.reason === null
      ? how
      : `${reading.detail ?? reading.reason}; ${reading.method === "summary" ? "the feed's own words" : "its beginning"} went on (${how})`,
  ];
}

const formatMatch = ({ watchlist, terms, excerpt, listedBy }: Explanation["matches"][number]): string =>
  `${watchlist}: ${terms.join(", ")}${listedBy === null ? "" : `, as listed by ${plainLine(listedBy, 80)}`}\n    ${excerpt}`;

function formatMissed(missed: readonly Missed[]): string[] {
  const { told, rest } = missedToTell(missed);
  return [
    ...told.map(({ watchlist, matches, reason }) =>
      matches ? `${watchlist}: did not match then, and would now: ${reason}` : `not ${watchlist}: ${reason}`,
    ),
    ...(rest > 0 ? [`and not ${rest} more, of whose words none is in it`] : []),
  ];
}

function formatStory({ story }: Explanation): string[] {
  if (story === null) return [];
  const follows =
    story.follows === null
      ? ""
      : `${story.relation === "translation" ? " of" : ", follows"} story ${story.follows.id} (${story.follows.title ?? "no title"})`;
  const sure = story.score === null || story.relation === "original" ? "" : `, ${story.score.toFixed(2)}`;
  const copies = story.copies.map(
    (copy) => `  ${copy.relation ?? "copy"}: ${copy.site ?? copy.url}, article ${copy.article}: ${copy.title ?? "(no title)"}`,
  );
  return [
    `story ${story.id}: ${story.relation}${sure}${follows}`,
    ...story.reasons.map((reason) => `  because ${reason}`),
    ...(story.origin === null ? [] : [`  ${describeOrigin(story.origin)}`]),
    ...copies,
  ];
}

function formatDigest({ digest, watchlist, nextDueAt, held, issue, deliveries }: Explanation["digests"][number]): string {
  const via = `${digest}, by ${watchlist}: `;
  if (issue === null && held !== null)
    return `${via}waits with its news until ${minute(held.until)}, as it was sent ${minute(held.toldAt)}`;
  if (issue === null) return `${via}waits for the next issue${nextDueAt === null ? "" : `, due ${minute(nextDueAt)}`}`;
  const to = deliveries.map(
    ({ recipient, state, sentAt, reply }) =>
      `\n    ${recipient}: ${state}${sentAt === null ? "" : ` ${minute(sentAt)}`}${reply === null ? "" : ` (${reply})`}`,
  );
  const where = issue.onPageOnly ? "not shown in a mail, only on the page of " : "";
  return `${via}${where}issue ${issue.id}${issue.createdAt === null ? "" : `, written ${minute(issue.createdAt)}`}${to.join("")}`;
}

/** UTC. */
const minute = (date: string): string => minuteOf(new Date(date));
