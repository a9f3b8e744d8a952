// A digest's next issue before it is sent, and an old issue rendered again.
import { composeMessage } from "../channels/mail/compose-message.ts";
import { listIdOf } from "../channels/mail/list-id.ts";
import { messageIdOf } from "../channels/message-id.ts";
import { mail } from "../channels/mail/mail.ts";
import { renderMail } from "../digests/render-issue.ts";
import { findDigest } from "../store/digests.ts";
import { HELD_OR_NOT, waitingStories } from "../store/waiting-stories.ts";
import { findIssueRow } from "../store/issues.ts";
import { buildIssue } from "../pipeline/send-digests/build-issue.ts";
import { pagesUrlOf } from "../pipeline/send-digests/page-links.ts";
import { chooseByModel } from "../pipeline/send-digests/brief/choose-brief.ts";
import type { Issue } from "../digests/digest.ts";
import type { IssueToBuild } from "../pipeline/send-digests/build-issue.ts";
import type { RenderedIssue } from "../digests/render-issue.ts";
import type { Sql } from "../store/engine/database.ts";
import type { StageDeps } from "../pipeline/stage-deps.ts";

export type Preview =
  | ({ kind: "issue"; digest: string; stories: number; nextDueAt: string | null } & RenderedIssue)
  | { kind: "empty"; digest: string; nextDueAt: string | null }
  /** No digest has this id, or it has not run yet. */
  | { kind: "unconfigured"; digests: string[] };

interface PreviewDeps extends Pick<StageDeps, "database" | "config" | "now"> {
  /** Only a Wirewatch that runs asks the model of a brief; rules choose elsewhere. */
  pipeline?: { deps: Pick<StageDeps, "client" | "log" | "now" | "pagesUrl"> } | null;
}

/**
 * The next issue as it would be sent now. Changes nothing. `withModel`: a brief is chosen as it would be now. Pages are looked at often, and
 * a model may cost money and a minute.
 */
export async function previewDigest(
  deps: PreviewDeps,
  { digest: id, withModel }: { digest: string; withModel: boolean },
): Promise<Preview> {
  const { database: sql } = deps;
  const { digests } = deps.config();
  const digest = digests.find((candidate) => candidate.id === id);
  if (digest === undefined) return { kind: "unconfigured", digests: digests.map((candidate) => candidate.id) };
  const row = await findDigest(sql, id);
  const nextDueAt = row?.next_due_at?.toISOString() ?? null;
  const waiting = await waitingStories(sql, id, HELD_OR_NOT);
  if (waiting.length === 0) return { kind: "empty", digest: id, nextDueAt };
  const since = row?.last_checked_at ?? new Date(0);
  const build = (more: Pick<IssueToBuild, "digest" | "choice">): Promise<Issue> =>
    buildIssue({ ...deps, configFaults: () => [], pagesUrl: () => null }, sql, {
      id: "preview",
      waiting,
      since,
      dueAt: null,
      sent: 0,
      isPreview: true,
      ...more,
    });
  const asks = withModel && deps.pipeline && (digest.brief?.model ?? null) !== null ? deps.pipeline.deps : null;
  const draft = asks && (await build({ digest: { ...digest, brief: null }, choice: null }));
  const issue = await build({ digest, choice: asks && draft && (await chooseByModel(asks, sql, digest, draft)) });
  // Its page is not there yet, so nothing links to it.
  const willHavePage = knowsPages(deps);
  const { attachesRest: _, ...withPage } = issue;
  const shown: Issue = willHavePage === false ? issue : { ...withPage, willHavePage };
  return { kind: "issue", digest: id, stories: waiting.length, nextDueAt, ...renderMail({ ...shown, webUrl: null }) };
}

/** Null if nobody knows yet: a process that runs serves pages on this machine, and a round does not. */
function knowsPages({ pipeline, config }: PreviewDeps): boolean | null {
  if (pipeline) return pipeline.deps.pagesUrl() !== null;
  return pagesUrlOf(config(), false) === null ? null : true;
}

export type MailPreview =
  | ({ kind: "issue"; mail: string } & Pick<Extract<Preview, { kind: "issue" }>, "digest" | "nextDueAt">)
  | Exclude<Preview, { kind: "issue" }>;

/** The same as a mail to the first of its recipients, its bytes in base64. Throws PermanentError if that is no address. */
export async function previewMail(deps: PreviewDeps, { digest }: { digest: string }): Promise<MailPreview> {
  const preview = await previewDigest(deps, { digest, withModel: true });
  if (preview.kind !== "issue") return preview;
  const mail = Buffer.from(await composePreview(deps, digest, preview)).toString("base64");
  return { kind: "issue", digest, nextDueAt: preview.nextDueAt, mail };
}

function composePreview({ config, now }: PreviewDeps, id: string, issue: RenderedIssue): Promise<Uint8Array> {
  const digest = config().digests.find((candidate) => candidate.id === id);
  const to = digest?.channels.find(({ kind }) => kind === mail.kind)?.recipient ?? "reader@localhost";
  const { from } = config().mail;
  return composeMessage({ ...issue, from, to, messageId: messageIdOf(`preview ${id}`, from), date: now(), listId: listIdOf(id) });
}

export type RenderedAgain = { kind: "issue"; createdAt: string; isSame: boolean } & RenderedIssue;

/** Renders an issue from its stored content; `isSame` tells whether its mails had the same bytes. Returns null if there is no such issue. */
export async function renderAgain(sql: Sql, id: number): Promise<RenderedAgain | null> {
  const row = await findIssueRow(sql, id);
  if (row === null) return null;
  const rendered = renderMail(row.content);
  const isSame = rendered.subject === row.subject && rendered.html === row.html && rendered.text === row.plain;
  return { kind: "issue", createdAt: row.created_at.toISOString(), isSame, ...rendered };
}
