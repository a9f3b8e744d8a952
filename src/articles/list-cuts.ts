// Lists what was left out of a page's text, and what each piece seems to be, for a person who misses a sentence.
import type { ExtractedPage } from "./article.ts";
import type { PageDocument } from "./tree/page-document.ts";
import type { PageElement } from "./tree/page-element.ts";
import { readBlocks } from "./read-blocks.ts";

/** The pieces left out for one reason, in the order of the page. */
export interface Cut {
  why: string;
  pieces: string[];
}

const UNSEEN = new Set("SCRIPT STYLE TEMPLATE HEAD TITLE".split(" "));
const BY_TAG: Readonly<Record<string, string>> = {
  NAV: "a menu",
  FOOTER: "the page's foot",
  ASIDE: "next to the article",
  FIGURE: "a picture's caption",
  FIGCAPTION: "a picture's caption",
  CAPTION: "a table's caption",
  FORM: "a form",
  BUTTON: "a button",
  SELECT: "a form",
};
/** Judged by words in ids and class names; the first that fits wins. */
const BY_NAME: readonly (readonly [name: RegExp, why: string])[] = [
  [/cookie|consent|gdpr|onetrust|didomi/i, "a consent dialog"],
  [/newsletter|sign-?up|subscri|paywall/i, "a call to subscribe"],
  [/donat|membership|support-us/i, "an appeal for money"],
  [/related|recommend|more-(?:stories|news|on)|read-(?:more|next|also)|most-(?:read|popular)|trending|teaser/i, "other stories"],
  [/comment|disqus/i, "readers' comments"],
  [/share|social|follow-us/i, "buttons for sharing"],
  [/advert|sponsor|promo|\bads?\b/i, "an advertisement"],
  [/caption|credit/i, "a picture's caption"],
  [/byline|author|dateline|timestamp/i, "who wrote it, and when"],
  [/\bnav|menu|breadcrumb/i, "a menu"],
  [/foot/i, "the page's foot"],
];

/** Compares what a reader sees of `document` with the text that was kept. Takes time linear in the page's length. */
export function listCuts(document: PageDocument, page: Pick<ExtractedPage, "text" | "title">): Cut[] {
  const kept = new Set(page.text.split("\n\n").map(fold));
  const labels = labelBlocks(document.body);
  const cuts = new Map<string, string[]>();
  for (const { text, linked } of readBlocks(document.body, UNSEEN)) {
    const folded = fold(text);
    if (folded === "" || kept.has(folded)) continue;
    const isTitle = page.title !== null && folded === fold(page.title);
    const why = isTitle ? "the title" : (labels.get(folded) ?? (linked > text.length / 2 ? "links" : "outside the article"));
    const pieces = cuts.get(why) ?? [];
    pieces.push(text);
    cuts.set(why, pieces);
  }
  return [...cuts].map(([why, pieces]) => ({ why, pieces }));
}

/** What the elements around each block say of it; the innermost that says something wins. */
function labelBlocks(root: PageElement): Map<string, string> {
  const labels = new Map<string, string>();
  const visit = (element: PageElement, around: string | null) => {
    const label = labelOf(element) ?? around;
    if (label !== null && element.children.length === 0) labels.set(fold(element.textContent), label);
    for (const child of element.children) visit(child, label);
    if (label === null || label === around) return;
    for (const { text } of readBlocks(element, UNSEEN)) if (!labels.has(fold(text))) labels.set(fold(text), label);
  };
  visit(root, null);
  return labels;
}

function labelOf(element: PageElement): string | null {
  const byTag = BY_TAG[element.tagName];
  if (byTag !== undefined) return byTag;
  if (element.tagName === "BODY" || element.tagName === "ARTICLE" || element.tagName === "MAIN") return null;
  const name = `${element.getAttribute("id") ?? ""} ${element.getAttribute("class") ?? ""}`;
  return name === " " ? null : (BY_NAME.find(([pattern]) => pattern.test(name))?.[1] ?? null);
}

const fold = (text: string): string => text.replace(/\s+/g, " ").trim().toLowerCase();
