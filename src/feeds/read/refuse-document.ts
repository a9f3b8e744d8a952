// Says what a document is that was fetched as a feed and is not one.
import { cleanTitle } from "../../text/clean-title.ts";
import { nameFileKind } from "../../text/name-file-kind.ts";
import { FeedError } from "../feed.ts";

const HEAD_CHARS = 20_000;
const INDEX_CHARS = 1_000_000;

/** The fault to report for a document without a feed. */
export function refuseDocument(bytes: Uint8Array, text: string): FeedError {
  const binary = nameFileKind(bytes);
  if (binary !== null) return new FeedError("not-a-feed", `this address answers with ${binary}, not a feed`);
  const head = text.slice(0, HEAD_CHARS).trim();
  if (head === "")
    return new FeedError("empty", "this address answers with an empty document; the feed may be switched off or broken for now");
  if (/^\s*[[{"]/.test(head)) return new FeedError("not-a-feed", "this address answers with JSON that is no JSON Feed");
  if (/<html[\s>]|<!doctype\s+html|<head[\s>]|<body[\s>]/i.test(head)) return refusePage(head);
  const root = /<([A-Za-z_][\w.:-]{0,60})[\s/>]/.exec(head)?.[1];
  if (root === "opml")
    return new FeedError(
      "not-a-feed",
      "this address answers with a list of feeds (OPML); import it instead of reading it as a feed",
    );
  if (root === "urlset")
    return new FeedError(
      "not-a-feed",
      "this address answers with a sitemap that holds no news: its pages have neither title nor date",
    );
  if (root === "sitemapindex") return refuseIndex(text);
  if (root !== undefined)
    return new FeedError("not-a-feed", `this address answers with XML that is no feed (its first element is <${root}>)`);
  return new FeedError("not-a-feed", "this address answers with plain text, not a feed");
}

/** Names the sitemap of the index that likely holds the news, so that it can replace the index in feeds.yaml. */
function refuseIndex(text: string): FeedError {
  const addresses = [...text.slice(0, INDEX_CHARS).matchAll(/<loc>([^<]{1,500})<\/loc>/gi)].map(([, address = ""]) =>
    address.trim(),
  );
  const news = addresses.find((address) => /news/i.test(address.replace(/^https?:\/\/[^/]*/i, "")));
  const hint = news === undefined ? "give the address of the one that holds the news" : `try ${cleanTitle(news)}`;
  return new FeedError("not-a-feed", `this address answers with a list of sitemaps, not a feed; ${hint}`);
}

/** A page in place of a feed is usually a firewall's, a log-in page, or the site's own after a move. */
function refusePage(head: string): FeedError {
  const title = cleanTitle(/<title[^<>]*>([^<]{1,300})/i.exec(head)?.[1] ?? "");
  const named = title === "" ? "a web page" : `a web page ("${title.slice(0, 80)}")`;
  if (/just a moment|attention required|cf-browser-verification|_cf_chl|challenge-platform|ddos-guard|captcha/i.test(head)) {
    return new FeedError(
      "html",
      `this address answers with ${named} that checks for robots, not a feed; the site keeps feed readers out`,
    );
  }
  return new FeedError(
    "html",
    `this address answers with ${named}, not a feed; look for its feed's own address with \`wirewatch feeds discover\``,
  );
}
