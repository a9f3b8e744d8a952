// Article: an entry with its text, and how that text was read.
import type { NextPage } from "./find-next-page.ts";

/** Why a page gave no text of its own. */
export type UnreadableReason =
  | "no-url"
  | "blocked"
  | "robots"
  | "not-found"
  | "gone"
  | "server-error"
  | "unreachable"
  | "timeout"
  | "too-large"
  | "private-address"
  /** Its source is over its daily quota, or over its pages of that site within an hour. */
  | "over-quota"
  | "over-budget"
  | "not-html"
  | "redirect-page"
  | "consent-wall"
  | "paywall"
  | "bot-check"
  | "login"
  | "video-only"
  | "not-the-article"
  /** The text is the article's beginning. */
  | "beginning"
  | "no-text"
  | "too-complex"
  | "extractor-crashed";

/** The detail of a page without text whose scripts may show some. */
export const BY_SCRIPT = "The page shows its text by script only.";

/** What a page is; `other` if it is none of these or says nothing. */
export type PageKind = "article" | "live" | "list" | "thread" | "product" | "wall" | "other";

/** What a page says: plain text with a blank line between paragraphs; dates in ISO 8601, UTC. */
export interface ExtractedPage {
  title: string | null;
  /** The authors as one text, or null. */
  byline: string | null;
  /** The authors' names as the page gives them; empty if it names nobody. */
  authors: string[];
  publishedAt: string | null;
  /** When the page was last changed, by its own account. */
  modifiedAt: string | null;
  language: string | null;
  site: string | null;
  /** The name that the page claims for its outlet, if it does not fit the host. */
  claimedSite?: string;
  /** The page's own canonical address, http(s) only. */
  canonicalUrl: string | null;
  /** Empty exactly if `reason` is set. */
  text: string;
  /** How the text was read, for example `readability` or `json-ld`; `none` if it was not. */
  method: string;
  /**
   * Lines that credit a source ("Source: anews", "(AFP)", "Reporting by"), saved before cleaning removed them, and an address on
   * another site that the page calls the original's.
   */
  credits: string[];
  reason: UnreadableReason | null;
  kind: PageKind;
  /** False if only the article's beginning is there, with `detail`; null if there is no text. */
  complete: boolean | null;
  /** If `reason` is set: what was found instead; if `complete` is false: what is missing. A message for people. */
  detail: string | null;
  /** An http(s) address to which a page without an article redirects its reader. */
  leadsTo?: string;
  /** If the article goes on there. */
  next?: NextPage;
}
