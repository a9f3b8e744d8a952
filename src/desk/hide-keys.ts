// Shows what was found of a site's feeds without the keys that the address may hold which was typed.
import { showTitle, showUrl } from "../text/show-url.ts";
import type { Discovery } from "./discover-feeds.ts";

/** Shorter values name sections and languages; nobody's key is that short. */
const KEY_CHARS_MIN = 8;

/**
 * A feed's query is needed to subscribe, so that of a feed which the site names stays: everybody may read it there. All else is shown
 * without, and so is what was typed, also if the site repeats it.
 */
export function hideKeys({ feeds, leftOut, instead, sitemap }: Discovery, typed: string): Discovery {
  const hide = hiderOf(typed);
  return {
    sitemap: sitemap === null ? null : hide(sitemap),
    feeds: feeds.map(({ url, title, listedIn, ...feed }) => ({
      url: feed.foundBy === "address" ? showUrl(url) : hide(url),
      title: title === null ? null : hide(showTitle(title)),
      ...feed,
      ...(listedIn !== undefined && { listedIn: hide(listedIn) }),
    })),
    leftOut: leftOut.map(({ url, reason }) => ({ url: showUrl(url), reason: hide(reason) })),
    instead: instead === null ? null : { ...instead, detail: hide(instead.detail) },
  };
}

/** Removes from a text what the address may hold as a key. */
export function hiderOf(typed: string): (text: string) => string {
  const { search, searchParams } = new URL(typed);
  const pairs = search.slice(1).split("&");
  const values = [...pairs.map((pair) => pair.slice(pair.indexOf("=") + 1)), ...searchParams.values()];
  const keys = values.filter((value) => value.length >= KEY_CHARS_MIN);
  return (text) => keys.reduce((shown, key) => shown.replaceAll(key, "…"), text);
}
