// Finds the audio or video of an item: many episodes of podcasts have no page of their own.
import { isMediaFile } from "../../text/outlets/media-file.ts";
import { resolveWebUrl } from "./resolve-url.ts";
import type { Fields } from "./xml-feed.ts";

const MEDIUM = /^\s*(?:audio|video)\s*$/i;

/** The first such file that RSS encloses, to which Atom links as an enclosure, or which Media RSS names; null if there is none. */
export function findMedia(fields: Fields): string | null {
  const links = ["link", "atom:link"].flatMap((name) => fields.get(name) ?? []);
  const enclosed = links.filter(({ attributes }) => attributes.get("rel")?.trim().toLowerCase() === "enclosure");
  const named = fields.get("media:content") ?? [];
  for (const { attributes, base } of [...(fields.get("enclosure") ?? []), ...enclosed, ...named]) {
    const url = resolveWebUrl(attributes.get("url") ?? attributes.get("href"), base);
    // Only Media RSS has a medium, with the type left out.
    const isNamed = attributes.get("type") === undefined && MEDIUM.test(attributes.get("medium") ?? "");
    if (url !== null && (isNamed || isMediaFile(url, attributes.get("type")))) return url;
  }
  return null;
}
