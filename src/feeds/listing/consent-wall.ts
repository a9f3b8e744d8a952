// Tells a consent wall from a page with a list: it speaks of cookies and asks its reader to choose, and has no headlines.
import type { AnyNode } from "domhandler";
import { asksItsReader, isAboutConsent } from "../../text/words/consent.ts";
import { lettersIn } from "./choose-links.ts";
import { textsOf } from "./listing-link.ts";
import type { Entry } from "../feed.ts";

/** Names of advertisers, and of a wall's own pages, are shorter than headlines. */
const HEADLINE_WORDS_MIN = 5;
/** Chinese, Japanese and Thai write no blanks between words. */
const HEADLINE_LETTERS_MIN = 36;
const HEADLINES_MIN = 2;

/** `entries`: what seems to be the page's list. A banner above a list makes no wall. */
export function isConsentWall(document: AnyNode, entries: readonly Entry[]): boolean {
  const headlines = entries.filter(({ title }) => isHeadline(title ?? ""));
  if (headlines.length >= HEADLINES_MIN || entries.some(({ publishedAt }) => publishedAt !== null)) return false;
  const text = textsOf(document)
    .map((one) => one.text)
    .join(" ");
  return isAboutConsent(text) && asksItsReader(text);
}

const isHeadline = (title: string): boolean =>
  title.split(/\s+/u).length >= HEADLINE_WORDS_MIN || lettersIn(title) >= HEADLINE_LETTERS_MIN;
