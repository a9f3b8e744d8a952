// Finds items whose headline others of the list have too, such as a press conference of each week: elsewhere, words that repeat are a label.
import { Element } from "domhandler";
import { isHeadline } from "./choose-links.ts";
import type { ListingLink } from "./listing-link.ts";

/** Fewer are no list. */
const MEMBERS_MIN = 3;

/**
 * Links with words of a headline, each to a page of its own: in the places of a list that was found, or, if there is none, in one place, each
 * alone in a dated row.
 */
export function findRepeated(
  all: readonly ListingLink[],
  found: readonly ListingLink[],
  isAlone: (link: ListingLink) => boolean,
): ListingLink[] {
  const places = new Set(found.map(({ place }) => place));
  const taken = new Set(found.map(({ url }) => url));
  // Next to a headline, such words are a label.
  const around = new Set(found.flatMap(({ element }) => (element.parent instanceof Element ? [element.parent] : [])));
  const more = new Map<string, ListingLink[]>();
  for (const link of all) {
    const { element, place, text, url } = link;
    if (!isHeadline(text) || taken.has(url)) continue;
    const isOne =
      found.length === 0 ? isAlone(link) : places.has(place) && element.parent instanceof Element && !around.has(element.parent);
    if (!isOne) continue;
    taken.add(url);
    const links = more.get(place);
    // A page may have thousands in one place.
    if (links === undefined) more.set(place, [link]);
    else links.push(link);
  }
  if (found.length > 0) return [...more.values()].flat();
  return [...more.values()].find((links) => links.length >= MEMBERS_MIN) ?? [];
}
