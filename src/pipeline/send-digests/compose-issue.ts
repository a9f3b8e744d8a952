// Composes a digest's next issue: the waiting stories, rendered once, with one delivery for each recipient, in one transaction.
import { failpoint } from "../../failpoint.ts";
import { nextDue, quietUntil } from "../../digests/schedule.ts";
import { renderMail } from "../../digests/render-issue.ts";
import { laneOf, PUSHED } from "../../channels/channels.ts";
import { messageIdOf } from "../../channels/message-id.ts";
import { insertDeliveries } from "../../store/deliveries.ts";
import { buildIssue } from "./build-issue.ts";
import { lockDigest, saveNextDue } from "../../store/digests.ts";
import { HELD_OR_NOT, heldStories, waitingStories } from "../../store/waiting-stories.ts";
import { beginIssue, saveIssue } from "../../store/issues.ts";
import type { Issue } from "../../digests/digest.ts";
import type { Payload } from "../pipeline.ts";
import type { IssueToBuild } from "./build-issue.ts";
import type { NewDelivery } from "../../store/deliveries.ts";
import type { Sql } from "../../store/engine/database.ts";
import type { StageDeps } from "../stage-deps.ts";

/** What did not fit into an immediate mail comes with the next, after this time. */
const REST_MS = 60 * 60_000;

export type Composed =
  /** `work` is what to hand on: a job for each of the deliveries. */
  | { kind: "issue"; issue: number; deliveries: number[]; work: Payload<"send-digests">[] }
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
    const waiting = await waitingStories(sql, id, atOnce ? HELD_OR_NOT : now);
    const isEmpty = waiting.length === 0 && (digest.whenEmpty === "skip" || atOnce);
    // The next due time counts from now, so that all that was missed while nothing ran goes out once. News that no issue has reported yet,
    // such as a gap in a feed, waits for the next issue.
    // A digest without times is due again when the first story that is held back may go out.
    const [held] = atOnce || digest.schedule.kind !== "immediately" ? [] : await heldStories(sql, id, now);
    await saveNextDue(sql, id, nextDue(digest.schedule, digest.timezone, now) ?? held?.until ?? null, isEmpty ? null : now);
    if (isEmpty) return { kind: "empty" };
    const since = row.last_checked_at ?? new Date(0);
    return {
      kind: "issue",
      ...(await writeIssue(deps, sql, { digest, waiting, since, dueAt: atOnce ? null : row.next_due_at })),
    };
  });
}

/** The stories that stand in a mail, or on the page that the mail links to. */
function toldBy({ sections, webUrl }: Issue, left: readonly string[]): Set<string> {
  const stories = sections.flatMap(({ stories: all }) => all.map(({ id }) => id));
  return new Set(webUrl === null ? stories.filter((id) => !left.includes(id)) : stories);
}

async function writeIssue(
  deps: StageDeps,
  sql: Sql,
  toBuild: Omit<IssueToBuild, "id">,
): Promise<Omit<Extract<Composed, { kind: "issue" }>, "kind">> {
  const { digest, waiting } = toBuild;
  const now = deps.now();
  const issueId = await beginIssue(sql, digest.id, now);
  const issue = await buildIssue(deps, sql, { id: String(issueId), ...toBuild });
  const rendered = renderMail(issue);
  const told = toldBy(issue, rendered.left);
  const onPageOnly = rendered.left.filter((story) => told.has(story));
  const saved = { ...issue, ...(onPageOnly.length > 0 && { onPageOnly }) };
  await saveIssue(sql, issueId, saved, rendered, [...told].map(Number));
  // Nothing else would make the digest due for them.
  if (waiting.length > told.size && digest.schedule.kind === "immediately")
    await saveNextDue(sql, digest.id, new Date(now.getTime() + REST_MS), now);
  const { from } = deps.config().mail;
  const outgoing = {
    issue,
    rendered,
    createdAt: now,
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
