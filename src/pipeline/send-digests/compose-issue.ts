// Composes a digest's next issue: the waiting stories, rendered once, with one delivery for each recipient. All is stored in one transaction.
import { isDeepStrictEqual } from "node:util";
import { failpoint } from "../../failpoint.ts";
import { nextDue, quietUntil } from "../../digests/schedule.ts";
import { renderMail } from "../../digests/render-issue.ts";
import { laneOf, PUSHED } from "../../channels/channels.ts";
import { messageIdOf } from "../../channels/message-id.ts";
import { insertDeliveries } from "../../store/deliveries/deliveries.ts";
import { withDraft } from "../../store/deliveries/draft-messages.ts";
import { buildIssue } from "./build-issue.ts";
import { chooseByModel } from "./brief/choose-brief.ts";
import { appearedAt, findDigest, lockDigest, saveNextDue } from "../../store/digests.ts";
import { isFirstRoundOver } from "../../store/due.ts";
import { saveReported } from "../../store/views/health.ts";
import { planMail, waitsForEnd } from "../../digests/plan-mail.ts";
import { HELD_OR_NOT, heldStories, stateOfArticles, waitingStories } from "../../store/waiting-stories.ts";
import { stateOfSuppressions } from "../../store/deliveries/suppressions.ts";
import { mailsSince, saveIssue, takeIssueNumber } from "../../store/issues.ts";
import type { Digest, Issue } from "../../digests/digest.ts";
import type { Calm, Plan } from "../../digests/plan-mail.ts";
import type { DigestRow } from "../../store/digests.ts";
import type { ModelChoice } from "./brief/choose-brief.ts";
import type { WaitingStory } from "../../store/waiting-stories.ts";
import type { Payload } from "../pipeline.ts";
import type { NewDelivery } from "../../store/deliveries/deliveries.ts";
import type { Sql } from "../../store/engine/database.ts";
import type { StageDeps } from "../stage-deps.ts";

/** What did not fit into an immediate mail comes with the next, after this time. */
const HOUR_MS = 60 * 60_000;
const REST_MS = HOUR_MS;

export type Composed =
  /** `work` is what to hand on: a job for each of the deliveries. */
  | { kind: "issue"; issue: number; deliveries: number[]; work: Payload<"send-digests">[] }
  | { kind: "not-due" }
  | { kind: "quiet" }
  | { kind: "empty" }
  /** Stories wait, and none may go yet. */
  | { kind: "later" }
  | { kind: "unconfigured" };

/**
 * `atOnce`: a person asks for it now, due or not, quiet or not. `roundOver`: everything was read that there is to read now, so no story has
 * to settle.
 */
interface Asked {
  atOnce: boolean;
  roundOver: boolean;
}

/** Which stories go now, and when those that stay may go. */
type Going =
  | { kind: "not-due" }
  | { kind: "quiet"; until: Date }
  | ({ kind: "stories"; free: WaitingStory[]; sent: Calm["sent"] } & Plan<WaitingStory>);

/** What an issue is made of, as the database has it at one time. While it stays the same, a draft is what the issue would be. */
interface Seen {
  row: DigestRow;
  going: Going;
  /** Changes with each article of these stories. */
  articles: string;
  /** Changes with the recipients who want no mail of the digest. */
  suppressions: string;
}

/** A draft is made anew as often while stories change under it. After that the issue is composed while its digest is locked. */
const DRAFTS_MAX = 3;

export async function composeIssue(
  deps: StageDeps,
  id: string,
  { atOnce = false, roundOver = false }: Partial<Asked> = {},
): Promise<Composed> {
  const asked = { atOnce, roundOver };
  const digest = deps.config().digests.find((candidate) => candidate.id === id);
  if (digest === undefined) return { kind: "unconfigured" };
  const choice = await chooseBefore(deps, digest, asked);
  // All drafts have the number of the first, or people would miss an issue.
  let number: number | null = null;
  for (let drafts = 0; ; drafts++) {
    const isLast = drafts === DRAFTS_MAX;
    const now = deps.now();
    const around = { ...asked, now, choice };
    // To compose takes a while, more so for many readers, and an embedded database does nothing else during a transaction.
    const row = isLast ? null : await findDigest(deps.database, id);
    const seen = row === null ? null : await look(deps.database, digest, row, around);
    const draft: Draft | null =
      seen === null || !isWritten(seen, digest, atOnce)
        ? null
        : await draftIssue(deps, deps.database, digest, seen, { ...around, number });
    number ??= draft?.id ?? null;
    const store = async (sql: Sql, isDrafted: boolean): Promise<Composed | null> => {
      const locked = await lockDigest(sql, id);
      if (locked === null) return { kind: "unconfigured" };
      const found = await look(sql, digest, locked, around);
      const { going } = found;
      if (going.kind === "not-due") return going;
      if (going.kind === "quiet") {
        await saveNextDue(sql, id, going.until, null);
        return { kind: "quiet" };
      }
      const next = await findNextDue(sql, digest, going, around);
      if (!isWritten(found, digest, atOnce)) {
        await saveNextDue(sql, id, next, null);
        return { kind: going.free.length > 0 ? "later" : "empty" };
      }
      const isCurrent = draft !== null && isDeepStrictEqual(found, seen);
      if (!isCurrent && !isLast) return null;
      const toSave = isCurrent ? draft : await draftIssue(deps, sql, digest, found, { ...around, number });
      return { kind: "issue", ...(await saveDraft(sql, digest, toSave, { next, now, isDrafted: isCurrent && isDrafted })) };
    };
    const messages = draft?.messages.map(({ message }) => message) ?? [];
    const composed = await withDraft(deps.database, draft?.id ?? 0, messages, (isDrafted) =>
      deps.database.transaction((sql) => store(sql, isDrafted)),
    );
    if (composed !== null) return composed;
  }
}

async function look(sql: Sql, digest: Digest, row: DigestRow, around: Asked & { now: Date }): Promise<Seen> {
  const going = await findGoing(sql, digest, row, around);
  const stories = going.kind === "stories" ? going.stories.map(({ story_id: story }) => story) : [];
  return {
    row,
    going,
    articles: await stateOfArticles(sql, stories),
    suppressions: await stateOfSuppressions(sql, digest.id),
  };
}

/** Whether there is an issue to write. News that no issue has reported yet, such as a gap in a feed, waits for the next one. */
function isWritten({ going }: Seen, digest: Digest, atOnce: boolean): boolean {
  if (going.kind !== "stories") return false;
  const isImmediate = digest.schedule.kind === "immediately";
  return going.stories.length > 0 || !(digest.whenEmpty === "skip" || atOnce || (isImmediate && going.free.length > 0));
}

/**
 * The next due time counts from now, so that all that was missed while nothing ran goes out once. A digest without times is due again when the
 * first story that is held back may go out.
 */
async function findNextDue(
  sql: Sql,
  digest: Digest,
  { again }: Extract<Going, { kind: "stories" }>,
  { atOnce, now }: Pick<Asked, "atOnce"> & { now: Date },
): Promise<Date | null> {
  const isImmediate = digest.schedule.kind === "immediately";
  const [held] = atOnce || !isImmediate ? [] : await heldStories(sql, digest.id, now);
  return nextDue(digest.schedule, digest.timezone, now) ?? earliestOf(held?.until ?? null, again);
}

async function findGoing(
  sql: Sql,
  digest: Digest,
  row: DigestRow,
  { atOnce, roundOver, now }: Asked & { now: Date },
): Promise<Going> {
  const dueBy = roundOver && digest.schedule.kind === "immediately" ? new Date(now.getTime() + digest.settleMs) : now;
  if (!atOnce && (row.next_due_at === null || row.next_due_at > dueBy)) return { kind: "not-due" };
  const until = atOnce ? null : quietUntil(digest.quiet, digest.timezone, now);
  if (until !== null) return { kind: "quiet", until };
  const free = await waitingStories(sql, digest.id, atOnce ? HELD_OR_NOT : now);
  const sent = await mailsSince(sql, digest.id, new Date(now.getTime() - HOUR_MS));
  const planned = atOnce ? { stories: free, again: null } : await plan(sql, digest, free, { sent, roundOver, now });
  return { kind: "stories", free, sent, ...planned };
}

/** Asks the model of a digest that is due, while no transaction is open. */
async function chooseBefore(deps: StageDeps, digest: Digest, asked: Asked): Promise<ModelChoice | null> {
  if (digest.brief === null || digest.brief.model === null) return null;
  const { database } = deps;
  const row = await findDigest(database, digest.id);
  const going = row === null ? null : await findGoing(database, digest, row, { ...asked, now: deps.now() });
  if (going?.kind !== "stories" || going.stories.length === 0) return null;
  const draft = { id: "0", digest: { ...digest, brief: null }, since: new Date(0), dueAt: null, sent: 0, choice: null };
  return chooseByModel(deps, database, digest, await buildIssue(deps, database, { ...draft, waiting: going.stories }));
}

interface Around {
  sent: Calm["sent"];
  roundOver: boolean;
  now: Date;
}

async function plan(
  sql: Sql,
  digest: Digest,
  waiting: WaitingStory[],
  { sent, roundOver, now }: Around,
): Promise<Plan<WaitingStory>> {
  const tick = nextDue(digest.schedule, digest.timezone, now);
  // The next mail of a digest with rare times would come too late for what is left out.
  const isRare = tick !== null && tick.getTime() - now.getTime() >= HOUR_MS;
  if (isRare) return { stories: waiting, again: null };
  const asSettled = roundOver ? waiting.map((story) => ({ ...story, backlog_of: null, told_at: story.told_at ?? now })) : waiting;
  const isAsked = waitsForEnd(digest) || sent.some(({ backlog }) => backlog);
  const isWanted = isAsked && asSettled.some((story) => story.backlog_of !== null);
  const lists = waiting.flatMap(({ watchlist_id, backlog_of }) => (backlog_of === null ? [] : [watchlist_id]));
  const isOver = isWanted && (await isFirstRoundOver(sql, await appearedAt(sql, digest.id, [...new Set(lists)]), now));
  const planned = planMail(asSettled, { digest, sent, now, isFirstRoundOver: isOver });
  const ids = new Set(planned.stories.map(({ story_id }) => story_id));
  return { stories: waiting.filter(({ story_id }) => ids.has(story_id)), again: planned.again };
}

const earliestOf = (a: Date | null, b: Date | null): Date | null => (a === null || (b !== null && b < a) ? b : a);

/** An issue with all its messages, of which nothing is stored yet. */
interface Draft {
  id: number;
  issue: Issue;
  rendered: ReturnType<typeof renderMail>;
  /** All stand in a mail, in the file attached to it or on the page that it links to, and in the messages of each chat. */
  told: number[];
  waiting: number;
  messages: NewDelivery[];
}

async function draftIssue(
  deps: StageDeps,
  sql: Sql,
  digest: Digest,
  { row, going }: Seen,
  { atOnce, now, choice, number }: Pick<Asked, "atOnce"> & { now: Date; choice: ModelChoice | null; number: number | null },
): Promise<Draft> {
  const { stories: waiting, sent } = going.kind === "stories" ? going : { stories: [], sent: [] };
  const id = number ?? (await takeIssueNumber(sql));
  const since = row.last_checked_at ?? new Date(0);
  const dueAt = atOnce ? null : row.next_due_at;
  const toBuild = { id: String(id), digest, waiting, since, dueAt, sent: sent.length, choice };
  const issue = await buildIssue({ ...deps, now: () => now }, sql, toBuild);
  const rendered = renderMail(issue);
  const { from } = deps.config().mail;
  const outgoing = {
    issue,
    rendered,
    createdAt: now,
    perStory: digest.schedule.kind === "immediately",
    messageIdFor: (recipient: string) => messageIdOf(`issue ${id} ${now.toISOString()} ${recipient}`, from),
  };
  const messages: NewDelivery[] = [];
  for (const channel of PUSHED) {
    const recipients = digest.channels.flatMap(({ kind, recipient, setting }) =>
      kind === channel.kind && recipient !== null ? { recipient, setting } : [],
    );
    if (recipients.length === 0) continue;
    const ofChannel = await channel.compose(deps, sql, outgoing, recipients);
    messages.push(...ofChannel.map((one) => ({ ...one, channel: channel.kind })));
  }
  const told = issue.sections.flatMap(({ stories }) => stories.map(({ id: story }) => Number(story)));
  return { id, issue, rendered, told, waiting: waiting.length, messages };
}

async function saveDraft(
  sql: Sql,
  digest: Digest,
  { id, issue, rendered, told, waiting, messages }: Draft,
  { next, now, isDrafted }: { next: Date | null; now: Date; isDrafted: boolean },
): Promise<Omit<Extract<Composed, { kind: "issue" }>, "kind">> {
  const saved = { ...issue, ...(rendered.left.length > 0 && { onPageOnly: rendered.left }) };
  await saveIssue(sql, { id, issue: saved, rendered, stories: told, now });
  // Nothing else would make the digest due for those that are left.
  const isRestDue = waiting > told.length && digest.schedule.kind === "immediately";
  await saveNextDue(sql, digest.id, isRestDue ? earliestOf(next, new Date(now.getTime() + REST_MS)) : next, now);
  await saveReported(sql, digest.id, issue.health);
  const deliveries = await insertDeliveries(sql, id, messages, now, isDrafted);
  failpoint("issue to save");
  return {
    issue: id,
    deliveries: deliveries.map(({ id: delivery }) => delivery),
    work: deliveries.map(({ id: delivery, channel }) => ({ delivery, lane: laneOf(channel) })),
  };
}
