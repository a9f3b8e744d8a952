// One address for one article, so that two links to the same page are known to be the same.
import { isTracking } from "./tracking-parameters.ts";

/**
 * The address as every link to the page should have written it: http(s), no credentials, fragment, default port or tracking
 * parameter, the others in their order and spelling. A path is left as it is, trailing slash and all: servers tell them apart.
 * Null where it is no absolute http(s) address.
 */
export function canonicalUrl(url: string): string | null {
  let parsed: URL;
  try {
    parsed = new URL(url);
  } catch {
    return null;
  }
  if (parsed.protocol !== "http:" && parsed.protocol !== "https:") return null;
  parsed.username = "";
  parsed.password = "";
  parsed.hash = "";
  parsed.hostname = parsed.hostname.replace(/\.$/, "");
  // URLSearchParams would respell what it keeps (%20 as +), and some servers mind.
  const kept = parsed.search
    .slice(1)
    .split("&")
    .filter((pair) => pair !== "" && !isTracking(pair));
  parsed.search = kept.length > 0 ? `?${kept.join("&")}` : "";
  return parsed.href;
}
