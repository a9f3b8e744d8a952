// Composes a digest's next issue: the waiting stories, rendered once, with one delivery for each recipient, in one transaction.
import { nextDue, quietUntil } from "../digests/schedule.ts";
import { rankStories } from "../digests/rank-stories.ts";
import { renderIssue } from "../digests/render-issue.ts";
import { composeMessage } from "../mail/compose-message.ts";
import { listIdOf } from "../mail/list-id.ts";
import { messageIdOf } from "../mail/message-id.ts";
import { storiesOf } from "./story-views.ts";
import { issueArticles, lockDigest, saveNextDue, waitingStories } from "../store/digests.ts";
import { readHealth } from "../store/health.ts";
import { beginIssue, saveIssue } from "../store/issues.ts";
import { insertDelivery, insertRefused } from "../store/deliveries.ts";
import { parseMailAddress } from "../text/parse-mail-address.ts";
import { listFeeds } from "../store/feeds.ts";
import { listGaps } from "../store/gaps.ts";
import { span } from "../feeds/feed-status.ts";
import { lateSince } from "../feeds/late-since.ts";
import type { Config } from "../config/config.ts";
import type { Digest, Issue, IssueStory } from "../digests/digest.ts";
import type { Rhythm } from "../feeds/late-since.ts";
import type { FeedRow } from "../store/feeds.ts";
import type { WaitingStory } from "../store/digests.ts";
import type { Sql } from "../store/database.ts";
import type { StageDeps } from "./stage-deps.ts";

/** More stories than anyone reads are counted and not weighed. */
const RANKED_MAX = 2_000;

export type Composed =
  | { kind: "issue"; deliveries: number[] }
  | { kind: "not-due" }
  | { kind: "quiet" }
  | { kind: "empty" }
  | { kind: "unconfigured" };

/** `atOnce`: a person asks for it now, due or not, quiet or not. */
export async function composeIssue(deps: StageDeps, id: string, { atOnce = false } = {}): Promise<Composed> {
  const now = deps.now();
  const digest = deps.config().digests.find((candidate) => candidate.id === id);
  return deps.database.transaction(async (sql) => {
    const row = await lockDigest(sql, id);
    if (row === null || digest === undefined) return { kind: "unconfigured" };
    if (!atOnce && (row.next_due_at === null || row.next_due_at > now)) return { kind: "not-due" };
    const quiet = atOnce ? null : quietUntil(digest.quiet, digest.timezone, now);
    if (quiet !== null) {
      await saveNextDue(sql, id, quiet, null);
      return { kind: "quiet" };
    }
    // The next due time is reckoned from now, so that what was missed while down goes out once.
    await saveNextDue(sql, id, nextDue(digest.schedule, digest.timezone, now), now);
    const waiting = await waitingStories(sql, id);
    if (waiting.length === 0) return { kind: "empty" };
    const since = row.last_checked_at ?? new Date(0);
    return { kind: "issue", deliveries: await writeIssue(deps, sql, digest, waiting, since) };
  });
}

async function writeIssue(deps: StageDeps, sql: Sql, digest: Digest, waiting: WaitingStory[], since: Date): Promise<number[]> {
  const now = deps.now();
  const issueId = await beginIssue(sql, digest.id, now);
  const config = deps.config();
  const ranked = waiting.slice(0, RANKED_MAX);
  const views = storiesOf(
    ranked,
    await issueArticles(
      sql,
      digest.id,
      ranked.map(({ story_id }) => story_id),
    ),
  );
  const stories = rankStories(
    views.map(({ story }) => story),
    now,
  );
  const watchlistOf = new Map(views.map(({ watchlist, story }) => [story.id, watchlist]));
  const pages = deps.pagesUrl();
  const issue: Issue = {
    id: String(issueId),
    digest: digest.id,
    createdAt: now.toISOString(),
    timezone: digest.timezone,
    sections: sectionsOf(stories, watchlistOf, config),
    more: waiting.length - stories.length,
    health: { ...(await readHealth(sql, earliest(since, stories))), ...(await readDoubts(sql, since, now)) },
    webUrl: pages === null ? null : `${pages}/issues/${issueId}`,
  };
  const shown = stories.slice(0, digest.atMost);
  const inMail = { ...issue, sections: sectionsOf(shown, watchlistOf, config), more: waiting.length - shown.length };
  const rendered = renderIssue(inMail);
  // What the mail only counts stands on the issue's page, and is thereby told and done with.
  await saveIssue(
    sql,
    issueId,
    issue,
    rendered,
    waiting.map(({ story_id }) => story_id),
  );
  const deliveries: number[] = [];
  for (const to of digest.to) {
    const messageId = messageIdOf(`issue ${issueId} ${now.toISOString()} ${to}`, config.mail.from);
    if (parseMailAddress(to) === null) {
      // The others are to get their mail all the same.
      const reply = `"${to}" is not one mail address: correct it in digests.yaml`;
      await insertRefused(sql, { issue: issueId, recipient: to, messageId, reply }, now);
      continue;
    }
    const message = await composeMessage({
      from: config.mail.from,
      to,
      ...rendered,
      messageId,
      date: now,
      listId: listIdOf(digest.id),
    });
    deliveries.push(await insertDelivery(sql, { issue: issueId, recipient: to, messageId, message }, now));
  }
  return deliveries;
}

/** By watchlist, in the order of each one's first story. */
function sectionsOf(
  stories: readonly IssueStory[],
  watchlistOf: ReadonlyMap<string, string>,
  { watchlists }: Config,
): Issue["sections"] {
  const names = new Map(watchlists.flatMap(({ content }) => content.watchlists ?? []).map(({ id, name }) => [id, name ?? id]));
  return [...new Set(stories.map(({ id }) => watchlistOf.get(id) ?? ""))].map((watchlist) => ({
    watchlist,
    name: names.get(watchlist) ?? watchlist,
    stories: stories.filter(({ id }) => watchlistOf.get(id) === watchlist),
  }));
}

/** A story may have come in before the last issue and be told only now: what is counted begins with it, or nothing seems to have come in. */
function earliest(since: Date, stories: readonly IssueStory[]): Date {
  return new Date(Math.min(since.getTime(), ...stories.map(({ firstSeenAt }) => Date.parse(firstSeenAt))));
}

/** Feeds that were read, and yet may have had more: silent for longer than is usual, or with entries that came and went unseen. */
async function readDoubts(sql: Sql, since: Date, now: Date): Promise<Pick<Issue["health"], "late" | "gaps">> {
  const feeds = await listFeeds(sql);
  const names = new Map(feeds.map((feed) => [feed.id, nameOf(feed)]));
  const late = feeds.flatMap((feed) => {
    const found = feed.fault === null && !feed.muted ? lateSince(rhythmOf(feed), now) : null;
    return found === null ? [] : [{ name: nameOf(feed), since: found.since.toISOString(), usual: span(found.usualMs) }];
  });
  const gaps = (await listGaps(sql, since)).map((gap) => ({
    name: names.get(gap.feed_id) ?? "",
    since: gap.since.toISOString(),
    until: gap.until.toISOString(),
  }));
  return { late, gaps };
}

const nameOf = ({ name, title, url }: FeedRow): string => name ?? title ?? url;

const rhythmOf = (feed: FeedRow): Rhythm => ({
  firstPolledAt: feed.first_polled_at,
  lastNewAt: feed.last_new_at,
  intervalsMs: feed.intervals_ms,
  longestSilenceMs: feed.longest_silence_ms,
});
