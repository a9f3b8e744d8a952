// Builds an issue: a digest's waiting stories as its mail and its page show them, with the proof of silence.
import { setImmediate } from "node:timers/promises";
import { isFeedAsked } from "../../feeds/poll/is-asked.ts";
import { showUrl } from "../../text/show-url.ts";
import { isPublicPage, isReachableMail } from "../../digests/reachable.ts";
import { pickStories } from "../../digests/pick-stories.ts";
import { isPaced } from "../../digests/plan-mail.ts";
import { rankStories } from "../../digests/rank-stories.ts";
import { surgeOf } from "../group-stories/offer-story.ts";
import { pageToken, readerMark, readerOfStory } from "../../digests/page-token.ts";
import { findPageKey, pageLinks } from "./page-links.ts";
import { parseMailAddress } from "../../text/parse-mail-address.ts";
import { briefOf } from "./brief/choose-brief.ts";
import { viewHeadlines } from "./headline-views.ts";
import { storiesOf } from "./story-views.ts";
import { heldStories, issueArticles, watchlistsOf } from "../../store/waiting-stories.ts";
import { listTranslations } from "../../store/views/translations.ts";
import { followedStories } from "../../store/told-stories.ts";
import { readHealth } from "../../store/views/health.ts";
import { listFeeds } from "../../store/feeds.ts";
import { listClockSteps } from "../../store/clock.ts";
import { quarantinedSince } from "../../store/quarantine.ts";
import { listGaps } from "../../store/gaps.ts";
import { listUndelivered } from "../../store/views/undelivered.ts";
import { listOverLimits } from "../../store/limits.ts";
import { LEFT_OUT_MS } from "../../feeds/poll/quota.ts";
import { limitsOf } from "../limits-of.ts";
import { describeOverLimit } from "../../feeds/over-limit.ts";
import { span } from "../../feeds/feed-status.ts";
import { lateSince } from "../../feeds/poll/late-since.ts";
import type { Config } from "../../config/config.ts";
import type { Digest, Issue, IssueStory, Undelivered } from "../../digests/digest.ts";
import type { Rhythm } from "../../feeds/poll/late-since.ts";
import type { FeedRow } from "../../store/feeds.ts";
import type { WaitingStory } from "../../store/waiting-stories.ts";
import type { Sql } from "../../store/engine/database.ts";
import type { ModelChoice } from "./brief/choose-brief.ts";
import type { PageLinks } from "./page-links.ts";
import type { StageDeps } from "../stage-deps.ts";

/** Of so many stories the texts are read; the others are headlines. */
const READ_MAX = 1_000;
const GIVEN_UP_MAX = 50;
const VIEWED_AT_ONCE = 50;
const COMPARED_AT_ONCE = 5;
/** A mail with so many stories, which nobody expects at its time, begins with their list. */
const CONTENTS_MIN = 6;
/** A shorter delay goes unnoticed. */
const LATE_MS = 30 * 60_000;

export interface IssueToBuild {
  /** Its number. */
  id: string;
  digest: Digest;
  waiting: readonly WaitingStory[];
  /** When the issue before it was written. */
  since: Date;
  /** When it was due, if it has a time. */
  dueAt: Date | null;
  /** How many mails it sent within the hour. */
  sent: number;
  /** What a model chose for its brief. */
  choice: ModelChoice | null;
  isPreview?: boolean;
}

/** Changes nothing. A preview names what is held, though it shows that as well. */
export async function buildIssue(
  deps: Pick<StageDeps, "config" | "configFaults" | "now" | "pagesUrl">,
  sql: Sql,
  { id, digest, waiting, since, dueAt, sent, choice, isPreview = false }: IssueToBuild,
): Promise<Issue> {
  const now = deps.now();
  // Those that are sent again show what is new in them.
  const inOrder = [...waiting.filter(({ told_at }) => told_at !== null), ...waiting.filter(({ told_at }) => told_at === null)];
  const linkTo = await pageLinks(sql, deps.pagesUrl());
  const names = namesOf(deps.config());
  const read = await viewStories(sql, digest, inOrder.slice(0, READ_MAX), { linkTo, names });
  const rest = await viewHeadlines(sql, inOrder.slice(READ_MAX));
  const views = [...read, ...rest];
  const stories = [
    ...rankStories(
      read.map(({ story }) => story),
      now,
    ),
    ...rest.map(({ story }) => story),
  ];
  const watchlistOf = new Map(views.map(({ watchlist, story }) => [story.id, watchlist]));
  // A story in another language stands under the story, also if another watchlist found it.
  for (const { id, follows } of stories) {
    const above = follows?.isTold === true ? watchlistOf.get(follows.id ?? "") : undefined;
    if (above !== undefined) watchlistOf.set(id, above);
  }
  const sections = sectionsOf(stories, watchlistOf, names);
  const going = isPreview ? [] : waiting.map(({ story_id }) => story_id);
  const held = (await heldStories(sql, digest.id, now, going)).map(({ title, told_at, until }) => {
    return { title: title ?? "(no title)", toldAt: told_at.toISOString(), until: until.toISOString() };
  });
  const surges = await readSurges(sql, digest, sections, now);
  const isImmediate = digest.schedule.kind === "immediately";
  const firstReading = waiting.filter((story) => story.backlog_of !== null && story.told_at === null).length;
  const inMail = pickStories(stories, digest.atMost).map((story) => story.id);
  const issue: Issue = {
    id,
    digest: digest.id,
    ...(digest.name !== null && { name: digest.name }),
    createdAt: now.toISOString(),
    ...(dueAt !== null && now.getTime() - dueAt.getTime() > LATE_MS && { dueAt: dueAt.toISOString() }),
    timezone: digest.timezone,
    ...(isImmediate && isPaced(digest.mailsPerHour, sent) && { gathered: sent }),
    ...(firstReading > 0 && { firstReading }),
    ...(isImmediate && inMail.length >= CONTENTS_MIN && { contents: true }),
    ...(surges.length > 0 && { surges }),
    ...(held.length > 0 && { held }),
    sections,
    inMail,
    listsRest: true,
    ...(deps.pagesUrl() === null && { attachesRest: true }),
    more: waiting.length - stories.length,
    health: {
      ...(await readHealth(sql, digest.id)),
      ...(await readDoubts(deps, sql, since)),
      ...(await readHidden(deps, sql, since)),
      undelivered: await readUndelivered(sql, digest, deps),
    },
    webUrl: linkTo(`issues/${id}`),
    ...(await feedbackAt(sql, deps.pagesUrl(), id)),
    footer: {
      ...waysToStop(parseMailAddress(deps.config().mail.from)?.address ?? null, deps.pagesUrl()),
      watchlists: digest.watchlists?.map((one) => names.get(one) ?? one) ?? null,
    },
    ...(isImmediate && { immediate: true }),
  };
  const brief = await briefOf(sql, digest, issue, choice);
  return brief === undefined ? issue : { ...issue, brief };
}

async function feedbackAt(sql: Sql, pagesUrl: string | null, issue: string): Promise<Pick<Issue, "feedback" | "readerMark">> {
  if (pagesUrl === null) return {};
  const mark = readerMark(await findPageKey(sql), issue);
  return { feedback: `${pagesUrl.replace(/\/$/, "")}/feedback/${issue}`, readerMark: mark };
}

/** As the mails' headers offer them. */
function waysToStop(sender: string | null, settings: string | null): Omit<NonNullable<Issue["footer"]>, "watchlists"> {
  const from = sender !== null && isReachableMail(sender) ? sender : null;
  const hasLink = settings !== null && isPublicPage(settings);
  return { from, settings, ...(from === null && !hasLink && { ask: true }) };
}

/** In parts: the texts of all copies of thousands of stories would fill the memory. */
export async function viewStories(
  sql: Sql,
  digest: Digest,
  waiting: readonly WaitingStory[],
  { linkTo, names }: { linkTo: PageLinks; names: ReadonlyMap<string, string> },
) {
  const views: ReturnType<typeof storiesOf> = [];
  const key = await findPageKey(sql);
  for (let start = 0; start < waiting.length; start += VIEWED_AT_ONCE) {
    const part = waiting.slice(start, start + VIEWED_AT_ONCE);
    const ids = part.map(({ story_id }) => story_id);
    const followed = await followedStories(sql, digest.id, ids);
    const elsewhere = await listTranslations(sql, ids);
    const found = new Map((await watchlistsOf(sql, ids)).map(({ story_id, watchlists }) => [String(story_id), watchlists]));
    const articles = await issueArticles(sql, digest.id, ids);
    for await (const view of viewsOf(part, articles, { followed, elsewhere, linkTo })) {
      const finders = found.get(view.story.id) ?? [];
      // Our page shows a story by the article and words that one watchlist found. Nobody who is sent the link may read in it which.
      const { id, record } = view.story;
      const isOne = finders.length > 1 && record != null;
      const as = isOne ? { record: `${record}?as=${pageToken(key, readerOfStory(id, view.watchlist))}` } : {};
      const story = { ...view.story, ...as };
      const others = finders.filter((id) => id !== view.watchlist && (digest.watchlists?.includes(id) ?? true));
      views.push(
        others.length === 0
          ? { ...view, story }
          : { ...view, story: { ...story, alsoOn: others.map((id) => names.get(id) ?? id) } },
      );
    }
  }
  return views;
}

/** Lets other work run now and then: to compare the copies of a story takes some milliseconds. */
async function* viewsOf(
  ...[waiting, ...around]: Parameters<typeof storiesOf>
): AsyncGenerator<ReturnType<typeof storiesOf>[number], void> {
  for (let start = 0; start < waiting.length; start += COMPARED_AT_ONCE) {
    await setImmediate();
    yield* storiesOf(waiting.slice(start, start + COMPARED_AT_ONCE), ...around);
  }
}

async function readSurges(
  sql: Sql,
  digest: Digest,
  sections: Issue["sections"],
  now: Date,
): Promise<NonNullable<Issue["surges"]>> {
  const found = [];
  for (const { watchlist, name } of sections) {
    const surge = await surgeOf(sql, digest, watchlist, now);
    if (surge !== null) found.push({ name, ...surge });
  }
  return found;
}

/** The names of all watchlists by their ids. */
export const namesOf = ({ watchlists }: Config): Map<string, string> =>
  new Map(watchlists.flatMap(({ content }) => content.watchlists ?? []).map(({ id, name }) => [id, name ?? id]));

/** By watchlist, in the order of each one's first story. */
function sectionsOf(
  stories: readonly IssueStory[],
  watchlistOf: ReadonlyMap<string, string>,
  names: ReadonlyMap<string, string>,
): Issue["sections"] {
  return [...new Set(stories.map(({ id }) => watchlistOf.get(id) ?? ""))].map((watchlist) => ({
    watchlist,
    name: names.get(watchlist) ?? watchlist,
    stories: stories.filter(({ id }) => watchlistOf.get(id) === watchlist),
  }));
}

/** What keeps news from being found: articles that were given up, and a configuration that cannot be read. */
async function readHidden(
  { configFaults }: Pick<StageDeps, "configFaults">,
  sql: Sql,
  since: Date,
): Promise<Pick<Issue["health"], "givenUp" | "configFaults">> {
  const givenUp = (await quarantinedSince(sql, since, GIVEN_UP_MAX)).map(({ title, url, reason, stage }) => ({
    title: title ?? showUrl(url),
    reason,
    matched: stage === "group-stories",
  }));
  const faults = configFaults().map(({ file, line, column, message, isOpen }) => ({
    place: `${file}:${line}:${column}`,
    // What another file says may be a password.
    fault: isOpen || file.includes("watchlists/") ? message : "see wirewatch check",
  }));
  return { ...(givenUp.length > 0 && { givenUp }), ...(faults.length > 0 && { configFaults: faults }) };
}

/** Feeds that were read but may have had more news: silent for longer than usual, or with entries that may have been missed. */
async function readDoubts(
  deps: Pick<StageDeps, "config" | "now">,
  sql: Sql,
  since: Date,
): Promise<Pick<Issue["health"], "late" | "gaps" | "clock" | "overLimits">> {
  const now = deps.now();
  const feeds = await listFeeds(sql);
  const names = new Map(feeds.map((feed) => [feed.id, nameOf(feed)]));
  const late = feeds.flatMap((feed) => {
    const found = feed.fault === null && isFeedAsked(feed) ? lateSince(rhythmOf(feed), now) : null;
    return found === null ? [] : [{ name: nameOf(feed), since: found.since.toISOString(), usual: span(found.usualMs) }];
  });
  const gaps = (await listGaps(sql, since)).map((gap) => ({
    name: names.get(gap.feed_id) ?? "",
    since: gap.since.toISOString(),
    until: gap.until.toISOString(),
  }));
  const clock = (await listClockSteps(sql, since)).map(({ at, was }) => ({ at: at.toISOString(), was: was.toISOString() }));
  const leftSince = new Date(now.getTime() - LEFT_OUT_MS);
  const over = await listOverLimits(sql, { since, leftSince, limitsOf: (url) => limitsOf(deps.config(), url) });
  const overLimits = over.map((found) => ({ name: found.name, why: describeOverLimit(found) }));
  return { late, gaps, clock, ...(overLimits.length > 0 && { overLimits }) };
}

/** Removes addresses from a server's reply about another digest's mail. */
async function readUndelivered(
  sql: Sql,
  digest: Digest,
  { config, now }: Pick<StageDeps, "config" | "now">,
): Promise<Undelivered[]> {
  const recipients = digest.channels.flatMap(({ recipient }) => recipient ?? []);
  // Readers of one digest need not know each other's addresses.
  const isAlone = recipients.length === 1;
  const overSmtp = config().mail.smtp.kind === "smtp";
  const rows = await listUndelivered(sql, { digest: digest.id, recipients, overSmtp, now: now() });
  return rows.map(({ digest: of, recipient, end, count, issue_at, fault, sent_at }) => ({
    digest: of,
    to: isAlone ? recipient : null,
    end,
    count,
    issueAt: issue_at.toISOString(),
    reply: recipient === null || !isAlone ? fault.replace(/[^\s<>()",;:]+@[^\s<>()",;:]+/g, "(an address)") : fault,
    sentAt: sent_at?.toISOString() ?? null,
  }));
}

const nameOf = ({ name, title, url }: FeedRow): string => name ?? title ?? showUrl(url);

const rhythmOf = (feed: FeedRow): Rhythm => ({
  firstPolledAt: feed.first_polled_at,
  lastNewAt: feed.last_new_at,
  resumedAt: feed.resumed_at,
  intervalsMs: feed.intervals_ms,
  longestSilenceMs: feed.longest_silence_ms,
});
