// Watchlist, match and span: what a person watches for, and where it was found.

/** A term as YAML gives it: a plain string, `$set`, or an object with options. */
export type TermDefinition =
  | string
  | {
      text: string;
      case?: boolean;
      accents?: boolean;
      with?: { within: number; any: ExpressionDefinition | ExpressionDefinition[] };
    }
  /** `language` of the endings, such as en or ru; by default the one that the script suggests. */
  | { stem: string; language?: string }
  /** A name in every script and case; `spellings`: further ones, which win over the tables; `not_forms`: what it is not found as. */
  | { name: string; spellings?: string[]; not_forms?: string[] }
  | { forms: string[] };

/** any, all, none and near nest freely. A bare list means any. */
export type ExpressionDefinition =
  | TermDefinition
  /** `mask`: what stands inside one of these does not count. */
  | { any: ExpressionDefinition[] | ExpressionDefinition; mask?: ExpressionDefinition[] | ExpressionDefinition }
  | { all: ExpressionDefinition[] | ExpressionDefinition }
  | { none: ExpressionDefinition[] | ExpressionDefinition }
  | {
      near: {
        within: number;
        ordered?: boolean;
        a: ExpressionDefinition | ExpressionDefinition[];
        b: ExpressionDefinition | ExpressionDefinition[];
      };
    };

/** One watchlist as written in YAML (snake_case keys, as in the file). */
export interface WatchlistDefinition {
  id: string;
  name?: string;
  any?: ExpressionDefinition[];
  all?: ExpressionDefinition[];
  none?: ExpressionDefinition[];
  near?: {
    within: number;
    ordered?: boolean;
    a: ExpressionDefinition | ExpressionDefinition[];
    b: ExpressionDefinition | ExpressionDefinition[];
  };
  /** The same as one expression: AND OR NOT NEAR/n, parentheses, "phrases", prefix*, title:. */
  query?: string;
  /** Words, phrases, and lists of them. */
  mask?: ExpressionDefinition[];
  unless?: { title?: ExpressionDefinition[]; text?: ExpressionDefinition[]; any?: ExpressionDefinition[] };
  filter?: { language?: Choice; source?: Choice; tags?: Choice };
  min_mentions?: number;
  tests?: { match?: string[]; no_match?: string[] };
}
export type Choice = string[] | { not: string[] };

/** One file under config/watchlists/. */
export interface WatchlistFile {
  include?: string[];
  sets?: Record<string, ExpressionDefinition[]>;
  watchlists?: WatchlistDefinition[];
}

/** A document to match: an article's words, and what is known of its source. */
export interface MatchDocument {
  title: string;
  text: string;
  language?: string | null;
  /** A feed's name or a site's host. */
  source?: string | string[] | null;
  url?: string | null;
  tags?: string[];
}

/** `start` and `end` are UTF-16 offsets into the field as given; `term` is the watchlist's term as written. */
export interface Span {
  field: "title" | "text";
  start: number;
  end: number;
  term: string;
  /** The number of the feed's entry in whose words it is; absent for the words shown as the article's. */
  voice?: number;
  /** The version whose words these are, if they have changed since. */
  version?: number;
}

export interface Match {
  watchlist: string;
  spans: Span[];
}

/** A fault in a definition: `path` leads to the place in the YAML document of `file`; column is within an expression string. */
export interface WatchlistFault {
  file: string;
  path: (string | number)[];
  /** What is wrong, and how to fix it. */
  message: string;
  severity: "error" | "warning";
  /** 0-based offset inside the string at `path`, if the fault has one. */
  offset?: number;
}
