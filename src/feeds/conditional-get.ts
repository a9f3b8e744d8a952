// Conditional GET: what to ask so that an unchanged feed costs nothing, and what the answer means (RFC 9110 section 13, RFC 9111).

/** As the server gave them, byte for byte; they are never read, made up or mended. */
export interface Validators {
  etag: string | null;
  lastModified: string | null;
}

/** What a host said. Header names are in lower case. */
export interface FeedReply {
  status: number;
  headers: Record<string, string>;
  redirects: readonly { status: number; to: string }[];
}

export type FeedAnswer =
  /** A document came; `validators` are to be kept once it was parsed. */
  | { kind: "document"; validators: Validators; maxAgeS: number | null; movedTo: string | null }
  | { kind: "not-modified"; validators: Validators; maxAgeS: number | null }
  /** 410: the publisher says that the feed will not come back. */
  | { kind: "gone" }
  | { kind: "refused" };

const MAX_AGE_S_MAX = 86_400;

export function conditionalHeaders({ etag, lastModified }: Validators): Record<string, string> {
  return { ...(etag !== null && { "if-none-match": etag }), ...(lastModified !== null && { "if-modified-since": lastModified }) };
}

export function readFeedAnswer({ status, headers, redirects }: FeedReply, kept: Validators): FeedAnswer {
  const maxAgeS = maxAgeOf(headers);
  // A 304 to a request without validators has nothing to refer to.
  if (status === 304 && (kept.etag !== null || kept.lastModified !== null)) {
    return { kind: "not-modified", validators: { etag: headers["etag"] ?? kept.etag, lastModified: headers["last-modified"] ?? kept.lastModified }, maxAgeS };
  }
  if (status === 410) return { kind: "gone" };
  if (status < 200 || status > 299) return { kind: "refused" };
  return { kind: "document", validators: { etag: headers["etag"] ?? null, lastModified: headers["last-modified"] ?? null }, maxAgeS, movedTo: movedTo(redirects) };
}

/** Where the feed lives now, if every redirect on the way says that it is for good. */
function movedTo(redirects: FeedReply["redirects"]): string | null {
  const permanent = redirects.length > 0 && redirects.every(({ status }) => status === 301 || status === 308);
  return permanent ? (redirects.at(-1)?.to ?? null) : null;
}

function maxAgeOf(headers: Record<string, string>): number | null {
  const seconds = /(?:^|[,\s])max-age\s*=\s*"?(\d{1,9})/i.exec(headers["cache-control"] ?? "")?.[1];
  return seconds === undefined ? null : Math.min(Number(seconds), MAX_AGE_S_MAX);
}
