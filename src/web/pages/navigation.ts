// What stands in the navigation of every page.

/** The navigation: what a page says it belongs to, its address, and the key after `g`. */
export const SECTIONS = [
  ["Stories", "", "s"],
  ["Search", "search", "f"],
  ["Watchlists", "watchlists", "w"],
  ["Digests", "digests", "d"],
  ["Feeds", "feeds", "e"],
  ["Why?", "why", "y"],
  ["Feedback", "feedback", "b"],
  ["System", "system", "m"],
] as const;
