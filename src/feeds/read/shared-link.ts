// Reads what a post of Reddit shares: its feeds put the article into a line below the post's words, next to a link to the comments.
import { decodeEntities } from "../../text/decode-entities.ts";
import { hostOf } from "../../text/host-of.ts";
import { isMediaFile } from "../../text/outlets/media-file.ts";
import { resolveWebUrl } from "./resolve-url.ts";

const BEGIN = "submitted by";
const LINE_CHARS_MAX = 4_000;
const LINKS = /<a href="([^"]{1,2000})">\[link\]<\/a>.{0,200}<a href="([^"]{1,2000})">\[comments\]<\/a>/s;
/** Pictures and films of its own, and further pages of posts. */
const OWN_HOST = /(?:^|\.)(?:reddit\.com|redd\.it|redditmedia\.com)$/;

/** The words of a post without that line, and the article of another site that it shares; null if there is no such line. */
export function readSharedLink(html: string): { words: string; url: string | null } | null {
  if (!html.includes("[comments]</a>")) return null;
  const begin = html.lastIndexOf(BEGIN);
  const [, link, comments] = (begin < 0 ? null : LINKS.exec(html.slice(begin, begin + LINE_CHARS_MAX))) ?? [];
  if (link === undefined || comments === undefined) return null;
  const words = html.slice(0, begin).replace(/(?:&#32;|\s)+$/, "");
  const url = link === comments ? null : resolveWebUrl(decodeEntities(link), null);
  return { words, url: url === null || OWN_HOST.test(hostOf(url) ?? "") || isMediaFile(url) ? null : url };
}
