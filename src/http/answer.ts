// What comes back from a request: an answer of any status, or the reason in words why there was none.

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
  | "aborted"
  | "unexpected";

/** A host answered; the status may be any. Header names are in lower case, `body` is decoded, `url` is where the redirects ended. */
export interface Answered {
  kind: "answer";
  status: number;
  headers: Record<string, string>;
  body: Uint8Array;
  url: string;
  redirects: { status: number; to: string }[];
  /** Where the last of them leads, if it was not followed because that is another host. */
  leadsTo?: string;
}

/** No answer was had. `message` is for a person to read; `temporary` is true where asking again later may well work. */
export interface Failed {
  kind: "failed";
  reason: HttpFault;
  message: string;
  temporary: boolean;
  /** Set where a redirect had led to another host, which is the one at fault. */
  elsewhere?: true;
}

export type HttpAnswer = Answered | Failed;
