// Reads the further pages of an article that is given on several, and joins their texts.
import { missingPages, type NextPage } from "../../articles/find-next-page.ts";
import { areSimilarTitles } from "../../feeds/poll/similar-titles.ts";
import type { ExtractedPage } from "../../articles/article.ts";

const PAGES_MAX = 5;

/** Pages that hold no article; the text of an article that is cut up never leads to one. */
const OTHER_KINDS: ReadonlySet<ExtractedPage["kind"]> = new Set(["list", "thread", "product", "wall", "other"] as const);

/**
 * The article with the texts of up to five pages. If a page cannot be read, or if there are more, `detail` says which pages were read. `read`
 * returns null for a page that cannot be read.
 */
export async function readFurtherPages(
  first: ExtractedPage,
  read: (next: NextPage) => Promise<ExtractedPage | null>,
): Promise<ExtractedPage> {
  if (first.reason !== null || first.next === undefined || OTHER_KINDS.has(first.kind)) return first;
  const paragraphs = first.text.split("\n\n");
  const known = new Set(paragraphs);
  let last = first;
  for (let number = 1; last.next !== undefined; number++) {
    const { next } = last;
    const page = number < PAGES_MAX ? await read(next) : null;
    if (page === null || page.reason !== null || OTHER_KINDS.has(page.kind))
      return { ...first, text: paragraphs.join("\n\n"), complete: false, detail: missingPages(number, next.of ?? first.next.of) };
    if (next.isDoubtful && !areSimilarTitles(page.title ?? "", first.title ?? "")) return wholeOf(first, paragraphs, last, next);
    const added = page.text.split("\n\n").filter((paragraph) => !known.has(paragraph));
    // The number was of something else on the page, such as its comments.
    if (added.length === 0) return wholeOf(first, paragraphs, last, next);
    for (const paragraph of added) known.add(paragraph);
    paragraphs.push(...added);
    last = page;
  }
  return wholeOf(first, paragraphs, last);
}

/** The last page may say that its rest is for subscribers. */
function wholeOf(first: ExtractedPage, paragraphs: readonly string[], last: ExtractedPage, denied?: NextPage): ExtractedPage {
  const isCut =
    last.complete === false && (denied === undefined || last.detail !== missingPages(denied.part.number - 1, denied.of));
  return { ...first, text: paragraphs.join("\n\n"), complete: !isCut, detail: isCut ? last.detail : null };
}
