// The result of a request: an answer of any status, or the reason why there was none.

import type { Passed } from "./open-cookie-jar.ts";

export type HttpFault =
  | "bad-url"
  | "private-address"
  | "dns"
  | "refused"
  | "unreachable"
  | "reset"
  | "tls"
  | "timeout"
  | "too-large"
  | "redirect-loop"
  | "bad-encoding"
  | "not-http"
  | "robots"
  | "over-budget"
  /** Its caller refuses the address, or one to which it redirects. */
  | "unwanted"
  | "aborted"
  | "unexpected";

/** A host answered, with any status. Header names are in lower case, `body` is decoded, `url` is the address after redirects. */
export interface Answered {
  kind: "answer";
  status: number;
  headers: Record<string, string>;
  body: Uint8Array;
  url: string;
  redirects: { status: number; to: string }[];
  /** Of a rendered page: the first thing that its scripts asked for in vain, and why, for people. */
  unserved?: string;
  /** The target of the last redirect, if it was not followed because it is another host, and what the next request must know of the way there. */
  leadsTo?: string;
  passed?: Passed;
}

/** There was no answer. `message` is for people; `temporary` is true if a later request may succeed. */
export interface Failed {
  kind: "failed";
  reason: HttpFault;
  message: string;
  temporary: boolean;
  /** Set if a redirect led to another host, which is the one at fault. */
  elsewhere?: true;
}

export type HttpAnswer = Answered | Failed;

/** The body as a document to read. */
export const documentOf = ({ body, url, headers }: Pick<Answered, "body" | "url" | "headers">) => ({
  bytes: body,
  url,
  contentType: headers["content-type"] ?? null,
});
