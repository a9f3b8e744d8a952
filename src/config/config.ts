// Config: everything a person can set, validated and frozen.
import type { SourceLimits } from "../feeds/poll/quota.ts";
import type { Digest } from "../digests/digest.ts";
import type { Backlog } from "../feeds/poll/backlog.ts";
import type { WatchlistFile } from "../watchlists/watchlist.ts";

export interface FeedConfig {
  /** As src/sources/sources.ts names it. */
  kind: string;
  /** Its address, which no other has. */
  url: string;
  /** What feeds.yaml says of it, as its kind reads it. */
  setting: unknown;
  /** The further keys that only its kind has. */
  options: Record<string, unknown>;
  name: string | null;
  language: string | null;
  tags: string[];
  backlog: Backlog;
  /** Whether article pages are read only if robots.txt allows it. */
  robots: "obey" | "ignore";
  /** For requests to its own host alone: those of `headers`, `login` and `user_agent`. */
  headers: Record<string, string>;
  /** Pages whose text only scripts show are rendered by a browser. */
  browser?: boolean;
  /** The longest pause between two polls, in milliseconds; null: as its rhythm says. */
  everyMs: number | null;
  /** The address of the proxy for all requests that it causes, or `none`; null: that of all sources. */
  proxy: string | null;
  /** Where they are not those of all sources. */
  limits?: Partial<SourceLimits>;
}

export interface Config {
  /** Folder of the YAML files, and folder of Wirewatch's data; both absolute. */
  dir: string;
  dataDir: string;
  /** Where commands look for programs (PATH). */
  path: string;
  store: { kind: "pglite"; dir: string } | { kind: "postgres"; url: string };
  queue: { kind: "store" } | { kind: "redis"; url: string };
  mail: {
    from: string;
    smtp: { kind: "outbox"; dir: string } | { kind: "smtp"; url: string };
    /** What happens to a mail whose body had begun and that the server never answered. */
    uncertain: "resend" | "hold";
    dkim: { domain: string; selector: string; key: string } | null;
  };
  web: {
    host: string;
    port: number;
    url: string;
    access: WebAccess;
    /** Whether pages may change files in watchlists/ and add sources to feeds.yaml. */
    edit?: boolean;
  };
  /** `proxy`: through which everything is fetched; without one, directly. `browser`: the path or ws:// address of a Chromium; without one, that of this machine. */
  fetch: {
    userAgent: string;
    allowPrivate: string[];
    proxy?: string | null;
    browser?: string | null;
    limits?: Partial<SourceLimits>;
  };
  /** Where /metrics is served without signing in; null or absent: nowhere. */
  metrics?: { host: string; port: number } | null;
  /** Where spans of the stages' work are posted (OTLP over HTTP); null or absent: nowhere. */
  traces?: string | null;
  /** Whom to tell when Wirewatch does not work, and how; null or absent: nobody. */
  alerts?: Alerts | null;
  retentionMs: number;
  /** How large the database may become; null or absent: as large as it does. */
  maxBytes?: number | null;
  feeds: FeedConfig[];
  /** `file` is the path in `dir`, as in `watchlists/myanmar.yaml`. */
  watchlists: { file: string; content: WatchlistFile }[];
  digests: Digest[];
}

export interface Alerts {
  to: string[];
  /** A second way: gets the same words as JSON. May hold a key. */
  webhook: string | null;
  /** Asked while all is well, every `heartbeatMs`. May hold a key. */
  heartbeat: string | null;
  heartbeatMs: number;
  /** How old the last backup may be; null: any age. */
  backupWithinMs: number | null;
}

/**
 * Access to the web page. `password` is null if none is set; `readerPassword` is for people who change nothing. `from` holds the CIDR ranges of
 * the proxies, and `owners` the header in which they name who signed in, with the names of those who may change something.
 */
export type WebAccess =
  | { kind: "loopback" }
  | { kind: "password"; password: string | null; readerPassword?: string }
  | { kind: "proxy"; from: string[]; owners?: { header: string; names: string[] } }
  | { kind: "open" };

/** One fault in one file, shown as `file:line:col: what, and what to do`. Lines and columns count from 1. */
export interface ConfigFault {
  file: string;
  line: number;
  column: number;
  message: string;
  severity: "error" | "warning";
  /** The message says nothing of what the file holds, which may be a password. */
  isOpen?: true;
  /** Within a query: its line, or the part around the place, with a caret under the place. */
  excerpt?: string;
}
