// Composes a digest's next issue: the waiting stories, rendered once, with one delivery for each recipient, in one transaction.
import { failpoint } from "../../failpoint.ts";
import { nextDue, quietUntil } from "../../digests/schedule.ts";
import { renderMail } from "../../digests/render-issue.ts";
import { renderHookJson, renderSlackJson } from "../../digests/render-hook.ts";
import { waysOut } from "../../channels/ways-out.ts";
import { buildIssue } from "./build-issue.ts";
import { composeMessage } from "../../channels/mail/compose-message.ts";
import { listIdOf } from "../../channels/mail/list-id.ts";
import { signMessage } from "../../channels/mail/sign-message.ts";
import { messageIdOf } from "../../channels/mail/message-id.ts";
import { lockDigest, saveNextDue } from "../../store/digests.ts";
import { toldBefore, waitingStories } from "../../store/waiting-stories.ts";
import { beginIssue, saveIssue } from "../../store/issues.ts";
import { insertDelivery, insertUnsent } from "../../store/deliveries.ts";
import { parseMailAddress } from "../../text/parse-mail-address.ts";
import { findSuppression } from "../../store/suppressions.ts";
import { unsubscribeHeaders, whySuppressed } from "../../channels/mail/unsubscribe.ts";
import type { IssueToBuild } from "./build-issue.ts";
import type { Sql } from "../../store/engine/database.ts";
import type { StageDeps } from "../stage-deps.ts";

export type Composed =
  | { kind: "issue"; issue: number; deliveries: number[] }
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
    const waiting = await waitingStories(sql, id, atOnce ? now : toldBefore(now));
    const isEmpty = waiting.length === 0 && (digest.whenEmpty === "skip" || atOnce);
    // The next due time is reckoned from now, so that what was missed while down goes out once. What nobody was told of, such as a gap in
    // a feed, waits for the next issue.
    await saveNextDue(sql, id, nextDue(digest.schedule, digest.timezone, now), isEmpty ? null : now);
    if (isEmpty) return { kind: "empty" };
    const since = row.last_checked_at ?? new Date(0);
    return {
      kind: "issue",
      ...(await writeIssue(deps, sql, { digest, waiting, since, dueAt: atOnce ? null : row.next_due_at })),
    };
  });
}

async function writeIssue(
  deps: StageDeps,
  sql: Sql,
  toBuild: Omit<IssueToBuild, "id">,
): Promise<{ issue: number; deliveries: number[] }> {
  const { digest, waiting } = toBuild;
  const now = deps.now();
  const issueId = await beginIssue(sql, digest.id, now);
  const issue = await buildIssue(deps, sql, { id: String(issueId), ...toBuild });
  const rendered = renderMail(issue);
  // What the mail only counts stands on the issue's page, and is thereby told and done with.
  await saveIssue(
    sql,
    issueId,
    issue,
    rendered,
    waiting.map(({ story_id }) => story_id),
  );
  const { from, dkim } = deps.config().mail;
  // They hang on a message that was never sent, so that a mail program shows them as one thread: those of one watchlist, and those of several.
  const [only, ...others] = issue.sections;
  const watchlist = only === undefined || others.length > 0 ? "" : ` watchlist ${only.watchlist}`;
  const root = messageIdOf(`digest ${digest.id}${watchlist}`, from);
  const thread = { "In-Reply-To": root, References: root };
  const deliveries: number[] = [];
  for (const to of digest.to) {
    const messageId = messageIdOf(`issue ${issueId} ${now.toISOString()} ${to}`, from);
    const mail = { issue: issueId, recipient: to, messageId };
    const address = parseMailAddress(to)?.address;
    if (address === undefined) {
      // The others are to get their mail all the same.
      const reply = `"${to}" is not one mail address: correct it in digests.yaml`;
      await insertUnsent(sql, { ...mail, message: new Uint8Array(), state: "failed", reply, isFault: true }, now);
      continue;
    }
    const headers = { ...thread, ...(await unsubscribeHeaders(sql, deps.pagesUrl(), digest.id, address)) };
    const plain = await composeMessage({ from, to, ...rendered, messageId, date: now, listId: listIdOf(digest.id), headers });
    const message = dkim === null ? plain : await signMessage(plain, dkim);
    const suppressed = await findSuppression(sql, address, digest.id);
    if (suppressed !== null)
      await insertUnsent(
        sql,
        { ...mail, message, state: "suppressed", reply: whySuppressed(suppressed), isFault: suppressed.kind === "refused" },
        now,
      );
    else deliveries.push(await insertDelivery(sql, { ...mail, message }, now));
  }
  for (const { channel, recipient } of waysOut(digest)) {
    const body = channel === "webhook" ? renderHookJson(issue) : renderSlackJson(issue);
    // The same as a Message-ID is for a mail: what takes it twice knows it by this.
    const messageId = messageIdOf(`issue ${issueId} ${now.toISOString()} ${recipient}`, from).replace(/[<>]/g, "");
    deliveries.push(
      await insertDelivery(sql, { issue: issueId, channel, recipient, messageId, message: Buffer.from(body) }, now),
    );
  }
  failpoint("issue to save");
  return { issue: issueId, deliveries };
}
