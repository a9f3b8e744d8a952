// Lets messages about one story name the outlets that have it since: edits without a sound, unless there is a new independent report.
import { PUSHED } from "../../channels/channels.ts";
import { messageIdOf } from "../../channels/message-id.ts";
import { quietUntil } from "../../digests/schedule.ts";
import { insertDeliveries } from "../../store/deliveries/deliveries.ts";
import { lockDigest } from "../../store/digests.ts";
import { findIssue } from "../../store/issues.ts";
import { findStaleLive, noteArticles } from "../../store/views/live-messages.ts";
import { namesOf, viewStories } from "./build-issue.ts";
import { pageLinks } from "./page-links.ts";
import type { Digest, Issue } from "../../digests/digest.ts";
import type { Sql } from "../../store/engine/database.ts";
import type { StaleLive } from "../../store/views/live-messages.ts";
import type { StageDeps } from "../stage-deps.ts";

/** Copies of older stories come for weeks; nobody looks at the message any more. */
const FRESH_MS = 24 * 3_600_000;

/** Several processes may call it at once. */
export async function refreshMessages(deps: StageDeps): Promise<void> {
  const since = new Date(deps.now().getTime() - FRESH_MS);
  const stale = await findStaleLive(deps.database, since, null);
  for (const id of new Set(stale.map(({ digest }) => digest))) {
    const digest = deps.config().digests.find((one) => one.id === id);
    // A new report would make a sound.
    if (digest === undefined || quietUntil(digest.quiet, digest.timezone, deps.now()) !== null) continue;
    await deps.database.transaction(async (sql) => {
      if ((await lockDigest(sql, id)) === null) return;
      for (const message of await findStaleLive<object>(sql, since, id)) await refresh(deps, sql, digest, message);
    });
  }
}

async function refresh(deps: StageDeps, sql: Sql, digest: Digest, message: StaleLive<object>): Promise<void> {
  const { issue: id, channel: kind, recipient, story, articles, parts } = message;
  // Whatever comes of it, these articles are not looked at again.
  await noteArticles(sql, message);
  const channel = PUSHED.find((one) => one.kind === kind);
  const issue = await findIssue(sql, id);
  const section = issue?.content.sections.find(({ stories }) => stories.some((one) => one.id === String(story)));
  const isListed = digest.channels.some((one) => one.kind === kind && one.recipient === recipient);
  if (channel?.refresh === undefined || issue === null || section === undefined || !isListed) return;
  const waiting = [
    { story_id: story, watchlist_id: message.watchlist, added_at: deps.now(), backlog_of: null, told_at: null, news: [] },
  ];
  const [view] = await viewStories(sql, digest, waiting, {
    linkTo: await pageLinks(sql, deps.pagesUrl()),
    names: namesOf(deps.config()),
  });
  if (view === undefined) return;
  const now = deps.now();
  const shown: Issue = { ...issue.content, createdAt: now.toISOString() };
  const messages = channel.refresh(shown, message, { name: section.name, story: view.story, articles });
  const deliveries = messages.map((one, index) => {
    const part = parts + 1 + index;
    const messageId = messageIdOf(`issue ${id} ${now.toISOString()} ${recipient} ${part}`, deps.config().mail.from);
    return { ...one, channel: kind, recipient, part, messageId: messageId.replace(/[<>]/g, "") };
  });
  await insertDeliveries(sql, id, deliveries, now);
}
