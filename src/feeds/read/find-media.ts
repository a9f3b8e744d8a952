// Finds the audio or video of an item: many episodes of podcasts have no page of their own.
import { isMediaFile } from "../../text/outlets/media-file.ts";
import { resolveWebUrl } from "./resolve-url.ts";
import type { Fields } from "./xml-feed.ts";

/** The first such file that RSS encloses, or to which Atom links as an enclosure; null if there is none. */
export function findMedia(fields: Fields): string | null {
  const links = ["link", "atom:link"].flatMap((name) => fields.get(name) ?? []);
  const enclosed = links.filter(({ attributes }) => attributes.get("rel")?.trim().toLowerCase() === "enclosure");
  for (const { attributes, base } of [...(fields.get("enclosure") ?? []), ...enclosed]) {
    const url = resolveWebUrl(attributes.get("url") ?? attributes.get("href"), base);
    if (url !== null && isMediaFile(url, attributes.get("type"))) return url;
  }
  return null;
}
