// Asks a web address whether its document changed: with the marks of the last one, and as politely as its server wants.
import { conditionalHeaders, readAnswer, type Validators, validatorsToSend } from "../feeds/poll/conditional-get.ts";
import { explainStatus } from "../http/explain-status.ts";
import { retryAfter } from "../http/retry-after.ts";
import type { Answered } from "../http/answer.ts";
import type { FeedRow } from "../store/feeds.ts";
import type { Polled, SourceDeps, WebAnswer } from "./source.ts";

const DEADLINE_MS = 30_000;
/** The pause after a 429 without a Retry-After. */
const TOO_MANY_REQUESTS_MS = 3_600_000;
/** A document names its hub near its beginning. */
const HEAD_BYTES = 64 * 1024;

type AddressAnswer =
  | Exclude<Polled, { kind: "fresh" }>
  /** `answer.body` is a document to read. */
  | { kind: "fresh"; answer: Answered; web: WebAnswer };

export async function askAddress(
  deps: SourceDeps,
  row: FeedRow,
  { accept, bodyBytesMax }: { accept: string; bodyBytesMax: number },
): Promise<AddressAnswer> {
  const kept = { etag: row.etag, lastModified: row.last_modified };
  const sent = validatorsToSend(kept, { documentAt: row.document_at, hidesNews: row.hides_news }, deps.now());
  const answer = await deps.client().get(row.asked_url ?? row.url, {
    headers: conditionalHeaders(sent),
    accept,
    bodyBytesMax,
    deadlineMs: DEADLINE_MS,
    followsPages: true,
    from: [row.url],
  });
  if (answer.kind === "in-line") return { kind: "later", until: answer.until, reason: answer.message };
  if (answer.kind === "held") return { kind: "rate-limited", until: answer.until, wasAsked: answer.elsewhere === true };
  if (answer.kind === "failed") return failedPoll(answer.message);
  const read = readAnswer(answer, sent);
  const met = { status: answer.status, redirected: answer.redirects.length > 0 };
  if (read.kind === "gone")
    return failedPoll("gone for good, says its publisher (410); take it out of feeds.yaml", { ...met, isGone: true });
  if (read.kind === "refused") {
    const heldUntil = await holdIfAsked(deps, answer);
    return failedPoll(read.message ?? explainStatus(answer), { ...met, heldUntil });
  }
  const { validators, maxAgeS, movedTo } = read;
  const { url, headers, body } = answer;
  // A copy, because a document that is read in a thread is no longer ours.
  const web = { validators, sent, maxAgeS, movedTo, url, headers, head: body.slice(0, HEAD_BYTES) };
  return read.kind === "not-modified" ? { kind: "unchanged", web } : { kind: "fresh", answer, web };
}

/** Leaves the host alone for as long as this refusal asks; null if it asks for nothing. */
async function holdIfAsked(deps: SourceDeps, { url, status, headers }: Answered): Promise<Date | null> {
  const until =
    retryAfter(headers, deps.now()) ?? (status === 429 ? new Date(deps.now().getTime() + TOO_MANY_REQUESTS_MS) : null);
  if (until !== null) await deps.client().hold(url, until);
  return until;
}

/**
 * Asks for a further document of the source at `row`, as politely. Resolves to the answer, whose status is 304 if `sent` are the marks of the document
 * that it still has, or to why there is no document.
 */
export async function askFurther(
  deps: SourceDeps,
  { url, row, sent = { etag: null, lastModified: null } }: { url: string; row: FeedRow; sent?: Validators },
  { accept, bodyBytesMax }: { accept: string; bodyBytesMax: number },
): Promise<Answered | string> {
  const headers = conditionalHeaders(sent);
  const answer = await deps.client().get(url, { headers, accept, bodyBytesMax, deadlineMs: DEADLINE_MS, from: [row.url] });
  if (answer.kind !== "answer") return answer.message;
  if (answer.status === 200 || (answer.status === 304 && Object.keys(headers).length > 0)) return answer;
  await holdIfAsked(deps, answer);
  return explainStatus(answer);
}

/** For documents that are no feed: a hub that they name could push something else in their place. */
export const withoutHub = (web: WebAnswer): WebAnswer => ({ ...web, headers: {}, head: new Uint8Array() });

/** `status` is 0 if no server answered. */
export const failedPoll = (
  fault: string,
  { status = 0, redirected = false, isGone = false, heldUntil = null as Date | null } = {},
): Extract<Polled, { kind: "failed" }> => ({ kind: "failed", fault, heldUntil, isGone, status, redirected });
