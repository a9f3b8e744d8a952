// Finds the address at which an article stands itself, if a feed listed its AMP or mobile page, or a link that only leads there.
import { keyWords } from "../../articles/key-words.ts";
import { canonicalUrl } from "../../text/canonical-url.ts";
import { ownLabelOf, siteOf } from "../../text/outlets/site-of.ts";
import { isAlternateAddress, withoutAmp } from "../../text/alternate-address.ts";
import type { ExtractedPage, PageKind } from "../../articles/article.ts";
import type { ArticleAnswer } from "./read-article-answer.ts";

/**
 * By what the page says (rel=canonical, RFC 6596), or by the address itself if the page may not be asked or is not there. Null if it is no
 * such page. A page is believed about its own site only: otherwise it could pass for another site's article. `listed` may have led to it.
 */
export function findOwnAddress(listed: string, answer: ArticleAnswer): string | null {
  const url = isAlternateAddress(listed) ? listed : readAt(listed, answer);
  if (!isAlternateAddress(url)) return null;
  const said = answer.kind === "page" ? answer.page.canonicalUrl : isAway(answer) ? withoutAmp(url) : null;
  if (said === null || said === url || said === listed || said.length > ADDRESS_CHARS_MAX) return null;
  const [own, other] = [new URL(url), new URL(said)];
  const isSame = siteOf(own.host) === siteOf(other.host) && other.port === own.port;
  // Some sites call their front page canonical for every page.
  return isSame && (other.pathname !== "/" || other.search !== "") && !isAlternateAddress(said) ? said : null;
}

/**
 * The address on another site that a mobile page calls its article's. That is to be believed only if the same text is there; so it is asked for
 * only if the two hosts seem to be one outlet's, or if the address is that of an AMP or mobile page.
 */
export function findMainElsewhere(listed: string, answer: ArticleAnswer): string | null {
  const url = isAlternateAddress(listed) ? listed : readAt(listed, answer);
  const said = answer.kind === "page" && answer.page.reason === null ? answer.page.canonicalUrl : null;
  if (said === null || said.length > ADDRESS_CHARS_MAX || isAlternateAddress(said)) return null;
  const [own, other] = [new URL(url), new URL(said)];
  if (siteOf(own.host) === siteOf(other.host) || (other.pathname === "/" && other.search === "")) return null;
  return isAlternateAddress(url) || areOneOutlet(own.host, other.host) ? said : null;
}

/** The address on another site to which a link led, or null. */
export function findTarget(listed: string, answer: ArticleAnswer): string | null {
  if (answer.kind !== "page" || siteOf(new URL(listed).host) === siteOf(new URL(answer.url).host)) return null;
  const url = canonicalUrl(answer.url);
  return url === null || url.length > ADDRESS_CHARS_MAX ? null : url;
}

/** A short link leads to the page that was read. */
const readAt = (listed: string, answer: ArticleAnswer): string => (answer.kind === "page" ? answer.url : listed);

/** Whether one host's name is a part of the other's: gull.example and gullmobile.example. */
function areOneOutlet(one: string, other: string): boolean {
  const [short = "", long = ""] = [one, other]
    .map((host) => ownLabelOf(host)?.label ?? "")
    .toSorted((a, b) => a.length - b.length);
  return short.length >= LABEL_CHARS_MIN && long.includes(short);
}

/** Whether `main` is the article of the mobile page `page`. What lists or strings together several articles holds the text of each. */
export const isMainOf = (main: ExtractedPage, page: ExtractedPage): boolean =>
  main.reason === null && (main.kind === page.kind || !SEVERAL.has(main.kind)) && haveOneText(page.text, main.text);

/** Whether most words of the shorter text are in the longer. */
function haveOneText(one: string, other: string): boolean {
  const [short, long] = [keyWords(one), keyWords(other)].toSorted((a, b) => a.own.length - b.own.length);
  if (short === undefined || long === undefined || short.own.length < WORDS_MIN) return false;
  return short.own.filter((word) => long.all.has(word)).length >= SHARED_MIN * short.own.length;
}

const SEVERAL: ReadonlySet<PageKind> = new Set(["list", "live", "thread"]);
const LABEL_CHARS_MIN = 4;
const WORDS_MIN = 20;
const SHARED_MIN = 0.85;

/** As long as the key of articles in the database may be. */
const ADDRESS_CHARS_MAX = 2_000;

const isAway = ({ reason }: Extract<ArticleAnswer, { kind: "unreadable" }>): boolean =>
  reason === "robots" || reason === "not-found" || reason === "gone";
