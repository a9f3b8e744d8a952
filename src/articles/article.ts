// Article: an entry with its text, and how that text was come by.

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
  | "not-html"
  | "redirect-page"
  | "consent-wall"
  | "paywall"
  | "bot-check"
  | "login"
  | "video-only"
  | "no-text"
  | "too-complex"
  | "extractor-crashed";

/** What a page says: plain text with paragraphs parted by a blank line; dates ISO 8601 in UTC. */
export interface ExtractedPage {
  title: string | null;
  /** The authors as one text, or null. */
  byline: string | null;
  /** The names of those who wrote it, as the page gives them; empty where it names nobody. */
  authors: string[];
  publishedAt: string | null;
  /** When the page says that it was last changed. */
  modifiedAt: string | null;
  language: string | null;
  site: string | null;
  /** The page's own canonical address, http(s) only. */
  canonicalUrl: string | null;
  /** Empty exactly where `reason` is set. */
  text: string;
  /** How the text was read, for example `readability` or `json-ld`; `none` where it was not. */
  method: string;
  /** Lines that credit a source ("Source: anews", "(AFP)", "Reporting by"), kept from before cleaning removed them. */
  credits: string[];
  reason: UnreadableReason | null;
  /** What was found instead, in words a person understands, where `reason` is set. */
  detail: string | null;
  /** Where a page without an article sends its reader, an http(s) address. */
  leadsTo?: string;
}
