// Reads a page as the pipeline does, and also says what was left out of its text.
import { decodeBytes } from "../text/decode-bytes.ts";
import type { ExtractedPage } from "./article.ts";
import { type Cut, listCuts } from "./list-cuts.ts";
import type { ReadOptions } from "./extract-page.ts";
import { readPage } from "./read-page.ts";
import { scanPage } from "./tree/scan-page.ts";

export interface InspectedPage extends ExtractedPage {
  /** The encoding in which its bytes were read. */
  encoding: string;
  cuts: Cut[];
}

/** Never throws, whatever the bytes are. `contentType` is the server's header, or null. */
export function inspectPage(
  bytes: Uint8Array,
  options: ReadOptions & { url: string; contentType: string | null },
): InspectedPage {
  const page = readPage(bytes, options);
  if (page.reason === "not-html") return { ...page, encoding: "", cuts: [] };
  const { text: html, encoding } = decodeBytes(bytes, { contentType: options.contentType, kind: "html" });
  // Reading the page takes its document apart, so this builds another.
  const scan = scanPage(html);
  return { ...page, encoding, cuts: scan.kind === "fit" ? listCuts(scan.document, page) : [] };
}
