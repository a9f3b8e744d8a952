// Finds the address at which an article stands itself, if a feed listed its AMP or mobile page.
import { siteOf } from "../../text/outlets/site-of.ts";
import { isAlternateAddress, withoutAmp } from "../../text/alternate-address.ts";
import type { ArticleAnswer } from "./read-article-answer.ts";

/**
 * By what the page says (rel=canonical, RFC 6596), or by the address itself if the page may not be asked or is not there. Null if it is no
 * such page. A page is believed about its own site only: otherwise it could pass for another site's article.
 */
export function findOwnAddress(url: string, answer: ArticleAnswer): string | null {
  if (!isAlternateAddress(url)) return null;
  const said = answer.kind === "page" ? answer.page.canonicalUrl : isAway(answer) ? withoutAmp(url) : null;
  if (said === null || said === url || said.length > ADDRESS_CHARS_MAX) return null;
  const [own, other] = [new URL(url), new URL(said)];
  const isSame = siteOf(own.host) === siteOf(other.host) && other.port === own.port;
  // Some sites call their front page canonical for every page.
  return isSame && (other.pathname !== "/" || other.search !== "") && !isAlternateAddress(said) ? said : null;
}

/** As long as the key of articles in the database may be. */
const ADDRESS_CHARS_MAX = 2_000;

const isAway = ({ reason }: Extract<ArticleAnswer, { kind: "unreadable" }>): boolean =>
  reason === "robots" || reason === "not-found" || reason === "gone";
