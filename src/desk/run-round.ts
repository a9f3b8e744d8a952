// One round of the pipeline: polls every feed, works until the queues are empty, sends what is due, and returns a summary.
import { CommandError, toError } from "../errors.ts";
import { askLeftOut } from "../pipeline/fetch-articles/ask-left-out.ts";
import { STAGE_NAMES } from "../pipeline/pipeline.ts";
import { weighStories } from "../pipeline/group-stories/weigh-stories.ts";
import { composeIssue } from "../pipeline/send-digests/compose-issue.ts";
import { handOn } from "../pipeline/hand-on.ts";
import { countWaiting } from "../store/due.ts";
import { makeFeedsDue } from "../store/feeds.ts";
import { isBeingDelivered, listDeliveries, retryDeliveriesNow } from "../store/deliveries/deliveries.ts";
import { digestsToSend } from "../store/digests.ts";
import { roundErrors } from "../store/views/round-errors.ts";
import type { RoundError } from "../store/views/round-errors.ts";
import type { RunningPipeline } from "./desk-deps.ts";

/** The contract's summary of a round. */
export interface RoundSummary {
  feeds: { polled: number; failed: number };
  entries: { new: number };
  articles: { extracted: number; summaryOnly: number };
  matches: number;
  stories: { new: number; copies: number };
  digests: { sent: number; failed: number };
  errors: RoundError[];
}

export interface RoundOptions {
  /** Send every digest with waiting stories, due or not. */
  sendAll: boolean;
  onProgress?: (progress: RoundProgress) => void;
}

export interface RoundProgress {
  feeds: number;
  articles: number;
  deliveries: number;
  read: number;
  matched: number;
}

const LOOK_EVERY_MS = 100;
const LOOK_EVERY_MS_MAX = 500;
const SENDING = "send-digests";
const READING = STAGE_NAMES.filter((name) => name !== SENDING);

export async function runRound(app: RunningPipeline, { sendAll, onProgress = () => {} }: RoundOptions): Promise<RoundSummary> {
  const { deps } = app;
  const startedAt = deps.now();
  const before = app.tally.totals().counts;
  await makeFeedsDue(deps.database, startedAt);
  await retryDeliveriesNow(deps.database, startedAt);
  await askLeftOut(deps);
  // Issues are written when all is read: a digest that is due would else go out without the news of this round. Mails that wait already go now,
  // so that a slow site does not keep them; each is a job of a lane.
  app.start([SENDING], { lanesOnly: true });
  app.start(READING);
  await app.sweep();
  await settle(app, startedAt, { onProgress, isSending: false });
  // What can't be weighed must not keep readers waiting.
  await weighStories(deps).catch((error: unknown) =>
    deps.log.error({ err: toError(error) }, "stories could not be weighed again"),
  );
  const settled = Math.max(0, ...deps.config().digests.map(({ settleMs }) => settleMs));
  for (const digest of await digestsToSend(deps.database, new Date(deps.now().getTime() + settled), sendAll)) {
    const composed = await composeIssue(deps, digest, sendAll ? { atOnce: true } : { roundOver: true });
    if (composed.kind === "issue") await handOn(deps, { "send-digests": composed.work });
  }
  app.start([SENDING]);
  await settle(app, startedAt, { onProgress, isSending: true });
  const { counts } = app.tally.totals();
  const count = (name: string) => (counts[name] ?? 0) - (before[name] ?? 0);
  return {
    feeds: { polled: count("polled"), failed: count("feedsFailed") },
    entries: { new: count("entries") },
    articles: { extracted: count("extracted"), summaryOnly: count("summaryOnly") },
    matches: count("matches"),
    stories: { new: count("stories"), copies: count("copies") },
    digests: { sent: count("sent"), failed: count("failed") },
    errors: await roundErrors(deps.database, startedAt),
  };
}

/** `issue` is null if nothing waited. */
export interface SentNow {
  issue: number | null;
  deliveries: Awaited<ReturnType<typeof listDeliveries>>;
}

/**
 * Sends one digest's next issue, due or not, and waits until each of its own deliveries was tried. A delivery that a dead worker left is
 * waited for until its lease ends.
 */
export async function sendNow(app: RunningPipeline, digest: string): Promise<SentNow> {
  const { deps } = app;
  const composed = await composeIssue(deps, digest, { atOnce: true });
  if (composed.kind === "unconfigured") {
    const known = deps.config().digests.map(({ id }) => id);
    throw new CommandError(`digests.yaml has no digest "${digest}"; it has ${known.join(", ") || "none"}`);
  }
  if (composed.kind !== "issue") return { issue: null, deliveries: [] };
  app.start(["send-digests"]);
  await handOn(deps, { "send-digests": composed.work });
  while (await isBeingDelivered(deps.database, composed.issue, deps.now()))
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  return { issue: composed.issue, deliveries: await listDeliveries(deps.database, composed.issue) };
}

/** Resolves when no feed is to be polled, no article is in the pipeline, and if `isSending` no mail is to be sent. */
async function settle(
  app: RunningPipeline,
  since: Date,
  { onProgress, isSending }: { onProgress: (progress: RoundProgress) => void; isSending: boolean },
): Promise<void> {
  for (;;) {
    const lookedAt = performance.now();
    const waiting = await countWaiting(app.deps.database, since, app.deps.now());
    const lookMs = performance.now() - lookedAt;
    const { counts } = app.tally.totals();
    onProgress({ ...waiting, read: (counts["extracted"] ?? 0) + (counts["summaryOnly"] ?? 0), matched: counts["matches"] ?? 0 });
    if (waiting.feeds + waiting.articles + (isSending ? waiting.deliveries : 0) === 0) return;
    // Thousands that wait take a while to count: the work itself is to have the time.
    await new Promise((resolve) => setTimeout(resolve, Math.min(Math.max(LOOK_EVERY_MS, 50 * lookMs), LOOK_EVERY_MS_MAX)));
  }
}
