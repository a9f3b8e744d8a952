// Reads a PDF file as an article: its text in reading order, its title and its date. Loads unpdf, so it is for threads alone.
import { getDocumentProxy } from "unpdf";
import { toError } from "../../errors.ts";
import { hostOf } from "../../text/host-of.ts";
import { canonicalUrl } from "../../text/canonical-url.ts";
import { settleLanguage } from "../detect-language.ts";
import { countLetters } from "../read-blocks.ts";
import { unreadablePage } from "../unreadable-page.ts";
import { dropRunningHeads } from "./drop-running-heads.ts";
import { dropUnnamed } from "./fold-forms.ts";
import { joinLines } from "./join-lines.ts";
import { limitArrays } from "./limit-arrays.ts";
import { readColumns } from "./read-columns.ts";
import { findTitle, readPdfDate } from "./read-info.ts";
import { type PdfText, readPieces } from "./read-pieces.ts";
import type { ExtractedPage } from "../article.ts";

/** A stream that unpacks to more ends the reading: 5 MB of a file can hold 5 GB. */
const UNPACKED_BYTES_MAX = 32 * 1024 * 1024;
/** A document with fewer letters a page is scanned; its few letters are stamps. */
const LETTERS_A_PAGE_MIN = 20;
const STAMPED_PAGES_MIN = 3;
const BARE_PAGES_MIN = 2;
const BARE_SHARE = 0.25;
/** Letters that a font does not name come as signs of no script. */
const UNNAMED_SHARE_MAX = 0.3;

/** Never rejects, whatever the bytes are; takes time and memory within the limits of a thread. A file without text gives the reason. */
export function readPdf(bytes: Uint8Array, url: string, { unpackedBytesMax = UNPACKED_BYTES_MAX } = {}): Promise<ExtractedPage> {
  const over = `The PDF unpacks to more than ${unpackedBytesMax / 1024 / 1024} MB.`;
  return limitArrays(unpackedBytesMax, async (wasOver) => {
    try {
      const document = await getDocumentProxy(Uint8Array.from(bytes), { verbosity: 0, useSystemFonts: false });
      try {
        const text = await readPieces(document, wasOver);
        const { info } = await document.getMetadata();
        return asPage(url, text, { info, over: wasOver() ? over : null });
      } finally {
        await document.destroy();
      }
    } catch (thrown) {
      const { name, message } = toError(thrown);
      if (name === "PasswordException") return unreadablePage(url, "login", "The PDF asks for a password.");
      if (wasOver()) return unreadablePage(url, "too-complex", over);
      return unreadablePage(url, "no-text", `The PDF is damaged: ${message.slice(0, 200)}`);
    }
  });
}

interface PdfInfo {
  Title?: unknown;
  CreationDate?: unknown;
  Language?: unknown;
}

function asPage(url: string, { pages, missing }: PdfText, { info, over }: { info: PdfInfo; over: string | null }): ExtractedPage {
  const flows = dropRunningHeads(pages).flatMap((pieces) => readColumns(pieces));
  const lines = joinLines(flows);
  const refused = explainNone(lines.map((paragraph) => paragraph.text).join("\n\n"), pages.length);
  const paragraphs = lines
    .map((paragraph) => ({ ...paragraph, text: dropUnnamed(paragraph.text).trim() }))
    .filter((one) => one.text !== "");
  const title = findTitle(typeof info.Title === "string" ? info.Title : null, paragraphs);
  const isTitle = (text: string): boolean => title !== null && text.toLowerCase() === title.toLowerCase();
  const repeated = paragraphs.findIndex(({ text }) => isTitle(text));
  const texts = paragraphs.map(({ text }) => text).filter((_, at) => at !== repeated || paragraphs.length === 1);
  const text = texts.join("\n\n");
  const described = { title, publishedAt: readPdfDate(info.CreationDate) };
  if (over !== null && countLetters(text) === 0) return { ...unreadablePage(url, "too-complex", over), ...described };
  if (refused !== null) return { ...unreadablePage(url, "no-text", refused), ...described };
  const incomplete = over ?? missing ?? explainBare(pages);
  return {
    ...described,
    byline: null,
    authors: [],
    modifiedAt: null,
    language: settleLanguage(typeof info.Language === "string" ? info.Language : null, text),
    site: hostOf(url),
    canonicalUrl: canonicalUrl(url),
    text,
    method: "pdf",
    credits: [],
    reason: null,
    kind: "article",
    complete: incomplete === null,
    detail: incomplete,
  };
}

/** Of a document that is scanned behind its cover; single pages may be blank. */
function explainBare(pages: PdfText["pages"]): string | null {
  const bare = pages.filter(({ pieces }) => pieces.length === 0).length;
  return bare >= BARE_PAGES_MIN && bare > pages.length * BARE_SHARE
    ? `${bare} of ${pages.length} pages of the PDF hold no text, such as scanned ones.`
    : null;
}

function explainNone(text: string, pages: number): string | null {
  const letters = countLetters(text);
  const unnamed = text.match(/[\p{Co}\p{Cc}\ufffd]/gu)?.length ?? 0;
  if (unnamed > UNNAMED_SHARE_MAX * (letters + unnamed) && unnamed > 1) return "The PDF does not say which letters it shows.";
  const isStamped = pages >= STAMPED_PAGES_MIN && letters < LETTERS_A_PAGE_MIN * pages;
  return letters === 0 || isStamped ? "The PDF holds pictures only, such as scanned pages." : null;
}
