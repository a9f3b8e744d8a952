// What to ask a feed's server so that it need not send what we have, and what its answer means.
import { parseDate } from "../text/parse-date.ts";

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
 */
export type FeedAnswer =
  | { kind: "fresh"; validators: Validators; maxAgeS: number | null; movedTo: string | null }
  | { kind: "not-modified"; validators: Validators; maxAgeS: number | null; movedTo: string | null }
  | { kind: "gone"; message: string }
  | { kind: "retry-after"; until: Date; message: string }
  | { kind: "failed"; message: string };

const RETRY_AFTER_MS_MAX = 2 * 86_400_000;
const TOO_MANY_REQUESTS_MS = 3_600_000;

/** The headers of a conditional request; none where nothing is known yet. */
export function conditionalHeaders(validators: Validators): Record<string, string> {
  return {
    ...(validators.etag !== null && { "if-none-match": validators.etag }),
    ...(validators.lastModified !== null && { "if-modified-since": validators.lastModified }),
  };
}

/** What an answer to a request with these validators means for the feed. */
export function readAnswer(response: FeedResponse, sent: Validators, now: Date): FeedAnswer {
  const { status, headers } = response;
  const known = { maxAgeS: readMaxAge(headers), movedTo: findMove(response) };
  const given = { etag: headers["etag"] || null, lastModified: headers["last-modified"] || null };
  if (status === 200 || status === 203) return { kind: "fresh", validators: given, ...known };
  if (status === 304) {
    if (sent.etag === null && sent.lastModified === null) {
      return { kind: "failed", message: "the server says that nothing is new (304) though nothing was fetched from it yet" };
    }
    // A server may renew either validator, and leaves out what stays (feedbin#726).
    const validators = { etag: given.etag ?? sent.etag, lastModified: given.lastModified ?? sent.lastModified };
    return { kind: "not-modified", validators, ...known };
  }
  if (status === 410) return { kind: "gone", message: "the publisher has taken this feed away for good (410)" };
  const message = describeStatus(status, headers);
  const until = readRetryAfter(headers, now) ?? (status === 429 ? new Date(now.getTime() + TOO_MANY_REQUESTS_MS) : null);
  return until !== null && status >= 400 ? { kind: "retry-after", until, message } : { kind: "failed", message };
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

/** Seconds or a date (RFC 9110 section 10.2.3); longer than two days is a mistake more often than a wish. */
function readRetryAfter(headers: FeedResponse["headers"], now: Date): Date | null {
  const value = headers["retry-after"]?.trim() ?? "";
  const date = /^\d{1,9}$/.test(value) ? now.getTime() + Number(value) * 1000 : Date.parse(parseDate(value) ?? "");
  if (!(date > now.getTime())) return null;
  return new Date(Math.min(date, now.getTime() + RETRY_AFTER_MS_MAX));
}

const REASONS: Readonly<Record<number, string>> = {
  204: "the server answers without a document (204)",
  206: "the server answers with a part of the document (206)",
  400: "the server does not understand the request (400); look at the feed's address",
  401: "the feed asks for a password (401)",
  402: "the feed asks for payment (402)",
  403: "the server refuses to give us the feed (403)",
  404: "there is no feed at this address (404); look for its new one with `wirewatch feeds discover`",
  406: "the server refuses to give us the feed in a form that we read (406)",
  429: "the server asks us to come less often (429)",
  451: "the feed may not be shown for legal reasons (451)",
  503: "the server is overloaded or being mended (503)",
};

function describeStatus(status: number, headers: FeedResponse["headers"]): string {
  const isCloudflare = /cloudflare/i.test(headers["server"] ?? "");
  if (isCloudflare && (status === 403 || status === 503 || headers["cf-mitigated"] !== undefined)) {
    return `Cloudflare keeps feed readers away from this site (${status})`;
  }
  const known = REASONS[status];
  if (known !== undefined) return known;
  if (status >= 500) return `the server has a fault of its own (${status})`;
  if (status >= 300 && status < 400) return `the server redirects without saying where to (${status})`;
  return `the server answers with status ${status}`;
}
