// What to ask a feed's server so that it need not send what we have, and what its answer means.

/** What a server gave to recognise its document by: kept and sent back byte for byte, never read (RFC 9110 section 8.8). */
export interface Validators {
  etag: string | null;
  lastModified: string | null;
}

/** An answer over HTTP: header names in lower case, `url` where the redirects ended, `redirects` in the order in which they were followed. */
export interface FeedResponse {
  status: number;
  headers: Readonly<Record<string, string>>;
  url: string;
  redirects: readonly { status: number; to: string }[];
}

/**
 * `fresh`: there is a document to read; `not-modified`: ours is still good. Save their validators after the document was read well.
 * `movedTo` is set where every redirect on the way was permanent. `gone`: the publisher took the feed away for good.
 * `refused`: no document, for the reason that the status says, or `message` where it does not.
 */
export type FeedAnswer =
  | { kind: "fresh"; validators: Validators; maxAgeS: number | null; movedTo: string | null }
  | { kind: "not-modified"; validators: Validators; maxAgeS: number | null; movedTo: string | null }
  | { kind: "gone" }
  | { kind: "refused"; message: string | null };

const DAY_MS = 86_400_000;

/**
 * The validators to send: none once a week after the last whole document, for there are servers that say "not modified" for ever
 * (FreshRSS#1020), and once a day to a server that was caught at it.
 */
export function validatorsToSend(kept: Validators, last: { documentAt: Date | null; hidesNews: boolean }, now: Date): Validators {
  const patienceMs = last.hidesNews ? DAY_MS : 7 * DAY_MS;
  const isWholeDue = last.documentAt === null || now.getTime() - last.documentAt.getTime() >= patienceMs;
  return isWholeDue ? { etag: null, lastModified: null } : kept;
}

/** So many entries that a server kept back are no slip of their dates. */
const HIDDEN_MIN = 3;

/**
 * Whether a server's "not modified" can be believed, now that a whole document came with news: again where that was a conditional request;
 * no longer where it was not, and it came under the validators that we had, or `hidden` of its entries are older than the last such answer.
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

/** The headers of a conditional request; none where nothing is known yet. */
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
  if (status === 200 || status === 203) return { kind: "fresh", validators: given, ...known };
  if (status === 304) {
    if (sent.etag === null && sent.lastModified === null) {
      return { kind: "refused", message: "the server says that nothing is new (304) though it was asked for the whole document" };
    }
    // A server may renew either validator, and leaves out what stays (feedbin#726).
    const validators = { etag: given.etag ?? sent.etag, lastModified: given.lastModified ?? sent.lastModified };
    return { kind: "not-modified", validators, ...known };
  }
  return status === 410 ? { kind: "gone" } : { kind: "refused", message: null };
}

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
