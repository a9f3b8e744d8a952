// Composes a digest's next issue: the waiting stories, rendered once, with one delivery for each recipient, in one transaction.
import { failpoint } from "../../failpoint.ts";
import { nextDue, quietUntil } from "../../digests/schedule.ts";
import { renderMail } from "../../digests/render-issue.ts";
import { laneOf, PUSHED } from "../../channels/channels.ts";
import { messageIdOf } from "../../channels/message-id.ts";
import { insertDeliveries } from "../../store/deliveries.ts";
import { buildIssue } from "./build-issue.ts";
import { chooseByModel } from "./brief/choose-brief.ts";
import { appearedAt, findDigest, lockDigest, saveNextDue } from "../../store/digests.ts";
import { isFirstRoundOver } from "../../store/due.ts";
import { saveReported } from "../../store/views/health.ts";
import { planMail, waitsForEnd } from "../../digests/plan-mail.ts";
import { HELD_OR_NOT, heldStories, waitingStories } from "../../store/waiting-stories.ts";
import { beginIssue, mailsSince, saveIssue } from "../../store/issues.ts";
import type { Digest } from "../../digests/digest.ts";
import type { Calm, Plan } from "../../digests/plan-mail.ts";
import type { DigestRow } from "../../store/digests.ts";
import type { ModelChoice } from "./brief/choose-brief.ts";
import type { WaitingStory } from "../../store/waiting-stories.ts";
import type { Payload } from "../pipeline.ts";
import type { IssueToBuild } from "./build-issue.ts";
import type { NewDelivery } from "../../store/deliveries.ts";
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

export async function composeIssue(
  deps: StageDeps,
  id: string,
  { atOnce = false, roundOver = false }: Partial<Asked> = {},
): Promise<Composed> {
  const asked = { atOnce, roundOver };
  const digest = deps.config().digests.find((candidate) => candidate.id === id);
  if (digest === undefined) return { kind: "unconfigured" };
  const choice = await chooseBefore(deps, digest, asked);
  return deps.database.transaction(async (sql) => {
    const now = deps.now();
    const row = await lockDigest(sql, id);
    if (row === null) return { kind: "unconfigured" };
    const going = await findGoing(sql, digest, row, { ...asked, now });
    if (going.kind === "not-due") return going;
    if (going.kind === "quiet") {
      await saveNextDue(sql, id, going.until, null);
      return { kind: "quiet" };
    }
    const { stories: waiting, free, again, sent } = going;
    const isImmediate = digest.schedule.kind === "immediately";
    const isEmpty = waiting.length === 0 && (digest.whenEmpty === "skip" || atOnce || (isImmediate && free.length > 0));
    // The next due time counts from now, so that all that was missed while nothing ran goes out once. News that no issue has reported yet,
    // such as a gap in a feed, waits for the next issue.
    // A digest without times is due again when the first story that is held back may go out.
    const [held] = atOnce || !isImmediate ? [] : await heldStories(sql, id, now);
    const next = nextDue(digest.schedule, digest.timezone, now) ?? earliestOf(held?.until ?? null, again);
    await saveNextDue(sql, id, next, isEmpty ? null : now);
    if (isEmpty) return { kind: free.length > 0 ? "later" : "empty" };
    const since = row.last_checked_at ?? new Date(0);
    const dueAt = atOnce ? null : row.next_due_at;
    return {
      kind: "issue",
      ...(await writeIssue(deps, sql, { digest, waiting, since, next, sent: sent.length, dueAt, choice })),
    };
  });
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

async function writeIssue(
  deps: StageDeps,
  sql: Sql,
  { next, ...toBuild }: Omit<IssueToBuild, "id"> & { next: Date | null },
): Promise<Omit<Extract<Composed, { kind: "issue" }>, "kind">> {
  const { digest, waiting } = toBuild;
  const now = deps.now();
  const issueId = await beginIssue(sql, digest.id, now);
  const issue = await buildIssue(deps, sql, { id: String(issueId), ...toBuild });
  const rendered = renderMail(issue);
  // All stand in a mail, in the file attached to it or on the page that it links to, and in the messages of each chat.
  const told = issue.sections.flatMap(({ stories }) => stories.map(({ id: story }) => Number(story)));
  const saved = { ...issue, ...(rendered.left.length > 0 && { onPageOnly: rendered.left }) };
  await saveIssue(sql, issueId, saved, rendered, told);
  // Nothing else would make the digest due for them.
  if (waiting.length > told.length && digest.schedule.kind === "immediately")
    await saveNextDue(sql, digest.id, earliestOf(next, new Date(now.getTime() + REST_MS)), now);
  await saveReported(sql, digest.id, issue.health);
  const { from } = deps.config().mail;
  const outgoing = {
    issue,
    rendered,
    createdAt: now,
    perStory: digest.schedule.kind === "immediately",
    messageIdFor: (recipient: string) => messageIdOf(`issue ${issueId} ${now.toISOString()} ${recipient}`, from),
  };
  const composed: NewDelivery[] = [];
  for (const channel of PUSHED) {
    const recipients = digest.channels.flatMap(({ kind, recipient, setting }) =>
      kind === channel.kind && recipient !== null ? { recipient, setting } : [],
    );
    if (recipients.length === 0) continue;
    const ofChannel = await channel.compose(deps, sql, outgoing, recipients);
    composed.push(...ofChannel.map((one) => ({ ...one, channel: channel.kind })));
  }
  const deliveries = await insertDeliveries(sql, issueId, composed, now);
  failpoint("issue to save");
  return {
    issue: issueId,
    deliveries: deliveries.map(({ id }) => id),
    work: deliveries.map(({ id, channel }) => ({ delivery: id, lane: laneOf(channel) })),
  };
}
