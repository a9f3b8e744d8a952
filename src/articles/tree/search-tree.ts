// Searches a page's tree.
import type { PageElement } from "./page-element.ts";

/** The nearest ancestor of this element that is wanted. */
export function findAround(element: PageElement, isWanted: (element: PageElement) => boolean): PageElement | null {
  for (let at = element.parentNode; at; at = at.parentNode) if (isWanted(at)) return at;
  return null;
}

/** The nearest ancestor that its page calls an article. */
export const articleAround = (element: PageElement): PageElement | null =>
  findAround(element, ({ tagName }) => tagName === "ARTICLE");

/** Whether an attribute that holds a list of words contains this one, in any case. */
export function hasWord(element: PageElement, attribute: string, word: string): boolean {
  const value = element.getAttribute(attribute);
  if (value === null || value.length < word.length) return false;
  const words = value.toLowerCase();
  return words === word || (words.includes(word) && words.split(/\s+/).includes(word));
}
