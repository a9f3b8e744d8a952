// Conditional requests: what to send so that a server need not repeat a known document, and what its answer means.

import { beginsAsFeed } from "../../text/name-file-kind.ts";

/** A server's marks for its document: kept and sent back byte for byte, never interpreted (RFC 9110 section 8.8). */
export interface Validators {
  etag: string | null;
  lastModified: string | null;
}

/** An HTTP answer: header names in lower case, `url` after redirects, `redirects` in the order in which they were followed; `body` may be left out. */
export interface FeedResponse {
  status: number;
  headers: Readonly<Record<string, string>>;
  url: string;
  redirects: readonly { status: number; to: string }[];
  body?: Uint8Array;
}

/**
 * `fresh`: there is a document to read; `not-modified`: ours is still valid. Save the validators only after the document was read.
 * `movedTo` is set if all redirects on the way were permanent. `gone`: the publisher removed the feed for good.
 * `refused`: no document, for the reason given by the status, or in `message`.
 */
export type FeedAnswer =
  | { kind: "fresh"; validators: Validators; maxAgeS: number | null; movedTo: string | null }
  | { kind: "not-modified"; validators: Validators; maxAgeS: number | null; movedTo: string | null }
  | { kind: "gone" }
  | { kind: "refused"; message: string | null };

const HEAD_BYTES = 8_192;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/**
 * The validators to send: none once a week after the last whole document, since some servers answer "not modified" for ever
 * (FreshRSS#1020), and only once a day to a server that was caught doing it.
 */
export function validatorsToSend(kept: Validators, last: { documentAt: Date | null; hidesNews: boolean }, now: Date): Validators {
  const patienceMs = last.hidesNews ? DAY_MS : 7 * DAY_MS;
  const isWholeDue = last.documentAt === null || now.getTime() - last.documentAt.getTime() >= patienceMs;
  return isWholeDue ? { etag: null, lastModified: null } : kept;
}

/** If a server withheld so many entries, their dates are not just wrong. */
const HIDDEN_MIN = 3;

/**
 * Whether a server's "not modified" is credible, judged when a whole document brings news: yes if the request was conditional; no if it
 * was not and the document came with the validators that we had, or if `hidden` of its entries are older than the last such answer.
 */
export function judgeNotModified(
  given: Validators,
  kept: Validators,
  { conditional, hidden }: { conditional: boolean; hidden: number },
): "honest" | "hides-news" | null {
  if ((kept.etag ?? kept.lastModified) === null) return null;
  if (conditional) return "honest";
  const isSame = kept.etag === null ? given.lastModified === kept.lastModified : given.etag === kept.etag;
  return isSame || hidden >= HIDDEN_MIN ? "hides-news" : null;
}

/** How many new entries with these dates the last "not modified" withheld. An entry has an hour to get from its desk to its feed. */
export function countHidden(dates: readonly Date[], last: { documentAt: Date | null; lastOkAt: Date | null }): number {
  const { documentAt, lastOkAt } = last;
  if (documentAt === null || lastOkAt === null) return 0;
  return dates.filter((date) => date > documentAt && date.getTime() < lastOkAt.getTime() - HOUR_MS).length;
}

/** The headers of a conditional request; none if no validator is known. */
export function conditionalHeaders(validators: Validators): Record<string, string> {
  return {
    ...(validators.etag !== null && { "if-none-match": validators.etag }),
    ...(validators.lastModified !== null && { "if-modified-since": validators.lastModified }),
  };
}

/** What an answer to a request with these validators means for the feed. */
export function readAnswer(response: FeedResponse, sent: Validators): FeedAnswer {
  const { status, headers } = response;
  const known = { maxAgeS: readMaxAge(headers), movedTo: findMove(response) };
  const given = { etag: headers["etag"] || null, lastModified: headers["last-modified"] || null };
  // Some servers send a whole document as 206 although no range was asked for.
  if (status === 200 || status === 203 || status === 206 || isFeedAnyway(response))
    return { kind: "fresh", validators: given, ...known };
  if (status === 304) {
    if (sent.etag === null && sent.lastModified === null) {
      return { kind: "refused", message: "the server says that nothing is new (304) though it was asked for the whole document" };
    }
    // A server may renew either validator, and may omit one that stays the same (feedbin#726).
    const validators = { etag: given.etag ?? sent.etag, lastModified: given.lastModified ?? sent.lastModified };
    return { kind: "not-modified", validators, ...known };
  }
  return status === 410 ? { kind: "gone" } : { kind: "refused", message: null };
}

/** Walls answer with 202, and a server that sends only what is new with 226 (RFC 3229); but where a feed comes, it is one. */
const isFeedAnyway = ({ status, body }: FeedResponse): boolean =>
  (status === 201 || status === 202 || status === 226) &&
  body !== undefined &&
  beginsAsFeed(Buffer.from(body.subarray(0, HEAD_BYTES)).toString());

function findMove({ url, redirects }: FeedResponse): string | null {
  const isPermanent = redirects.length > 0 && redirects.every(({ status }) => status === 301 || status === 308);
  return isPermanent ? url : null;
}

function readMaxAge(headers: FeedResponse["headers"]): number | null {
  const control = headers["cache-control"]?.toLowerCase() ?? "";
  const seconds = /(?:^|[\s,])max-age\s*=\s*"?(\d{1,9})/.exec(control)?.[1];
  if (seconds === undefined || /no-store|no-cache/.test(control)) return null;
  const age = /^\d{1,9}$/.exec(headers["age"] ?? "")?.[0] ?? 0;
  return Math.max(0, Number(seconds) - Number(age));
}
