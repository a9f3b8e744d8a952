// A digest's next issue before anyone gets it, and an old one again.
import { composeMessage } from "../channels/mail/compose-message.ts";
import { listIdOf } from "../channels/mail/list-id.ts";
import { messageIdOf } from "../channels/message-id.ts";
import { mail } from "../channels/mail/mail.ts";
import { renderMail } from "../digests/render-issue.ts";
import { findDigest } from "../store/digests.ts";
import { waitingStories } from "../store/waiting-stories.ts";
import { findIssueRow } from "../store/issues.ts";
import { buildIssue } from "../pipeline/send-digests/build-issue.ts";
import type { RenderedIssue } from "../digests/render-issue.ts";
import type { Sql } from "../store/engine/database.ts";
import type { StageDeps } from "../pipeline/stage-deps.ts";

export type Preview =
  | ({ kind: "issue"; digest: string; stories: number; nextDueAt: string | null } & RenderedIssue)
  | { kind: "empty"; digest: string; nextDueAt: string | null }
  /** No digest has this id, or it has not run yet. */
  | { kind: "unconfigured"; digests: string[] };

/** What would go out now. Changes nothing. */
export async function previewDigest(
  deps: Pick<StageDeps, "config" | "now" | "pagesUrl">,
  sql: Sql,
  id: string,
): Promise<Preview> {
  const { digests } = deps.config();
  const digest = digests.find((candidate) => candidate.id === id);
  if (digest === undefined) return { kind: "unconfigured", digests: digests.map((candidate) => candidate.id) };
  const row = await findDigest(sql, id);
  const nextDueAt = row?.next_due_at?.toISOString() ?? null;
  const waiting = await waitingStories(sql, id, deps.now());
  if (waiting.length === 0) return { kind: "empty", digest: id, nextDueAt };
  const issue = await buildIssue(deps, sql, {
    id: "preview",
    digest,
    waiting,
    since: row?.last_checked_at ?? new Date(0),
    dueAt: null,
  });
  return { kind: "issue", digest: id, stories: waiting.length, nextDueAt, ...renderMail({ ...issue, webUrl: null }) };
}

/** The same as the bytes of a mail, for a mail program to open; to the first of its recipients. Throws PermanentError where that is no address. */
export function previewMessage(
  { config, now }: Pick<StageDeps, "config" | "now">,
  id: string,
  issue: RenderedIssue,
): Promise<Uint8Array> {
  const digest = config().digests.find((candidate) => candidate.id === id);
  const to = digest?.channels.find(({ kind }) => kind === mail.kind)?.recipient ?? "reader@localhost";
  const { from } = config().mail;
  return composeMessage({ ...issue, from, to, messageId: messageIdOf(`preview ${id}`, from), date: now(), listId: listIdOf(id) });
}

export type RenderedAgain = { kind: "issue"; createdAt: string; isSame: boolean } & RenderedIssue;

/** Renders an issue from what is kept of it; `isSame` tells whether its mails had the same bytes. Null where there is no such issue. */
export async function renderAgain(sql: Sql, id: number): Promise<RenderedAgain | null> {
  const row = await findIssueRow(sql, id);
  if (row === null) return null;
  const rendered = renderMail(row.content);
  const isSame = rendered.subject === row.subject && rendered.html === row.html && rendered.text === row.plain;
  return { kind: "issue", createdAt: row.created_at.toISOString(), isSame, ...rendered };
}
