// Reads a page's article from the bytes that a server sent.
import { decodeBytes, unpackGzip } from "../text/decode-bytes.ts";
import { beginsAsFeed, nameFileKind } from "../text/name-file-kind.ts";
import type { ExtractedPage } from "./article.ts";
import { extractPage, type ReadOptions } from "./extract-page.ts";
import { unreadablePage } from "./unreadable-page.ts";

/** The longest text that is read takes four bytes a character in its widest encoding. */
const BYTES_MAX = 20 * 1024 * 1024;

const HTML_TYPE = /^(?:text\/(?:html|plain|xml)|application\/(?:xhtml\+xml|xml|octet-stream|x-unknown))\b/i;
const HTML_START = /^[\s\0]*<(?:!doctype html|html|head|body)\b/i;

/** Never throws, whatever the bytes are. `contentType` is the server's header, or null. */
export function readPage(sent: Uint8Array, options: ReadOptions & { url: string; contentType: string | null }): ExtractedPage {
  const { url, contentType } = options;
  // Some servers keep pages as gzip files, and say nothing of it, or pack what is packed.
  const bytes = unpackGzip(sent, BYTES_MAX) ?? sent;
  if (bytes.length > BYTES_MAX) {
    return unreadablePage(
      url,
      "too-large",
      `The page has ${bytes.length.toLocaleString("en")} bytes, more than ${BYTES_MAX.toLocaleString("en")}.`,
    );
  }
  const kind = nameFileKind(bytes);
  if (kind !== null) return notHtml(url, kind);
  const { text } = decodeBytes(bytes, { contentType, kind: "html" });
  if (contentType !== null && contentType.trim() !== "" && !HTML_TYPE.test(contentType.trim()) && !HTML_START.test(text)) {
    if (bytes.length === 0) return unreadablePage(url, "not-html", "The address answers with nothing.");
    return notHtml(url, contentType.split(";", 1)[0]?.trim().slice(0, 100) ?? "something else");
  }
  if (beginsAsFeed(text)) return notHtml(url, "a feed");
  if (isBinary(text)) return notHtml(url, "binary data");
  return extractPage(text, url, options);
}

function notHtml(url: string, found: string): ExtractedPage {
  return unreadablePage(url, "not-html", `The address holds ${found}, not an HTML page.`);
}

/** A text has almost no control characters, and little that cannot be decoded. */
function isBinary(text: string): boolean {
  const start = text.slice(0, 4_096);
  // oxlint-disable-next-line no-control-regex
  return (start.match(/[\0-\x08\x0e-\x1a\x1c-\x1f\ufffd]/g)?.length ?? 0) > start.length / 10;
}
