// Tells a consent wall from a page with a list: it speaks of cookies and asks its reader to choose, and has no headlines.
import type { AnyNode } from "domhandler";
import { asksItsReader, isAboutConsent } from "../../text/words/consent.ts";
import { textsOf } from "./listing-link.ts";
import type { Entry } from "../feed.ts";

/** Names of advertisers, and of a wall's own pages, are shorter than headlines. */
const HEADLINE_WORDS_MIN = 5;
const HEADLINES_MIN = 2;

/** `entries`: what seems to be the page's list. A banner above a list makes no wall. */
export function isConsentWall(document: AnyNode, entries: readonly Entry[]): boolean {
  const headlines = entries.filter(({ title }) => (title ?? "").split(/\s+/u).length >= HEADLINE_WORDS_MIN);
  if (headlines.length >= HEADLINES_MIN || entries.some(({ publishedAt }) => publishedAt !== null)) return false;
  const text = textsOf(document)
    .map((one) => one.text)
    .join(" ");
  return isAboutConsent(text) && asksItsReader(text);
}
