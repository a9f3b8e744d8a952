// Looks for elements in a page's tree.
import type { PageElement } from "./page-element.ts";

/** The nearest of the elements around this one that is such. */
export function findAround(element: PageElement, isWanted: (element: PageElement) => boolean): PageElement | null {
  for (let at = element.parentNode; at; at = at.parentNode) if (isWanted(at)) return at;
  return null;
}

/** Whether an attribute that holds a list of words holds this one, in whatever case. */
export function hasWord(element: PageElement, attribute: string, word: string): boolean {
  const value = element.getAttribute(attribute);
  if (value === null || value.length < word.length) return false;
  const words = value.toLowerCase();
  return words === word || (words.includes(word) && words.split(/\s+/).includes(word));
}
